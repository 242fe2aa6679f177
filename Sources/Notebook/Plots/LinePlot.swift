import CommandLanguage
import Plotting
import Store
import TerminalText

/// `plot line`: a column of numbers over another column.
struct LinePlot {
  static let x = Slot.column("X", "the column along the line")
  static let y = Slot.column("Y", "a column of numbers")
  static let series = Slot.column(
    "SERIES", "one line for each value of this column", default: "one line")

  static let syntax = CommandSyntax(
    id: "line",
    form: "plot line \(Self.x) ',' \(Self.y) of \(PlotCommand.relation) [by \(Self.series)]",
    summary: "Draws a line of one column over another.",
    details: [
      "Where several rows share an X, the line is their mean, with a band from minimum to maximum. "
        + "An agent's name refers to its learning curve, with the band over its seeds. With `by` "
        + "there is one line per series, at most \(Self.mostSeries)."
    ],
    examples: ["plot line date, km of october", "plot line date, km of october by direction"])

  static let mostSeries = 8
  /// More points along a line are brought together, as no picture shows them apart.
  private static let mostPoints = 1_000

  let call: CommandCall

  /// What the rows of one X come to.
  private struct Point {
    var x: SQLValue
    var mean: Double
    var least: Double
    var most: Double
    var rows: Int64
  }

  func outcome() throws -> Outcome {
    let relation = try call.relation(PlotCommand.relation)
    let x = try call.column(Self.x, of: relation)
    let y = try call.column(Self.y, of: relation)
    let series = try call.optionalColumn(Self.series, of: relation)
    var lines: [(name: SQLValue, points: [Point])] = []
    try read(x, y, series, relation) { name, point in
      if lines.last?.name != name { lines.append((name, [])) }
      lines[lines.count - 1].points.append(point)
    }
    guard !lines.isEmpty else {
      throw call.mistake(
        .empty, "\(y.name) of \(relation.name) contains no numbers", at: Self.y,
        expected: "a column of numbers",
        remedy: "`describe \(NameRules.written(relation.name))` shows each column's kind")
    }
    let title =
      "\(y.name) over \(x.name) of \(relation.name)" + (series.map { " by \($0.name)" } ?? "")
    let spec = PlotSpec(.line, title: title, x: x.name, y: y.name)
    return series == nil
      ? single(lines[0].points, spec) : several(lines, spec, by: series?.name ?? "")
  }

  private func read(
    _ x: PlotColumn, _ y: PlotColumn, _ series: PlotColumn?, _ relation: Relation,
    _ body: (SQLValue, Point) -> Void
  ) throws {
    let name = series?.expression ?? "NULL"
    try call.database.forEachRow(
      sql: """
        SELECT carnet_series, carnet_x, avg(carnet_y), min(carnet_y), max(carnet_y), count(*)
        FROM (
          SELECT \(name) AS carnet_series, \(x.expression) AS carnet_x,
            \(y.expression) AS carnet_y
          FROM \(SQLIdentifier(relation.name)))
        WHERE typeof(carnet_y) IN ('integer', 'real') AND carnet_x IS NOT NULL
        GROUP BY 1, 2 ORDER BY 1, 2
        """, isInterrupted: call.session.context.isInterrupted
    ) { row in
      guard let mean = row[2].number, let least = row[3].number, let most = row[4].number,
        case .integer(let rows) = row[5]
      else { return }
      body(row[0], Point(x: row[1], mean: mean, least: least, most: most, rows: rows))
    }
  }

  private func single(_ points: [Point], _ spec: PlotSpec) -> Outcome {
    var spec = spec
    let drawn = Self.merged(points)
    let hasBand = drawn.contains { $0.rows > 1 }
    var series = [PlotSeries(spec.y, drawn.map(\.mean))]
    if hasBand {
      spec.mark = .band
      series += [PlotSeries("least", drawn.map(\.least)), PlotSeries("most", drawn.map(\.most))]
      spec.notes = ["line: mean of the rows; shade: minimum to maximum"]
    }
    if drawn.count < points.count { spec.notes.append(Self.remark(points.count, drawn.count)) }
    let table = ResultTable(
      [spec.x, spec.y] + (hasBand ? ["least", "most", "rows"] : []),
      drawn.map {
        [$0.x, .real($0.mean)]
          + (hasBand ? [.real($0.least), .real($0.most), .integer($0.rows)] : [])
      })
    return plotted(
      [Plot(spec, .table(PlotTable(labels: drawn.map { Self.label($0.x) }, series: series)))],
      table)
  }

  private func several(
    _ lines: [(name: SQLValue, points: [Point])], _ spec: PlotSpec, by name: String
  ) -> Outcome {
    var spec = spec
    spec.mark = .lines
    if lines.count > Self.mostSeries {
      spec.notes.append("the first \(Self.mostSeries) of \(lines.count) series")
    }
    let drawn = lines.prefix(Self.mostSeries).map { ($0.name, Self.merged($0.points)) }
    if zip(drawn, lines).contains(where: { $0.1.count < $1.points.count }) {
      spec.notes.append("neighbouring points are drawn as their mean")
    }
    let places = Self.sorted(drawn.flatMap { $0.1.map(\.x) })
    let series = drawn.map { name, points in
      let means = Dictionary(
        points.map { ($0.x, $0.mean) }, uniquingKeysWith: { first, _ in first })
      return PlotSeries(name.label, places.map { means[$0] })
    }
    let table = ResultTable(
      [name, spec.x, spec.y],
      drawn.flatMap { name, points in points.map { [name, $0.x, .real($0.mean)] } })
    let data = PlotTable(labels: places.map(Self.label), series: series)
    return plotted([Plot(spec, .table(data))], table)
  }

  /// A number as it reads back the same, so that places along the axis are its own.
  private static func label(_ value: SQLValue) -> String {
    if case .real(let real) = value, real.isFinite {
      let text = real.description
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    return value.label
  }

  /// Values each once in SQLite's order: numbers ascending, then texts.
  private static func sorted(_ values: [SQLValue]) -> [SQLValue] {
    let unique = Set(values)
    return unique.filter { $0.number != nil }.sorted(by: SQLValue.stands(_:before:))
      + unique.filter { $0.number == nil }.sorted(by: SQLValue.stands(_:before:))
  }

  private static func remark(_ count: Int, _ drawn: Int) -> String {
    "\(NumberText.grouped(count)) points merged into \(NumberText.grouped(drawn))"
  }

  /// Neighbours brought together until a picture can hold them, each the mean of all its rows.
  private static func merged(_ points: [Point]) -> [Point] {
    guard points.count > mostPoints else { return points }
    return (0..<mostPoints).map { bin in
      let part = points[
        (bin * points.count / mostPoints)..<((bin + 1) * points.count / mostPoints)]
      var merged = part[part.startIndex]
      for point in part.dropFirst() {
        let rows = merged.rows + point.rows
        merged.mean += (point.mean - merged.mean) * (Double(point.rows) / Double(rows))
        merged.least = min(merged.least, point.least)
        merged.most = max(merged.most, point.most)
        merged.rows = rows
      }
      return merged
    }
  }
}
