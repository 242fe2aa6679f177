import CommandLanguage
import Plotting
import Store
import TerminalText

/// `plot bars`: a bar for each row of a table.
struct BarsPlot {
  static let label = Slot.column("LABEL", "the column that names the bars")
  static let value = Slot.column("VALUE", "a column of numbers, or several side by side")

  static let syntax = CommandSyntax(
    id: "bars",
    form: "plot bars \(Self.label) ',' \(list: Self.value) of \(PlotCommand.relation)",
    summary: "Draws a bar for each row.",
    details: [
      "Bars follow the order of the rows, at most \(Self.mostRows): sort and limit them with SQL."
    ],
    examples: ["plot bars driver, rides of loads"])

  /// More bars than that are better counted in a histogram.
  static let mostRows = 100

  let call: CommandCall

  func outcome() throws -> Outcome {
    let relation = try call.relation(PlotCommand.relation)
    let label = try call.column(Self.label, of: relation)
    let values = try call.columns(Self.value, of: relation)
    var rows: [[SQLValue]] = []
    var count = 0
    let list = ([label] + values).map(\.expression).joined(separator: ", ")
    try call.database.forEachRow(
      sql: "SELECT \(list) FROM \(SQLIdentifier(relation.name))",
      isInterrupted: call.session.context.isInterrupted
    ) { row in
      count += 1
      if rows.count < Self.mostRows { rows.append(row) }
    }
    try call.requireNumbers(in: rows, from: 1, at: Self.value, relation)
    let table = PlotTable(
      labels: rows.map { $0[0].label },
      series: values.enumerated().map { place, column in
        PlotSeries(column.name, rows.map { $0[place + 1].number })
      })
    let spec = PlotSpec(
      .bars,
      title:
        "\(values.map(\.name).joined(separator: " and ")) by \(label.name) of \(relation.name)",
      notes: count > rows.count
        ? ["the first \(rows.count) of \(NumberText.counted(count, "row"))"] : [],
      x: values.map(\.name).joined(separator: ", "), y: label.name)
    return plotted(
      [Plot(spec, .table(table))], ResultTable(([label] + values).map(\.name), rows))
  }
}

extension CommandCall {
  /// The columns that a slot lists, of a relation.
  ///
  /// - Throws: `Diagnostic` with the nearest names where there is no such column.
  func columns(_ slot: any CommandSlot, of relation: Relation) throws -> [PlotColumn] {
    let names = try database.columnNames(of: relation.name)
    return try command.arguments(of: slot).map { argument in
      let name = argument.string ?? ""
      if let column = PlotColumn(named: name, among: names) { return column }
      throw Diagnostic(
        code: .column, headline: "\(relation.name) has no column `\(name)`",
        span: argument.span, expected: names.joined(separator: ", "),
        remedy: NearestNames.question(for: name, among: names)
          ?? "`describe \(NameRules.written(relation.name))` describes its columns")
    }
  }

  /// Refuses rows whose columns from one on hold no number at all.
  func requireNumbers(
    in rows: [[SQLValue]], from column: Int, at slot: any CommandSlot, _ relation: Relation
  ) throws {
    guard !rows.contains(where: { $0[column...].contains { $0.number != nil } }) else { return }
    throw mistake(
      .empty,
      rows.isEmpty ? "\(relation.name) has no rows to draw" : "there are no numbers to draw",
      at: rows.isEmpty ? PlotCommand.relation : slot,
      expected: rows.isEmpty ? nil : "a column of numbers",
      remedy: "`describe \(NameRules.written(relation.name))` shows each column's kind")
  }
}
