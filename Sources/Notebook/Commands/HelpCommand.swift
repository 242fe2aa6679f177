import CommandLanguage
import DispatchLearning
import FleetModel
import Store

/// Explains the language, or one command or topic of it.
struct HelpCommand: NotebookCommand {
  /// What there is help on beside commands.
  static let topics = ["sql", "keys"]

  let syntaxes = [
    CommandSyntax(
      usage: "help [TOPIC]", summary: "Explains the language, a command, `sql` or `keys`.",
      parameters: [
        CommandParameter(
          name: "TOPIC", kind: .custom("topic"),
          help: "a command's verb, `sql` for tables and columns, `keys` for editing",
          defaultText: "an overview")
      ],
      examples: ["help load", "help train", "help sql"])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    var outcome = Outcome()
    outcome.isRecorded = false
    outcome.blocks = [.lines(try lines(call))]
    return outcome
  }

  private func lines(_ call: CommandCall) throws -> [String] {
    let grammar = call.session.catalogue.grammar
    guard let topic = call.command.string("TOPIC")?.lowercased() else {
      return grammar.helpOverview() + Self.firstSteps
    }
    switch topic {
    case "sql": return try sqlHelp(call.database)
    case "keys": return Self.keys
    default: break
    }
    guard let lines = grammar.help(verb: topic) else { throw unknown(topic, call) }
    return lines + addition(to: topic, call)
  }

  /// What a command's description cannot hold: values that stand in other rooms.
  private func addition(to verb: String, _ call: CommandCall) -> [String] {
    switch verb {
    case "rules", "set":
      let rules = call.session.settings.rules
      return ["", "Rules, as they stand:"]
        + Rules.catalogue.map { rule in
          "  \(rule.name)  \(Rules.text(rules.value(of: rule))) \(rule.unit), "
            + "\(rule.rangeText): \(rule.summary)"
        }
    case "train", "finetune":
      return ["", "Settings, with their defaults:"]
        + AgentSettings().values.map { setting, value in
          "  \(setting.name)  \(value), of \(setting.allowed): \(setting.help)"
        }
    default: return []
    }
  }

  // MARK: Words that no help is on

  private func unknown(_ topic: String, _ call: CommandCall) -> Diagnostic {
    let grammar = call.session.catalogue.grammar
    let names = grammar.verbs + Self.topics
    let speaking = grammar.verbs(speakingOf: topic).prefix(NearestNames.limit)
    let remedy =
      NearestNames.question(for: topic, among: names)
      ?? (speaking.isEmpty
        ? "`help` lists all commands"
        : speaking.map { "`help \($0)`" }.joined(separator: ", ")
          + " \(speaking.count == 1 ? "speaks" : "speak") of it")
    return call.mistake(
      "E-topic", "there is no help on `\(topic)`", at: "TOPIC", expected: "a command's verb",
      remedy: remedy)
  }

  // MARK: Topics

  private static let firstSteps = [
    "", "To begin: `tour` walks through a month of rides; `help sql` lists tables and columns.",
    "`help keys` tells what Tab, Ctrl-R and the other keys do.",
  ]

  private static let keys = [
    "Tab  completes the word before the cursor; once more lists what there is",
    "Return  runs the statement; SQL goes on over further lines until its ;",
    "Up, Down  earlier statements, whole",
    "Ctrl-R  searches them: type a part, Ctrl-R again goes further back, Return runs",
    "Ctrl-C  forgets what is typed, or stops what runs; it never ends the program",
    "Ctrl-D  ends the session at an empty prompt",
    "Ctrl-A, Ctrl-E  the line's beginning and end",
    "Ctrl-W, Ctrl-U, Ctrl-K  delete the word before, all, what is behind the cursor",
    "Ctrl-L  clears the screen",
    "", "Pasted text runs nothing before Return. `edit` opens an editor on the statement before.",
    "~/.editrc is read: `bind -v` in it gives the keys of vi.",
    "`set pager off`, `set numbers swiss` and `set timer on` change how results are shown.",
  ]

  private func sqlHelp(_ database: NotebookDatabase) throws -> [String] {
    let names = try database.relations().map { relation -> String in
      let columns = try database.columnNames(of: relation.name).joined(separator: ", ")
      return "  \(relation.name) (\(relation.kind)): \(columns)"
    }
    return [
      "SQL statements start with select, with, values, create, insert, update, delete, drop, alter "
        + "or explain query plan, may span lines and end at `;`. `NAME = select …;` keeps the rows "
        + "under a name; `_` is the last result. Imported data and plans are read-only: `create "
        + "table my_copy as select * from october;` makes a copy to change.", "",
      "Tables:",
    ] + names + [
      "", "Examples", "  select driver, count(*) as rides from rides group by driver;",
      "  late = select * from assignments where lateness > 0;",
      "  select date, max(rides) - min(rides) as gap from loads where kind = 'regular' group by date;",
    ]
  }
}
