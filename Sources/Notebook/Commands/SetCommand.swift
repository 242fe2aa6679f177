import CommandLanguage
import FleetModel
import SessionRecord
import Store

/// Sets the root seed or a rule of the day.
struct SetCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "set seed SEED",
      summary: "Sets the root seed, from which every statement derives its own draws.",
      parameters: [
        CommandParameter(
          name: "SEED", kind: .integer(0...Int.max), help: "the seed", defaultText: "1")
      ],
      examples: ["set seed 7"]),
    CommandSyntax(
      usage: "set rule RULE VALUE",
      summary: "Sets a rule of the day; `rules` lists them with units and ranges.",
      parameters: [
        CommandParameter(name: "RULE", kind: .custom("rule"), help: "the rule's name"),
        CommandParameter(
          name: "VALUE", kind: .number(-1e9...1e9), help: "its value, in the rule's unit"),
      ],
      details: ["Plans that exist keep the rules they were made under; new ones take these."],
      examples: ["set rule speed 30"]),
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    var settings = call.session.settings
    let name: String
    let value: String
    let unit: String
    if let seed = call.command.integer("SEED") {
      settings.seed = UInt64(seed)
      (name, value, unit) = ("seed", String(seed), "")
    } else {
      let wanted = call.command.string("RULE") ?? ""
      let rule = try rule(wanted, call)
      let number = call.command.number("VALUE") ?? rule.defaultValue
      settings.rules = try change(settings.rules, rule, to: number, call)
      (name, value, unit) = (rule.name, Rules.text(number), " \(rule.unit)")
    }
    try call.database.transaction { transaction in
      try transaction.set(name, to: value)
      return call.lineage(writes: [])
    }
    call.session.settings = settings
    return Outcome.talk("\(name) is \(value)\(unit) from here on")
  }

  private func rule(_ name: String, _ call: CommandCall) throws -> Rule {
    do {
      return try Rules.rule(named: name)
    } catch {
      throw call.mistake("E-rule", "\(error)", at: "RULE")
    }
  }

  private func change(_ rules: Rules, _ rule: Rule, to value: Double, _ call: CommandCall) throws
    -> Rules
  {
    do {
      return try rules.setting(rule.name, to: value)
    } catch {
      throw call.mistake("E-rule", "\(error)", at: "VALUE")
    }
  }
}
