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
  /// The language of title and notes as a tag of BCP 47, such as `fr`; nil where none is declared.
  public var language: String?

  /// One piece of a document, in the order of the session.
  public enum Part: Equatable, Sendable {
    case note(NotePart)
    case statement(StatementPart)
  }

  public init(title: ScreenLine, parts: [Part], provenance: Provenance) {
    self.title = title
    self.parts = parts
    self.provenance = provenance
  }
}

/// Prose of a document.
public struct NotePart: Equatable, Sendable {
  /// The note's Markdown, its figures filled.
  public var text: ScreenText
  /// What a replay found of it; nil where none ran.
  public var verdict: DocumentVerdict?

  public init(_ text: ScreenText, verdict: DocumentVerdict? = nil) {
    self.text = text
    self.verdict = verdict
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
  /// What a replay found of it; nil where none ran.
  public var verdict: DocumentVerdict?

  public init(
    number: Int, source: ScreenText, isSQL: Bool, outputs: [StatementOutput] = [],
    error: DocumentError? = nil, verdict: DocumentVerdict? = nil
  ) {
    self.number = number
    self.source = source
    self.isSQL = isSQL
    self.outputs = outputs
    self.error = error
    self.verdict = verdict
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

/// What a replay found of one statement.
public struct DocumentVerdict: Hashable, Sendable {
  /// One or two words, such as `verified` or `diverged`.
  public var word: ScreenLine
  public var because: ScreenLine
  public var kind: Kind

  /// What a verdict asks of a reader.
  public enum Kind: Hashable, Sendable {
    /// The statement gave again what is shown.
    case verified
    /// It gave again what was compared, which is less than what is shown.
    case weaker
    /// It is prose, which says nothing that could be compared.
    case prose
    /// It was not run, as was asked for, or nothing of it could be compared.
    case open
    /// It gave something else.
    case broken
  }

  public init(_ word: ScreenLine, because: ScreenLine = .empty, kind: Kind) {
    self.word = word
    self.because = because
    self.kind = kind
  }

  /// Both on one line, for all but prose and what is simply verified, which the footer tells.
  var remark: DocumentMessage? {
    guard kind != .verified, kind != .prose else { return nil }
    return DocumentMessage(
      because.isEmpty ? word : word + ": " + because, isWarning: kind == .broken)
  }
}

/// One thing that a statement showed.
public enum StatementOutput: Equatable, Sendable {
  case table(DocumentTable)
  case message(DocumentMessage)
  /// Lines that stand as they are drawn.
  case lines([ScreenLine])
  /// What an older record holds of a statement: its picture, whose cells may be cut.
  case picture([ScreenLine])
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

  /// What stands with a picture that an older version drew.
  static let picture = DocumentMessage(
    "an older version recorded only this picture: rows and columns may be missing")
}
