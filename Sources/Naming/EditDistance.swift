/// How many slips tell two texts apart.
public enum EditDistance {
  /// The number of slips that tell two texts apart, or nil where there are more than `limit`.
  ///
  /// A slip is one letter put in, left out or replaced, or two neighbours swapped (the
  /// Damerau–Levenshtein distance in its "optimal string alignment" form: no letter is touched
  /// twice). F. Damerau, "A technique for computer detection and correction of spelling errors",
  /// Communications of the ACM 7(3), 1964, doi:10.1145/363958.363994.
  ///
  ///     EditDistance.between("genene", "geneve", limit: 2)  // 1
  ///
  /// - Parameters:
  ///   - left: one text, compared by Unicode scalar, so fold it first.
  ///   - right: the other text.
  ///   - limit: 0 or more; the work grows with it.
  /// - Returns: 0...limit, or nil.
  /// - Complexity: O(length · length), less where the lengths differ by more than `limit`.
  public static func between(_ left: String, _ right: String, limit: Int) -> Int? {
    between(Array(left.unicodeScalars), Array(right.unicodeScalars), limit: limit)
  }

  /// The same for texts that are taken apart already.
  public static func between(
    _ left: [Unicode.Scalar], _ right: [Unicode.Scalar], limit: Int
  ) -> Int? {
    guard limit >= 0, abs(left.count - right.count) <= limit else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      var least = row + 1
      for column in right.indices {
        var best = last[column] + (left[row] == right[column] ? 0 : 1)
        best = min(best, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
        least = min(least, best)
      }
      // A row can only grow from here, except through a swap, which spans two rows at most.
      if least > limit + 1 { return nil }
      beforeLast = last
      last = current
    }
    let distance = last[right.count]
    return distance <= limit ? distance : nil
  }
}
