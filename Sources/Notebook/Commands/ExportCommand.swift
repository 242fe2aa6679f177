import CommandLanguage
import DeepQ
import Naming
import SessionRecord
import Store
import TerminalText

/// Writes tables, plans, agents and the session as files for other programs.
struct ExportCommand: NotebookCommand {
  static let replace = Flag("replace", "overwrites an existing file")
  static let agent = Slot.object("AGENT", [.agent], "the agent to write")
  static let file = Slot.path("FILE", "the file to write; its extension decides the format")
  private static let agentFile = Slot.path("FILE", "the file to write, such as v2.safetensors")
  static let plan = Slot.object("PLAN", [.plan], "the plan to write")
  private static let dispatchFile = Slot.path("FILE", "the file to write, such as wednesday.json")
  private static let sheetFile = Slot.path(
    "FILE", "the copy to write, such as october-planned.xlsx")
  static let workbook = Slot.path("WORKBOOK", "the workbook that the rides were loaded from")
  static let sheetFolder = Slot.path(
    "FOLDER", "a folder, which gets a file per driver, or one .html file for all of them")
  static let sheetLanguage = Slot<DaySheetFile.Language>.choice(
    "LANGUAGE", "the language of the headings", default: "en")
  private static let document = Slot.path("FILE", "the document to write, such as october.html")
  static let title = Slot.text(
    "TITLE", "the document's title", default: "the first heading of a note, else the file's name")
  static let language = Slot.text(
    "LANGUAGE", "the language of title and notes, such as fr", default: "English")
  static let columns = Slot.integer(
    "COLUMNS", 40...400, "the line width of a .txt document", default: "80")
  static let verify = Flag("verify", "replays the record first and states the verdict")
  static let names = Flag("names")
  private static let with = Flag("with", "leaves clients' names and paths as they are")
  static let name = Slot.object(
    "NAME", [.dataset, .plan, .table, .result, .agent],
    "datasets, plans, results, tables, views, or agents (their curves)")
  static let safe = Flag("safe", "escapes texts that would start a formula")

  let syntaxes = [
    CommandSyntax(
      form: "export agent \(Self.agent) to \(Self.agentFile) [\(Self.replace)]",
      summary: "Writes an agent's weights and metadata as a .safetensors file.",
      details: [
        "The file is written completely or not at all. Its metadata contain settings, seed, "
          + "dataset and the days of the whole lineage, so that scores of the imported agent are "
          + "still marked as seen. A file that already has the same content is left unchanged."
      ],
      examples: ["export agent v2 to \"v2.safetensors\""],
      effects: [.writesFile]),
    CommandSyntax(
      form: "export plan \(Self.plan) to \(Self.dispatchFile) as dispatch [\(Self.replace)]",
      summary: "Writes a plan as the production system's dispatch JSON, which `load` can read.",
      details: [
        "One dispatch per day: its drivers, its loads, and each ride with driver, places, "
          + "distance, duration and lateness. The format has no fields for clients, directions "
          + "and wheelchairs; what is lost is counted.",
        "For a dataset that came from such a file, that file is written again: only the drivers "
          + "of bookings and the aggregates that depend on them change, and all other bytes, "
          + "numbers and names stay. A plan with a driver whom the file does not list is refused.",
      ],
      examples: ["export plan wednesday to \"wednesday.json\" as dispatch"],
      effects: [.writesFile]),
    CommandSyntax(
      id: "export plan as sheet",
      form:
        "export plan \(Self.plan) to \(Self.sheetFile) as sheet of \(Self.workbook) "
        + "[\(Self.replace)]",
      summary: "Writes the office's own workbook with a plan's drivers, all else unchanged.",
      details: [
        "Only the driver cells of rides that change drivers are written, as the sheet writes "
          + "drivers; two rides of one row have `X/Y`. Every other cell, sheet, format and comment "
          + "stays, byte for byte. The copy is read again before it is kept: each ride must have "
          + "its driver.",
        "The workbook must be the file that the dataset was loaded from, unchanged. Driver cells "
          + "with formulas, and merged ones, are refused with their place.",
      ],
      examples: [
        "export plan wednesday to \"october-planned.xlsx\" as sheet of \"datasets/october-2025.xlsx\""
      ],
      effects: [.writesFile]),
    CommandSyntax(
      id: "export plan as day sheets",
      form:
        "export plan \(Self.plan) to \(Self.sheetFolder) as day sheets [of \(Self.workbook)] "
        + "[language \(Self.sheetLanguage)] [\(Self.replace)]",
      summary: "Writes a page per driver and day to print: rides, times, places.",
      details: [
        "Rides stand in the order in which they are driven, with planned and booked times. `of` adds "
          + "phones, floors, contacts and remarks as the cells of the workbook have them. The pages name clients, say that they are confidential, and run no code."
      ],
      examples: [
        "export plan wednesday to \"sheets\" as day sheets",
        "export plan wednesday to \"sheets.html\" as day sheets of \"datasets/october-2025.xlsx\" language fr",
      ],
      effects: [.writesFile]),
    CommandSyntax(
      id: "export session",
      form:
        "export session to \(Self.document) [title \(Self.title)] [language \(Self.language)] [width \(Self.columns)] [\(Self.replace)] "
        + "[\(Self.verify)] [\(Self.with) names]",
      summary: "Writes the session so far as a document: .md, .html, .ipynb or .txt.",
      details: [
        "Nothing is run again: notes become prose, statements become code, tables stay tables, "
          + "and the footer states what the figures depend on. Clients have pseudonyms and "
          + "absolute paths are cut to the file name, unless `with names` is given. Figures in "
          + "notes that are no longer correct are marked.",
        "The footer states whether a replay verified this record: now, with `verify`, or earlier "
          + "in the session, with `replay`. Statements that diverged are marked.",
      ],
      examples: [
        "export session to \"october.html\"",
        "export session to \"question.html\" title \"Who drives most?\"",
      ],
      isRecorded: false,
      effects: [.writesFile]),
    CommandSyntax(
      id: "export to",
      form: "export \(list: Self.name) to \(Self.file) [\(Self.replace)] [\(Self.safe)]",
      summary: "Writes tables as .xlsx, .csv, .tsv, .json, .jsonl or .md; `_` is the last result.",
      details: [
        "A workbook has one sheet per table, with typed dates, times and numbers and a bold, "
          + "frozen header. JSON is an array of objects or, for several tables, an object of "
          + "arrays by name; Markdown puts several tables under headings; the other formats take "
          + "one table.",
        "The file is written row by row, and completely or not at all. A file that already has "
          + "the same content is left unchanged. A replay writes to a scratch folder.",
        "A text in .csv and .tsv that begins with = + - @ or a tab runs as a formula when a "
          + "spreadsheet opens the file; a warning counts such cells. `safe` puts a ' before "
          + "them.",
      ],
      examples: [
        "export october to \"october.csv\"",
        "export october, wednesday to \"october.xlsx\"",
      ],
      effects: [.writesFile]),
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    // The file to write is none that is read.
    let written = written(by: call)
    return try call.namedSubjects().filter { $0 != .file(written) }
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let outcome =
      switch call.command.formID {
      case "export session": try SessionExport(call).run()
      case "export agent": try exportAgent(call)
      case "export plan as sheet": try SheetFile(call: call).write()
      case "export plan as day sheets": try DaySheetFile(call: call).write()
      case "export plan": try DispatchFile(call: call).write()
      default: try TableFile(call: call).write()
      }
    if call.command.syntax.isRecorded { try keepEffect(of: outcome, call) }
    return outcome
  }

  /// The file or folder that a statement writes.
  private func written(by call: CommandCall) -> String {
    let typed = call.command[Self.file] ?? call.command[Self.sheetFolder] ?? ""
    return FilePath.absolute(typed, in: call.session.folder)
  }

  /// Keeps in the history that the file was written: a later statement may load it.
  private func keepEffect(of outcome: Outcome, _ call: CommandCall) throws {
    let effects = Effects(replaces: [.file(written(by: call))])
    let entry = call.lineage(effects, facts: outcome.facts.lines)
    guard call.database.readOnlyReason == nil else { return }
    try call.database.transaction { _ in entry }
  }

  private func exportAgent(_ call: CommandCall) throws -> Outcome {
    try call.requireEnding("safetensors", for: "an agent")
    let agent = try call.agent(Self.agent)
    let bytes = try AgentMetadata.file(
      of: agent, with: call.checkpoint(of: agent.name, at: Self.agent), in: call.database)
    let file = ExportedFile(call: call)
    let hash = try file.write(bytes)
    var outcome = Outcome.talk(
      file.sentence("\(agent.name), \(bytes.count) bytes, sha256 \(hash.digits)"))
    outcome.facts = [Fact("file", .hash(hash)), Fact("bytes", .integer(Int64(bytes.count)))]
    return outcome
  }
}
