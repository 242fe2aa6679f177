/// The forms that a session can be exported in, each told by its file's ending.
public enum DocumentFormat: String, CaseIterable, Sendable {
  case markdown = "md"
  case html
  case notebook = "ipynb"
  case text = "txt"

  /// The format of a file's name, or nil for another ending.
  public init?(path: String) {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return nil }
    self.init(rawValue: path[path.index(after: dot)...].lowercased())
  }

  /// The columns of a line of text where none are asked for.
  public static let defaultWidth = 80

  /// A document in this format, ending with a line break.
  ///
  /// - Parameters:
  ///   - document: What is written.
  ///   - plots: How plots are drawn where the format takes pictures.
  ///   - width: Columns of a line of plain text, at least 40.
  /// - Returns: The file's text.
  /// - Complexity: linear in the document.
  public func text(
    of document: Document, plots: PlotDrawing = .none, width: Int = Self.defaultWidth
  ) -> String {
    switch self {
    case .markdown: MarkdownDocument(document).text
    case .html: HTMLDocument(document, plots: plots).text
    case .notebook: JupyterDocument(document, plots: plots).text
    case .text: TextDocument(document, width: width).text
    }
  }
}
