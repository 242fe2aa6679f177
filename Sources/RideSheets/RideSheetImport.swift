import CivilTime
import FleetModel
import Naming
import Tabular

/// Turns the rows of ride sheets into rides, row by row, and accounts for every one.
///
///     var sheets = RideSheetImport(roster: roster, gazetteer: gazetteer)
///     for row in rows { sheets.read(row, sheet: "Feuil1", layout: layout) }
///     sheets.result.rides
///
/// Decisions where the sheet leaves room:
/// - `A/R` is two rides. A second time that is not after the first is a contradiction, and either
///   may be the wrong one: the row is rejected. Without a second time the return is unconfirmed
///   and stands `stay` after the outbound ride; past midnight it belongs to the next day.
/// - A single ride is outbound (`R` alone: a return). A second time is ignored and reported.
/// - `X/Y` on a single ride names its driver by the ride's direction, and is reported.
/// - A ride needs a wheelchair only where its row says so: `fauteuil roulant`, `chaise roulante`,
///   `TPMR` in any cell, or a mark in a further column of such a name. What leaves it open is
///   reported.
/// - A row whose six ride columns are blank is blank, whatever stands beside them.
/// - A row without a client or an address is a ride all the same, and reported.
/// - A cancelled ride is a ride that no plan has; one that may be cancelled is planned and reported.
/// - What a sheet has beside the six columns is kept, under its headers.
public struct RideSheetImport: Sendable {
  public let roster: Roster
  public let gazetteer: Gazetteer
  /// How long after its outbound ride an unconfirmed return stands.
  public let stay: Minutes
  private let keepsCells: Bool
  /// What was read up to now.
  public internal(set) var result = RideImport()

  /// The client's cell of the row last read, of a rejected one too; nil where it was no ride's.
  public private(set) var lastClient: String?

  private(set) var sheet: String?
  /// The table of the sheet that is being read.
  private var table: SheetTable?
  private var lastRow = 0
  /// Where the further columns of the current table stand among the dataset's.
  var extraPlaces: [Int] = []
  var isAligned = true
  /// The file whose sheets are read, where there are several: the first further column names it.
  var file: String?
  /// The hidden rows with rides, by sheet: the first, and how many.
  var hidden: [(sheet: String, row: Int, count: Int)] = []
  var stops: [StopKey: BookedRide.Stop] = [:]
  /// What the texts of the current table's columns say.
  private var spoken = SpokenCells()

  /// Driver cells that were read; a year's sheets have some dozens.
  private var drivers: [String: RecordedDrivers] = [:]

  /// Distinct addresses kept located; a year's sheets have some hundreds.
  static let stopLimit = 20_000

  /// The rows of the largest sheet that a workbook can have.
  private static let mostRows = 1_048_576

  struct StopKey: Hashable {
    let text: String
    let client: String
  }

  /// Makes an import that has read nothing yet.
  ///
  /// - Parameters:
  ///   - roster: The drivers who are known.
  ///   - gazetteer: What addresses are located by.
  ///   - stay: How long after its outbound ride an unconfirmed return stands.
  ///   - keepsCells: Whether the result has the cells of the rows with rides, as well.
  public init(
    roster: Roster, gazetteer: Gazetteer, stay: Minutes = Minutes(120), keepsCells: Bool = false
  ) {
    self.keepsCells = keepsCells
    self.roster = roster
    self.gazetteer = gazetteer
    self.stay = stay
  }

  /// Begins one of several files: the further column `file` says of each ride where it is from.
  ///
  /// Names of sheets must then tell the sheets of all files apart.
  public mutating func begin(file: String) {
    if self.file == nil { result.extraColumns.insert("file", at: 0) }
    self.file = file
    sheet = nil
  }

  /// The account of what was read up to now without that of what was read before.
  public func account(since earlier: ImportAccount) -> ImportAccount {
    result.account.without(earlier)
  }

  /// Reads one row of a sheet; rows come in the order of the file, sheet after sheet.
  ///
  /// A second heading further down holds for what stands below it.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - name: The sheet's name.
  ///   - layout: What the sheet's first header says, by `RideSheet.recognise`.
  /// - Complexity: O(n) in the length of the row's texts.
  public mutating func read(_ row: NumberedRow, sheet name: String, layout: RideSheetLayout) {
    lastClient = nil
    if sheet != name {
      sheet = name
      lastRow = layout.headerRow
      result.account.headingRows += layout.headerRow
      table = .rides(layout)
      begin(layout)
      reportSheetName(name)
    }
    guard row.number > layout.headerRow else {
      if row.number < layout.headerRow { readAbove(row, layout) }
      return
    }
    if row.number > lastRow {
      // A workbook does not store blank rows; the gap in the numbers tells of them.
      let skipped = min(max(0, row.number &- lastRow &- 1), Self.mostRows)
      result.account.rows += skipped
      result.account.blankRows += skipped
      lastRow = row.number
    }
    if let heading = SheetTable(heading: row) {
      table = heading
      result.account.headingRows += 1
      if case .rides(let layout) = heading { begin(layout) }
      return
    }
    if layout.isHeading(row) {
      result.account.headingRows += 1
      return
    }
    result.account.rows += 1
    switch table {
    case .rides(let current): readRide(row, name, current)
    case .unreadable(let miss): rejectUnreadable(row, miss)
    case nil: readRide(row, name, layout)
    }
  }

  private mutating func readRide(_ row: NumberedRow, _ name: String, _ layout: RideSheetLayout) {
    if RideColumn.allCases.allSatisfy({ layout.cell($0, of: row).isVacant }) {
      result.account.blankRows += 1
      return
    }
    if let words = Self.sectionCancellation(row) {
      result.account.headingRows += 1
      result.account.rows -= 1
      report(
        .markedCancelled, name, row.number,
        "'\(words)' stands alone in this row: if it speaks of the rides below, they are cancelled; "
          + "they are planned")
      return
    }
    if isTotal(row, layout) {
      result.account.totalRows += 1
      return
    }
    if row.isHidden { noteHidden(row, name) }
    reportMarks(row, name, layout)
    lastClient = layout.cell(.client, of: row).writtenText
    let drivers = recordedDrivers(layout.cell(.driver, of: row).writtenText)
    switch RideRow.read(row, sheet: name, layout: layout, drivers: drivers, &spoken) {
    case .success(let ride):
      if keepsCells {
        result.cells.append(
          RideCells(
            sheet: name, row: row.number, driverColumn: layout.positions[.driver],
            pickup: ride.pickup, dropoff: ride.dropoff))
      }
      add(ride)
    case .failure(let reject): self.reject(reject.reject)
    }
  }

  mutating func typeExtras() {
    for (place, name) in result.extraColumns.enumerated() where place > 0 || file == nil {
      let texts = result.rides.lazy.compactMap { ride -> (row: Int, text: String)? in
        guard place < ride.extra.count, case .text(let text) = ride.extra[place] else { return nil }
        return (ride.row, text)
      }
      let typed = TypedTexts(named: name, texts)
      if let note = typed.note { result.columnNotes.append(note) }
      guard typed.type != .text else { continue }
      for index in result.rides.indices where place < result.rides[index].extra.count {
        guard case .text(let text) = result.rides[index].extra[place] else { continue }
        result.rides[index].extra[place] = SourceValue(typed.value(of: text))
      }
    }
  }

  /// Whether a row sums up others: it says `total` and has neither a moment nor an address.
  private func isTotal(_ row: NumberedRow, _ layout: RideSheetLayout) -> Bool {
    guard layout.cell(.dropoff, of: row).isVacant,
      [RideColumn.pickup, .schedule].contains(where: { layout.cell($0, of: row).isVacant })
    else { return false }
    return row.cells.contains { cell in
      guard case .text(let text) = cell, HeaderText.canBe(text),
        let first = TextFolding.words(text).first
      else { return false }
      return ["total", "totaux", "totale", "somme", "summe", "sous", "subtotal"].contains(first)
        && !ScheduleText.hasDigit(layout.cell(.schedule, of: row).writtenText)
    }
  }

  private mutating func recordedDrivers(_ text: String) -> RecordedDrivers {
    if let known = drivers[text] { return known }
    let read = RecordedDrivers(StatusWords.without(text), roster: roster)
    if drivers.count >= Self.stopLimit { drivers = [:] }
    drivers[text] = read
    return read
  }

  private mutating func reject(_ reject: SourceReject) {
    result.rejects.append(reject)
    result.account.rejectedRows += 1
  }

  /// Sets a row of a delimited file aside that could not be taken apart into cells.
  public mutating func reject(_ row: BrokenRow, sheet: String) {
    if row.row <= lastRow {
      // The gap that it left among the rows was taken for a blank one.
      result.account.blankRows -= 1
    } else {
      result.account.rows += 1
    }
    reject(
      SourceReject(sheet: sheet, row: row.row, column: "", value: row.text, reason: row.reason))
  }

  /// A row of a second table whose heading lacks something is not read by the first one's.
  private mutating func rejectUnreadable(_ row: NumberedRow, _ miss: RideSheetNearMiss) {
    guard !row.isVacant else {
      result.account.blankRows += 1
      return
    }
    let column = miss.missing.first ?? .client
    reject(
      SourceReject(
        sheet: sheet ?? "", row: row.number, column: column.rawValue, value: "",
        reason: "it stands under the heading of row \(miss.headerRow), but \(miss.lack)"))
  }

  /// A row of many cells above the header is of a table that nobody knows; a title has few.
  private mutating func readAbove(_ row: NumberedRow, _ layout: RideSheetLayout) {
    let filled = row.cells.filter { !$0.isVacant }
    guard filled.count >= 4 else { return }
    let moment = filled.first { (try? RideSchedule($0)) != nil } ?? filled[0]
    result.account.headingRows -= 1
    result.account.rows += 1
    reject(
      SourceReject(
        sheet: sheet ?? "", row: row.number, column: RideColumn.schedule.rawValue,
        value: moment.writtenText,
        reason: "it stands above the header in row \(layout.headerRow), and under none that is "
          + "known"))
  }

  /// Begins a table: its further columns join those of the tables before it, by their headers.
  private mutating func begin(_ layout: RideSheetLayout) {
    spoken.forget()
    reportBeside(layout)
    reportSeconds(layout)
    var seen: [String: Int] = [:]
    extraPlaces = layout.extraNames.map { name in
      // A header that stands twice in one table is two columns.
      let key = NameFolding.folded(name)
      let nth = seen[key, default: 0]
      seen[key] = nth + 1
      let known = result.extraColumns.indices.dropFirst(file == nil ? 0 : 1).filter {
        NameFolding.folded(result.extraColumns[$0]) == key
      }
      if nth < known.count { return known[nth] }
      result.extraColumns.append(name)
      return result.extraColumns.count - 1
    }
    isAligned = extraPlaces.elementsEqual(extraPlaces.indices)
  }

  /// Reads whole sheets, leaving out those that are no ride sheets.
  ///
  /// - Returns: the import, and what recognition said of the sheets left out, by name.
  public static func read(
    _ sheets: [(name: String, rows: [NumberedRow])], roster: Roster, gazetteer: Gazetteer,
    stay: Minutes = Minutes(120)
  ) -> (result: RideImport, unread: [(name: String, recognition: RideSheetRecognition)]) {
    var reading = RideSheetImport(roster: roster, gazetteer: gazetteer, stay: stay)
    var unread: [(name: String, recognition: RideSheetRecognition)] = []
    for sheet in sheets {
      let recognition = RideSheet.recognise(sheet.rows)
      guard case .rideSheet(let layout) = recognition else {
        unread.append((sheet.name, recognition))
        continue
      }
      for row in sheet.rows { reading.read(row, sheet: sheet.name, layout: layout) }
    }
    reading.finish()
    return (reading.result, unread)
  }
}
