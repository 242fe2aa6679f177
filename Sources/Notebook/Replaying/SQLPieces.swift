import CommandLanguage
import Naming
import Store

extension NotebookDatabase {
  /// What names stand for, and all that the views among them name, whether it is there or not.
  ///
  /// - Parameter names: Names of anything, folded.
  /// - Returns: The subjects.
  /// - Throws: `StoreError` where the notebook cannot be read.
  func subjects(behind names: Set<String>) throws -> Set<Subject> {
    try subjects(behind: names, SQLPieces.relations(in:))
  }
}

/// The words, quotes and marks of SQL, with the depth of brackets that each stands in.
struct SQLPieces {
  struct Piece: Hashable {
    /// The piece as written; a comment is none.
    var text: String
    var depth: Int
    /// The quote that it stands in, or nil for a word or a mark.
    var quote: Unicode.Scalar?
    /// Where it begins in the SQL, in code points.
    var start = 0

    /// The word in lower case, or nothing for what is quoted or no word of SQL's own.
    var keyword: String {
      quote == nil && text.utf8.allSatisfy { $0 < 0x80 } ? text.lowercased() : ""
    }

    /// Whether it is this mark, told by bytes: to compare texts sorts the accents of each letter.
    func isMark(_ mark: String) -> Bool { text.utf8.elementsEqual(mark.utf8) }

    /// What a quoted name or string holds, or the word itself.
    var content: String {
      guard let quote else { return text }
      let close: Unicode.Scalar = quote == "[" ? "]" : quote
      var inner = text.unicodeScalars.dropFirst()
      if inner.last == close { inner.removeLast() }
      var content = ""
      var follows = false
      for scalar in inner {
        let isSecond = follows && scalar == close
        if !isSecond { content.unicodeScalars.append(scalar) }
        follows = scalar == close && !isSecond
      }
      return content
    }
  }

  let pieces: [Piece]

  /// Every name that stands in the SQL, folded, and no text: what stands in single quotes is a name
  /// only where SQLite takes it for one.
  ///
  /// - Complexity: O(pieces).
  var names: Set<String> {
    var names: Set<String> = []
    for (index, piece) in pieces.enumerated() {
      switch piece.quote {
      case nil:
        names.formUnion(piece.text.split(separator: ".").map { NameRules.folded(String($0)) })
      case "'":
        let before = index > 0 ? pieces[index - 1].keyword : ""
        if Self.beforeNames.contains(before) { names.insert(NameRules.folded(piece.content)) }
      default: names.insert(NameRules.folded(piece.content))
      }
    }
    return names
  }

  /// The tables and views that SQL reads from or changes, folded.
  static func relations(in sql: String) -> Set<String> { SQLPieces(sql).relations }

  /// The tables, views and common table expressions that the SQL reads from or changes, folded: what
  /// stands behind `from`, `join`, `into`, `update` and `in`, and behind commas of a `from`.
  ///
  /// - Complexity: O(pieces).
  var relations: Set<String> {
    var relations: Set<String> = []
    /// The depths of the lists of tables that are open.
    var lists: Set<Int> = []
    var isExpected = false
    for piece in pieces {
      if isExpected, piece.isMark("(") {
        // A subquery, or tables in brackets.
        lists.insert(piece.depth + 1)
      } else if isExpected, !Self.words.contains(piece.keyword) {
        let name = piece.content
        let last = piece.quote == nil ? name.split(separator: ".").last.map(String.init) : name
        relations.insert(NameRules.folded(last ?? name))
        isExpected = false
      } else if piece.isMark(",") {
        isExpected = lists.contains(piece.depth)
      } else if piece.isMark(")") {
        lists.remove(piece.depth + 1)
        isExpected = false
      } else if Self.beforeRelations.contains(piece.keyword) {
        isExpected = true
        if ["from", "join"].contains(piece.keyword) { lists.insert(piece.depth) }
      } else if Self.endsOfLists.contains(piece.keyword) {
        lists.remove(piece.depth)
        isExpected = false
      }
    }
    return relations
  }

  private static let beforeRelations: Set<String> = ["from", "join", "into", "update", "in"]
  /// Words of SQL's own between those and a name.
  private static let words: Set<String> = [
    "or", "replace", "ignore", "abort", "fail", "rollback", "select", "with", "values", "lateral",
    "join", "from",
  ]
  private static let endsOfLists: Set<String> = [
    "where", "group", "order", "having", "limit", "union", "except", "intersect", "window", "set",
    "returning", "select",
  ]

  private static let beforeNames: Set<String> = [
    "from", "join", "into", "update", "table", "view", "on", "exists", ",",
  ]

  private let scalars: [Unicode.Scalar]

  /// The SQL as written from one piece up to another.
  func text(from first: Piece, upTo end: Piece) -> String {
    Self.text(scalars[first.start..<max(first.start, end.start)])
  }

  /// The SQL as written from the first of some pieces to the last.
  func text(of pieces: [Piece]) -> String {
    guard let first = pieces.first, let last = pieces.last else { return "" }
    return Self.text(scalars[first.start..<(last.start + last.text.unicodeScalars.count)])
  }

  /// Cuts SQL into pieces; what is not closed runs to the end.
  ///
  /// - Complexity: O(code points).
  init(_ sql: String) {
    let text = Array(sql.unicodeScalars)
    var pieces: [Piece] = []
    var (index, depth) = (0, 0)
    while index < text.count {
      let character = text[index]
      let start = index
      if character.properties.isWhitespace {
        index += 1
      } else if character == "-", index + 1 < text.count, text[index + 1] == "-" {
        while index < text.count, !Self.isNewline(text[index]) { index += 1 }
      } else if character == "/", index + 1 < text.count, text[index + 1] == "*" {
        index += 2
        while index < text.count, !(text[index] == "/" && text[index - 1] == "*") { index += 1 }
        index += 1
      } else if "'\"`[".unicodeScalars.contains(character) {
        index = Self.end(ofQuoteAt: index, in: text)
        pieces.append(
          Piece(
            text: Self.text(text[start..<index]), depth: depth, quote: character, start: start))
      } else if Self.isWord(character) {
        while index < text.count, Self.isWord(text[index]) { index += 1 }
        pieces.append(
          Piece(text: Self.text(text[start..<index]), depth: depth, quote: nil, start: start))
      } else {
        if character == ")" { depth = max(0, depth - 1) }
        pieces.append(
          Piece(text: String(character), depth: depth, quote: nil, start: start))
        if character == "(" { depth += 1 }
        index += 1
      }
    }
    self.pieces = pieces
    scalars = text
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  private static func isNewline(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Letters with their marks, and digits.
  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "_" || scalar == "." { return true }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
      return true
    default: return false
    }
  }

  private static func end(ofQuoteAt start: Int, in text: [Unicode.Scalar]) -> Int {
    let close: Unicode.Scalar = text[start] == "[" ? "]" : text[start]
    var index = start + 1
    while index < text.count {
      if text[index] == close {
        guard index + 1 < text.count, text[index + 1] == close, close != "]" else {
          return index + 1
        }
        index += 1
      }
      index += 1
    }
    return text.count
  }
}
