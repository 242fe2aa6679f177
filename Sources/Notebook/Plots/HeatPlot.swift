import CommandLanguage
import Plotting
import Store
import Tabular
import TerminalText

/// `plot heat`: two columns against each other.
struct HeatPlot {
  static let row = Slot.column("ROW", "the column whose values are rows")
  static let column = Slot.column("COLUMN", "the column whose values are columns")
  static let value = Slot.column(
    "VALUE", "the column of numbers to add up", default: "the number of rows")

  static let syntax = CommandSyntax(
    id: "heat",
    form:
      "plot heat \(Self.row) ',' \(Self.column) of \(PlotCommand.relation) [value \(Self.value)]",
    summary: "Draws two columns against each other, shaded by the number of rows or a sum.",
    details: [
      "Weekdays run from Monday to Sunday, numbers ascend and texts are in alphabetical order. "
        + "Without columns of these names, `hour` is taken from a column `time`, and `weekday` "
        + "from a column `date`."
    ],
    examples: [
      "plot heat weekday, hour of october", "plot heat driver, weekday of october value km",
    ])

  /// More rows or columns than that are no picture.
  private static let most = 200

  let call: CommandCall

  func outcome() throws -> Outcome {
    let relation = try call.relation(PlotCommand.relation)
    let row = try call.column(Self.row, of: relation)
    let column = try call.column(Self.column, of: relation)
    let value = try call.optionalColumn(Self.value, of: relation)
    var cells: [(row: SQLValue, column: SQLValue, value: SQLValue)] = []
    try call.database.forEachRow(
      sql: """
        SELECT \(row.expression), \(column.expression),
          \(value.map(Self.sum) ?? "count(*)")
        FROM \(SQLIdentifier(relation.name)) GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 20001
        """, isInterrupted: call.session.context.isInterrupted
    ) { cells.append(($0[0], $0[1], $0[2])) }
    guard !cells.isEmpty else {
      throw call.mistake(
        .empty, "\(relation.name) has no rows to draw", at: PlotCommand.relation)
    }
    if let value, !cells.contains(where: { $0.value.number != nil }) {
      throw call.mistake(
        .empty, "\(value.name) of \(relation.name) contains no numbers", at: Self.value,
        expected: "a column of numbers",
        remedy: "`describe \(NameRules.written(relation.name))` shows each column's kind")
    }
    let rows = axis(cells.map(\.row), row)
    let columns = axis(cells.map(\.column), column)
    try refuseCrowd(rows, row, at: Self.row)
    try refuseCrowd(columns, column, at: Self.column)
    let name = value.map { "sum of \($0.name)" } ?? "rows"
    let data = HeatData(
      rows: rows.map(\.label), columns: columns.map(\.label),
      values: grid(cells, rows, columns, missing: value == nil ? 0 : nil), name: name)
    let spec = PlotSpec(
      .heat, title: "\(name) by \(row.name) and \(column.name) of \(relation.name)",
      x: column.name, y: row.name)
    let table = ResultTable(
      NotebookDatabase.uniqueNames([row.name, column.name, value?.name ?? "rows"]),
      cells.map { [$0.row, $0.column, $0.value] })
    return plotted([Plot(spec, .heat(data))], table)
  }

  /// The sum of a column's numbers; SQLite's own counts texts as 0.
  private static func sum(_ column: PlotColumn) -> String {
    let value = column.expression
    return "sum(CASE WHEN typeof(\(value)) IN ('integer', 'real') THEN \(value) END)"
  }

  private func refuseCrowd(_ values: [SQLValue], _ column: PlotColumn, at slot: any CommandSlot)
    throws
  {
    guard values.count > Self.most else { return }
    throw call.mistake(
      .crowd, "\(column.name) has more than \(Self.most) values", at: slot,
      expected: "a column of few values, such as weekday or hour",
      remedy: "group it with SQL first, as in `round(km / 5) * 5`")
  }

  private func grid(
    _ cells: [(row: SQLValue, column: SQLValue, value: SQLValue)], _ rows: [SQLValue],
    _ columns: [SQLValue], missing: Double?
  ) -> [[Double?]] {
    func places(_ values: [SQLValue]) -> [SQLValue: Int] {
      Dictionary(values.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }
    let (rowPlaces, columnPlaces) = (places(rows), places(columns))
    var grid = [[Double?]](
      repeating: Array(repeating: missing, count: columns.count), count: rows.count)
    for cell in cells {
      guard let row = rowPlaces[cell.row], let column = columnPlaces[cell.column] else { continue }
      grid[row][column] = cell.value.number
    }
    return grid
  }

  /// The values of an axis in their order: all weekdays, every hour between two, else as they are.
  private func axis(_ values: [SQLValue], _ column: PlotColumn) -> [SQLValue] {
    let unique = Set(values)
    let weekdays = PlotColumn.weekdays.map(SQLValue.text)
    if unique.isSubset(of: weekdays + [.null, .text("")]) {
      return weekdays + [.text(""), .null].filter(unique.contains)
    }
    let hours = unique.compactMap { if case .integer(let hour) = $0 { hour } else { nil } }
    if NameRules.folded(column.name) == "hour", let first = hours.min(), let last = hours.max(),
      first >= 0, last < 48, !unique.contains(where: { if case .real = $0 { true } else { false } })
    {
      return (first...last).map(SQLValue.integer)
        + values.filter { $0.number == nil }.reduce(into: []) { found, value in
          if !found.contains(value) { found.append(value) }
        }
    }
    let others = unique.filter { $0.number == nil && $0 != .null }.sorted(
      by: SQLValue.stands(_:before:))
    return unique.filter { $0.number != nil }.sorted(by: SQLValue.stands(_:before:)) + others
      + [.null].filter(unique.contains)
  }
}
