import CommandLanguage
import Store

/// Shows the first rows of a table.
struct HeadCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "head NAME [COUNT]",
      summary: "Shows the first rows of a dataset, plan, result, table, view or curve.",
      parameters: [
        CommandParameter(
          name: "NAME", kind: .object([.dataset, .plan, .table, .result, .agent]),
          help: "what to show"),
        CommandParameter(
          name: "COUNT", kind: .integer(0...1_000_000), help: "how many rows", defaultText: "10",
          unit: "rows"),
      ],
      examples: ["head october", "head october 3"])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    try ShowCommand.rows(
      of: call.relation("NAME"), limit: call.command.integer("COUNT") ?? 10, call)
  }
}
