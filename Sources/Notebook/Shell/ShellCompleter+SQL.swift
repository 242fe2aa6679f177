import CommandLanguage
import Store
import Terminal

extension ShellCompleter {
  /// The candidates at a cursor within SQL.
  func sqlCandidates(_ sql: SQLCompletion, _ context: CompletionContext) -> [EditorCandidate] {
    if let column = sql.comparedColumn { return values(of: column, in: sql, context) }
    if sql.expectsTable {
      return unique(
        matching(sql.commonTables.map(NameRules.written), context) + named(context) { _ in true })
    }
    let columns = columnCandidates(sql, context)
    if let qualifier = sql.qualifier {
      // An alias whose table comes later: any column may be meant.
      let isKnown = !columns.isEmpty || !names.columns(of: qualifier).isEmpty
      return isKnown ? columns : anyColumns(context)
    }
    guard !context.partial.isEmpty || columns.isEmpty else { return columns }
    // No table is named yet: any column may be meant.
    let any = sql.tables.isEmpty ? anyColumns(context) : []
    guard !context.partial.isEmpty else { return any }
    let words = SQLWords.functions.map { $0 + "(" } + SQLWords.keywords
    // The table of a column may be named later: its name leads there.
    let tables =
      sql.tables.map(\.shownName).filter { !$0.isEmpty } + names.allRelations().map(\.name)
    return unique(
      columns + any + matching(words + tables.map(NameRules.written), context))
  }

  private func columnCandidates(
    _ sql: SQLCompletion, _ context: CompletionContext
  ) -> [EditorCandidate] {
    let isOne = sql.columnReferences.count == 1
    let found = sql.columnReferences.flatMap { reference -> [EditorCandidate] in
      let isDerived = !(reference.columns.isEmpty && reference.origins.isEmpty)
      let columns =
        reference.columns
        + (isDerived ? reference.origins : [reference.name]).flatMap(names.columns)
      return columns.filter { matches($0, context.partial) }.map { column in
        EditorCandidate(
          quoted(NameRules.written(column), context), note: isOne ? "" : reference.shownName)
      }
    }
    return unique(found)
  }

  private func anyColumns(_ context: CompletionContext) -> [EditorCandidate] {
    names.columns(beginningWith: context.partial).map {
      EditorCandidate(quoted(NameRules.written($0.name), context), note: $0.note)
    }
  }

  /// The texts that a column holds, where they are few: dates, drivers, kinds.
  private func values(
    of column: String, in sql: SQLCompletion, _ context: CompletionContext
  ) -> [EditorCandidate] {
    let folded = NameRules.folded(column)
    let table = sql.tables.flatMap { $0.name.isEmpty ? $0.origins : [$0.name] }
      .first { names.columns(of: $0).contains { NameRules.folded($0) == folded } }
    guard let table else { return [] }
    let rows = try? session.database.rows(
      """
      SELECT DISTINCT \(SQLIdentifier(column)) AS v
      FROM (SELECT \(SQLIdentifier(column)) FROM \(SQLIdentifier(table)) LIMIT \(Self.mostRows))
      WHERE typeof(v) = 'text' ORDER BY v LIMIT \(Self.mostValues)
      """)
    return (rows ?? []).compactMap { row in
      guard case .text(let value)? = row.first, matches(value, context.partial) else { return nil }
      return EditorCandidate(
        "'"
          + value.split(separator: "'", omittingEmptySubsequences: false)
          .joined(separator: "''") + "'")
    }
  }

  /// Rows of a table that are looked at for the values of a column: a Tab must not take seconds.
  private static let mostRows = 20_000
  private static let mostValues = 500
}
