import CivilTime
import FleetModel
import Naming
import Tabular

/// Where the columns of a ride sheet stand.
public struct RideSheetLayout: Hashable, Sendable {
  /// The header's row in the file, counted from 1.
  public let headerRow: Int
  /// The column's position in a row, counted from 0.
  public let positions: [RideColumn: Int]
  /// Further columns of the client and the schedule, where these are apart.
  private let parts: Parts
  /// Where a second table begins beside this one, counted from 0.
  let besidePosition: Int?
  private let heading: [Cell]?
  /// What the cells of a row are about, in their order.
  private let fields: [Field]
  /// Where the further columns stand that have a header.
  private let extraPositions: [Int]

  /// Columns that hold the rest of another: a given name, and the times of a date.
  struct Parts: Hashable {
    var givenName: Int?
    var time: Int?
    var returnTime: Int?
    var weekday: Int?
  }

  /// A column that could be one of the ride's, and is not read as it.
  struct Second: Hashable {
    let position: Int
    let column: RideColumn
  }

  /// Columns that are passed over though they could be the ride's.
  let seconds: [Second]

  /// A column of the header's row.
  private struct Field: Hashable {
    let header: String
    let role: ColumnRole
  }

  /// Lays out the columns under a header.
  ///
  /// - Parameters:
  ///   - headerRow: The header's row in the file, counted from 1.
  ///   - positions: Where the ride's columns stand.
  ///   - parts: Where the rest of the client's and the schedule's columns stand.
  ///   - headers: The texts of all cells of the header.
  ///   - besidePosition: Where a second table begins beside this one.
  ///   - heading: The cells of a header that is none of an office's, which may come again further down.
  ///   - seconds: Columns that could be a ride's, too.
  init(
    headerRow: Int, positions: [RideColumn: Int], parts: Parts, headers: [String],
    besidePosition: Int?, heading: [Cell]? = nil, seconds: [Second] = []
  ) {
    self.seconds = seconds
    self.heading = heading
    self.headerRow = headerRow
    self.positions = positions
    self.parts = parts
    self.besidePosition = besidePosition
    var columns: [Int: RideColumn] = [:]
    for (column, position) in positions { columns[position] = column }
    for position in [parts.time, parts.returnTime] {
      if let position { columns[position] = .schedule }
    }
    if let position = parts.givenName { columns[position] = .client }
    let fields = headers.enumerated().map { index, header in
      Field(
        header: TextFolding.singleBlanked(header),
        role: columns[index].map(ColumnRole.ride) ?? ColumnRole(header: header))
    }
    self.fields = fields
    extraPositions = fields.indices.filter { index in
      guard besidePosition.map({ index < $0 }) ?? true, index != parts.weekday else { return false }
      if case .ride = fields[index].role { return false }
      return !fields[index].header.isEmpty
    }
  }

  /// The cell of a column, empty where a row is too short for it.
  func cell(_ column: RideColumn, of row: NumberedRow) -> Cell {
    let cell = cell(at: positions[column], of: row)
    switch column {
    case .client:
      guard let given = parts.givenName else { return cell }
      return .text(cell.writtenText + " " + self.cell(at: given, of: row).writtenText)
    case .schedule:
      let others = [parts.time, parts.returnTime, parts.weekday]
      return others.allSatisfy { $0 == nil } ? cell : moment(cell, of: row)
    case .course, .pickup, .dropoff, .driver: return cell
    }
  }

  private func cell(at position: Int?, of row: NumberedRow) -> Cell {
    guard let position, row.cells.indices.contains(position) else { return .empty }
    return row.cells[position]
  }

  /// A date and the times beside it as one text.
  private func moment(_ date: Cell, of row: NumberedRow) -> Cell {
    let times = [parts.time, parts.returnTime].map { cell(at: $0, of: row) }
    if date.isVacant, times.allSatisfy(\.isVacant) { return .empty }
    var words = [date.writtenText]
    // A date of a workbook has the time 00:00 where nobody wrote one.
    if parts.time != nil, case .date(let day, .some(.zero)) = date { words = [day.dotted] }
    // A column of weekdays is there to contradict the date; whatever else it holds is none.
    let weekday = TextFolding.key(cell(at: parts.weekday, of: row).writtenText)
    if ScheduleWords.weekdays[weekday] != nil { words.insert(weekday, at: 0) }
    // A return without the ride there would be taken for it.
    if times[0].isVacant, !times[1].isVacant { words.append("retour") }
    words += times.filter { !$0.isVacant }.map(Self.clock)
    return .text(words.joined(separator: " "))
  }

  /// A time of day; workbooks keep a bare one as a fraction of a day.
  private static func clock(_ cell: Cell) -> String {
    switch cell {
    case .number(let number) where number >= 0 && number < 1:
      Minutes(Int((number * 1_440).rounded())).clock
    case .date(_, .some(let time)): time.clock
    default: cell.writtenText
    }
  }

  /// Whether a row is the header once more, where only this table's own is one.
  func isHeading(_ row: NumberedRow) -> Bool { heading.map { row.cells == $0 } ?? false }

  /// A column's header as written.
  func header(at position: Int) -> String {
    fields.indices.contains(position) ? String(fields[position].header.prefix(80)) : ""
  }

  /// The headers of all columns that have one, where somebody said which column is what.
  public var mappedHeader: [String]? {
    heading.map { $0.map { TextFolding.singleBlanked($0.writtenText) } }
  }

  /// The column of a row that cannot be read, by its own header, and what it holds.
  ///
  /// Of a moment in columns of their own the time is to blame where the date can be read.
  func culprit(_ column: RideColumn, of row: NumberedRow) -> (header: String, value: String) {
    var position = positions[column]
    if column == .schedule, let time = parts.time, isDate(cell(at: position, of: row)) {
      position = time
    }
    guard let position, !header(at: position).isEmpty else {
      return (column.rawValue, cell(column, of: row).writtenText)
    }
    let isWhole = column != .schedule || parts.time == nil && parts.returnTime == nil
    let value = isWhole ? cell(column, of: row) : cell(at: position, of: row)
    return (header(at: position), value.writtenText)
  }

  private func isDate(_ cell: Cell) -> Bool {
    if case .date = cell { return true }
    return (try? RideSchedule(.text(cell.writtenText + " 12:00"))) != nil
  }

  /// The headers of the further columns of the table.
  public var extraNames: [String] {
    extraPositions.map { String(fields[$0].header.prefix(80)) }
  }

  /// The positions of the columns that have a header.
  var headedPositions: [Int] { fields.indices.filter { !fields[$0].header.isEmpty } }

  /// What the further columns hold in a row, the empty ones at the end left out.
  func extra(of row: NumberedRow) -> [SourceValue] {
    var values: [SourceValue] = []
    for (index, position) in extraPositions.enumerated() {
      let value = SourceValue(cell(at: position, of: row))
      guard value != .none else { continue }
      while values.count < index { values.append(.none) }
      values.append(value)
    }
    return values
  }

  /// What the cells of a position are about; a column without a header is one of remarks.
  func role(at position: Int) -> ColumnRole {
    fields.indices.contains(position) ? fields[position].role : .remarks
  }

  /// What a finding calls the column at a position: its header, or its letters.
  func name(at position: Int) -> String {
    if case .ride(let column) = role(at: position) { return column.rawValue }
    let header = fields.indices.contains(position) ? fields[position].header : ""
    return header.isEmpty
      ? "column \(CellRange.letters(ofColumn: position))" : String(header.prefix(80))
  }
}

extension SourceValue {
  init(_ value: TypedTexts.Value) {
    switch value {
    case .null: self = .none
    case .integer(let integer): self = .integer(integer)
    case .real(let real): self = .real(real)
    case .text(let text): self = .text(text)
    }
  }

  /// What a cell holds, dates and times in ISO form.
  init(_ cell: Cell) {
    switch cell {
    case .empty: self = .none
    case .text(let text), .error(let text):
      self = cell.isVacant ? .none : .text(text)
    case .number(let number):
      self = Int64(exactly: number).map(SourceValue.integer) ?? .real(number)
    case .date(let date, let time):
      self = .text(date.description + (time.map { "T" + $0.clock } ?? ""))
    case .boolean(let truth): self = .integer(truth ? 1 : 0)
    }
  }
}
