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

  func helpLines(_ call: CommandCall) -> [String] { Self.helpLines(call) }

  /// The rules with their current values, for the help of the commands that show and set them.
  static func helpLines(_ call: CommandCall) -> [String] {
    let rules = call.session.settings.rules
    return ["", "Rules, with their current values:"]
      + Rules.catalogue.map { rule in
        "  \(rule.name)  \(rule.text(of: rules.value(of: rule)))"
          + "\(rule.unit.isEmpty ? "" : " \(rule.unit)"), "
          + "\(rule.rangeText): \(rule.summary)"
      }
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let rules = call.session.settings.rules
    return .showing(
      ResultTable(
        ["rule", "value", "default", "range", "meaning"],
        Rules.catalogue.map { rule in
          [
            .text(rule.name), Self.cell(rules.value(of: rule), of: rule),
            Self.cell(rule.defaultValue, of: rule),
            .text(rule.rangeText), .text(rule.summary),
          ]
        }
      ).showingWhole(["rule"]))
  }

  private static func cell(_ value: Double, of rule: Rule) -> SQLValue {
    rule.words.isEmpty ? .real(value) : .text(rule.text(of: value))
  }
}
