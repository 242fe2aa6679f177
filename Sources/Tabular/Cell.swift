import CivilTime

/// What one cell of a sheet holds, before any typing of its column.
public enum Cell: Hashable, Sendable {
  case empty
  case text(String)
  case number(Double)
  /// A true date or date-time of a workbook, by its number format.
  case date(CivilDate, time: Minutes?)
  case boolean(Bool)
  /// A workbook's error value, such as `#N/A`.
  case error(String)
}
