import CommandLanguage
import FleetModel
import Naming
import SessionRecord
import Store
import TerminalText

/// Sets the root seed or a rule of the day.
struct SetCommand: NotebookCommand {
  static let seed = Slot.integer("SEED", 0...Int.max, "the seed", default: "1")
  static let rule = Slot.custom("RULE", "rule", "the rule's name")
  static let value = Slot.number("VALUE", Rules.anyValue, "its value, in the rule's unit")
  static let travel = Slot.phrase(
    "KIND", TravelKind.words, "what a leg's time and length are taken from",
    default: "great circle")
  static let pager = Slot.custom(
    "PAGER", "pager", "`on` (the variable PAGER, else less or more), `off`, or a command in quotes",
    default: "on")
  static let style = Slot<NumberStyle>.choice("STYLE", "1234.5 or 1'234.5", default: "plain")
  static let switchSlot = Slot.word(
    "SWITCH", ["on", "off"], "the elapsed seconds (wall clock)", default: "off")

  static let networkSwitch = Slot.word(
    "ACCESS", ["on", "off"], "whether servers may be asked", default: "on")
  /// The name under which the notebook keeps it.
  static let network = "network"

  let syntaxes = [
    CommandSyntax(
      form: "set seed \(Self.seed)",
      summary: "Sets the root seed, from which every statement derives its random numbers.",
      examples: ["set seed 7"],
      effects: [.sets]),
    CommandSyntax(
      form: "set rule \(Self.rule) \(Self.value)",
      summary: "Sets a rule of the day; `rules` lists them with units and ranges.",
      details: ["Existing plans keep the rules they were made under; new plans use these."],
      examples: ["set rule speed 30"],
      effects: [.sets]),
    CommandSyntax(
      form: "set rule travel \(Self.travel)",
      summary: "Sets whether legs are great circles or go by the roads that were loaded.",
      details: [
        "`load \"matrix.csv\" as roads` loads roads. A day whose points lack one is not planned."
      ],
      examples: ["set rule travel great circle"],
      effects: [.sets]),
    CommandSyntax(
      form: "set pager \(Self.pager)",
      summary: "Sets whether a pager shows results that are longer than the screen.",
      details: [
        "Display settings are kept for the next session at the terminal, and never affect "
          + "records, csv or json. Leaving the pager early loses nothing."
      ],
      examples: ["set pager off", "set pager \"less -R\""],
      isRecorded: false),
    CommandSyntax(
      form: "set numbers \(Self.style)",
      summary: "Sets how tables show numbers: plain, or with Swiss thousands separators.",
      examples: ["set numbers swiss"],
      isRecorded: false),
    CommandSyntax(
      form: "set network \(Self.networkSwitch)",
      summary: "Sets whether statements of this notebook may ask servers.",
      details: ["The notebook keeps it. The option `--offline` does the same for one run."],
      examples: ["set network off"],
      isRecorded: false),
    CommandSyntax(
      form: "set timer \(Self.switchSlot)",
      summary: "Sets whether each statement reports how long it took.",
      examples: ["set timer on"],
      isRecorded: false),
  ]

  func helpLines(_ call: CommandCall) -> [String] { RulesCommand.helpLines(call) }

  func run(_ call: CommandCall) throws -> Outcome {
    if let access = call.command[Self.networkSwitch] {
      try call.database.keep(setting: Self.network, as: access, entry: call.lineage(Effects()))
      call.session.isNetworkOff = access == "off"
      return .talk(
        access == "off"
          ? "no server is asked from here on" : "servers may be asked from here on")
    }
    if let setting = Self.display(call) {
      call.session.display.set(setting.name, to: setting.value)
      return Outcome.talk(setting.sentence)
    }
    var settings = call.session.settings
    let name: String
    let value: String
    let unit: String
    let fact: FactValue
    if let seed = call.command[Self.seed] {
      settings.seed = UInt64(seed)
      (name, value, unit, fact) = ("seed", String(seed), "", .integer(Int64(seed)))
    } else {
      let kind = call.command.argument(of: Self.travel)?.string.flatMap(TravelKind.words.firstIndex)
      let rule = try rule(kind == nil ? call.command[Self.rule] ?? "" : "travel", call)
      let number = kind.map(Double.init) ?? call.command[Self.value] ?? rule.defaultValue
      settings.rules = try change(settings.rules, rule, to: number, call)
      (name, value, unit, fact) = (
        rule.name, rule.text(of: number), rule.unit.isEmpty ? "" : " \(rule.unit)", .real(number)
      )
    }
    try call.database.keep(setting: name, as: value, entry: call.lineage(Effects()))
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
    if let pager = call.command[Self.pager] {
      return ("pager", pager, "pager: \(pager)")
    }
    if let style = call.command[Self.style] {
      return (
        "numbers", style.rawValue,
        style == .swiss ? "numbers are shown as 1'234.5" : "numbers are shown as 1234.5"
      )
    }
    if let value = call.command[Self.switchSlot] {
      return ("timer", value, value == "on" ? "statements report how long they took" : "timer off")
    }
    return nil
  }

  private func rule(_ name: String, _ call: CommandCall) throws -> Rule {
    do {
      return try Rules.rule(named: name)
    } catch {
      throw call.mistake(.rule, "\(error)", at: Self.rule)
    }
  }

  private func change(_ rules: Rules, _ rule: Rule, to value: Double, _ call: CommandCall) throws
    -> Rules
  {
    do {
      return try rules.setting(rule.name, to: value)
    } catch {
      throw call.mistake(.rule, "\(error)", at: Self.value)
    }
  }
}
