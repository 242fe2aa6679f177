import PortableMath
import Tabular
import TerminalText

/// The counts of a column's values in bins.
///
/// A bin holds its lower edge and not its upper one; the last bin holds both.
public struct HistogramData: Sendable, Equatable {
  /// The edges of the bins, ascending: one more than there are bins.
  public let edges: [Double]
  /// Values in each bin.
  public let counts: [Int]
  /// Rows without a value, which are in no bin.
  public let nulls: Int
  /// Values that are no finite numbers, which are in no bin.
  public let others: Int

  /// Where a logarithmic axis of counts begins: below 1, so that a count of 1 has a bar.
  public static let logBase = 0.5

  /// The most bins that are drawn.
  public static let mostBins = 500

  /// Makes counts in bins; nil where edges do not ascend or do not fit the counts.
  public init?(edges: [Double], counts: [Int], nulls: Int = 0, others: Int = 0) {
    guard counts.count <= Self.mostBins, counts.isEmpty || edges.count == counts.count + 1,
      edges.allSatisfy(\.isFinite), counts.allSatisfy({ $0 >= 0 }), nulls >= 0, others >= 0,
      zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 || counts.count == 1 && $0 <= $1 })
    else { return nil }
    self.edges = counts.isEmpty ? [] : edges
    self.counts = counts
    self.nulls = nulls
    self.others = others
  }

  /// Values in all bins.
  public var total: Int { counts.reduce(0, +) }
}

extension HistogramData: PlotContent {
  static let marks: [PlotMark] = [.histogram]

  var isEmpty: Bool { counts.isEmpty }

  /// A bar for each bin.
  func figure(_ spec: PlotSpec) -> Figure? {
    let bars = counts.map { Bars.Bar(length: Self.length(of: $0, spec.scale), text: String($0)) }
    return Figure(
      marks: .bars(
        Bars(rows: intervals, areIntervals: true, series: [Bars.Series(name: "", bars: bars)])),
      remarks: remarks(spec.scale))
  }

  /// The length of a count's bar in the unit of the scale; 0 for none.
  private static func length(of count: Int, _ scale: PlotScale) -> Double {
    guard count > 0, scale == .log else { return Double(count) }
    return Portable.log2(Double(count) / logBase)
  }

  /// The bins, numbers under one another: `[0, 5)`, and `[5, 10]` for the last.
  private var intervals: [String] {
    let texts = edgeTexts
    let from = widest(texts.dropLast())
    let to = widest(texts.dropFirst())
    return counts.indices.map { bin in
      "[" + padded(texts[bin], to: from, alignment: .trailing) + ", "
        + padded(texts[bin + 1], to: to, alignment: .trailing)
        + (bin == counts.count - 1 ? "]" : ")")
    }
  }

  /// The edges as texts that differ where the edges do.
  private var edgeTexts: [String] {
    let short = edges.map { NumberText.display($0) }
    let areDistinct = zip(zip(short, short.dropFirst()), zip(edges, edges.dropFirst()))
      .allSatisfy { $0.0 != $0.1 || $1.0 == $1.1 }
    return areDistinct ? short : edges.map(\.description)
  }

  private func remarks(_ scale: PlotScale) -> [String] {
    var remarks = ["[a, b) includes a, not b; the last bin includes both"]
    if scale == .log {
      remarks.append("bars: logarithm of the count, from \(NumberText.display(Self.logBase))")
    }
    if nulls > 0 { remarks.append("left out: \(NumberText.counted(nulls, "null"))") }
    if others > 0 {
      remarks.append(
        "left out: \(NumberText.counted(others, "value")) that "
          + (others == 1 ? "is not a number" : "are not numbers"))
    }
    return remarks
  }

  var amount: String {
    NumberText.counted(total, "value") + " in " + NumberText.counted(counts.count, "bin")
  }

  var words: [String] {
    counts.count <= Plot.mostWords ? zip(intervals, counts).map { "\($0): \($1)" } : []
  }

  func mappingTexts(_ transform: (String) -> String) -> PlotData { .histogram(self) }

  func bounded(by bounds: inout PlotBounds) -> PlotData { .histogram(self) }

  var json: JSONValue {
    .sorted([
      "edges": .numbers(edges), "counts": .numbers(counts.map(Double.init)), "nulls": .count(nulls),
      "others": .count(others),
    ])
  }

  init(_ json: PlotJSONFields) throws(PlotFormatError) {
    let histogram = HistogramData(
      edges: try json.numbers("edges", most: Self.mostBins + 1),
      counts: try json.integers("counts", most: Self.mostBins),
      nulls: try json.integer("nulls"), others: try json.integer("others"))
    guard let histogram else {
      throw json.error("edges", "they do not ascend, or do not match the counts")
    }
    self = histogram
  }
}
