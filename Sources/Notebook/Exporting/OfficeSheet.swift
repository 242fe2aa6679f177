import CommandLanguage
import FleetModel
import RideSheets
import SessionRecord
import Store
import Tabular
import TerminalText

/// The ride sheet that a dataset came from, opened again.
///
/// The notebook keeps rides and not the file: what gives the sheet back, or quotes its cells, reads it
/// once more, and refuses one that has changed.
struct OfficeSheet {
  /// The path as the statement has it.
  let typed: String
  let file: TabularFile
  /// What the file holds, with the cells of its rows.
  let reading: RideImport
  /// Where to read the file.
  let path: String
  let hash: ContentHash

  /// Opens the sheet of a plan's dataset.
  ///
  /// - Parameters:
  ///   - call: The statement.
  ///   - slot: Which of its words is the file.
  ///   - plan: The name of the plan, for messages.
  ///   - dataset: The dataset's name.
  /// - Throws: `Diagnostic` where the dataset came of no sheet or of another one, `TabularError` where
  ///   it cannot be read, `StoreError.interrupted` on Ctrl-C.
  /// - Complexity: O(rows).
  init(_ call: CommandCall, at slot: any CommandSlot, plan: String, of dataset: String) throws {
    typed = call.command.argument(of: slot)?.string ?? ""
    path = call.session.pathToRead(typed).path
    guard let known = try call.database.datasetSummary(dataset), known.format == Self.format else {
      throw call.mistake(
        .identity, "\(dataset) was not loaded from a ride sheet", at: ExportCommand.plan,
        expected: "a plan of rides that came from a ride sheet",
        remedy: "`export \(NameRules.written(plan)) to \"\(plan).xlsx\"` writes the plan as a table"
      )
    }
    do {
      let loaded = try LoadedFile(
        path: path, sheet: nil, options: ReadingOptions(),
        isInterrupted: call.session.context.isInterrupted)
      guard loaded.file.sha256 == known.sha256 else {
        throw call.mistake(
          .identity, "\(path: typed) is not the file that \(dataset) was loaded from", at: slot,
          expected: "\(known.file), unchanged since it was loaded",
          remedy: "name that file, or load this one with `replace` and make the plan again")
      }
      try call.session.noteRead(ofFile: path, holding: loaded.hash)
      hash = loaded.hash
      file = loaded.file
      reading = try Self.read(loaded, call, of: dataset)
    } catch var error as TabularError {
      guard error.code != .cancelled else { throw StoreError.interrupted }
      error.file = typed
      throw error
    }
  }

  /// The same sheet with other bytes, which nobody has written to a file yet.
  ///
  /// - Throws: As the reading of any file.
  /// - Complexity: O(rows).
  init(_ sheet: OfficeSheet, rewrittenAs bytes: [UInt8], _ call: CommandCall, of dataset: String)
    throws
  {
    (typed, path) = (sheet.typed, sheet.path)
    let loaded = try LoadedFile(
      of: TabularFile.open(bytes: bytes, name: typed), sheet: nil, options: ReadingOptions(),
      isInterrupted: call.session.context.isInterrupted)
    hash = loaded.hash
    file = loaded.file
    reading = try Self.read(loaded, call, of: dataset)
  }

  private static func read(
    _ loaded: LoadedFile, _ call: CommandCall, of dataset: String
  ) throws -> RideImport {
    guard case .rideSheets(let sheets, _) = loaded.content else {
      throw call.mistake(
        .identity,
        "\(dataset) was loaded by the headers that `with` named, and not by those of the sheet",
        at: ExportCommand.plan, expected: "a plan of a sheet whose headers are a ride sheet's",
        remedy: "`export NAME to \"FILE.xlsx\"` writes the plan as a table")
    }
    defer { call.session.context.progress(nil) }
    let importer = DatasetImport(
      roster: try call.database.roster(of: dataset), gazetteer: try call.database.gazetteer(),
      stay: call.session.settings.rules.stay, isInterrupted: call.session.context.isInterrupted,
      progress: call.session.context.progress)
    return try importer.rides(
      of: sheets, hasTypes: loaded.file.dialect == nil, keepsCells: true)
  }

  /// What datasets of ride sheets are called.
  static let format = "ride sheet"
}
