import CommandLanguage
import Plotting
import Store
import TerminalText

/// `plot histogram`: how often a column's values fall into bins.
struct HistogramPlot {
  static let column = Slot.column("COLUMN", "a column of numbers")
  static let n = Slot.integer(
    "N", 1...HistogramData.mostBins,
    "the number of bins, all of one width, from the lowest to the highest value",
    default: "by the Freedman-Diaconis rule, at most "
      + "\(HistogramBinning.mostAutomaticBins)")
  static let w = Slot.number(
    "W", Double.leastNormalMagnitude...Double.greatestFiniteMagnitude,
    "the width of a bin; its edges are multiples of it")
  static let log = Flag("log", "counts on a logarithmic axis")

  static let syntax = CommandSyntax(
    id: "histogram",
    form:
      "plot histogram \(Self.column) of \(PlotCommand.relation) [(bins \(Self.n) | width \(Self.w))] [\(Self.log)]",
    summary: "Draws how often a column's values fall into bins.",
    details: [
      "A bin includes its lower edge but not its upper one; the last bin includes both. Each "
        + "non-empty bin has a mark. Nulls are counted and left out. `_` has the bins."
    ],
    examples: ["plot histogram km of october", "plot histogram km of october bins 20 log"])

  let call: CommandCall

  func outcome() throws -> Outcome {
    let relation = try call.relation(PlotCommand.relation)
    let column = try call.column(Self.column, of: relation)
    let numbers = try call.database.numbers(
      of: column.expression, in: relation.name, isInterrupted: call.session.context.isInterrupted)
    let data = try histogram(of: numbers, column, relation)
    guard data.total > 0 else {
      throw call.mistake(
        .empty, "\(column.name) of \(relation.name) contains no numbers", at: Self.column,
        expected: "a column of numbers",
        remedy: "`describe \(NameRules.written(relation.name))` shows each column's kind")
    }
    let plot = Plot(
      PlotSpec(
        .histogram,
        title: "\(column.name) of \(relation.name): "
          + "\(NumberText.counted(data.total, "value")) in "
          + NumberText.counted(data.counts.count, "bin"),
        x: column.name, y: "count", scale: call.command.has(Self.log) ? .log : .linear),
      .histogram(data))
    return plotted([plot], Self.table(data))
  }

  private func histogram(
    of numbers: ColumnNumbers, _ column: PlotColumn, _ relation: Relation
  ) throws -> HistogramData {
    let binning: HistogramBinning
    if let count = call.command[Self.n] {
      binning = .count(count)
    } else if let width = call.command[Self.w] {
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
        .bins, "this width needs more than \(HistogramData.mostBins) bins", at: Self.w,
        expected: "a width for values from \(NumberText.display(least)) to "
          + NumberText.display(most),
        remedy: "leave `width` out, or set the number of bins with `bins`")
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
