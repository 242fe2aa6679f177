import CommandLanguage
import FleetModel
import Store

/// Shows the current rules of a day.
struct RulesCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      form: "rules",
      summary: "Shows the rules of a day with units, ranges and defaults.",
      examples: ["rules"])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let rules = call.session.settings.rules
    return .showing(
      ResultTable(
        ["rule", "value", "default", "range", "meaning"],
        Rules.catalogue.map { rule in
          [
            .text(rule.name), .real(rules.value(of: rule)), .real(rule.defaultValue),
            .text(rule.rangeText), .text(rule.summary),
          ]
        }))
  }
}
