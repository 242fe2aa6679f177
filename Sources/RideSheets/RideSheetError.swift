import FleetModel

/// Why a table of drivers or places, or a dispatch export, cannot be used as a whole.
///
/// A single unreadable ride is not an error: it is set aside as a `SourceReject`.
public struct RideSheetError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The fact, in lower case, without the place.
  public let headline: String
  /// The row in the file, counted from 1, where there is one.
  public let row: Int?
  /// The column's header, or the path of a JSON member.
  public let column: String?
  /// What was expected there.
  public let expected: String?
  /// What to do about it.
  public let remedy: String?

  init(
    _ headline: String, row: Int? = nil, column: String? = nil, expected: String? = nil,
    remedy: String? = nil
  ) {
    self.headline = headline
    self.row = row
    self.column = column
    self.expected = expected
    self.remedy = remedy
  }

  /// The fact, its place, what was expected and what to do, in one line.
  public var description: String {
    var place = row.map { "row \($0)" } ?? ""
    if let column { place += (place.isEmpty ? "" : ", ") + "column \(column)" }
    var text = place.isEmpty ? headline : "\(place): \(headline)"
    if let expected { text += "; expected \(expected)" }
    if let remedy { text += "; \(remedy)" }
    return text
  }
}
