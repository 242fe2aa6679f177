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
  /// The file, or those that a pattern matches.
  let files: [LoadedFile]
  /// What a pattern matches; nil where the path is a file's.
  var matched: MatchedFiles?

  func run() throws -> Outcome {
    // First, since Ctrl-C may end it: what is loaded afterwards stays.
    let sketch = matched == nil ? try loaded.cellSketch() : nil
    var outcome = try load()
    if let sketch {
      outcome.facts.beginGroup([Fact(FactEvidence.cells, .hash(sketch.hash))])
    }
    return outcome
  }

  private func load() throws -> Outcome {
    if let matched { return try loadTogether(matched) }
    return switch loaded.content {
    case .rideSheets(_, let others): try loadRides(files, others: others)
    case .dispatchExport(let json): try loadExport(json)
    case .days(let json): try loadDays(json)
    case .roster(let sheet): try loadRoster(sheet)
    case .gazetteer(let sheet): try loadGazetteer(sheet)
    case .register(let sheet, let reader): try loadRegister(sheet, reader)
    case .roads(let sheet): try loadRoads(sheet)
    // What is to be `roads` and lacks a column is refused with the column that it lacks.
    case .tables(let sheets, _) where sheets.count == 1 && NameRules.folded(wantedName) == "roads":
      try loadRoads(sheets[0])
    case .tables(let sheets, let looks): try loadTables(targets(sheets), looks)
    }
  }

  private var session: NotebookSession { call.session }
  private var loaded: LoadedFile { files[0] }
  private var keeping: DatasetKeeping {
    DatasetKeeping(call: call, name: wantedName, facts: fileFacts)
  }
  private var file: TabularFile { loaded.file }
  private var wantedName: String {
    call.command[LoadCommand.name] ?? call.resultName
      ?? ObjectName.made(ofFile: typedPath)
  }

  /// The hash of what is read: of the file, or of the list of several.
  private var content: ContentHash { manifest?.hash ?? loaded.hash }
  private var manifest: FileManifest? {
    matched.map { _ in FileManifest(files.map { ($0.name ?? "", $0.hash) }) }
  }
  private var fileFacts: [Fact] { manifest?.facts ?? [Fact("file", .hash(loaded.hash))] }

  // MARK: Several files

  /// Rides of all files that are ride sheets, else one table of all rows.
  private func loadTogether(_ matched: MatchedFiles) throws -> Outcome {
    if let other = files.first(where: \.isForItself) {
      throw call.mistake(
        .file, "\(path: other.name ?? "") is neither a ride sheet nor a plain table",
        at: LoadCommand.file, remedy: "load it by itself")
    }
    let rides = files.filter { !$0.rideSheets.isEmpty }
    var outcome =
      rides.isEmpty
      ? try loadTables([try joined()], files.flatMap(\.looks))
      : try loadRides(rides, others: files.flatMap(\.leftOut))
    outcome.blocks += matched.locks.map {
      .talk("\(path: $0) is a lock of a spreadsheet program and was left out")
    }
    return outcome
  }

  /// The one table of all files.
  private func joined() throws -> TableLoading.Target {
    let sheets = try files.map { file -> (file: String?, sheet: SheetSource) in
      guard case .tables(let sheets, _) = file.content, sheets.count == 1 else {
        throw call.mistake(
          .file, "\(path: file.name ?? "") has \(counted(file.file.sheetNames.count, "sheet"))",
          at: LoadCommand.file, expected: "files of one table each",
          remedy: "`sheet` names the one to load")
      }
      return (file.name, sheets[0])
    }
    return TableLoading.Target(sheets: sheets, name: wantedName)
  }

  // MARK: Rides

  private func loadRides(
    _ files: [LoadedFile], others: [LoadedFile.OtherSheet]
  ) throws -> Outcome {
    let importer = try keeping.importer()
    let names =
      files.flatMap { file in file.rideSheets.map { file.place(of: $0.sheet) } }
      + (loaded.mapping.map { [$0.identity] } ?? [])
    let content = content.digits
    return try keeping.keep(identity: keeping.identity(of: content, names), others: others) {
      var result = try importer.read(files, content: content, name: wantedName, path: typedPath)
      result.record.mapping = DatasetMapping(loaded.mapping, files)
      return result
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
          Effects(changes: [.single(.roster)]), facts: FactSet(fileFacts).lines)
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
          Effects(changes: [.single(.places)]), facts: FactSet(fileFacts).lines)
      }
    }
    return recordsOutcome(
      counted(gazetteer.places.count, "place"), isSame: isSame, count: gazetteer.places.count,
      effect: "datasets loaded from now on use them")
  }

  private func loadRegister(_ sheet: SheetSource, _ header: RegisterReader) throws -> Outcome {
    var reader = header
    var isBelowHeader = false
    var rows = 0
    try sheet.forEachRow(isCancelled: session.context.isInterrupted) { number, cells in
      let row = NumberedRow(number, cells)
      if isBelowHeader { try reader.read(row) }
      isBelowHeader = isBelowHeader || row.cells.contains { $0 != .empty }
      rows += 1
      if rows % 10_000 == 0 { session.context.progress("loading: \(rows) addresses") }
      return true
    }
    session.context.progress(nil)
    let streets = reader.streets
    let known = try call.database.streets()
    let isSame = known == streets
    if !isSame {
      if !known.isEmpty { try requireReplace("the notebook's address register", "addresses") }
      try call.database.transaction(isInterrupted: session.context.isInterrupted) { transaction in
        try transaction.replaceStreets(streets)
        return call.lineage(
          Effects(changes: [.single(.places)]), facts: FactSet(fileFacts).lines)
      }
    }
    var outcome = recordsOutcome(
      "\(counted(reader.houses, "address", "addresses")) of \(counted(streets.count, "street"))",
      isSame: isSame, count: reader.houses,
      effect: "datasets loaded from now on are located by them")
    if let first = reader.firstLeftOut {
      outcome.blocks.append(
        .talk(
          "\(counted(reader.leftOut, "row")) left out, the first row \(first): without a street or a "
            + "point"))
    }
    return outcome
  }

  /// Adds legs by road to those that are there; others of a pair that is there need `replace`, with
  /// which the file's legs take the place of all.
  private func loadRoads(_ sheet: SheetSource) throws -> Outcome {
    let isInterrupted = session.context.isInterrupted
    let matrix = try RoadMatrix(rows: sheet.allRows(isInterrupted: isInterrupted))
    let known = try call.database.roads()
    let replaces = call.command.has(LoadCommand.replace)
    let conflicts = known.conflicts(with: matrix.roads)
    if conflicts > 0, !replaces {
      throw call.mistake(
        .taken,
        "\(counted(conflicts, "pair")) of this file \(conflicts == 1 ? "has" : "have") another leg in "
          + "the notebook's roads", at: LoadCommand.file,
        remedy:
          "end the statement with `replace`, which puts the file's roads in the place of all; "
          + "`show roads` shows the current ones")
    }
    let isSame = replaces ? known == matrix.roads : known.holds(matrix.roads)
    var stale: [String] = []
    if !isSame {
      try call.database.transaction(isInterrupted: isInterrupted) { transaction in
        try transaction.write(
          matrix.roads, from: typedPath, sha256: content.digits, replaces: replaces,
          isInterrupted: isInterrupted)
        var effects = Effects()
        if replaces {
          effects.replaces = [.single(.roads)]
          // Plans by road keep their legs where pairs are only added.
          if !matrix.roads.holds(known) {
            stale = try transaction.markStaleByRoad(because: "other roads were loaded")
          }
          effects.changes = Set(stale.map { Subject.name($0) })
          if !stale.isEmpty { effects.adds = [.single(.plans)] }
        } else {
          effects.changes = [.single(.roads)]
        }
        return call.lineage(effects, facts: FactSet(fileFacts).lines)
      }
    }
    var outcome = recordsOutcome(
      "legs of \(counted(matrix.roads.count, "pair")) of points", isSame: isSame,
      count: matrix.roads.count,
      effect: session.settings.rules.travel == .greatCircle
        ? "`set rule travel roads` has plans use them" : "plans use them from now on")
    if !stale.isEmpty {
      outcome.blocks.append(
        .warning(
          "\(counted(stale.count, "plan")) made by other roads: "
            + stale.map { "\($0)" as Sentence }.joined(separator: ", ")))
    }
    return outcome
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
    outcome.facts = FactSet(fileFacts + [Fact("rows", .integer(Int64(count)))])
    return outcome
  }

  // MARK: Tables

  private func loadTables(
    _ targets: [TableLoading.Target], _ looks: [LoadedFile.OtherSheet]
  ) throws -> Outcome {
    guard !targets.isEmpty else {
      throw call.mistake(
        .file, "\(typedPath) contains no table", at: LoadCommand.file,
        expected: "rows under a header, or an array of objects in JSON")
    }
    let loaded = try TableLoading(
      call: call, content: content, options: file.options, typedPath: typedPath
    ).run(targets, fileFacts: fileFacts)
    var outcome = Outcome()
    outcome.hasTableFacts = false
    outcome.facts = FactSet(fileFacts)
    for table in loaded { outcome.facts.append(table.facts) }
    outcome.blocks = loaded.flatMap { table in
      [.talk(table.sentence)] + Self.notes(on: table, among: loaded.count)
    }
    outcome.blocks += looks.compactMap { sheet in
      sheet.look.map { .warning("\(sheet.name) is loaded as a plain table: " + $0) }
    }
    let offer = try MappingOffer(call: call).sentence(
      for: loaded.map { table in
        (table.name, table.columns.dropFirst(matched == nil ? 0 : 1).map(\.name))
      })
    if let offer { outcome.blocks.append(.talk(offer)) }
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
    let notes = (rejected.map { [$0] } ?? []) + table.reading.notes + table.remarks.notes
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
      TableLoading.Target(sheets: [(nil, $0)], name: $1)
    }
  }
}
