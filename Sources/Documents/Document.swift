import TerminalText

/// A session as it is shown to others: prose, statements, what they gave, and where it came from.
///
/// It is made of the record alone; the writers turn it into HTML, Markdown, text or a notebook. All
/// texts of it are escaped: what data hold steers neither a terminal nor a reader.
public struct Document: Equatable, Sendable {
  /// The heading of the whole, on one line.
  public var title: ScreenLine
  public var parts: [Part]
  public var provenance: Provenance

  /// One piece of a document, in the order of the session.
  public enum Part: Equatable, Sendable {
    /// A note's Markdown, its figures filled.
    case note(ScreenText)
    case statement(StatementPart)
  }

  public init(title: ScreenLine, parts: [Part], provenance: Provenance) {
    self.title = title
    self.parts = parts
    self.provenance = provenance
  }
}

/// A statement of a document with what it gave.
public struct StatementPart: Equatable, Sendable {
  /// Its place among the statements of the document, from 1.
  public var number: Int
  public var source: ScreenText
  /// Whether it is SQL, and not a command.
  public var isSQL: Bool
  public var outputs: [StatementOutput]
  /// The error that it is expected to end with, or nil.
  public var error: DocumentError?

  public init(
    number: Int, source: ScreenText, isSQL: Bool, outputs: [StatementOutput] = [],
    error: DocumentError? = nil
  ) {
    self.number = number
    self.source = source
    self.isSQL = isSQL
    self.outputs = outputs
    self.error = error
  }
}

/// The error that a statement is expected to end with, as it is shown.
public struct DocumentError: Equatable, Sendable {
  public var code: ScreenLine
  public var message: ScreenLine

  public init(code: ScreenLine, message: ScreenLine) {
    self.code = code
    self.message = message
  }

  /// Both on one line.
  var line: ScreenLine { message.isEmpty ? code : code + ": " + message }
}

/// One thing that a statement showed.
public enum StatementOutput: Equatable, Sendable {
  case table(DocumentTable)
  case message(DocumentMessage)
  /// Lines that stand as they are drawn.
  case lines([ScreenLine])
  case plot(DocumentPlot)
}

/// A plot with its two forms: data for a renderer, and the text that was drawn of it.
public struct DocumentPlot: Equatable, Sendable {
  /// The plot as one line of JSON.
  public var json: String
  /// The plot as text, or empty where it cannot be drawn.
  public var lines: [ScreenLine]
  /// Its place among the plots of the document, from 1.
  public var number = 0

  public init(json: String, lines: [ScreenLine]) {
    self.json = json
    self.lines = lines
  }
}

/// A sentence that a statement said.
public struct DocumentMessage: Equatable, Sendable {
  public var text: ScreenLine
  /// Whether it asks for attention.
  public var isWarning: Bool

  public init(_ text: ScreenLine, isWarning: Bool = false) {
    self.text = text
    self.isWarning = isWarning
  }
}
