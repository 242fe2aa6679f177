/// A row that cannot be read, kept aside with all that is needed to mend it.
public struct SourceReject: Hashable, Sendable {
  public let sheet: String
  /// The row in the file, or the position in its list, counted from 1.
  public let row: Int
  /// The header of the first cell that is wrong, or the path of a JSON member.
  public let column: String
  /// What that cell holds.
  public let value: String
  /// Why it cannot be read; what else is wrong in the row follows.
  public let reason: String

  public init(sheet: String, row: Int, column: String, value: String, reason: String) {
    self.sheet = sheet
    self.row = row
    self.column = column
    self.value = value
    self.reason = reason
  }
}

/// Something in a source that was read which a dispatcher should look at.
public struct SourceFinding: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case unknownInitials = "unknown initials"
    case unlocatedAddress = "unlocated address"
    case partlyKnownAddress = "address known in part"
    case respeltAddress = "address read with a slip"
    case onePoint = "both ends on one point"
    case unconfirmedReturn = "unconfirmed return"
    case returnAfterMidnight = "return after midnight"
    case secondTimeIgnored = "second time ignored"
    case twoDriversForOneRide = "two drivers for one ride"
    case noClient = "no client"
    case dateOutsideDispatch = "date outside its dispatch"
    case duplicateBooking = "duplicate booking"
    case duplicateDispatch = "duplicate dispatch"
    case duplicateDriver = "duplicate driver"
    case wrongAggregate = "wrong aggregate"
    case dayWithoutRides = "day without rides"
    case unknownRule = "unknown rule"
    case wrongOptimum = "wrong optimum"
    case unreadableOptimum = "unreadable optimum"
    case unprovenOptimum = "unproven optimum"
    case unknownMember = "unknown member"
    /// Only in notebooks of earlier versions, which did not keep an export's numbers.
    case foreignNumbers = "foreign numbers"
    case weekdayContradicts = "weekday contradicts date"
    case timeZoneIgnored = "time zone ignored"
    case endOfDay = "end of day"
    case perhapsNoTime = "perhaps no time"
    case unclearWheelchair = "unclear wheelchair mark"
    case cancelledRide = "cancelled ride"
    case markedCancelled = "marked as cancelled"
    case unclearStatus = "unclear status"
    case unconfirmedTime = "unconfirmed time"
    case secondColumn = "second column"
    case farDate = "date far from the others"
    case emptyFormula = "formula without a value"
    case commentedCell = "comment not read"
    case mergedCells = "merged cells"
    case hiddenSheet = "hidden sheet"
    case hiddenRows = "hidden rows"
    case hiddenColumns = "hidden columns"
    case doubledRide = "doubled ride"
    case correctionWithoutRide = "correction without its ride"
    case tableBeside = "table beside another"
    case adoptedDriver = "adopted driver"
    case unknownDirection = "unknown direction"
  }

  public let kind: Kind
  /// The sheet, the path in a document, or a day's label; empty for the file as a whole.
  public let sheet: String
  /// The row in the file, or the position in its list, counted from 1; 0 where none is meant.
  public let row: Int
  /// The header of the cell, or the path of a JSON member; empty where none is meant.
  public let column: String
  /// One sentence that says what was found and what was made of it.
  public let detail: String

  public init(kind: Kind, sheet: String, row: Int = 0, column: String = "", detail: String) {
    self.kind = kind
    self.sheet = sheet
    self.row = row
    self.column = column
    self.detail = detail
  }
}
