import CivilTime

@testable import CommandLanguage

/// Commands like the notebook's, with every kind of slot.
enum TestGrammar {
  static let methods = SlotKind.phrase(["recorded", "nearest", "greedy", "agent AGENT"])
  static let agent = CommandParameter(
    name: "AGENT", kind: .object([.agent]), help: "the agent's name")
  static let dataset = CommandParameter(
    name: "DATASET", kind: .object([.dataset]), help: "the dataset")

  static let commands = [
    CommandSyntax(
      usage: "load FILE [sheet SHEET] [as NAME] [replace]", summary: "Reads a file.",
      parameters: [
        CommandParameter(name: "FILE", kind: .path, help: "the file to read"),
        CommandParameter(
          name: "SHEET", kind: .text, help: "the sheet to read", defaultText: "all sheets"),
        CommandParameter(
          name: "NAME", kind: .name, help: "the name it gets", defaultText: "the file's stem"),
        CommandParameter(name: "replace", kind: .flag, help: "takes the place of what is there"),
      ],
      examples: ["load \"datasets/october-2025.xlsx\" as october"]),
    CommandSyntax(
      usage: "dispatch DATASET [on DAY] with METHOD [as NAME]", summary: "Plans a day.",
      parameters: [
        dataset,
        CommandParameter(name: "DAY", kind: .date, help: "the day", defaultText: "all days"),
        CommandParameter(name: "METHOD", kind: methods, help: "how"),
        agent,
        CommandParameter(name: "NAME", kind: .name, help: "the plan's name"),
      ]),
    CommandSyntax(
      usage: "show NAME [limit N]", summary: "Shows a table.",
      parameters: [
        CommandParameter(
          name: "NAME", kind: .object([.dataset, .table, .result]), help: "the table"),
        CommandParameter(
          name: "N", kind: .integer(1...1000), help: "rows to show", defaultText: "20",
          unit: "rows"),
      ]),
    CommandSyntax(
      usage: "show plan NAME", summary: "Shows a plan.",
      parameters: [CommandParameter(name: "NAME", kind: .object([.plan]), help: "the plan")]),
    CommandSyntax(
      usage: "split DATASET holdout SHARE [seed SEED]", summary: "Sets days aside.",
      parameters: [
        dataset,
        CommandParameter(name: "SHARE", kind: .share, help: "the part set aside"),
        CommandParameter(name: "SEED", kind: .integer(0...Int.max), help: "the seed"),
      ]),
    CommandSyntax(
      usage: "compare METHOD, … on DATASET [holdout]", summary: "Compares methods.",
      parameters: [
        CommandParameter(name: "METHOD", kind: methods, help: "a method"), agent, dataset,
      ]),
    CommandSyntax(
      usage: "set rule RULE VALUE", summary: "Changes a rule.",
      parameters: [
        CommandParameter(name: "RULE", kind: .word(["speed", "margin"]), help: "the rule"),
        CommandParameter(
          name: "VALUE", kind: .number(0...120), help: "its value", unit: "km/h or min"),
      ],
      examples: ["set rule speed 30"]),
    CommandSyntax(
      usage: "set seed SEED", summary: "Sets the root seed.",
      parameters: [CommandParameter(name: "SEED", kind: .integer(0...999), help: "the seed")]),
    CommandSyntax(
      usage: "plot line X',' Y of ( curve '(' AGENT ')' | NAME )", summary: "Plots a line.",
      parameters: [
        CommandParameter(name: "X", kind: .column, help: "the column across"),
        CommandParameter(name: "Y", kind: .column, help: "the column upwards"), agent,
        CommandParameter(name: "NAME", kind: .object([.table]), help: "the table"),
      ]),
    CommandSyntax(
      usage: "plot load of NAME", summary: "Plots the load.",
      parameters: [CommandParameter(name: "NAME", kind: .object([.plan]), help: "the plan")]),
    CommandSyntax(
      usage: "explain plan NAME [ride RIDE]", summary: "Tells why.",
      parameters: [
        CommandParameter(name: "NAME", kind: .object([.plan]), help: "the plan"),
        CommandParameter(name: "RIDE", kind: .integer(1...Int.max), help: "the ride"),
      ]),
    CommandSyntax(usage: "rollback agent", summary: "Goes back to the agent before."),
    CommandSyntax(usage: "tables", summary: "Lists the tables."),
    CommandSyntax(
      usage: "shell COMMAND", summary: "Stands for a command that takes any words.",
      parameters: [CommandParameter(name: "COMMAND", kind: .rest, help: "the words")]),
    CommandSyntax(
      usage: "help [TOPIC]", summary: "Shows help.",
      parameters: [CommandParameter(name: "TOPIC", kind: .custom("topic"), help: "a command")]),
  ]

  static func parser(_ mode: StatementParser.Mode = .script) throws -> StatementParser {
    StatementParser(
      grammar: try Grammar(commands), mode: mode, reservedNames: ["rides", "drivers"])
  }

  /// The canonical text of each statement, or the headline of its mistake after `!`.
  static func readings(
    _ text: String, _ mode: StatementParser.Mode = .script
  ) throws -> [String] {
    try parser(mode).statements(of: SourceText(text)).map { result in
      switch result {
      case .success(let statement): statement.canonical
      case .failure(let diagnostic): "!" + diagnostic.headline
      }
    }
  }

  /// The command that a text is, or nil.
  static func command(_ text: String) throws -> ParsedCommand? {
    guard case .success(let statement)? = try parser().statements(of: SourceText(text)).first,
      case .command(let command) = statement.body
    else { return nil }
    return command
  }
}

/// Slots by their names, for grammars that a test writes as text.
extension ParsedCommand {
  subscript(slot: String) -> ParsedArgument? { self[named: slot] }
  func string(_ slot: String) -> String? { self[slot]?.string }
  func integer(_ slot: String) -> Int? { self[Slot.integer(slot, 0...0, "")] }
  func number(_ slot: String) -> Double? { self[Slot.share(slot, "")] }
  func date(_ slot: String) -> CivilDate? { self[Slot.date(slot, "")] }
  func list(_ slot: String) -> [ParsedArgument] { arguments(of: Slot.text(slot, "")) }
  func has(_ keyword: String) -> Bool { has(Flag(keyword)) }
  func span(_ slot: String) -> SourceSpan { span(of: Slot.text(slot, "")) }
}
