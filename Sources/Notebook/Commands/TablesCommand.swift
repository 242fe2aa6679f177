import CommandLanguage
import Naming
import Store
import TerminalText

/// Lists every table that SQL and commands can name.
struct TablesCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      form: "tables",
      summary: "Lists datasets, plans, results, tables and views, with their rows and columns.",
      examples: ["tables"])
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> { try call.everything() }

  func run(_ call: CommandCall) throws -> Outcome {
    let database = call.database
    let relations = try database.relations()
    let rows = try relations.map { relation -> [SQLValue] in
      let (count, remark) = try Self.count(of: relation, in: database)
      let columns = try database.columnNames(of: relation.name).count
      let source = remark ?? relation.source
      return [
        .text(relation.name), .text(relation.kind), count,
        columns == 0 ? .null : .integer(Int64(columns)), source.isEmpty ? .null : .text(source),
      ]
    }
    let heads = ["name", "kind", "rows", "columns", "source"]
    var outcome = Outcome.showing(ResultTable(heads, rows))
    // What the program brings belongs to its version.
    outcome.factsTable = ResultTable(
      heads, zip(relations, rows).filter { !$0.0.isBuiltIn }.map(\.1))
    return outcome
  }
  /// The number of rows; NULL with the reason for a view that cannot be counted.
  private static func count(
    of relation: Relation, in database: NotebookDatabase
  ) throws -> (count: SQLValue, remark: String?) {
    guard relation.kind == "view" else {
      let sql = "SELECT count(*) FROM \(SQLIdentifier(relation.name))"
      return (try database.rows(sql).first?.first ?? .null, nil)
    }
    return switch try database.rowCount(ofView: relation.name) {
    case .counted(let count): (count, nil)
    case .broken(let reason): (.null, "broken: \(reason)")
    case .endless: (.null, "too many rows to count")
    }
  }
}
