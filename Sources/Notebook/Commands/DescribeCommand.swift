import CommandLanguage
import Store

/// Describes the columns of a table by their values.
struct DescribeCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "describe NAME",
      summary: "Describes each column: its kind, empty and distinct values, least and greatest.",
      parameters: [
        CommandParameter(
          name: "NAME", kind: .object([.dataset, .plan, .table, .result, .agent]),
          help: "the table to describe")
      ],
      examples: ["describe october"])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let relation = try call.relation("NAME")
    let (columns, rowCount) = try call.database.resultColumns(of: relation.name)
    let rows = try columns.map { column -> [SQLValue] in
      let name = SQLIdentifier(column.name)
      let figures = try call.database.rows(
        """
        SELECT count(*) - count(\(name)), count(DISTINCT \(name)), min(\(name)), max(\(name)),
          CASE WHEN ? THEN avg(\(name)) END
        FROM \(SQLIdentifier(relation.name))
        """, [.integer(column.kind == .integer || column.kind == .real ? 1 : 0)])
      return [.text(column.name), .text(column.kind.rawValue)] + (figures.first ?? [])
    }
    var outcome = Outcome.showing(
      ResultTable(["column", "kind", "nulls", "distinct", "min", "max", "mean"], rows))
    outcome.blocks.insert(
      .talk("\(relation.name): \(relation.kind), \(counted(rowCount, "row"))"), at: 0)
    return outcome
  }
}
