import SessionRecord

/// A session as it is shown to others: prose, statements, what they gave, and where it came from.
///
/// It is made of the record alone; the writers turn it into HTML, Markdown, text or a notebook.
public struct Document: Equatable, Sendable {
  /// The heading of the whole, on one line.
  public var title: String
  public var parts: [Part]
  public var provenance: Provenance

  /// One piece of a document, in the order of the session.
  public enum Part: Equatable, Sendable {
    /// A note's Markdown, its figures filled.
    case note(String)
    case statement(StatementPart)
  }

  public init(title: String, parts: [Part], provenance: Provenance) {
    self.title = title
    self.parts = parts
    self.provenance = provenance
  }
}

/// A statement of a document with what it gave.
public struct StatementPart: Equatable, Sendable {
  /// Its place among the statements of the document, from 1.
  public var number: Int
  public var source: String
  /// Whether it is SQL, and not a command.
  public var isSQL: Bool
  public var outputs: [StatementOutput]
  /// The error that it is expected to end with, or nil.
  public var error: RecordedError?

  public init(
    number: Int, source: String, isSQL: Bool, outputs: [StatementOutput] = [],
    error: RecordedError? = nil
  ) {
    self.number = number
    self.source = source
    self.isSQL = isSQL
    self.outputs = outputs
    self.error = error
  }
}

/// One thing that a statement showed.
public enum StatementOutput: Equatable, Sendable {
  case table(PictureTable)
  /// Lines that stand as they are drawn.
  case lines([String])
  case plot(DocumentPlot)
}

/// A plot with its two forms: data for a renderer, and the text that was drawn of it.
public struct DocumentPlot: Equatable, Sendable {
  /// The plot as one line of JSON.
  public var json: String
  /// The plot as text, or empty where it cannot be drawn.
  public var lines: [String]
  /// Its place among the plots of the document, from 1.
  public var number = 0

  public init(json: String, lines: [String]) {
    self.json = json
    self.lines = lines
  }
}
