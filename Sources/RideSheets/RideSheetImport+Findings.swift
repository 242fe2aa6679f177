import CivilTime
import FleetModel
import Naming
import Tabular

/// What an import reports for a dispatcher to look at, beside the rides that it makes.
extension RideSheetImport {
  /// Ends the reading: reports what only all rows together show.
  ///
  /// - Parameter hasTypes: Whether cells have types of their own; a delimited file's are all texts, and
  ///   its further columns are read by the type that all texts of one have.
  /// - Complexity: O(rides × further columns).
  public mutating func finish(hasTypes: Bool = true) {
    if !hasTypes { typeExtras() }
    noteShared()
    for (sheet, row, count) in hidden {
      report(
        .hiddenRows, sheet, row,
        "\(count) row\(count == 1 ? " is" : "s are") hidden by hand or by a filter, this one first; "
          + "they are read as any other")
    }
    hidden = []
    reportFarDates()
    reportDoubles()
  }

  /// Numbers of a row there and back stand on both of its rides: a sum over rides has them twice.
  private mutating func noteShared() {
    let shared = result.rides.filter { $0.leg == 2 }
    for (place, name) in result.extraColumns.enumerated() {
      let count = shared.count { ride in
        guard place < ride.extra.count else { return false }
        switch ride.extra[place] {
        case .integer, .real: return true
        case .none, .text: return false
        }
      }
      guard count > 0 else { continue }
      result.columnNotes.append(
        "the numbers of '\(name)' stand on both rides of \(count) "
          + "row\(count == 1 ? "" : "s") there and back: `where leg = 1` counts each row once")
    }
  }

  // MARK: What a workbook marks

  /// What a workbook marks of a row's cells, and what was made of them.
  mutating func reportMarks(_ row: NumberedRow, _ name: String, _ layout: RideSheetLayout) {
    let marks: [(SourceFinding.Kind, [Int], String)] = [
      (
        .emptyFormula, row.emptyFormulas.sorted(),
        "the cell has a formula without a value and is read as empty; open the file in the spreadsheet "
          + "program and save it"
      ),
      (.commentedCell, row.commented.sorted(), "the cell has a comment, which is not read"),
    ]
    for (kind, positions, detail) in marks {
      for position in positions {
        let column = layout.name(at: position)
        report(kind, name, row.number, column: column, "\(column): \(detail)")
      }
    }
  }

  /// Reports cells that are merged over several rows with rides: the first row alone has their value.
  ///
  /// - Complexity: O(ranges).
  public mutating func note(_ merged: [CellRange], sheet: String, below layout: RideSheetLayout) {
    for range in merged where range.rows.count > 1 && range.rows.lowerBound > layout.headerRow {
      let first = range.rows.lowerBound
      report(
        .mergedCells, sheet, first,
        "\(range) is one cell: only row \(first) has its value, and it is empty for the rides below"
      )
    }
  }

  /// Reports columns that a workbook hides; they are read as any other.
  public mutating func note(
    hidden ranges: [ClosedRange<Int>], sheet: String, below layout: RideSheetLayout
  ) {
    let columns = layout.headedPositions.filter { position in
      ranges.contains { $0.contains(position) }
    }
    guard !columns.isEmpty else { return }
    let names = columns.map { "'\(layout.header(at: $0))'" }.listed()
    report(
      .hiddenColumns, sheet, layout.headerRow,
      "the workbook hides \(names); \(columns.count == 1 ? "it is" : "they are") read as any other")
  }

  /// Reports a sheet that a workbook hides; its rides are read as any other.
  public mutating func noteHidden(sheet: String) {
    report(
      .hiddenSheet, sheet, 0, "the workbook hides the sheet; its rides are read as any other")
  }

  mutating func noteHidden(_ row: NumberedRow, _ sheet: String) {
    if hidden.last?.sheet == sheet {
      hidden[hidden.count - 1].count += 1
    } else {
      hidden.append((sheet, row.number, 1))
    }
  }

  // MARK: Headings, names and dates

  mutating func reportBeside(_ layout: RideSheetLayout) {
    guard let position = layout.besidePosition else { return }
    report(
      .tableBeside, sheet ?? "", layout.headerRow,
      column: "column \(CellRange.letters(ofColumn: position))",
      "a second table stands beside the first; its rides are not read")
  }

  /// Columns that could be a ride's too, and are kept as they are.
  mutating func reportSeconds(_ layout: RideSheetLayout) {
    for second in layout.seconds {
      let header = layout.header(at: second.position)
      let own = layout.positions[second.column].map { layout.header(at: $0) } ?? ""
      report(
        .secondColumn, sheet ?? "", layout.headerRow, column: header,
        "'\(header)' could be '\(second.column.rawValue)', too: '\(own)' is read, and this column is "
          + "kept as it is")
    }
  }

  /// A sheet whose name speaks of cancelled rides.
  mutating func reportSheetName(_ name: String) {
    guard StatusWords.mention(in: SpokenWords(name), role: .remarks) != nil else { return }
    report(
      .markedCancelled, name, 0,
      "the sheet's name says that its rides do not take place; they are planned")
  }

  /// What a row says that holds one cell alone, where that speaks of cancelled rides.
  static func sectionCancellation(_ row: NumberedRow) -> String? {
    let filled = row.cells.filter { !$0.isVacant }
    guard filled.count == 1, case .text(let text) = filled[0], HeaderText.canBe(text),
      StatusWords.mention(in: SpokenWords(text), role: .remarks) != nil
    else { return nil }
    return String(TextFolding.singleBlanked(text).prefix(40))
  }

  /// Days that are more than a year from the middle one are reported: a year is easily mistyped.
  private mutating func reportFarDates() {
    let days = result.rides.compactMap { $0.day.date?.dayNumber }.sorted()
    guard let middle = days.isEmpty ? nil : days[days.count / 2] else { return }
    for ride in result.rides where ride.leg == 1 {
      guard let date = ride.day.date, abs(date.dayNumber - middle) > 400 else { continue }
      report(
        .farDate, ride.sheet, ride.row, column: RideColumn.schedule.rawValue,
        "\(date.dotted) is more than a year from most rides; it is used")
    }
  }

  // MARK: Doubled rides

  /// Rides that are the same in all that tells rides apart stay rides.
  private mutating func reportDoubles() {
    var first: [Likeness: Int] = [:]
    // A client comes again and again; only asked for one name's key.
    var names: [String: String] = [:]
    for (index, ride) in result.rides.enumerated() where ride.status.isPlanned {
      guard !ride.client.isEmpty else { continue }
      let name = names[ride.client] ?? TextFolding.key(ride.client)
      names[ride.client] = name
      let key = Likeness(ride, of: name)
      guard let earlier = first[key].map({ result.rides[$0] }) else {
        first[key] = index
        continue
      }
      let place = earlier.sheet == ride.sheet ? "" : "\(earlier.sheet) "
      report(
        .doubledRide, ride.sheet, ride.row,
        "ride \(ride.id) is the same as ride \(earlier.id) of \(place)row \(earlier.row): client, "
          + "moment and addresses; both are kept and planned")
    }
  }

  /// What tells one ride from another.
  private struct Likeness: Hashable {
    let client: String
    let day: DayLabel
    let scheduled: Minutes
    let pickup: String
    let dropoff: String

    init(_ ride: BookedRide, of client: String) {
      self.client = client
      day = ride.day
      scheduled = ride.scheduled
      pickup = ride.pickup.label
      dropoff = ride.dropoff.label
    }
  }

  // MARK: One row

  /// What stands by a date and its times that a dispatcher should look at.
  mutating func reportSchedule(_ row: RideRow) {
    let date = row.date
    if let word = row.schedule.contradictingWeekday {
      report(
        .weekdayContradicts, row, .schedule,
        "'\(word.prefix(40))' stands by \(date.dotted), a \(date.weekday.rawValue); the date is used"
      )
    }
    if row.schedule.isUnconfirmed, row.course != .roundTrip || row.second != nil {
      report(
        .unconfirmedTime, row, .schedule,
        "the cell says that \(row.first.clock) is not settled; the ride is unconfirmed, and planned at it"
      )
    }
    if let zone = row.schedule.zone {
      report(
        .timeZoneIgnored, row, .schedule,
        "\(row.first.clock) is marked '\(zone.uppercased())'; it is taken as the local time")
    }
    if row.schedule.mayLackTime {
      report(.perhapsNoTime, row, .schedule, "the cell's date has the time 00:00; it is used")
    }
    if row.first == WrittenTime.endOfDay || row.second == WrittenTime.endOfDay {
      report(
        .endOfDay, row, .schedule,
        "24:00 is 00:00 of the next day, \(date.adding(days: 1).dotted)")
    }
  }

  mutating func reportUnknown(_ driver: RecordedDrivers.Entry, _ row: RideRow) {
    guard !driver.written.isEmpty, driver.driver == nil else { return }
    report(
      .unknownInitials, row, .driver,
      "'\(driver.written.prefix(40))' \(roster.strangeness(of: driver.written)); "
        + "the ride has no recorded driver")
  }

  mutating func report(
    _ kind: SourceFinding.Kind, _ row: RideRow, _ column: RideColumn, _ detail: String
  ) {
    report(kind, row, column.rawValue, detail)
  }

  mutating func report(
    _ kind: SourceFinding.Kind, _ row: RideRow, _ column: String, _ detail: String
  ) {
    report(kind, row.sheet, row.number, column: column, detail)
  }

  mutating func report(
    _ kind: SourceFinding.Kind, _ sheet: String, _ row: Int, column: String = "",
    _ detail: String
  ) {
    result.findings.append(
      SourceFinding(kind: kind, sheet: sheet, row: row, column: column, detail: detail))
  }
}
