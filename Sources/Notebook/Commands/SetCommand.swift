import CommandLanguage
import FleetModel
import SessionRecord
import Store
import TerminalText

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
          name: "VALUE", kind: .number(Rules.anyValue), help: "its value, in the rule's unit"),
      ],
      details: ["Plans that exist keep the rules they were made under; new ones take these."],
      examples: ["set rule speed 30"]),
    CommandSyntax(
      usage: "set pager PAGER",
      summary: "Sets whether a pager shows results that are longer than the screen.",
      parameters: [
        CommandParameter(
          name: "PAGER", kind: .custom("pager"),
          help: "`on` (the variable PAGER, else less or more), `off`, or a command in quotes",
          defaultText: "on")
      ],
      details: [
        "How results are shown is kept for the next session at the terminal, and never reaches "
          + "records, csv or json. Leaving the pager early loses nothing."
      ],
      examples: ["set pager off", "set pager \"less -R\""], isRecorded: false),
    CommandSyntax(
      usage: "set numbers STYLE",
      summary: "Sets how tables show numbers: plain, or with thousands apart as in Switzerland.",
      parameters: [
        CommandParameter(
          name: "STYLE", kind: .word(NumberStyle.allCases.map(\.rawValue)),
          help: "1234.5 or 1'234.5", defaultText: "plain")
      ],
      examples: ["set numbers swiss"], isRecorded: false),
    CommandSyntax(
      usage: "set timer SWITCH", summary: "Sets whether each statement says how long it took.",
      parameters: [
        CommandParameter(
          name: "SWITCH", kind: .word(["on", "off"]), help: "the seconds on the wall's clock",
          defaultText: "off")
      ],
      examples: ["set timer on"], isRecorded: false),
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    if let setting = Self.display(call) {
      call.session.display.set(setting.name, to: setting.value)
      return Outcome.talk(setting.sentence)
    }
    var settings = call.session.settings
    let name: String
    let value: String
    let unit: String
    let fact: FactValue
    if let seed = call.command.integer("SEED") {
      settings.seed = UInt64(seed)
      (name, value, unit, fact) = ("seed", String(seed), "", .integer(Int64(seed)))
    } else {
      let wanted = call.command.string("RULE") ?? ""
      let rule = try rule(wanted, call)
      let number = call.command.number("VALUE") ?? rule.defaultValue
      settings.rules = try change(settings.rules, rule, to: number, call)
      (name, value, unit, fact) = (rule.name, Rules.text(number), " \(rule.unit)", .real(number))
    }
    try call.database.keep(setting: name, as: value, entry: call.lineage(writes: []))
    call.session.settings = settings
    var outcome = Outcome.talk("\(name) is \(value)\(words: unit) from here on")
    outcome.facts = [Fact(name, fact)]
    let inForce = FactValue.text(call.session.settingsText(for: call.statement))
    outcome.facts.beginGroup([Fact(FactEvidence.settings, inForce)])
    return outcome
  }

  /// A setting of how results are shown, or nil where the statement sets another one.
  private static func display(
    _ call: CommandCall
  ) -> (name: String, value: String, sentence: Sentence)? {
    if let pager = call.command.string("PAGER") {
      return ("pager", pager, "pager: \(pager)")
    }
    if let style = call.command.string("STYLE") {
      return (
        "numbers", style,
        style == "swiss" ? "numbers are shown as 1'234.5" : "numbers are shown as 1234.5"
      )
    }
    if let value = call.command.string("SWITCH") {
      return ("timer", value, value == "on" ? "statements say how long they took" : "timer off")
    }
    return nil
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
