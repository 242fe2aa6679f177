import CommandLanguage
import Plotting
import Store
import TerminalText

/// `plot scatter`: a point for each row with two numbers.
struct ScatterPlot {
  static let x = Slot.column("X", "the column of numbers for the x axis")
  static let y = Slot.column("Y", "the column of numbers for the y axis")
  static let series = Slot.column(
    "SERIES", "one group for each value of this column", default: "one group")

  static let syntax = CommandSyntax(
    id: "scatter",
    form: "plot scatter \(Self.x) ',' \(Self.y) of \(PlotCommand.relation) [by \(Self.series)]",
    summary: "Draws a point for each row with two numbers.",
    details: [
      "At most 2,000 points are drawn; of points that coincide, only the first. With more than "
        + "\(Self.mostGroups) groups, the last mark is for all others."
    ],
    examples: ["plot scatter hour, km of october", "plot scatter hour, km of october by direction"])

  static let mostGroups = 8

  let call: CommandCall

  func outcome() throws -> Outcome {
    let relation = try call.relation(PlotCommand.relation)
    let x = try call.column(Self.x, of: relation)
    let y = try call.column(Self.y, of: relation)
    let series = try call.optionalColumn(Self.series, of: relation)
    // By value and not by label: what SQL keeps apart is not brought together for looking alike.
    var places: [SQLValue: Int] = [:]
    var groups: [ScatterData.Group] = []
    var left = 0
    try call.database.forEachRow(
      sql: "SELECT \(x.expression), \(y.expression), \(series?.expression ?? "NULL") "
        + "FROM \(SQLIdentifier(relation.name))",
      isInterrupted: call.session.context.isInterrupted
    ) { row in
      guard let x = row[0].number, let y = row[1].number, x.isFinite, y.isFinite else {
        left += 1
        return
      }
      let known = places[row[2]]
      let place = known ?? min(groups.count, Self.mostGroups - 1)
      if place == groups.count {
        groups.append(.init(name: series == nil ? "" : row[2].label, points: []))
      } else if known == nil {
        groups[place].name = "others"
      }
      places[row[2]] = place
      groups[place].points.append(.init(x, y))
    }
    guard !groups.isEmpty else {
      throw call.mistake(
        .empty, "\(relation.name) has no row with numbers in \(x.name) and \(y.name)",
        at: Self.x,
        expected: "two columns of numbers",
        remedy: "`describe \(NameRules.written(relation.name))` shows each column's kind")
    }
    let data = ScatterData.thinned(groups)
    let spec = PlotSpec(
      .scatter, title: "\(y.name) over \(x.name) of \(relation.name)",
      notes: left > 0 ? ["left out: \(NumberText.counted(left, "row")) without both numbers"] : [],
      x: x.name, y: y.name)
    return plotted([Plot(spec, .scatter(data))], Self.table(data, x, y, series))
  }

  private static func table(
    _ data: ScatterData, _ x: PlotColumn, _ y: PlotColumn, _ series: PlotColumn?
  ) -> ResultTable {
    ResultTable(
      [x.name, y.name] + (series.map { [$0.name] } ?? []),
      data.groups.flatMap { group in
        group.points.map { point in
          [.real(point.x), .real(point.y)] + (series == nil ? [] : [.text(group.name)])
        }
      })
  }
}
