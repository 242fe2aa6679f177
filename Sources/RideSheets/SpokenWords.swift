import Naming

/// The folded words of a text, each with the marks that stand before and behind it.
struct SpokenWords {
  /// A word and what parts it from the one before.
  struct Word: Hashable {
    let text: String
    /// True where a comma, a bracket, a line end or such a mark stands before it.
    let opensClause: Bool
    /// True where a question mark stands behind it.
    var isAsked = false
  }

  let words: [Word]

  /// Takes a text apart.
  ///
  /// - Complexity: O(n) in the text's length.
  init(_ text: String) {
    var words: [Word] = []
    for line in text.split(whereSeparator: \.isNewline) { Self.add(line, to: &words) }
    self.words = words
  }

  var texts: [String] { words.map(\.text) }

  /// Where the clause of a word starts.
  func clauseStart(of index: Int) -> Int {
    var start = index
    while start > 0, !words[start].opensClause { start -= 1 }
    return start
  }

  /// True where a word ends its clause.
  func endsClause(_ index: Int) -> Bool {
    index + 1 >= words.count || words[index + 1].opensClause
  }

  private static func add(_ line: Substring, to words: inout [Word]) {
    var word = String.UnicodeScalarView()
    var marks: [Unicode.Scalar] = ["\n"]
    for scalar in TextFolding.folded(line).unicodeScalars {
      if TextFolding.isLetterOrDigit(scalar) {
        word.append(scalar)
        continue
      }
      if !word.isEmpty {
        words.append(Word(text: String(word), opensClause: parts(marks)))
        word = String.UnicodeScalarView()
        marks = []
      }
      if scalar == "?", !words.isEmpty { words[words.count - 1].isAsked = true }
      marks.append(scalar)
    }
    if !word.isEmpty { words.append(Word(text: String(word), opensClause: parts(marks))) }
  }

  /// Whether the marks between two words part them: any but blanks, and dots and dashes within.
  private static func parts(_ marks: [Unicode.Scalar]) -> Bool {
    let tight: Set<Unicode.Scalar> = [".", "-", "'", "\""]
    let isSpaced = marks.contains(" ")
    return marks.contains { mark in
      if mark == " " || mark == "'" || mark == "\"" { return false }
      return isSpaced || !tight.contains(mark)
    }
  }
}
