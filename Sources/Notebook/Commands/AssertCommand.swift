import CommandLanguage
import SessionRecord
import Store
import TerminalText

/// Checks that SQL returns a true value, and fails if it does not.
struct AssertCommand: NotebookCommand {
  static let message = Slot.text("MESSAGE", "the claim, in double quotes")
  static let sql = Slot.rest("SQL", "a query that returns one row and one column, or an expression")

  let syntaxes = [
    CommandSyntax(
      form: "assert [\(Self.message)] \(Self.sql)",
      summary: "Checks that SQL returns a true value; if not, fails and shows the value.",
      details: [
        "The statement ends at `;` and may span lines, as in SQL. A number other than 0 is true; "
          + "0 and NULL are false. `_` does not change. A failed assertion stops a script, which "
          + "then exits with status 1."
      ],
      examples: [
        "assert exists (select 1 from october);",
        "assert \"every ride has a time\" select count(*) = 0 from october where time is null;",
      ])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let message = call.command[Self.message]
    let check = AssertedSQL(call.command[Self.sql] ?? "")
    let found = try value(of: check, call)
    guard try holds(found, call) else {
      throw call.mistake(
        .assertion,
        (message.map { "\($0): does" as Sentence } ?? "the assertion does")
          + " not hold, found \(Self.text(of: found))", at: Self.sql)
    }
    var outcome = Outcome.talk((message.map { "\($0): " as Sentence } ?? "") + "holds")
    outcome.facts = [
      Fact("holds", .boolean(true)),
      Fact("found", try call.session.privacy.recorded(Self.fact(found))),
    ]
    return outcome
  }

  /// The one value that the SQL returns.
  private func value(of check: AssertedSQL, _ call: CommandCall) throws -> SQLValue {
    let found: (columns: [String], rows: [[SQLValue]])
    do {
      found = try call.database.firstRows(
        of: check.query, limit: 2, isInterrupted: call.session.context.isInterrupted,
        seed: call.session.running.seed)
    } catch StoreError.sql(let message, let offset, let code) {
      throw StoreError.sql(
        message: message, offset: offset.map { max(0, $0 - check.offset) }, code: code)
    }
    guard found.columns.count == 1 else {
      throw shape(
        found.columns.isEmpty ? "this returns none" : "it returns \(found.columns.count) columns",
        call)
    }
    guard let row = found.rows.first, let value = row.first else {
      throw shape("it returns no row", call)
    }
    guard found.rows.count == 1 else { throw shape("it returns more than one row", call) }
    return value
  }

  private func shape(_ found: Sentence, _ call: CommandCall) -> Diagnostic {
    call.mistake(
      .assertion, "an assertion needs one value: \(found)", at: Self.sql,
      expected: "a query that returns one row and one column",
      remedy: "ask for a count or use `exists (…)`, as in: assert exists (select 1 from t);")
  }

  private func holds(_ value: SQLValue, _ call: CommandCall) throws -> Bool {
    switch value {
    case .null: return false
    case .integer(let number): return number != 0
    case .real(let number): return number != 0
    case .text, .blob:
      throw call.mistake(
        .assertion, "an assertion needs a number: found \(Self.text(of: value))", at: Self.sql,
        expected: "a comparison, such as count(*) = 0")
    }
  }

  private static func text(of value: SQLValue) -> Sentence {
    switch value {
    case .null: "NULL"
    case .integer(let number): "\(number)"
    case .real(let number): "\(number, shown: number.description)"
    case .text(let text): "the text '\(text)'"
    case .blob(let bytes): "a blob of \(counted(bytes.count, "byte"))"
    }
  }

  private static func fact(_ value: SQLValue) -> FactValue {
    switch value {
    case .integer(let number): .integer(number)
    case .real(let number): .real(number)
    case .null, .text, .blob: .null
    }
  }
}

/// What an assertion checks, as a query: an expression is selected.
private struct AssertedSQL {
  let query: String
  /// Bytes of the query in front of what was written.
  let offset: Int

  private static let front = "SELECT ("

  init(_ sql: String) {
    let word = sql.prefix { $0.isASCII && $0.isLetter }.lowercased()
    guard !SQLWords.queryLeads.contains(word) else {
      (query, offset) = (sql, 0)
      return
    }
    // A comment at the end must not swallow the bracket.
    (query, offset) = (Self.front + sql + "\n)", Self.front.utf8.count)
  }
}
