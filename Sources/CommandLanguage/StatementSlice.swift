/// One statement as the splitter finds it, before any grammar looks at it.
public struct StatementSlice: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A verb and its words; ends with its line or at `;`.
    case command
    /// SQL; ends at a `;` that completes it.
    case sql
    /// A remark for the reader of the session.
    case note
  }

  /// A construct that goes on beyond the end of the text.
  public enum Opening: Hashable, Sendable {
    /// SQL without its `;`.
    case sql
    /// A string or a quoted name in SQL.
    case sqlQuote
    /// A `/*` comment.
    case sqlComment
    /// The body of a trigger.
    case trigger
    /// The quoted text of a note.
    case noteQuote
    /// The lines of a note, up to a `.`.
    case noteBlock
    /// A quoted text in a command; it does not go on with the next line.
    case commandQuote
  }

  public var kind: Kind
  /// The statement with its result name and, where it stands, its `;`.
  public var span: SourceSpan
  /// The statement proper: without result name, `;`, trailing blanks and trailing comments.
  public var content: SourceSpan
  /// The name in front of `=`, with its quotes.
  public var resultName: SourceSpan?
  /// False where the text ends inside the statement, or a quote in a command is not closed.
  public var isComplete: Bool
  /// True where `;`, the line's end or a note's end closes the statement, not the text's end.
  public var isTerminated: Bool
  /// What is not finished, with the place where it begins.
  public var opening: Opening?
  public var openingSpan: SourceSpan?
  /// Where the search for the next statement begins.
  public var nextOffset: Int

  /// True where more lines could finish the statement.
  public var needsMore: Bool {
    !isComplete && opening != .commandQuote
  }
}
