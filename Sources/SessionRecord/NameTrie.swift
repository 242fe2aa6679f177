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
    /// True where the name counts only as a word of its own.
    var isWord: Bool
  }

  /// Children by node (upper half) and scalar (lower half); only looked up, never iterated.
  private var children: [UInt64: Int] = [:]
  private var terminals: [Terminal?] = [nil]

  /// What stands for a name cut by an ellipsis, of which too little is left to tell whose it is.
  static let cutReplacement = "Client"
  /// A cut name must show as many letters to be one.
  private static let fewestCutLetters = 3

  mutating func insert(_ name: [UInt32], _ replacement: String, rank: Rank, isWord: Bool) {
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
    terminals[node] = Terminal(replacement: replacement, rank: rank, isWord: isWord)
  }

  private static func key(_ node: Int, _ scalar: UInt32) -> UInt64 {
    UInt64(node) << 32 | UInt64(scalar)
  }

  /// All names in a text, from left to right, the longest first at each place, none overlapping.
  ///
  /// - Complexity: O(n · d), d the depth to which the text follows names: about 2 in prose.
  func matches(in text: FoldedText) -> [Match] {
    var matches: [Match] = []
    var index = 0
    while index < text.units.count {
      let kind = text.units[index].kind
      if kind == .letter || kind == .digit, let match = match(in: text, at: index) {
        matches.append(match)
        index = match.range.upperBound
      } else {
        index += 1
      }
    }
    return matches
  }

  private func match(in text: FoldedText, at start: Int) -> Match? {
    let isAtBoundary = text.isBoundary(start)
    var longest: Match?
    var node = 0
    var index = start
    while index < text.units.count, let child = children[Self.key(node, text.units[index].scalar)] {
      node = child
      index += 1
      guard let terminal = terminals[node] else { continue }
      if terminal.isWord && !(isAtBoundary && text.isBoundary(index)) { continue }
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
