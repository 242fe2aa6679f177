/// What a cell must be for its text to be compared with headers.
enum HeaderText {
  /// No header is longer, blanks included; a cell of a novel is not gone through for one.
  private static let mostBytes = 512

  /// Whether a text may be a header.
  static func canBe(_ text: String) -> Bool { text.utf8.count <= mostBytes }
}
