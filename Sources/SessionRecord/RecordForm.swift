/// How the facts of a record were taken, by the number in its `#carnet` line.
public enum RecordForm: Int, Hashable, Sendable, CaseIterable {
  /// Reals as sums alone, every other value in two hashes of whole rows.
  case first = 1
  /// Every value exactly: two hashes for each column, and two of whole rows.
  case second = 2

  /// The form that this version writes.
  public static let current = RecordForm.second

  /// The name before the digits of a hash of whole rows.
  public var hashName: String { self == .first ? "rows" : "rows2" }
}
