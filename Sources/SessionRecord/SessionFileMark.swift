extension SessionFileReader {
  /// What a line under a statement holds, by the sign behind its `#`.
  enum Mark: String {
    case header = ":"
    case fact = "="
    case picture = "|"
    case block = "^"
    case volatile = "~"
    case error = "x"

    /// The marks of a statement, in the order in which they are written.
    static let order: [Mark] = [.error, .fact, .picture, .block, .volatile]

    /// The mark that a line begins with: `#`, the mark, and a blank or the line's end.
    ///
    /// Scalars are looked at, since a picture may begin with what would join the blank before it.
    init?(of text: String) {
      let rest = text.unicodeScalars.drop(while: \.properties.isWhitespace)
      guard rest.first == "#", let second = rest.dropFirst().first,
        let mark = Mark(rawValue: String(second))
      else { return nil }
      guard let third = rest.dropFirst(2).first else {
        self = mark
        return
      }
      guard third == " " || third == "\t" else { return nil }
      self = mark
    }

    /// What stands behind the mark of a line and its blank.
    static func content(of text: String) -> String {
      let rest = text.unicodeScalars.drop(while: \.properties.isWhitespace).dropFirst(2)
      return String(rest.first == " " ? rest.dropFirst() : rest)
    }
  }

  /// Refuses a line of `#` that is neither a mark nor a comment.
  ///
  /// Taken for a comment, a fact would be compared with nothing. A row of signs is a comment's rule,
  /// `#xml` a comment's word.
  func refuseUnknown(_ line: String, line number: Int) throws(SessionRecordError) {
    let head = line.unicodeScalars.prefix(while: \.properties.isWhitespace)
    let rest = line.unicodeScalars.dropFirst(head.count)
    guard rest.first == "#", let second = rest.dropFirst().first else { return }
    let marked = rest.dropFirst(2)
    if let mark = Mark(rawValue: String(second)) {
      try refuseUnparted(mark, marked, at: head.count, line: number)
    }
    guard format > 1, second != "#", !second.properties.isWhitespace,
      Self.isSign(second)
        ? marked.first.map({ !Self.isSign($0) }) ?? true
        : marked.first.map(\.properties.isWhitespace) ?? true
    else { return }
    throw SessionRecordError(
      .misplacedLine, "there is no mark #\(second)", place: text.place(line: number, head.count),
      expected: "one of #: #= #| #^ #~ #x, or a comment",
      remedy: "a comment has a space after its #")
  }

  /// Refuses a mark that no blank parts from what it marks.
  private func refuseUnparted(
    _ mark: Mark, _ marked: Substring.UnicodeScalarView, at column: Int, line: Int
  ) throws(SessionRecordError) {
    let isComment =
      mark == .error
      ? !marked.starts(with: "E-".unicodeScalars) : marked.allSatisfy { !Self.isWord($0) }
    guard !isComment else { return }
    throw SessionRecordError(
      .misplacedLine, "a space is missing after #\(mark.rawValue)",
      place: text.place(line: line, column + 2), expected: "#\(mark.rawValue) and a space",
      remedy: "a comment has a space after its #")
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    !isWord(scalar) && !scalar.properties.isWhitespace
  }
}
