import CommandLanguage
import DeepQ
import Files
import FleetModel
import Naming
import RideSheets
import SessionRecord
import Store
import Tabular
import TerminalText

extension NotebookSession {
  /// Describes what went wrong with a statement, at the place to blame.
  ///
  /// Every error of the rooms below becomes one diagnostic here, and nowhere else.
  func diagnostic(for error: any Error, in statement: Statement, of source: SourceText)
    -> Diagnostic
  {
    switch error {
    case let diagnostic as Diagnostic: diagnostic
    case let error as StoreError: diagnostic(for: error, in: statement, of: source)
    case is CancellationError: diagnostic(for: StoreError.interrupted, in: statement, of: source)
    case let error as TabularError:
      Diagnostic(
        code: .file, headline: sentence(of: error), span: pathSpan(of: statement))
    case let error as RideSheetError:
      Diagnostic(code: .sheet, headline: "\(error)", span: pathSpan(of: statement))
    case let error as RuleError:
      Diagnostic(code: .rule, headline: "\(error)", span: ruleSpan(of: statement))
    case let error as SessionRecordError: diagnostic(for: error, in: statement)
    case let error as FileError: diagnostic(for: SessionRecordError(error), in: statement)
    case let error as ReplayStopped:
      Diagnostic(
        code: .budget, headline: "\(error)", span: pathSpan(of: statement),
        remedy: "`carnet replay --budget MINUTES FILE` gives it more time")
    case let error as DQNSettingsError:
      Diagnostic(
        code: .setting, headline: "\(error.name) cannot be \("\(error.value)")",
        span: statement.content, expected: error.allowed,
        remedy: "`with \(error.keyword) …` sets a smaller value")
    default:
      Diagnostic(
        code: .internalFault, headline: "the statement failed: \(error)", span: statement.content)
    }
  }

  /// What keeps a file from being read, with its place.
  private func sentence(of error: TabularError) -> Sentence {
    var sentence: Sentence = "\(path: error.file)"
    if let sheet = error.sheet { sentence += ", sheet \(sheet)" }
    if let row = error.row { sentence += ", row \(row)" }
    if let column = error.column { sentence += ", column \(column)" }
    sentence += ": \(error.code.rawValue, shown: error.message)"
    if let expected = error.expected { sentence += " (expected \(words: expected))" }
    if let remedy = error.remedy { sentence += "; \(words: remedy)" }
    return sentence
  }

  private func diagnostic(for error: SessionRecordError, in statement: Statement) -> Diagnostic {
    // A record's own mistakes name nothing that their places do not.
    var headline = Sentence([.words(error.headline)])
    if let place = error.place {
      let file: Sentence =
        error.file.map { "\(path: shown($0, in: statement)):" as Sentence } ?? "line "
      headline =
        file + "\(place.line):\(place.column): \(headline) in `\(place.text.trimmed)`"
    } else if let file = error.file {
      headline = "\(path: shown(file, in: statement)): \(headline)"
    }
    return Diagnostic(
      code: code(of: error), headline: headline,
      span: pathSpan(of: statement), expected: error.expected, remedy: error.remedy)
  }

  private func code(of error: SessionRecordError) -> ErrorCode {
    if error.reason == .noScratchFolder { return Self.scratchCode }
    return error.code == .unknownRule ? .rule : .record
  }

  /// The code of what needs a temporary folder where none can be made.
  static let scratchCode = ErrorCode.scratch

  /// A path as the statement has it, else relative to the session's folder.
  private func shown(_ path: String, in statement: Statement) -> String {
    guard path.hasPrefix("/") else { return path }
    if case .command(let command) = statement.body {
      for binding in command.bindings {
        guard case .path(let typed) = binding.argument.value else { continue }
        if FilePath.absolute(typed, in: folder) == path { return typed }
      }
    }
    let relative = FilePath.relative(path, from: folder)
    // A way up through many folders says less than where it ends.
    return relative.hasPrefix("../../../") ? path : relative
  }

  private func diagnostic(for error: StoreError, in statement: Statement, of source: SourceText)
    -> Diagnostic
  {
    switch error {
    case .refused(let refusal):
      var diagnostic = Diagnostic(
        code: .refused, headline: Sentence([.words(refusal.reason)]),
        span: statement.resultNameSpan ?? leadSpan(of: statement), remedy: refusal.remedy)
      diagnostic.object = refusal.subject
      return diagnostic
    case .sql(let message, let offset, let code):
      var diagnostic = sqlDiagnostic(message, offset: offset, in: statement)
      if diagnostic.remedy == nil, SQLiteMessage(message).isSyntaxError {
        diagnostic.remedy = missingSemicolon(in: statement, of: source)
      }
      diagnostic.sqlite = code
      diagnostic.object = SQLiteMessage(message).object
      return diagnostic
    case .readOnly:
      return Diagnostic(
        code: .notebook,
        headline: "this would change the notebook, which is open for reading only"
          + (database.readOnlyReason.map { ": \($0)" as Sentence } ?? ""),
        span: leadSpan(of: statement),
        remedy: "copy the notebook to a folder that you can write to, and open the copy")
    case .interrupted, .interruptedAfterwards:
      return Diagnostic(
        code: .stopped, headline: Sentence([.words("\(error)")]),
        span: leadSpan(of: statement))
    default:
      // Where a notebook lies and who else writes it is of this machine.
      return Diagnostic(
        code: .notebook, headline: "\(volatile: "\(error)")", span: leadSpan(of: statement))
    }
  }

  private func sqlDiagnostic(_ message: String, offset: Int?, in statement: Statement)
    -> Diagnostic
  {
    Diagnostic(
      code: .sql, headline: Sentence(value: Self.shortened(message)),
      span: place(offset ?? offsetOfMissingTable(message, statement), in: statement),
      remedy: suggestion(for: message, in: statement))
  }

  /// A message of SQLite that repeats no more of the statement than anybody reads.
  private static func shortened(_ message: String) -> String {
    guard message.utf8.count > 2 * longestName else { return message }
    return String(message.unicodeScalars.prefix(longestName)) + "…"
  }

  /// Bytes of a name that a message repeats.
  private static let longestName = 500

  /// The SQL of a statement, or of what an assertion checks, and where it begins.
  private func sql(of statement: Statement) -> (text: String, start: Int)? {
    switch statement.body {
    case .sql(let sql): return (sql, statement.content.start)
    case .command(let command):
      return command.argument(of: AssertCommand.sql).flatMap { slot in
        slot.string.map { ($0, slot.span.start) }
      }
    case .note: return nil
    }
  }

  private func place(_ offset: Int?, in statement: Statement) -> SourceSpan {
    guard let offset, let start = sql(of: statement)?.start,
      start + offset <= statement.content.end
    else { return leadSpan(of: statement) }
    return wordSpan(at: start + offset, in: statement)
  }

  /// Where the statement names a table that is missing: SQLite reports its name and not its place.
  private func offsetOfMissingTable(_ message: String, _ statement: Statement) -> Int? {
    guard let sql = sql(of: statement)?.text, let missing = SQLiteMessage(message).missing,
      missing.kind == .table
    else { return nil }
    return StatementWords.offset(of: missing.name, in: sql)
  }

  /// The name that was probably meant where SQLite finds no such table or column.
  private func suggestion(for message: String, in statement: Statement) -> String? {
    guard let sql = sql(of: statement)?.text, let missing = SQLiteMessage(message).missing,
      missing.name.utf8.count <= Self.longestName
    else { return nil }
    switch missing.kind {
    case .table:
      let names = (try? database.relations().map(\.name)) ?? []
      return NearestNames.question(for: missing.name, among: names)
        ?? "`tables` lists what there is"
    case .column:
      return NearestNames.question(for: missing.name, among: columnNames(namedIn: sql))
        ?? "put a text in single quotes: '\(missing.name)'"
    }
  }

  /// Where the `;` of SQL was forgotten, so that it swallowed a command; nil where it was not.
  private func missingSemicolon(in statement: Statement, of source: SourceText) -> String? {
    parser(.script).strayCommand(in: statement, of: source).map {
      "`;` seems to be missing before `\(source[$0].prefix { $0.isLetter })`"
    }
  }

  /// The columns of every relation that a text names.
  private func columnNames(namedIn sql: String) -> [String] {
    let named = SQLPieces.relations(in: sql)
    let relations = (try? database.relations().map(\.name)) ?? []
    return relations.filter { named.contains(NameRules.folded($0)) }
      .flatMap { (try? database.columnNames(of: $0)) ?? [] }
  }

  private func wordSpan(at start: Int, in statement: Statement) -> SourceSpan {
    guard let (sql, first) = sql(of: statement) else { return SourceSpan(at: start) }
    let bytes = Array(sql.utf8)
    var end = start - first
    while end < bytes.count, StatementWords.isNameByte(bytes[end]) { end += 1 }
    return SourceSpan(start, max(start + 1, min(first + end, statement.content.end)))
  }

  private func leadSpan(of statement: Statement) -> SourceSpan {
    switch statement.body {
    case .command(let command): return command.verbSpan
    case .note: return statement.content
    case .sql:
      let length = statement.sqlVerb?.utf8.count ?? 0
      let start = statement.content.start
      return SourceSpan(start, min(start + max(1, length), max(start, statement.content.end)))
    }
  }

  private func pathSpan(of statement: Statement) -> SourceSpan {
    span(of: statement) { if case .path = $0 { true } else { false } }
  }

  private func ruleSpan(of statement: Statement) -> SourceSpan {
    span(of: statement) { if case .text = $0 { true } else { false } }
  }

  private func span(
    of statement: Statement, where isMeant: (ArgumentValue) -> Bool
  ) -> SourceSpan {
    guard case .command(let command) = statement.body else { return leadSpan(of: statement) }
    return command.bindings.first { isMeant($0.argument.value) }?.argument.span
      ?? command.verbSpan
  }
}
