/// The comparisons of an SQL statement, read from its pieces: what a literal is held against.
struct SQLComparisons {
  let pieces: [SQLPieces.Piece]
  /// The bracket that each piece stands in.
  private let openings: [Int?]

  /// Finds the brackets of the pieces.
  ///
  /// - Complexity: O(pieces).
  init(pieces: [SQLPieces.Piece]) {
    self.pieces = pieces
    var open: [Int] = []
    openings = pieces.indices.map { index in
      while let last = open.last, pieces[last].depth >= pieces[index].depth { open.removeLast() }
      defer { if pieces[index].quote == nil, pieces[index].text == "(" { open.append(index) } }
      return open.last
    }
  }

  private static let operators: Set<String> = ["=", "==", "<>", "!=", "<", ">", "<=", ">="]
  /// Marks that may be part of an operator; `->` and `<<` are none of the comparisons.
  private static let marks = "=<>!-|"
  /// Marks that make a literal a part of something larger.
  private static let arithmetic: Set<String> = ["+", "-", "*", "/", "%", "|", "&", "(", "."]
  /// Words at which an operand of `between` cannot go on.
  private static let ends: Set<String> = ["and", "or", "where", "on", "having", "when", "then"]

  /// The piece on the other side of the comparison that a literal stands in, that side's end which is
  /// nearer to the literal; nil where the literal is compared with nothing.
  ///
  /// - Complexity: O(pieces of the other operand).
  func operand(comparedWith literal: Range<Int>) -> Int? {
    if let before = operand(before: literal) {
      return isArithmetic(literal.upperBound) ? nil : before
    }
    return isArithmetic(literal.lowerBound - 1, exceptBracket: true) ? nil : operand(after: literal)
  }

  /// The name of the column that a piece of an operand is; nil where it is something else.
  func column(at index: Int) -> String? {
    guard pieces.indices.contains(index) else { return nil }
    let piece = pieces[index]
    if piece.quote == "'" || isOpening(index + 1) { return nil }
    if piece.quote == nil {
      guard let first = piece.text.first, first.isLetter || first == "_" else { return nil }
      // `rides."time"` is two pieces.
      if piece.text.last == "." { return column(at: index + 1) }
      return piece.text.split(separator: ".").last.map(String.init)
    }
    return piece.content
  }

  /// Whether the literal is a new value: `update … set time = '9:00'`.
  func isAssigned(to operand: Int) -> Bool {
    guard operand > 0, pieces[operand + 1].text == "=" else { return false }
    let before = pieces[operand - 1]
    return before.keyword == "set"
      || before.text == "," && pieces[..<operand].contains { $0.keyword == "set" }
  }

  // MARK: Sides

  private func operand(before literal: Range<Int>) -> Int? {
    let last = literal.lowerBound - 1
    guard last >= 0 else { return nil }
    var start = last
    while start >= 0, isMark(start) { start -= 1 }
    if start < last {
      let written = pieces[(start + 1)...last].map(\.text).joined()
      return Self.operators.contains(written) && start >= 0 ? start : nil
    }
    switch pieces[last].keyword {
    case "between": return operand(beforeWord: last)
    case "and":
      let depth = pieces[last].depth
      let word = pieces[..<last].lastIndex {
        $0.depth <= depth && (Self.ends.contains($0.keyword) || $0.keyword == "between")
      }
      guard let word, pieces[word].keyword == "between", pieces[word].depth == depth else {
        return nil
      }
      return operand(beforeWord: word)
    case "(", ",": return operand(beforeListAround: literal.lowerBound)
    default: return nil
    }
  }

  /// What stands before `in (…)`, for a literal of the list.
  private func operand(beforeListAround literal: Int) -> Int? {
    guard let opening = openings[literal], opening > 0, pieces[opening - 1].keyword == "in" else {
      return nil
    }
    return operand(beforeWord: opening - 1)
  }

  private func operand(beforeWord word: Int) -> Int? {
    let index = word > 0 && pieces[word - 1].keyword == "not" ? word - 2 : word - 1
    return index >= 0 ? index : nil
  }

  private func operand(after literal: Range<Int>) -> Int? {
    var end = literal.upperBound
    while end < pieces.count, isMark(end) { end += 1 }
    if end > literal.upperBound {
      let written = pieces[literal.upperBound..<end].map(\.text).joined()
      return Self.operators.contains(written) && end < pieces.count ? end : nil
    }
    if end < pieces.count, pieces[end].keyword == "not" { end += 1 }
    guard end + 1 < pieces.count, pieces[end].keyword == "between" else { return nil }
    return end + 1
  }

  // MARK: Pieces

  private func isMark(_ index: Int) -> Bool {
    pieces[index].quote == nil && pieces[index].text.count == 1
      && Self.marks.contains(pieces[index].text)
  }

  private func isOpening(_ index: Int) -> Bool {
    pieces.indices.contains(index) && pieces[index].quote == nil && pieces[index].text == "("
  }

  private func isArithmetic(_ index: Int, exceptBracket: Bool = false) -> Bool {
    pieces.indices.contains(index) && Self.arithmetic.contains(pieces[index].keyword)
      && !(exceptBracket && isOpening(index))
  }
}
