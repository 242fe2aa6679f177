import CommandLanguage
import Files
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
  /// Which of its columns are a ride's, where the dataset was loaded so.
  private let mapping: RideMapping?

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
    let typed = call.command.argument(of: slot)?.string ?? ""
    let path = call.session.pathToRead(typed).path
    guard let known = try call.database.datasetSummary(dataset),
      known.format == DatasetImport.format
    else {
      throw call.mistake(
        .identity, "\(dataset) was not loaded from a ride sheet", at: ExportCommand.plan,
        expected: "a plan of rides that came from a ride sheet",
        remedy: "`export \(NameRules.written(plan)) to \"\(plan).xlsx\"` writes the plan as a table"
      )
    }
    let mapping = try call.database.mappings().first { $0.dataset == dataset }?.mapping
    do {
      let file = try TabularFile.open(path, isCancelled: call.session.context.isInterrupted)
      guard file.sha256 == known.sha256 else {
        let isPattern = !FilePath.exists(known.file) && FilePattern(known.file) != nil
        throw call.mistake(
          .identity, "\(path: typed) is not the file that \(dataset) was loaded from", at: slot,
          expected: isPattern
            ? "a dataset of one file, and not of all that match \(known.file)"
            : "\(known.file), unchanged since it was loaded",
          remedy: "name that file, or load this one alone and make the plan again")
      }
      try self.init(
        file, typed: typed, path: path, mapping.map(RideMapping.init), call, of: dataset)
      try call.session.noteRead(ofFile: path, holding: hash)
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
  init(
    _ sheet: OfficeSheet, rewrittenAs bytes: [UInt8], _ call: CommandCall, of dataset: String
  ) throws {
    try self.init(
      TabularFile.open(bytes: bytes, name: sheet.typed), typed: sheet.typed, path: sheet.path,
      sheet.mapping, call, of: dataset)
  }

  private init(
    _ file: TabularFile, typed: String, path: String, _ mapping: RideMapping?, _ call: CommandCall,
    of dataset: String
  ) throws {
    (self.typed, self.path, self.file, self.mapping) = (typed, path, file, mapping)
    let loaded = try LoadedFile(
      file, sheet: nil, mapping: mapping, isInterrupted: call.session.context.isInterrupted)
    hash = loaded.hash
    defer { call.session.context.progress(nil) }
    let importer = try DatasetImport(for: call, roster: call.database.roster(of: dataset))
    reading = try importer.rides(of: [loaded], keepsCells: true).rides
  }
}

extension RideMapping {
  /// The mapping that a dataset was loaded with.
  fileprivate init(_ mapping: DatasetMapping) {
    self.init()
    for role in mapping.roles {
      if let column = Column(rawValue: role.role) { headers[column] = role.column }
    }
  }
}
