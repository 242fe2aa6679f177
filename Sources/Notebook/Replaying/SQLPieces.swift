/// The words, quotes and marks of SQL, with the depth of brackets that each stands in.
struct SQLPieces {
  struct Piece: Hashable {
    /// The piece as written; a comment is none.
    var text: String
    var depth: Int
    /// The quote that it stands in, or nil for a word or a mark.
    var quote: Character?

    /// The word in lower case, or nothing for what is quoted.
    var keyword: String { quote == nil ? text.lowercased() : "" }
    /// What a quoted name or string holds, or the word itself.
    var content: String {
      guard let quote else { return text }
      let close: Character = quote == "[" ? "]" : quote
      let inner = String(text.dropFirst().dropLast(text.last == close && text.count > 1 ? 1 : 0))
      return inner.replacing(String([close, close]), with: String(close))
    }
  }

  let pieces: [Piece]

  /// Cuts SQL into pieces; what is not closed runs to the end.
  ///
  /// - Complexity: O(characters).
  init(_ sql: String) {
    let text = Array(sql)
    var pieces: [Piece] = []
    var (index, depth) = (0, 0)
    while index < text.count {
      let character = text[index]
      let start = index
      if character.isWhitespace {
        index += 1
      } else if character == "-", index + 1 < text.count, text[index + 1] == "-" {
        while index < text.count, !text[index].isNewline { index += 1 }
      } else if character == "/", index + 1 < text.count, text[index + 1] == "*" {
        index += 2
        while index < text.count, !(text[index] == "/" && text[index - 1] == "*") { index += 1 }
        index += 1
      } else if "'\"`[".contains(character) {
        index = Self.end(ofQuoteAt: index, in: text)
        pieces.append(Piece(text: String(text[start..<index]), depth: depth, quote: character))
      } else if Self.isWord(character) {
        while index < text.count, Self.isWord(text[index]) { index += 1 }
        pieces.append(Piece(text: String(text[start..<index]), depth: depth, quote: nil))
      } else {
        if character == ")" { depth = max(0, depth - 1) }
        pieces.append(Piece(text: String(character), depth: depth, quote: nil))
        if character == "(" { depth += 1 }
        index += 1
      }
    }
    self.pieces = pieces
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "."
  }

  private static func end(ofQuoteAt start: Int, in text: [Character]) -> Int {
    let close: Character = text[start] == "[" ? "]" : text[start]
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
