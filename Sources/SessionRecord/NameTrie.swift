/// Names as folded letters, with what stands in their place: the search of `Pseudonyms`.
struct NameTrie: Sendable {
  struct Match: Hashable {
    /// Units of the folded text.
    var range: Range<Int>
    var replacement: String
  }

  /// Which of two names of the same letters counts: the lower rank.
  enum Rank: Int, Comparable {
    case asRegistered
    case otherOrder
    case withoutBlanks
    case part

    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }

  private struct Terminal {
    var replacement: String
    var rank: Rank
    var glue: Glue
  }

  /// How a name may be joined to other letters and still count.
  enum Glue: Sendable {
    /// It counts only as a word of its own.
    case none
    /// A short name of several words: one of its ends must be a word's.
    case oneEnd
    /// It is long enough to count anywhere.
    case anywhere
  }

  /// Children by node (upper half) and scalar (lower half); only looked up, never iterated.
  private var children: [UInt64: Int] = [:]
  private var terminals: [Terminal?] = [nil]

  /// What stands for a name cut by an ellipsis, of which too little is left to tell whose it is.
  static let cutReplacement = "Client"
  /// A cut name must show as many letters to be one.
  private static let fewestCutLetters = 3

  mutating func insert(_ name: [UInt32], _ replacement: String, rank: Rank, glue: Glue) {
    guard !name.isEmpty else { return }
    var node = 0
    for scalar in name {
      let key = Self.key(node, scalar)
      if let child = children[key] {
        node = child
      } else {
        terminals.append(nil)
        node = terminals.count - 1
        children[key] = node
      }
    }
    if let present = terminals[node], present.rank <= rank { return }
    terminals[node] = Terminal(replacement: replacement, rank: rank, glue: glue)
  }

  private static func key(_ node: Int, _ scalar: UInt32) -> UInt64 {
    UInt64(node) << 32 | UInt64(scalar)
  }

  /// All names in a text, from left to right, the longest first at each place, none overlapping.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - edges: Further places where a word may begin or end: those of known words in the text.
  /// - Returns: The names with what stands in their place.
  /// - Complexity: O(n · d), d the depth to which the text follows names: about 2 in prose.
  func matches(in text: FoldedText, edges: Set<Int> = []) -> [Match] {
    var matches: [Match] = []
    var edges = edges
    var index = 0
    while index < text.units.count {
      let kind = text.units[index].kind
      if kind == .letter || kind == .digit, let match = match(in: text, at: index, edges) {
        // What is joined to a name begins behind it.
        edges.insert(match.range.upperBound)
        matches.append(match)
        index = match.range.upperBound
      } else {
        index += 1
      }
    }
    return matches
  }

  /// Where the names begin and end in a text, wherever they stand.
  ///
  /// - Complexity: O(n · d).
  func edges(in text: FoldedText) -> Set<Int> {
    var edges: Set<Int> = []
    for start in text.units.indices {
      var node = 0
      var index = start
      while index < text.units.count, let child = children[Self.key(node, text.units[index].scalar)]
      {
        node = child
        index += 1
        if terminals[node] != nil { edges.formUnion([start, index]) }
      }
    }
    return edges
  }

  private func match(in text: FoldedText, at start: Int, _ edges: Set<Int>) -> Match? {
    let isAtBoundary = text.isBoundary(start) || edges.contains(start)
    var longest: Match?
    var node = 0
    var index = start
    while index < text.units.count, let child = children[Self.key(node, text.units[index].scalar)] {
      node = child
      index += 1
      guard let terminal = terminals[node] else { continue }
      let isEnd = text.isBoundary(index) || edges.contains(index)
      switch terminal.glue {
      case .none where !(isAtBoundary && isEnd), .oneEnd where !(isAtBoundary || isEnd): continue
      case .none, .oneEnd, .anywhere: break
      }
      longest = Match(range: start..<index, replacement: terminal.replacement)
    }
    let isCut = index < text.units.count && text.units[index].scalar == 0x2026
    if isCut, isAtBoundary, index - start >= Self.fewestCutLetters,
      index > longest?.range.upperBound ?? start
    {
      return Match(range: start..<index, replacement: Self.cutReplacement)
    }
    return longest
  }
}
