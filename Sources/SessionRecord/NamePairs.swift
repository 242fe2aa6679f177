/// The columns of a record and those found now, paired by name.
///
/// Of several columns of one name the first stands for the first, the second for the second:
///
///     let pairs = NamePairs(["seed", "km", "km"], ["km", "seed", "late", "km"])
///     pairs.places        // [1, 0, 3]
///     pairs.fresh         // [2]
public struct NamePairs {
  /// For each recorded name its place among those found; nil where it is gone.
  public let places: [Int?]
  /// The places of names found that the record does not have, in order.
  public let fresh: [Int]

  /// Pairs names.
  ///
  /// - Complexity: O(names).
  public init(_ recorded: [String], _ found: [String]) {
    var left: [String: [Int]] = [:]
    for index in found.indices.reversed() { left[found[index], default: []].append(index) }
    places = recorded.map { left[$0]?.popLast() }
    fresh = left.values.joined().sorted()
  }
}
