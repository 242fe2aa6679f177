import CommandLanguage
import RideSheets
import SessionRecord
import Tabular
import TerminalText

/// An opened file, with what it was recognised as.
struct LoadedFile {
  let file: TabularFile
  /// What it is called among several that are loaded together; nil for one alone.
  let name: String?
  private(set) var content: Content
  /// Which columns are a ride's, where the statement says so.
  let mapping: RideMapping?
  /// The hash of the file.
  var hash: ContentHash {
    ContentHash(algorithm: "sha256", digits: file.sha256) ?? .sha256(of: "")
  }
  /// Its sheets of rides, each with the place of its columns.
  var rideSheets: [(sheet: SheetSource, layout: RideSheetLayout)] {
    if case .rideSheets(let sheets, _) = content { sheets } else { [] }
  }

  /// What places in a sheet begin with: the sheet's name, behind the file's where there are several.
  func place(of sheet: SheetSource) -> String {
    guard let name else { return sheet.name }
    return sheet.isDelimited ? name : "\(name) \(sheet.name)"
  }

  /// The sheets that are no ride sheets, of a file that is loaded for its rides or beside others.
  var leftOut: [OtherSheet] {
    switch content {
    case .rideSheets(_, let others): return others
    case .tables(let sheets, let looks):
      return sheets.map { sheet in
        looks.first { $0.sheet.name == sheet.name }
          ?? OtherSheet(sheet: sheet, name: place(of: sheet), nearMiss: nil)
      }
    case .dispatchExport, .days, .roster, .gazetteer, .register, .roads: return []
    }
  }

  /// The sheets of a table that look like ride sheets.
  var looks: [OtherSheet] { if case .tables(_, let looks) = content { looks } else { [] } }

  /// Whether it is something of which a load takes one alone.
  var isForItself: Bool {
    switch content {
    case .rideSheets, .tables: false
    case .dispatchExport, .days, .roster, .gazetteer, .register, .roads: true
    }
  }

  /// Asked often while the file is read; true ends the reading.
  let isInterrupted: @Sendable () -> Bool

  /// What a file can hold.
  enum Content {
    /// Sheets of rides, each with the place of its columns.
    case rideSheets([(sheet: SheetSource, layout: RideSheetLayout)], others: [OtherSheet])
    case dispatchExport(JSONValue)
    /// Days with drivers, rules and perhaps optima of their own.
    case days(JSONValue)
    case roster(SheetSource)
    case gazetteer(SheetSource)
    /// Streets and house numbers, with what reads them.
    case register(SheetSource, RegisterReader)
    case roads(SheetSource)
    case tables([SheetSource], looks: [OtherSheet])
  }

  /// A sheet that is no ride sheet.
  struct OtherSheet {
    let sheet: SheetSource
    /// The sheet's name, or the file's where that is all there is.
    let name: String
    /// Why it is none, where its header looks like one.
    let nearMiss: RideSheetNearMiss?

    /// What it is called in a sentence.
    var words: Sentence { sheet.isDelimited ? "\(name)" : "sheet \(name)" }

    /// How many of its rows hold something.
    ///
    /// - Throws: `TabularError` where it cannot be read, or on Ctrl-C.
    /// - Complexity: O(bytes of the sheet).
    func countedRows(isInterrupted: () -> Bool) throws -> Int {
      var rows = 0
      try sheet.forEachRow(isCancelled: isInterrupted, broken: { _ in rows += 1 }) { _, cells in
        if cells.contains(where: { $0 != .empty }) { rows += 1 }
        return true
      }
      return rows
    }

    /// The same as a clause: `row 3 looks like the header of a ride sheet, but it lacks 'CFT'`.
    var look: Sentence? {
      nearMiss.map {
        "row \($0.headerRow) looks like the header of a ride sheet, but \($0.lack)"
      }
    }
  }

  /// Recognises a file by its headers, never by its name.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - name: What it is called among several that are loaded together.
  ///   - sheet: The one sheet to load, or nil for all.
  ///   - table: The one table of a database to load; nil for its only one.
  ///   - mapping: Which columns are a ride's, for a table that is to become rides.
  ///   - isInterrupted: Asked often; true ends the reading with `load-cancelled`.
  /// - Throws: `TabularError` for a sheet that cannot be read or is not there.
  init(
    _ file: TabularFile, named name: String? = nil, sheet: String?, table: String? = nil,
    mapping: RideMapping? = nil,
    isInterrupted: @escaping @Sendable () -> Bool
  ) throws {
    self.file = file
    self.name = name
    self.isInterrupted = isInterrupted
    self.mapping = mapping
    content = .tables([], looks: [])
    let sheets = try Self.chosen(sheet, table, of: file)
    if let mapping {
      content = try mapped(sheets, by: mapping)
    } else if let document = sheet == nil ? Self.document(file) : nil {
      content = document
    } else {
      content = try recognise(sheets)
    }
    try requireUse(of: file.options)
  }

  /// A document of one of the forms that are read as a whole; nil for any other file.
  private static func document(_ file: TabularFile) -> Content? {
    // A document of tables may be large: its values are not made to be looked at.
    guard ["dispatches", "days"].contains(where: file.jsonKeys.contains), let json = file.json
    else { return nil }
    if DispatchExport.isDispatchExport(json) { return .dispatchExport(json) }
    return DayFile.isDayFile(json) ? .days(json) : nil
  }

  /// Refuses options that the file has no use for: they would be passed over.
  private func requireUse(of options: ReadingOptions) throws {
    if file.dialect == nil, options.delimiter != nil {
      throw TabularError(
        .unsupported, "is no delimited text", file: file.path, remedy: "leave `delimiter` out")
    }
    if !file.format.isText, options.encoding != nil {
      throw TabularError(
        .unsupported, "is a workbook, which states its encoding itself", file: file.path,
        remedy: "leave `encoding` out")
    }
    if case .tables = content { return }
    guard options.header != nil || options.rows != nil || !options.nulls.isEmpty else { return }
    throw TabularError(
      .unsupported, "is read by its own headers, and `header`, `rows` and `null` are for tables",
      file: file.path, remedy: "leave them out")
  }

  private static func chosen(
    _ sheet: String?, _ table: String?, of file: TabularFile
  ) throws -> [SheetSource] {
    if file.format == .sqlite {
      if sheet != nil { throw noClause("sheet", instead: "table", of: file) }
      return [try chosenTable(table, of: file)]
    }
    if table != nil { throw noClause("table", instead: "sheet", of: file) }
    guard let name = sheet else {
      return try file.sheetNames.indices.map { try file.sheet(at: $0) }
    }
    guard let sheet = file.sheet(named: name) else {
      throw TabularError(
        .noTable, "has no sheet '\(name)'", file: file.path,
        expected: "one of: " + file.sheetNames.joined(separator: ", "))
    }
    return [sheet]
  }

  private static func noClause(
    _ clause: String, instead other: String, of file: TabularFile
  ) -> TabularError {
    TabularError(
      .unsupported, "has no \(clause)s to choose from", file: file.path,
      remedy: "leave `\(clause)` out, or choose by `\(other)`")
  }

  /// The table of a database: the only one, or that of a name.
  private static func chosenTable(_ name: String?, of file: TabularFile) throws -> SheetSource {
    let names = file.sheetNames
    let more = names.count - mostNamed
    let listed =
      "one of: " + names.prefix(mostNamed).joined(separator: ", ")
      + (more > 0 ? " and \(more) more" : "")
    guard let first = names.first else {
      throw TabularError(.noTable, "is a database without tables", file: file.path)
    }
    guard let name else {
      if names.count == 1 { return try file.sheet(at: 0) }
      throw TabularError(
        .noTable, "has \(names.count) tables and views", file: file.path, expected: listed,
        remedy: "add `table \"\(first)\"`, or another of them, behind the path")
    }
    guard let table = file.sheet(named: name) else {
      throw TabularError(
        .noTable, "has no table '\(name)'", file: file.path, expected: listed,
        remedy: NearestNames.question(for: name, among: names))
    }
    return table
  }

  private static let mostNamed = 20

  /// The sheets that have all headers of a mapping.
  ///
  /// - Throws: `TabularError` where none has, with what the first one lacks.
  private func mapped(_ sheets: [SheetSource], by mapping: RideMapping) throws -> Content {
    var rides: [(sheet: SheetSource, layout: RideSheetLayout)] = []
    var others: [OtherSheet] = []
    var missing: RideMapping.Missing?
    for sheet in sheets {
      let head = try firstRows(of: sheet)
      do throws(RideMapping.Missing) {
        rides.append((sheet, try mapping.layout(in: head)))
      } catch {
        missing = missing ?? error
        others.append(other(sheet))
      }
    }
    guard rides.isEmpty, let missing else { return .rideSheets(rides, others: others) }
    throw TabularError(
      .noTable, "has no column '\(missing.header)', which is to be `\(missing.column.rawValue)`",
      file: file.path, expected: "one of: " + missing.found.joined(separator: ", "),
      remedy: NearestNames.question(for: missing.header, among: missing.found))
  }

  private func recognise(_ sheets: [SheetSource]) throws -> Content {
    var rides: [(sheet: SheetSource, layout: RideSheetLayout)] = []
    var others: [OtherSheet] = []
    for sheet in sheets {
      let head = try firstRows(of: sheet)
      switch RideSheet.recognise(head) {
      case .rideSheet(let layout): rides.append((sheet, layout))
      case .nearMiss(let miss): others.append(other(sheet, miss))
      case .other: others.append(other(sheet))
      }
      if sheets.count == 1, let header = head.first?.cells {
        if Roster.isRoster(header: header) { return .roster(sheet) }
        if Gazetteer.isGazetteer(header: header) { return .gazetteer(sheet) }
        if let reader = RegisterReader(header: header) { return .register(sheet, reader) }
        if RoadMatrix.isRoadMatrix(header: header) { return .roads(sheet) }
      }
    }
    return rides.isEmpty
      ? .tables(sheets, looks: others.filter { $0.nearMiss != nil })
      : .rideSheets(rides, others: others)
  }

  private func other(_ sheet: SheetSource, _ miss: RideSheetNearMiss? = nil) -> OtherSheet {
    OtherSheet(sheet: sheet, name: place(of: sheet), nearMiss: miss)
  }

  /// The first rows that hold anything, enough to find a header below a title.
  private func firstRows(of sheet: SheetSource) throws -> [NumberedRow] {
    var rows: [NumberedRow] = []
    try sheet.forEachRow(isCancelled: isInterrupted, broken: { _ in }) { number, cells in
      if cells.contains(where: { $0 != .empty }) { rows.append(NumberedRow(number, cells)) }
      return rows.count < RideSheet.headerSearchRows + 1
    }
    return rows
  }
}

extension SheetSource {
  /// Every row of the sheet.
  ///
  /// - Throws: `TabularError`, with `load-cancelled` where Ctrl-C stopped it.
  func allRows(isInterrupted: () -> Bool = { false }) throws -> [NumberedRow] {
    var rows: [NumberedRow] = []
    try forEachRow(isCancelled: isInterrupted) { number, cells in
      rows.append(NumberedRow(number, cells))
      return true
    }
    return rows
  }
}
