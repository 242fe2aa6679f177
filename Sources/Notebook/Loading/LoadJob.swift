import CivilTime
import CommandLanguage
import Files
import FleetModel
import Naming
import Planning
import RideSheets
import SessionRecord
import Store
import Tabular
import TerminalText

/// One `load`: what was recognised goes into the notebook as one transaction.
struct LoadJob {
  let call: CommandCall
  /// The path as the statement has it, which records keep.
  let typedPath: String
  let loaded: LoadedFile

  func run() throws -> Outcome {
    // First, since Ctrl-C may end it: what is loaded afterwards stays.
    let sketch = try loaded.cellSketch()
    var outcome = try load()
    if let sketch {
      outcome.facts.beginGroup([Fact(FactEvidence.cells, .hash(sketch.hash))])
    }
    return outcome
  }

  private func load() throws -> Outcome {
    switch loaded.content {
    case .rideSheets(let sheets, let others): try loadRides(sheets, others: others)
    case .dispatchExport(let json): try loadExport(json)
    case .days(let json): try loadDays(json)
    case .roster(let sheet): try loadRoster(sheet)
    case .gazetteer(let sheet): try loadGazetteer(sheet)
    case .tables(let sheets, let looks): try loadTables(sheets, looks)
    }
  }

  private var session: NotebookSession { call.session }
  private var keeping: DatasetKeeping {
    DatasetKeeping(call: call, name: wantedName, fact: fileFact)
  }
  private var file: TabularFile { loaded.file }
  private var wantedName: String {
    call.command[LoadCommand.name] ?? call.resultName
      ?? ObjectName.made(ofFile: typedPath)
  }

  private var fileFact: Fact {
    Fact("file", .hash(loaded.hash))
  }

  // MARK: Rides

  private func loadRides(
    _ sheets: [(sheet: SheetSource, layout: RideSheetLayout)], others: [LoadedFile.OtherSheet]
  ) throws -> Outcome {
    let importer = try keeping.importer()
    let names = sheets.map(\.sheet.name) + (loaded.mapping.map { [$0.identity] } ?? [])
    return try keeping.keep(identity: keeping.identity(of: file.sha256, names), others: others) {
      try importer.read(sheets, of: file, name: wantedName, path: typedPath)
    }
  }

  private func loadExport(_ json: JSONValue) throws -> Outcome {
    let importer = try keeping.importer()
    return try keeping.keep(identity: keeping.identity(of: file.sha256, []), others: []) {
      try importer.read(json, of: file, name: wantedName, path: typedPath)
    }
  }

  private func loadDays(_ json: JSONValue) throws -> Outcome {
    let importer = try keeping.importer()
    return try keeping.keep(identity: keeping.identity(of: file.sha256, ["days"]), others: []) {
      try importer.read(days: json, of: file, name: wantedName, path: typedPath)
    }
  }

  // MARK: Drivers and places

  private func loadRoster(_ sheet: SheetSource) throws -> Outcome {
    let roster = try Roster(
      rows: sheet.allRows(isInterrupted: session.context.isInterrupted))
    let isSame = try call.database.roster().drivers == roster.drivers
    if !isSame {
      try requireReplace("the notebook's drivers", "drivers")
      try call.database.transaction { transaction in
        try transaction.replaceDrivers(roster.drivers)
        return call.lineage(
          Effects(changes: [.single(.roster)]), facts: FactSet([fileFact]).lines)
      }
    }
    var outcome = recordsOutcome(
      counted(roster.drivers.count, "driver"), isSame: isSame, count: roster.drivers.count,
      effect: "plans and checks use them from now on")
    outcome.blocks += roster.toldApart.map {
      .talk(
        "\(counted($0.names.count, "driver")) called \($0.shared): here they are "
          + $0.names.map { "\($0)" as Sentence }.joined(separator: " and "))
    }
    outcome.blocks += try strangers()
    return outcome
  }

  /// The datasets whose recorded drivers the roster no longer knows by their names.
  private func strangers() throws -> [Outcome.Block] {
    try call.database.rows(
      """
      SELECT d.name, count(*) FROM main.carnet_ride r JOIN main.carnet_dataset d ON d.id = r.dataset_id
      WHERE r.driver IS NOT NULL AND r.driver NOT IN (SELECT name FROM main.carnet_driver)
      AND NOT EXISTS (SELECT 1 FROM main.carnet_source_driver s
        WHERE s.dataset_id = r.dataset_id AND s.is_adopted AND s.name = r.driver)
      GROUP BY d.id ORDER BY d.id
      """
    ).map { row in
      let rides = counted(try row[1].count(of: "rides"), "ride")
      let dataset = row[0].words
      return .warning(
        "\(dataset): \(rides) recorded for drivers who are not in the table by that name; load it "
          + "again with `replace`")
    }
  }

  private func loadGazetteer(_ sheet: SheetSource) throws -> Outcome {
    let gazetteer = try Gazetteer(
      rows: sheet.allRows(isInterrupted: session.context.isInterrupted))
    let isSame = try call.database.gazetteer().places == gazetteer.places
    if !isSame {
      try requireReplace("the notebook's places", "places")
      try call.database.transaction { transaction in
        try transaction.replacePlaces(gazetteer.places)
        return call.lineage(
          Effects(changes: [.single(.places)]), facts: FactSet([fileFact]).lines)
      }
    }
    return recordsOutcome(
      counted(gazetteer.places.count, "place"), isSame: isSame, count: gazetteer.places.count,
      effect: "datasets loaded from now on use them")
  }

  private func requireReplace(_ what: String, _ name: String) throws {
    guard !call.command.has(LoadCommand.replace) else { return }
    throw call.mistake(
      .taken, "this file would replace \(what)", at: LoadCommand.file,
      remedy: "end the statement with `replace` to do so; `show \(name)` shows the current ones")
  }

  private func recordsOutcome(
    _ what: Sentence, isSame: Bool, count: Int, effect: Sentence
  ) -> Outcome {
    var outcome = Outcome.talk(
      isSame
        ? "the notebook already contains these \(what); nothing changed"
        : "\(what) loaded; \(effect)")
    outcome.facts = FactSet([fileFact, Fact("rows", .integer(Int64(count)))])
    return outcome
  }

  // MARK: Tables

  private func loadTables(
    _ sheets: [SheetSource], _ looks: [LoadedFile.OtherSheet]
  ) throws -> Outcome {
    guard !sheets.isEmpty else {
      throw call.mistake(
        .file, "\(typedPath) contains no table", at: LoadCommand.file,
        expected: "rows under a header, or an array of objects in JSON")
    }
    let loaded = try TableLoading(call: call, file: file, typedPath: typedPath)
      .run(targets(sheets), fileFact: fileFact)
    var outcome = Outcome()
    outcome.hasTableFacts = false
    outcome.facts = FactSet([fileFact])
    for table in loaded { outcome.facts.append(table.facts) }
    outcome.blocks = loaded.flatMap { table in
      [.talk(table.sentence)] + Self.notes(on: table, among: loaded.count)
    }
    outcome.blocks += looks.compactMap { sheet in
      sheet.look.map { .warning("\(sheet.name) is loaded as a plain table: " + $0) }
    }
    outcome.blocks.append(.result)
    outcome.result = ResultTable(
      ["table", "column", "type", "note"],
      loaded.flatMap { table in
        zip(table.columns, table.reading.columns).map { column, reading in
          [
            .text(table.name), .text(column.name), .text(column.type.rawValue),
            reading.note.map(SQLValue.text) ?? .null,
          ]
        }
      })
    return outcome
  }

  /// The most notes of a table that are said; the table of columns has those of all columns.
  private static let mostNotes = 6

  /// What one should know of a table's rows and columns, the first notes in words.
  private static func notes(on table: TableLoading.Loaded, among count: Int) -> [Outcome.Block] {
    let rejected = table.firstBroken.map {
      "row \($0.row) could not be read: \($0.reason); `rejects` has what could not be read"
    }
    let notes = (rejected.map { [$0] } ?? []) + table.reading.notes
    let owner: Sentence = count > 1 ? "\(table.name): " : ""
    let shown = notes.prefix(mostNotes).map { Outcome.Block.warning(owner + "\($0)") }
    guard notes.count > shown.count else { return shown }
    return shown + [
      .warning(owner + "\(counted(notes.count - shown.count, "more note")) in the table below")
    ]
  }

  /// One table for a single sheet, else one a sheet under the sheet's name.
  private func targets(_ sheets: [SheetSource]) -> [TableLoading.Target] {
    let names =
      sheets.count == 1
      ? [wantedName] : sheets.map { "\(wantedName)_\(ObjectName.made(of: $0.name))" }
    return zip(sheets, NotebookDatabase.uniqueNames(names)).map {
      TableLoading.Target(sheet: $0, name: $1)
    }
  }
}
