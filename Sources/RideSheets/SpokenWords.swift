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
  /// The words alone.
  let texts: [String]

  /// Takes a text apart.
  ///
  /// - Complexity: O(n) in the text's length.
  init(_ text: String) {
    var words: [Word] = []
    for line in text.unicodeScalars.split(whereSeparator: Self.endsLine) {
      Self.add(Substring(line), to: &words)
    }
    Self.joinLetters(in: &words)
    self.words = words
    texts = words.map(\.text)
  }

  /// Makes one word of letters that are written apart: `a n n u l é`.
  private static func joinLetters(in words: inout [Word]) {
    guard words.count >= fewestLetters else { return }
    var joined: [Word] = []
    var run: [Word] = []
    func end() {
      if run.count >= fewestLetters, let first = run.first, let last = run.last {
        let text = run.map(\.text).joined()
        joined.append(Word(text: text, opensClause: first.opensClause, isAsked: last.isAsked))
      } else {
        joined += run
      }
      run = []
    }
    for word in words {
      if word.opensClause { end() }
      if word.text.utf8.count == 1, !ScheduleText.hasDigit(word.text) {
        run.append(word)
      } else {
        end()
        joined.append(word)
      }
    }
    end()
    words = joined
  }

  /// Fewer letters in a row are initials.
  private static let fewestLetters = 5

  private static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0a...0x0d, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Where the clause of a word starts, at most a dozen words before it.
  func clauseStart(of index: Int) -> Int {
    var start = index
    // A sentence denies no further back; a cell of a novel would be gone through again and again.
    while start > max(0, index - 12), !words[start].opensClause { start -= 1 }
    return start
  }

  /// True where a word ends its clause.
  func endsClause(_ index: Int) -> Bool {
    index + 1 >= words.count || words[index + 1].opensClause
  }

  private static func add(_ line: Substring, to words: inout [Word]) {
    var word = String.UnicodeScalarView()
    var gap = Gap(opensLine: true)
    for scalar in TextFolding.folded(line).unicodeScalars {
      if TextFolding.isLetterOrDigit(scalar) {
        word.append(scalar)
        continue
      }
      if !word.isEmpty {
        words.append(Word(text: String(word), opensClause: gap.parts))
        word = String.UnicodeScalarView()
        gap = Gap(opensLine: false)
      }
      if scalar == "?", !words.isEmpty { words[words.count - 1].isAsked = true }
      gap.add(scalar)
    }
    if !word.isEmpty { words.append(Word(text: String(word), opensClause: gap.parts)) }
  }

  /// The marks between two words.
  private struct Gap {
    private var isParting: Bool
    private var hasBlank = false
    private var hasTightMark = false

    init(opensLine: Bool) { isParting = opensLine }

    mutating func add(_ mark: Unicode.Scalar) {
      switch mark {
      case " ": hasBlank = true
      case "'", "\"": break
      case ".", "-": hasTightMark = true
      default: isParting = true
      }
    }

    /// Any mark parts words; dots and dashes only beside a blank: not in `F.R.`.
    var parts: Bool { isParting || (hasTightMark && hasBlank) }
  }
}
