import Naming

/// What a cell must be for its text to be compared with headers.
enum HeaderText {
  /// No header is longer, blanks included; a cell of a novel is not gone through for one.
  private static let mostBytes = 512

  /// Whether a text may be a header.
  static func canBe(_ text: String) -> Bool { text.utf8.count <= mostBytes }

  /// The folded words of a header, without what cannot be seen; empty for a text too long for one.
  static func key(_ text: String) -> String {
    guard canBe(text) else { return "" }
    // Marks of direction and variation are no blanks, and would part a word in two.
    let seen = text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
    return TextFolding.key(String(String.UnicodeScalarView(seen)))
  }
}
