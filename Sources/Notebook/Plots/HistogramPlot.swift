import CommandLanguage
import Plotting
import Store
import TerminalText

/// `plot histogram`: how often a column's values fall into bins.
struct HistogramPlot {
  static let syntax = CommandSyntax(
    id: "histogram",
    usage: "plot histogram COLUMN of NAME [(bins N | width W)] [log]",
    summary: "Draws how often a column's values fall into bins.",
    parameters: [
      CommandParameter(name: "COLUMN", kind: .column, help: "a column of numbers"),
      PlotCommand.relation,
      CommandParameter(
        name: "N", kind: .integer(1...HistogramData.mostBins),
        help: "as many bins of one width, from the least to the most value",
        defaultText: "as many as Freedman and Diaconis say, at most "
          + "\(HistogramBinning.mostAutomaticBins)"),
      CommandParameter(
        name: "W", kind: .number(Double.leastNormalMagnitude...Double.greatestFiniteMagnitude),
        help: "the width of a bin; its edges are multiples of it"),
      CommandParameter(name: "log", kind: .flag, help: "counts on a logarithmic axis"),
    ],
    details: [
      "A bin holds its lower edge and not its upper one; the last one holds both. Each bin with a "
        + "value in it has a mark. Nulls are counted and left out. `_` has the bins."
    ],
    examples: ["plot histogram km of october", "plot histogram km of october bins 20 log"])

  let call: CommandCall

  func outcome() throws -> Outcome {
    let relation = try call.relation("NAME")
    let column = try call.column("COLUMN", of: relation)
    let numbers = try call.database.numbers(
      of: column.expression, in: relation.name, isInterrupted: call.session.context.isInterrupted)
    let data = try histogram(of: numbers, column, relation)
    guard data.total > 0 else {
      throw call.mistake(
        "E-empty", "\(column.name) of \(relation.name) holds no numbers", at: "COLUMN",
        expected: "a column of numbers",
        remedy: "`describe \(NameRules.written(relation.name))` tells each column's kind")
    }
    let plot = Plot(
      PlotSpec(
        .histogram,
        title: "\(column.name) of \(relation.name): "
          + "\(NumberText.counted(data.total, "value")) in "
          + NumberText.counted(data.counts.count, "bin"),
        x: column.name, y: "count", scale: call.command.has("log") ? .log : .linear),
      .histogram(data))
    return plotted([plot], Self.table(data))
  }

  private func histogram(
    of numbers: ColumnNumbers, _ column: PlotColumn, _ relation: Relation
  ) throws -> HistogramData {
    let binning: HistogramBinning
    if let count = call.command.integer("N") {
      binning = .count(count)
    } else if let width = call.command.number("W") {
      binning = .width(width)
    } else {
      binning = .automatic
    }
    let data = HistogramData(
      of: numbers.values, binning: binning, nulls: numbers.nulls, others: numbers.others)
    guard let data else {
      let least = numbers.values.filter(\.isFinite).min() ?? 0
      let most = numbers.values.filter(\.isFinite).max() ?? 0
      throw call.mistake(
        "E-bins", "bins of that width would be more than \(HistogramData.mostBins)", at: "W",
        expected: "a width for values from \(NumberText.display(least)) to "
          + NumberText.display(most),
        remedy: "leave `width` out, or say how many bins with `bins`")
    }
    return data
  }

  private static func table(_ data: HistogramData) -> ResultTable {
    ResultTable(
      ["from", "to", "count"],
      data.counts.indices.map {
        [.real(data.edges[$0]), .real(data.edges[$0 + 1]), .integer(Int64(data.counts[$0]))]
      })
  }
}
