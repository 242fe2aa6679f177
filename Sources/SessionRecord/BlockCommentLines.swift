/// The lines of a session file that are of comments between slashes and stars.
struct BlockCommentLines {
  /// Whether the last line left a comment open.
  private var isOpen = false

  /// Takes the next line, and returns whether it is one of a comment.
  mutating func takes(_ line: String) -> Bool {
    guard isOpen || line.drop(while: \.isWhitespace).hasPrefix("/*") else { return false }
    isOpen = !line.contains("*/")
    return true
  }
}
