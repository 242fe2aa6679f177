import CommandLanguage
import Store
import TerminalText

/// Explains the language, or one command or topic of it.
struct HelpCommand: NotebookCommand {
  static let topic = Slot.custom(
    "TOPIC", "topic",
    "a command, `sql` for SQL and the tables, `names`, `note`, or `keys` for editing",
    default: "an overview")

  let syntaxes = [
    CommandSyntax(
      form: "help [\(Self.topic)]",
      summary: "Explains the language, a command, or a topic: sql, names, note, keys.",
      examples: ["help", "help load", "help sql"],
      isRecorded: false)
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    var outcome = Outcome()
    outcome.blocks = [.lines(try lines(call))]
    return outcome
  }

  private func lines(_ call: CommandCall) throws -> [String] {
    let grammar = call.session.catalogue.grammar
    guard let topic = call.command[Self.topic]?.lowercased() else {
      return HelpTopic.overview(call.session.catalogue.groups)
    }
    if let lines = grammar.help(verb: topic) {
      return lines + (call.session.catalogue.command(of: topic)?.helpLines(call) ?? [])
    }
    guard let found = HelpTopic(word: topic) else { throw unknown(topic, call) }
    return try page(found, call.database)
  }

  // MARK: Unknown topics

  private func unknown(_ topic: String, _ call: CommandCall) -> Diagnostic {
    let grammar = call.session.catalogue.grammar
    let names = grammar.verbs + HelpTopic.allCases.map(\.rawValue)
    let speaking = grammar.verbs(speakingOf: topic).prefix(NearestNames.limit)
    let remedy =
      NearestNames.question(for: topic, among: names)
      ?? (speaking.isEmpty
        ? "`help` lists the commands"
        : speaking.map { "`help \($0)`" }.joined(separator: ", ")
          + " \(speaking.count == 1 ? "mentions" : "mention") it")
    return call.mistake(
      .topic, "there is no help on `\(topic)`", at: Self.topic,
      expected: "a command, or " + HelpTopic.allCases.map(\.rawValue).joined(separator: ", "),
      remedy: remedy)
  }

  // MARK: Topics

  private func page(_ topic: HelpTopic, _ database: NotebookDatabase) throws -> [String] {
    guard topic == .sql else { return topic.lines }
    let tables = try database.relations().map { relation -> String in
      let columns = try database.columnNames(of: relation.name).joined(separator: ", ")
      return "  \(relation.name) (\(relation.kind)): \(columns)"
    }
    return topic.lines + ["", "Tables:"] + tables + [
      "", "Examples", "  select driver, count(*) as rides from rides group by driver;",
      "  late = select * from assignments where lateness > 0;",
      "  select date, max(rides) - min(rides) as gap from loads where kind = 'regular' group by date;",
    ]
  }
}
