import CommandLanguage
import FleetModel
import Planning
import RideSheets
import SessionRecord
import Store
import Tabular
import TerminalText

/// One `export plan PLAN to FILE as sheet of WORKBOOK`: the office's own workbook with the plan's
/// drivers.
struct SheetFile {
  let call: CommandCall

  /// Writes the copy.
  ///
  /// It is read again as any ride sheet before it is kept: every ride must have its driver, and all
  /// else be as in the workbook.
  ///
  /// - Throws: `Diagnostic` for what is no plan of the workbook's rides, and for drivers whom a sheet
  ///   cannot name; `TabularError` for cells that cannot be changed alone, else what keeps the file
  ///   from being written.
  /// - Complexity: O(bytes of the workbook); it is held.
  func write() throws -> Outcome {
    let plan = try call.storedPlan(ExportCommand.plan)
    let dataset = plan.record.dataset
    try refuseItself()
    let sheet = try OfficeSheet(
      call, at: ExportCommand.workbook, plan: plan.record.name, of: dataset)
    try requireWorkbook(sheet)
    let roster = try call.database.roster(of: dataset)
    let cells = DriverCells(
      of: sheet.reading, drivers: try drivers(of: plan), roster: roster)
    try requireColumn(cells)
    let copy = try self.copy(of: sheet, with: cells)
    let bytes = copy.bytes
    try verify(bytes, cells, sheet, dataset)
    let file = ExportedFile(call: call)
    let hash = try file.write(bytes)
    var outcome = Outcome.talk(
      file.sentence(
        "\(path: sheet.typed) with the drivers of \(plan.record.name), "
          + "\(volatile: "\(bytes.count)") bytes, sha256 \(volatile: hash.digits)"))
    outcome.blocks.append(.talk(Self.changes(cells)))
    if copy.hasFormulas, !cells.edits.isEmpty {
      outcome.blocks.append(
        .talk(
          "formulas keep the values that the workbook has for them; a spreadsheet recalculates them"
        ))
    }
    outcome.blocks += try remarks(on: plan, cells)
    outcome.facts = FactSet([
      Fact("workbook", .hash(sheet.hash)), Fact("cells", .integer(Int64(cells.edits.count))),
      Fact("content", .hash(Self.hash(of: cells.edits))),
    ])
    return outcome
  }

  /// The drivers of the plan's rides by the places of these in the workbook.
  private func drivers(of plan: StoredPlan) throws -> [DriverCells.Place: String?] {
    let places = Dictionary(
      try call.database.rides(of: plan.record.dataset).map { ($0.id, DriverCells.Place($0)) },
      uniquingKeysWith: { first, _ in first })
    var drivers: [DriverCells.Place: String?] = [:]
    for assignment in plan.record.days.flatMap(\.assignments) {
      guard let place = places[assignment.ride] else { continue }
      drivers[place] = .some(assignment.driver)
    }
    return drivers
  }

  /// The office's file is never written over.
  private func refuseItself() throws {
    let folder = call.session.folder
    let own = call.command[ExportCommand.file].map { FilePath.absolute($0, in: folder) }
    let source = call.command[ExportCommand.workbook].map { FilePath.absolute($0, in: folder) }
    guard own == source else { return }
    throw call.mistake(
      .file, "this would overwrite the workbook that the rides came from", at: ExportCommand.file,
      expected: "another name", remedy: "the copy can take its place once somebody has looked at it"
    )
  }

  private func requireWorkbook(_ sheet: OfficeSheet) throws {
    guard WorkbookCopy.canCopy(sheet.file.format), !sheet.file.isPacked else {
      throw call.mistake(
        .format, "\(path: sheet.typed) is not a workbook of cells that can be changed alone",
        at: ExportCommand.workbook, expected: "a workbook: .xlsx, .xlsm or .xlsb",
        remedy: "save it as .xlsx, load that and make the plan again")
    }
    try call.requireEnding(FileEnding.of(sheet.typed) ?? "", for: "a copy of \(sheet.typed)")
  }

  private func requireColumn(_ cells: DriverCells) throws {
    guard let row = cells.withoutColumn else { return }
    throw call.mistake(
      .identity, "sheet \(row.sheet) has no column of drivers for row \(row.row)",
      at: ExportCommand.workbook, expected: "a column of drivers beside the rides")
  }

  private func copy(of sheet: OfficeSheet, with cells: DriverCells) throws -> WorkbookCopy {
    do {
      return try WorkbookCopy(of: sheet.path, editing: cells.edits)
    } catch {
      var named = error
      named.file = sheet.typed
      throw named
    }
  }

  /// Reads the copy as any ride sheet.
  ///
  /// - Throws: `Diagnostic` where it would not say what the plan does.
  private func verify(
    _ bytes: [UInt8], _ cells: DriverCells, _ sheet: OfficeSheet, _ dataset: String
  ) throws {
    let copy = try OfficeSheet(sheet, rewrittenAs: bytes, call, of: dataset)
    guard let ride = cells.difference(of: copy.reading, from: sheet.reading) else { return }
    throw call.mistake(
      .identity,
      "row \(ride.row) of sheet \(ride.sheet) would be read otherwise in the copy, with the driver "
        + "'\(ride.initials)': the driver's cell says more of the ride than who drives it, or the "
        + "roster's initials do not name him",
      at: ExportCommand.plan, expected: "driver cells of drivers alone",
      remedy:
        "nothing is written; move what else the cell says into another column of the workbook, "
        + "load it again and make the plan again")
  }

  private static func changes(_ cells: DriverCells) -> Sentence {
    guard !cells.edits.isEmpty else { return "no driver changes: the same cells" }
    var parts: [Sentence] = []
    if cells.reassigned > 0 {
      parts.append("\(counted(cells.reassigned, "ride")) with another driver")
    }
    if cells.emptied > 0 { parts.append("\(counted(cells.emptied, "ride")) without one") }
    return "\(counted(cells.edits.count, "driver cell")) changed: " + parts.joined(separator: ", ")
      + "; all other cells and parts of the workbook are the same bytes"
  }

  /// What the copy does not say of the plan and its rides.
  private func remarks(on plan: StoredPlan, _ cells: DriverCells) throws -> [Outcome.Block] {
    var blocks: [Outcome.Block] = []
    if !cells.unreadable.isEmpty {
      let shown = cells.unreadable.prefix(5).map { "\($0.sheet) \($0.reference)" }
      let more = cells.unreadable.count - shown.count
      blocks.append(
        .warning(
          "\(counted(cells.unreadable.count, "driver cell")) named no driver of the roster and "
            + "\(words: cells.unreadable.count == 1 ? "is" : "are") overwritten: "
            + "\(shown.joined(separator: ", "))" + (more > 0 ? " and \(more) more" : "")))
    }
    let unplanned = plan.record.days.reduce(0) { $0 + $1.unlocated }
    if unplanned > 0 {
      blocks.append(
        .warning(
          "\(counted(unplanned, "ride")) of these days without a place \(words: unplanned == 1 ? "is" : "are") "
            + "not in the plan: their cells keep the drivers that they had, whom nothing was checked for"
        ))
    }
    let unserved = plan.record.days.flatMap(\.assignments).count { $0.driver == nil }
    if unserved > 0 {
      blocks.append(
        .warning(
          "\(counted(unserved, "ride")) of the plan without a driver: "
            + (unserved == 1 ? "its cell is empty" : "their cells are empty")))
    }
    let corrections = try call.database.corrections(of: plan.record.dataset).filter {
      $0.field != .driver
    }
    if !corrections.isEmpty {
      blocks.append(
        .warning(
          "\(counted(corrections.count, "correction")) of \(plan.record.dataset) not in the copy: times, "
            + "addresses and cancellations are as the workbook has them"))
    }
    return blocks
  }

  private static func hash(of edits: [CellEdit]) -> ContentHash {
    .sha256(
      of: edits.map { "\($0.sheet)\n\($0.reference)\n\($0.text)\n" }.joined())
  }
}
