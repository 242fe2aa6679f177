import CivilTime

/// A date, a time of day or both, as a cell of a workbook states them in ISO 8601.
///
///     ISODate(Array("2025-11-03T07:30:00.000Z".utf8))
///
/// A fraction of a second is rounded away, as it is in a count of days. `Z` is passed over: the
/// cells of a workbook have no time zone. With any other zone the text is none of this kind.
struct ISODate {
  private let day: CivilDate?
  /// Seconds since midnight, up to 86,400; nil for a date alone.
  private let second: Int?

  init?(_ bytes: [UInt8]) {
    var plain = bytes[...]
    if plain.last == UInt8(ascii: "Z") { plain.removeLast() }
    let roundsUp = Self.dropFraction(&plain)
    let read = Array(plain).withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { Temporal(ValueText($0, buffer.count)) }
    }
    guard let read else { return nil }
    day = read.hasDate ? CivilDate(year: read.year, month: read.month, day: read.day) : nil
    second =
      read.hasTime
      ? read.hour * 3_600 + read.minute * 60 + read.second + (roundsUp ? 1 : 0) : nil
  }

  /// Drops the digits behind the seconds' point and tells whether they are half a second or more.
  private static func dropFraction(_ text: inout ArraySlice<UInt8>) -> Bool {
    guard text.contains(UInt8(ascii: ":")), let point = text.lastIndex(of: UInt8(ascii: ".")),
      let first = text[(point + 1)...].first, text[(point + 1)...].allSatisfy({ 48...57 ~= $0 })
    else { return false }
    text = text[..<point]
    return first >= UInt8(ascii: "5")
  }

  /// The raw cell, a date alone where the format shows no more and midnight is no more.
  func cell(as format: NumberKind) -> (kind: RawKind, payload: UInt64) {
    guard let day else { return (.time, UInt64(second ?? 0)) }
    guard let second, format != .date || second > 0 else {
      return (.date, UInt64(bitPattern: Int64(day.dayNumber)))
    }
    return (.datetime, UInt64(bitPattern: Int64(day.dayNumber * 86_400 + second)))
  }
}
