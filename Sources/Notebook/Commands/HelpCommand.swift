import CommandLanguage
import Store

/// Explains the language, or one command of it.
struct HelpCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "help [TOPIC]", summary: "Explains the language, a command, or `sql`.",
      parameters: [
        CommandParameter(
          name: "TOPIC", kind: .custom("topic"), help: "a command's verb, or `sql`",
          defaultText: "an overview")
      ],
      examples: ["help load", "help sql"])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    var outcome = Outcome()
    outcome.isRecorded = false
    let grammar = call.session.catalogue.grammar
    guard let topic = call.command.string("TOPIC") else {
      outcome.blocks = [.lines(grammar.helpOverview())]
      return outcome
    }
    if topic.lowercased() == "sql" {
      outcome.blocks = [.lines(try sqlHelp(call.database))]
      return outcome
    }
    guard let lines = grammar.help(verb: topic.lowercased()) else {
      throw call.mistake(
        "E-topic", "there is no help on `\(topic)`", at: "TOPIC",
        expected: (grammar.verbs + ["sql"]).joined(separator: ", "),
        remedy: NearestNames.question(for: topic, among: grammar.verbs + ["sql"]))
    }
    outcome.blocks = [.lines(lines)]
    return outcome
  }

  private func sqlHelp(_ database: NotebookDatabase) throws -> [String] {
    let relations = try database.relations()
    let names = try relations.map { relation -> String in
      let columns = try database.columnNames(of: relation.name).joined(separator: ", ")
      return "  \(relation.name) (\(relation.kind)): \(columns)"
    }
    return [
      "SQL statements start with select, with, values, create, insert, update, delete, drop,",
      "alter or explain query plan, may span lines and end at `;`. `NAME = select …;` keeps the",
      "rows under a name; `_` is the last result. Imported data and plans are read-only:",
      "`create table my_copy as select * from october;` makes a copy to change.", "",
      "Tables:",
    ] + names
  }
}
