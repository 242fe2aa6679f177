import Tabular

/// One table of a sheet, by its own heading.
enum SheetTable: Hashable {
  case rides(RideSheetLayout)
  /// Rides whose heading lacks something.
  case unreadable(RideSheetNearMiss)

  /// The table that a row heads, or nil for any other row.
  ///
  /// - Complexity: O(n) in the length of the row's texts.
  init?(heading row: NumberedRow) {
    guard Self.mayBeHeading(row) else { return nil }
    switch RideSheet.recognise(header: row) {
    case .rideSheet(let layout): self = .rides(layout)
    case .nearMiss(let miss): self = .unreadable(miss)
    case .other: return nil
    }
  }

  /// False for nearly all rides, which have a date or digits: folding every cell would cost more.
  private static func mayBeHeading(_ row: NumberedRow) -> Bool {
    var words = 0
    for cell in row.cells {
      switch cell {
      case .date: return false
      case .text(let text) where !text.isEmpty && HeaderText.canBe(text):
        guard ScheduleText.hasDigit(text) else {
          words += 1
          continue
        }
        // As a true date of a workbook, which no heading has.
        if RideSchedule.isPlain(text) { return false }
      default: break
      }
    }
    return words >= 4
  }
}
