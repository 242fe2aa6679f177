import CivilTime
import FleetModel
import Naming
import Tabular

extension Roster {
  /// The columns of a table of drivers, in the order in which they are written.
  public static let columns = [
    "name", "surname", "initials", "aliases", "kind", "shift_start", "shift_end", "wheelchair",
    "from", "to", "absences",
  ]

  /// The columns without which a table is no table of drivers.
  static let requiredColumns = ["name", "initials", "kind"]

  /// The columns of the notebook's own table of drivers that have other names there.
  private static let synonyms = ["driver": "name", "from_date": "from", "to_date": "to"]

  /// True for the header of a table of drivers, in any order and case.
  public static func isRoster(header: [Cell]) -> Bool {
    HeadedTable.holds(requiredColumns, in: header)
      || HeadedTable.holds(HeadedTable.written(columns, synonyms), in: header)
  }

  /// Reads a table of drivers, whose first row that holds anything is the header.
  ///
  /// A blank shift is 06:00–22:00, a blank wheelchair is no, blank dates are always.
  ///
  /// - Throws: `RideSheetError` with the row and the column of the first cell that cannot be read.
  public init(rows: [NumberedRow]) throws(RideSheetError) {
    let table = try HeadedTable(
      rows, of: "drivers", required: Self.requiredColumns, synonyms: Self.synonyms)
    var drivers: [RosterDriver] = []
    for row in table.rows {
      drivers.append(try RosterRow(table: table, row: row).driver(id: drivers.count + 1))
    }
    guard !drivers.isEmpty else {
      throw RideSheetError(
        "the table of drivers is empty", expected: "one row for each driver")
    }
    try self.init(drivers: drivers)
  }
}

/// One row of the table of drivers while it is read.
private struct RosterRow {
  let table: HeadedTable
  let row: NumberedRow

  func driver(id: Int) throws(RideSheetError) -> RosterDriver {
    let start = try time("shift_start") ?? Shift.standard.start
    let end = try time("shift_end") ?? Shift.standard.end
    guard start < end else {
      throw error(
        "shift_end", "the shift ends at \(end.clock) and starts at \(start.clock)",
        expected: "an end after the start, on the same day")
    }
    let from = try date("from")
    let to = try date("to")
    if let from, let to, to < from {
      throw error("to", "\(to) is before the first day, \(from)", expected: "a later date")
    }
    let initials = try required("initials")
    guard Initials.key(initials) != nil else {
      throw error("initials", "'\(initials)' are not initials", expected: "letters, such as Y.L")
    }
    return RosterDriver(
      id: id, name: try required("name"), surname: table.text("surname", row),
      initials: initials, aliases: table.texts("aliases", row), kind: try kind(),
      shift: Shift(start: start, end: end), hasWheelchair: try truth("wheelchair"), from: from,
      to: to, absences: try absences())
  }

  private func required(_ column: String) throws(RideSheetError) -> String {
    let text = table.text(column, row)
    guard !text.isEmpty else {
      let wanted = column == "initials" ? "initials, such as Y.L" : "a \(column)"
      throw error(column, "the cell is blank", expected: wanted)
    }
    return text
  }

  private func kind() throws(RideSheetError) -> DriverKind {
    let text = try required("kind")
    guard let kind = DriverKind(rawValue: TextFolding.key(text)) else {
      throw error(
        "kind", "'\(text)' is not a kind of driver", expected: "regular, occasional or emergency")
    }
    return kind
  }

  /// A time of day; workbooks keep a bare one as a fraction of a day.
  private func time(_ column: String) throws(RideSheetError) -> Minutes? {
    let cell = table.cell(column, row)
    if case .number(let number) = cell, number >= 0, number <= 1 {
      return Minutes(Int((number * 1_440).rounded()))
    }
    if case .date(_, .some(let time)) = cell { return time }
    let text = table.text(column, row)
    if text.isEmpty { return nil }
    if text == "24:00" { return Minutes(1_440) }
    guard let time = Minutes(clock: text) else {
      throw error(column, "'\(text)' is not a time of day", expected: "HH:MM")
    }
    return time
  }

  private func date(_ column: String) throws(RideSheetError) -> CivilDate? {
    if case .date(let date, _) = table.cell(column, row) { return date }
    let text = table.text(column, row)
    return text.isEmpty ? nil : try date(text, column)
  }

  private func date(_ text: some StringProtocol, _ column: String) throws(RideSheetError)
    -> CivilDate
  {
    guard let date = CivilDate(iso: text) ?? CivilDate(dotted: text) else {
      throw error(column, "'\(text)' is not a date", expected: "YYYY-MM-DD")
    }
    return date
  }

  private func truth(_ column: String) throws(RideSheetError) -> Bool {
    let text = table.text(column, row)
    switch TextFolding.key(text) {
    case "": return false
    case "yes", "y", "oui", "true", "vrai", "1", "x": return true
    case "no", "n", "non", "false", "faux", "0": return false
    default: throw error(column, "'\(text)' is neither yes nor no", expected: "yes or no")
    }
  }

  private func absences() throws(RideSheetError) -> [ClosedRange<CivilDate>] {
    if case .date(let date, _) = table.cell("absences", row) { return [date...date] }
    var absences: [ClosedRange<CivilDate>] = []
    for text in table.texts("absences", row) {
      let ends = text.split(separator: ".", omittingEmptySubsequences: false)
      // `2025-10-01..2025-10-05` splits at its two dots into a date, nothing, and a date.
      let isRange = ends.count == 3 && ends[1].isEmpty
      let first = try date(
        isRange ? TextFolding.singleBlanked(ends[0]) : text, "absences")
      let last = isRange ? try date(TextFolding.singleBlanked(ends[2]), "absences") : first
      guard first <= last else {
        throw error("absences", "'\(text)' ends before it starts", expected: "FROM..TO")
      }
      absences.append(first...last)
    }
    return absences
  }

  private func error(_ column: String, _ headline: String, expected: String) -> RideSheetError {
    RideSheetError(headline, row: row.number, column: column, expected: expected)
  }
}
