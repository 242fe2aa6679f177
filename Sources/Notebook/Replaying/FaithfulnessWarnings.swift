import CommandLanguage
import SessionRecord
import Store
import TerminalText

/// What of a statement a replay may not give again, or does not mean what it seems to, said when it
/// is typed, with the way out.
struct FaithfulnessWarnings {
  let session: NotebookSession
  /// How long the statement took, in seconds.
  let seconds: Double

  /// The warnings of a statement that has just run, each a sentence; SQL's rows are `_` still.
  ///
  /// - Complexity: O(n log n) in the rows of a `limit`, else linear in the statement.
  func sentences(for statement: Statement, _ outcome: Outcome) -> [Sentence] {
    switch statement.body {
    case .note: clientSentences(statement.canonical)
    case .sql(let sql):
      order(sql, outcome.result?.rowCount ?? 0) + unverifiable(outcome)
        + literals(SQLPieces(sql).pieces, of: sql) + clientSentences(statement.canonical)
    case .command(let command):
      path(command) + unverifiable(outcome)
        + (command[AssertCommand.sql].map { literals(SQLPieces($0).pieces, of: $0) } ?? [])
        + clientSentences(statement.canonical)
    }
  }

  // MARK: SQL

  private func order(_ sql: String, _ rowCount: Int) -> [Sentence] {
    let order = RowOrder(of: sql)
    // With fewer rows than the limit none is left out.
    guard order.hasLimit, rowCount > 0, rowCount >= order.limit ?? 0,
      case .loose(let reason) = judgement(of: order, sql)
    else { return [] }
    return [
      "`limit` may keep other rows in a replay, as \(reason): end the `order by` with a column "
        + "that is different in each row"
    ]
  }

  private func judgement(of order: RowOrder, _ sql: String) -> RowOrder.Judgement {
    // Only what is quickly asked is asked again, since Ctrl-C does not reach it.
    seconds < Self.quickSeconds
      ? order.judgementAcrossLimit(of: sql, in: session.database)
      : order.judgement(in: session.database)
  }

  private static let quickSeconds = 0.2
  private func unverifiable(_ outcome: Outcome) -> [Sentence] {
    outcome.unverifiable.map { [$0] } ?? []
  }

  private func literals(_ pieces: [SQLPieces.Piece], of sql: String) -> [Sentence] {
    LiteralWarnings(pieces).sentences { session.holdsTimes($0, in: sql) }
  }

  // MARK: Paths

  private func path(_ command: ParsedCommand) -> [Sentence] {
    guard command.does(.loads), let typed = command[CommandCall.file]
    else { return [] }
    if typed == LoadSource.inputPath {
      return [
        "standard input is not kept: a replay needs it again, as `carnet replay FILE < DATA`; load a "
          + "file for a session that stands alone"
      ]
    }
    let advice = "copy the file into the session's folder and use a relative path"
    if typed.hasPrefix("/") {
      return ["the path is absolute and may not exist elsewhere; \(advice)"]
    }
    let path = FilePath.absolute(typed, in: session.folder)
    guard FilePath.relative(path, from: session.folder).hasPrefix("../") else { return [] }
    return [
      "the file is outside the session's folder and may not exist elsewhere; \(advice)"
    ]
  }

  // MARK: Clients

  private func clientSentences(_ source: String) -> [Sentence] {
    guard let pseudonyms = try? session.pseudonyms(), pseudonyms.replacing(inCode: source) != source
    else { return [] }
    return [
      "this names a client, and statements and notes are kept as typed; use ride numbers or "
        + "initials if you hand the session on"
    ]
  }
}
