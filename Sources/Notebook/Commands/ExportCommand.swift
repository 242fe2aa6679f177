import CommandLanguage
import DeepQ
import SessionRecord
import Store
import TerminalText

/// Writes tables, plans, agents and the session as files that others open.
struct ExportCommand: NotebookCommand {
  private static let file = CommandParameter(
    name: "FILE", kind: .path, help: "the file to write; its ending decides the format")
  private static let replace = CommandParameter(
    name: "replace", kind: .flag, help: "writes over a file that exists")

  let syntaxes = [
    CommandSyntax(
      usage: "export agent AGENT to FILE [replace]",
      summary: "Writes an agent's weights as a .safetensors file, with all that is known of it.",
      parameters: [
        CommandParameter(name: "AGENT", kind: .object([.agent]), help: "the agent to write"),
        CommandParameter(
          name: "FILE", kind: .path, help: "the file to write, such as v2.safetensors"),
        Self.replace,
      ],
      details: [
        "The file is written whole or not at all. Its metadata hold settings, seed, dataset and the "
          + "days of the whole lineage, so that a score of the imported agent is still marked as "
          + "seen. A file that holds the same already is left as it is."
      ],
      examples: ["export agent v2 to \"v2.safetensors\""]),
    CommandSyntax(
      usage: "export plan PLAN to FILE as dispatch [replace]",
      summary: "Writes a plan as the production system's dispatch JSON, which `load` reads again.",
      parameters: [
        CommandParameter(name: "PLAN", kind: .object([.plan]), help: "the plan to write"),
        CommandParameter(
          name: "FILE", kind: .path, help: "the file to write, such as wednesday.json"),
        Self.replace,
      ],
      details: [
        "One dispatch a day: its drivers, its loads, and each ride with driver, places, distance, "
          + "duration and lateness. Clients, directions and wheelchairs have no place in that form: "
          + "what is lost is counted. A plan of rides that another system numbered is refused, since "
          + "its numbers are not kept."
      ],
      examples: ["export plan wednesday to \"wednesday.json\" as dispatch"]),
    CommandSyntax(
      id: "export session",
      usage: "export session to FILE [title TITLE] [language LANGUAGE] [width COLUMNS] [replace] "
        + "[verify] [with names]",
      summary: "Writes the session so far as a document: .md, .html, .ipynb or .txt.",
      parameters: [
        CommandParameter(
          name: "FILE", kind: .path, help: "the document to write, such as october.html"),
        CommandParameter(
          name: "TITLE", kind: .text, help: "the document's title",
          defaultText: "the first heading of a note, else the file's name"),
        CommandParameter(
          name: "LANGUAGE", kind: .text, help: "the language of title and notes, such as fr",
          defaultText: "English"),
        CommandParameter(
          name: "COLUMNS", kind: .integer(40...400), help: "how wide lines of a .txt document are",
          defaultText: "80"),
        Self.replace,
        CommandParameter(
          name: "verify", kind: .flag, help: "replays the record first and states the verdict"),
        CommandParameter(
          name: "with", kind: .flag, help: "leaves clients' names and paths as they are"),
      ],
      details: [
        "Nothing is run again: notes become prose, statements code, tables tables, and the footer "
          + "says what the figures stand on. Clients have pseudonyms and absolute paths are cut, "
          + "unless `with names` asks otherwise. A note's figures that no longer hold are marked.",
        "The footer states whether a replay verified this very record: now with `verify`, or by a "
          + "`replay` earlier in the session. Statements that diverged are marked.",
      ],
      examples: [
        "export session to \"october.html\"",
        "export session to \"question.html\" title \"Who drives most?\"",
      ], isRecorded: false),
    CommandSyntax(
      id: "export to",
      usage: "export NAME, … to FILE [replace] [safe]",
      summary: "Writes tables as .xlsx, .csv, .tsv, .json, .jsonl or .md; `_` is the last result.",
      parameters: [
        CommandParameter(
          name: "NAME", kind: .object([.dataset, .plan, .table, .result, .agent]),
          help: "datasets, plans, results, tables, views, or agents for their curves"),
        Self.file,
        Self.replace,
        CommandParameter(
          name: "safe", kind: .flag, help: "guards texts that a spreadsheet would compute"),
      ],
      details: [
        "A workbook has one sheet a table: dates and times as such, numbers as numbers, the header "
          + "bold and in sight. JSON is an array of objects, of several tables an object of arrays "
          + "by name; Markdown puts them under headings; the other formats hold one table.",
        "The file is written row by row, whole or not at all. One that holds the same already is "
          + "left as it is. A replay writes to a scratch folder.",
        "A text of .csv and .tsv that begins with = + - @ or a tab is computed when a spreadsheet "
          + "opens the file: such cells are counted and warned about. `safe` puts a ' before them.",
      ],
      examples: [
        "export october to \"october.csv\"",
        "export october, wednesday to \"october.xlsx\"",
      ]),
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    switch call.command.formID {
    case "export session": try SessionExport(call).run()
    case "export agent": try exportAgent(call)
    case "export plan": try DispatchFile(call: call).write()
    default: try TableFile(call: call).write()
    }
  }

  private func exportAgent(_ call: CommandCall) throws -> Outcome {
    try call.requireEnding("safetensors", for: "an agent")
    let agent = try call.agent("AGENT")
    var checkpoint = try call.checkpoint(of: agent.name, at: "AGENT")
    let lineage = try AgentReport(of: agent, in: call.database).chain
    for (key, value) in AgentMetadata.pairs(of: agent, lineage: lineage) {
      checkpoint.metadata[key] = value
    }
    let bytes = checkpoint.encoded()
    let file = ExportedFile(call: call)
    let hash = try file.write(bytes)
    var outcome = Outcome.talk(
      file.sentence("\(agent.name), \(bytes.count) bytes, sha256 \(hash.digits)"))
    outcome.facts = [Fact("file", .hash(hash)), Fact("bytes", .integer(Int64(bytes.count)))]
    return outcome
  }
}
