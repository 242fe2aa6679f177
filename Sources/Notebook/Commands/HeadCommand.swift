import CommandLanguage
import Store

/// Shows the first rows of a table.
struct HeadCommand: NotebookCommand {
  static let name = Slot.object("NAME", [.dataset, .plan, .table, .result, .agent], "what to show")
  static let count = Slot.integer(
    "COUNT", 0...1_000_000, "how many rows", default: "10", unit: "rows")

  let syntaxes = [
    CommandSyntax(
      form: "head \(Self.name) [\(Self.count)]",
      summary: "Shows the first rows of a dataset, plan, result, table, view or curve.",
      examples: ["head october", "head october 3"])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    try ShowCommand.rows(
      of: call.relation(Self.name), limit: call.command[Self.count] ?? 10, call)
  }
}
