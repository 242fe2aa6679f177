/// A workbook's count of days with its fraction, told as a raw cell.
///
/// Serial 1 is 1900-01-01 and serial 60 a 29 February 1900 that never was, which Lotus 1-2-3
/// invented and everybody kept; in the other system serial 0 is 1904-01-01.
enum SerialDate {
  /// The last serial of the year 9999 (1900 system).
  private static let last = 2_958_466.0
  private static let secondsPerDay = 86_400
  /// Days from which on the hours of a day are no time past midnight but a date shown in short.
  private static let wholeYear = 366

  /// The raw cell of a serial number, or nil where it stands for no date.
  ///
  /// Seconds are rounded: a Double cannot hold 07:30 as a fraction of a day.
  static func cell(
    _ serial: Double, as kind: NumberKind, uses1904: Bool
  ) -> (kind: RawKind, payload: UInt64)? {
    guard serial.isFinite, serial >= 0, serial < last else { return nil }
    let total = Int((serial * Double(secondsPerDay)).rounded())
    let (days, second) = (total / secondsPerDay, total % secondsPerDay)
    if kind == .elapsed || (kind == .clock && days < wholeYear) { return (.time, UInt64(total)) }
    // A day of zero is a time alone, whatever the format says.
    if days == 0, second > 0, !uses1904 { return (.time, UInt64(total)) }
    guard let day = dayNumber(days, uses1904: uses1904) else { return nil }
    if kind == .date, second == 0 { return (.date, UInt64(bitPattern: Int64(day))) }
    let moment = Int64(day) * Int64(secondsPerDay) + Int64(second)
    return (.datetime, UInt64(bitPattern: moment))
  }

  /// Days since 1970-01-01, or nil for the days that never were.
  private static func dayNumber(_ serial: Int, uses1904: Bool) -> Int? {
    if uses1904 { return serial - 24_107 }
    switch serial {
    case 1..<60: return serial - 25_568
    case 61...: return serial - 25_569
    default: return nil
    }
  }
}
