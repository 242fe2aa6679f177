import CommandLanguage
import Store

/// Lists every table that SQL and commands can name.
struct TablesCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "tables",
      summary: "Lists datasets, plans, results, tables and views, with their rows and columns.",
      examples: ["tables"])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let database = call.database
    let rows = try database.relations().map { relation -> [SQLValue] in
      let count = try database.rows(
        "SELECT count(*) FROM \(SQLIdentifier(relation.name))"
      ).first?.first
      return [
        .text(relation.name), .text(relation.kind), count ?? .null,
        .integer(Int64(try database.columnNames(of: relation.name).count)),
        relation.source.isEmpty ? .null : .text(relation.source),
      ]
    }
    return .showing(ResultTable(["name", "kind", "rows", "columns", "source"], rows))
  }
}
