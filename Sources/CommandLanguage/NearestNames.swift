import Naming

/// Finds the names that a mistyped word may have meant.
public enum NearestNames {
  /// More than three suggestions help nobody to choose.
  public static let limit = 3

  /// The candidates within edit distance of a word, nearest first, then in the order given.
  ///
  /// A word of up to 4 letters may be wrong in one place, of up to 7 in two, a longer one in
  /// three. The distance is the optimal string alignment one: a swap of neighbours counts one.
  ///
  /// - Complexity: length of the word × total length of the candidates.
  public static func nearest(
    to word: String, among candidates: [String], limit: Int = limit
  ) -> [String] {
    let word = Array(NameRules.folded(word).unicodeScalars.prefix(longest))
    let allowed = word.count <= 4 ? 1 : word.count <= 7 ? 2 : 3
    var found: [(distance: Int, order: Int, name: String)] = []
    for (order, candidate) in candidates.enumerated() {
      let letters = Array(NameRules.folded(candidate).unicodeScalars.prefix(longest))
      // A distance that rewrites the whole word is no likeness.
      guard let distance = EditDistance.between(word, letters, limit: allowed),
        distance < max(word.count, 1)
      else { continue }
      if !found.contains(where: { $0.name == candidate }) {
        found.append((distance, order, candidate))
      }
    }
    found.sort { ($0.distance, $0.order) < ($1.distance, $1.order) }
    return found.prefix(limit).map(\.name)
  }

  /// `did you mean a, b or c?`, or nil where nothing is near.
  public static func question(for word: String, among candidates: [String]) -> String? {
    let names = nearest(to: word, among: candidates)
    return names.isEmpty ? nil : "did you mean \(names.listed("or"))?"
  }

  /// Names are short; a pasted page must not cost a quadratic comparison.
  private static let longest = 64
}

/// How lists and words are put into sentences.
enum Wording {
  /// A word as messages show it: in backticks, without control characters, cut when long.
  static func shown(_ text: String) -> String {
    let cells = DisplayCell.cells(of: text)
    let cut = cells.prefix(longest).map(\.text).joined()
    return "`" + cut + (cells.count > longest ? "..." : "") + "`"
  }

  private static let longest = 40
}
