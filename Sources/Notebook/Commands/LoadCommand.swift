import CommandLanguage
import Files
import FleetModel
import RideSheets
import SessionRecord
import Store
import Tabular
import TerminalText

/// Loads a file: rides from ride sheets and exports, drivers, places, or plain tables.
struct LoadCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "load FILE [sheet SHEET] [as NAME] [replace]",
      summary: "Loads a file: xlsx, csv, tsv, json or jsonl.",
      parameters: [
        CommandParameter(
          name: "FILE", kind: .path, help: "the file, from the current or the script's folder"),
        CommandParameter(
          name: "SHEET", kind: .text, help: "the one sheet of a workbook to load",
          defaultText: "all sheets"),
        CommandParameter(
          name: "NAME", kind: .name, help: "what to call it",
          defaultText: "the file's name without its ending"),
        CommandParameter(
          name: "replace", kind: .flag, help: "puts it in the place of what has the name"),
      ],
      details: [
        "A ride sheet and the production system's dispatch export are recognised by their "
          + "headers and become a dataset of rides. A file of drivers (name, initials, kind, …) "
          + "replaces the notebook's drivers, a gazetteer (name, latitude, longitude, …) its "
          + "places; both ask for `replace`. Anything else becomes a typed table, one a sheet.",
        "Rows that cannot be read are kept aside in `rejects`. Loading is one transaction: a "
          + "failure or Ctrl-C leaves the notebook as it was. Loading the same content again "
          + "changes nothing.",
      ],
      examples: [
        "load \"datasets/october-2025.xlsx\" as october",
        "load \"datasets/year-2025.xlsx\" sheet \"Mars\" as march",
      ])
  ]

  var namesItsObject: Bool { true }

  func run(_ call: CommandCall) throws -> Outcome {
    let typed = call.command.string("FILE") ?? ""
    let (path, isBundled) = call.session.pathToRead(typed)
    defer { call.session.context.progress(nil) }
    do {
      let loaded = try LoadedFile(
        path: path, sheet: call.command.string("SHEET"),
        isInterrupted: call.session.context.isInterrupted)
      var outcome = try LoadJob(call: call, typedPath: typed, loaded: loaded).run()
      if isBundled {
        outcome.blocks.append(
          .talk("\(typed) is not in this folder; the copy that comes with carnet was loaded"))
      }
      return outcome
    } catch var error as TabularError {
      guard error.code != .cancelled else { throw StoreError.interrupted }
      // Records are handed on: they name a file as it was typed, never where it lies here.
      error.file = typed
      throw error
    }
  }
}
