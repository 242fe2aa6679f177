import CommandLanguage
import Naming
import Store
import TerminalText

/// Shows which columns tables have.
struct SchemaCommand: NotebookCommand {
  static let name = Slot.object(
    "NAME", [.dataset, .plan, .table, .result, .agent], "the table", default: "all tables")

  let syntaxes = [
    CommandSyntax(
      form: "schema [\(Self.name)]",
      summary: "Shows the columns of every table, or of one table with the statement that made it.",
      examples: ["schema", "schema rides"])
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    call.command[Self.name] == nil ? try call.everything() : try call.namedSubjects()
  }

  func run(_ call: CommandCall) throws -> Outcome {
    guard call.command[Self.name] != nil else { return try all(call.database) }
    let relation = try call.relation(Self.name)
    let columns = try call.database.declaredColumns(of: relation.name)
    var outcome = Outcome.showing(
      ResultTable(
        ["#", "column", "type"],
        columns.enumerated().map { index, column in
          [
            .integer(Int64(index + 1)), .text(column.name),
            column.type.isEmpty ? .null : .text(column.type.lowercased()),
          ]
        }))
    // What every notebook has belongs to the program's version.
    if relation.isBuiltIn { outcome.result = outcome.result?.entirelyVolatile }
    // What commands made is a view over the notebook's own records, whose text explains nothing.
    if ["table", "view"].contains(relation.kind),
      let statement = try call.database.creationStatement(of: relation.name)
    {
      outcome.blocks.append(.lines([""] + statement.split(separator: "\n").map(String.init)))
    } else {
      outcome.blocks.append(
        .talk(
          "\(relation.name): "
            + (relation.isBuiltIn ? "a built-in table" : "\(withArticle(relation.kind))")
            + (relation.source.isEmpty ? "" : ", from \(relation.source)")))
    }
    return outcome
  }

  private func all(_ database: NotebookDatabase) throws -> Outcome {
    let relations = try database.relations()
    let heads = ["name", "kind", "columns"]
    let rows = try relations.map { relation -> [SQLValue] in
      [
        .text(relation.name), .text(relation.kind),
        .text(try database.columnNames(of: relation.name).joined(separator: ", ")),
      ]
    }
    var outcome = Outcome.showing(ResultTable(heads, rows))
    outcome.factsTable = ResultTable(
      heads, zip(relations, rows).filter { !$0.0.isBuiltIn }.map(\.1))
    return outcome
  }
}
