import CommandLanguage
import RideSheets
import SessionRecord
import Tabular
import TerminalText

/// A file opened for loading, with what it was recognised as.
struct LoadedFile {
  let file: TabularFile
  let content: Content
  /// Which columns are a ride's, where the statement says so.
  let mapping: RideMapping?
  /// The hash of the file.
  var hash: ContentHash {
    ContentHash(algorithm: "sha256", digits: file.sha256) ?? .sha256(of: "")
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
    case tables([SheetSource], looks: [OtherSheet])
  }

  /// A sheet that is no ride sheet.
  struct OtherSheet {
    let name: String
    /// Why it is none, where its header looks like one.
    let nearMiss: RideSheetNearMiss?

    /// The same as a clause: `row 3 looks like the header of a ride sheet, but it lacks 'CFT'`.
    var look: Sentence? {
      nearMiss.map {
        "row \($0.headerRow) looks like the header of a ride sheet, but \($0.lack)"
      }
    }
  }

  /// Opens a file and recognises it by its headers, never by its name.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - sheet: The one sheet to load, or nil for all.
  ///   - options: What the statement says of how it is to be read, which holds for tables.
  ///   - mapping: Which columns are a ride's, for a table that is to become rides.
  ///   - isInterrupted: Asked often; true ends the reading with `load-cancelled`.
  /// - Throws: `TabularError` for a file that cannot be read or a sheet that is not there.
  init(
    path: String, sheet: String?, options: ReadingOptions, mapping: RideMapping? = nil,
    isInterrupted: @escaping @Sendable () -> Bool
  ) throws {
    var collecting = options
    collecting.brokenRows = .collected
    try self.init(
      of: TabularFile.open(path, options: collecting, isCancelled: isInterrupted), sheet: sheet,
      options: options, mapping: mapping, isInterrupted: isInterrupted)
  }

  /// Recognises an opened file.
  ///
  /// - Throws: `TabularError` for a file that cannot be read or a sheet that is not there.
  init(
    of file: TabularFile, sheet: String?, options: ReadingOptions, mapping: RideMapping? = nil,
    isInterrupted: @escaping @Sendable () -> Bool
  ) throws {
    self.file = file
    self.isInterrupted = isInterrupted
    self.mapping = mapping
    let sheets = try Self.chosen(sheet, of: file)
    if let mapping {
      content = try Self.mapped(sheets, by: mapping, of: file, isInterrupted)
    } else if let document = sheet == nil ? Self.document(file) : nil {
      content = document
    } else {
      content = try Self.recognise(sheets, isInterrupted)
    }
    try requireUse(of: options)
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

  private static func chosen(_ name: String?, of file: TabularFile) throws -> [SheetSource] {
    guard let name else {
      return try file.sheetNames.indices.map { try file.sheet(at: $0) }
    }
    guard let sheet = file.sheet(named: name) else {
      throw TabularError(
        .noTable, "has no sheet '\(name)'", file: file.path,
        expected: "one of: " + file.sheetNames.joined(separator: ", "))
    }
    return [sheet]
  }

  /// The sheets that have all headers of a mapping.
  ///
  /// - Throws: `TabularError` where none has, with what the first one lacks.
  private static func mapped(
    _ sheets: [SheetSource], by mapping: RideMapping, of file: TabularFile,
    _ isInterrupted: () -> Bool
  ) throws -> Content {
    var rides: [(sheet: SheetSource, layout: RideSheetLayout)] = []
    var others: [OtherSheet] = []
    var missing: RideMapping.Missing?
    for sheet in sheets {
      let head = try firstRows(of: sheet, isInterrupted)
      do throws(RideMapping.Missing) {
        rides.append((sheet, try mapping.layout(in: head)))
      } catch {
        missing = missing ?? error
        others.append(OtherSheet(name: sheet.name, nearMiss: nil))
      }
    }
    guard rides.isEmpty, let missing else { return .rideSheets(rides, others: others) }
    throw TabularError(
      .noTable, "has no column '\(missing.header)', which is to be `\(missing.column.rawValue)`",
      file: file.path, expected: "one of: " + missing.found.joined(separator: ", "),
      remedy: NearestNames.question(for: missing.header, among: missing.found))
  }

  private static func recognise(
    _ sheets: [SheetSource], _ isInterrupted: () -> Bool
  ) throws -> Content {
    var rides: [(sheet: SheetSource, layout: RideSheetLayout)] = []
    var others: [OtherSheet] = []
    for sheet in sheets {
      let head = try firstRows(of: sheet, isInterrupted)
      switch RideSheet.recognise(head) {
      case .rideSheet(let layout): rides.append((sheet, layout))
      case .nearMiss(let miss): others.append(OtherSheet(name: sheet.name, nearMiss: miss))
      case .other: others.append(OtherSheet(name: sheet.name, nearMiss: nil))
      }
      if sheets.count == 1, let header = head.first?.cells {
        if Roster.isRoster(header: header) { return .roster(sheet) }
        if Gazetteer.isGazetteer(header: header) { return .gazetteer(sheet) }
      }
    }
    return rides.isEmpty
      ? .tables(sheets, looks: others.filter { $0.nearMiss != nil })
      : .rideSheets(rides, others: others)
  }

  /// The first rows that hold anything, enough to find a header below a title.
  private static func firstRows(
    of sheet: SheetSource, _ isInterrupted: () -> Bool
  ) throws -> [NumberedRow] {
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
