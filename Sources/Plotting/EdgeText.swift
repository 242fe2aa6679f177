import TerminalText

/// The bins of a histogram as texts: `[0, 5)`, and `[5, 10]` for the last.
enum EdgeText {
  /// The edges as texts that differ where the edges do.
  static func edges(_ edges: [Double]) -> [String] {
    let short = edges.map { NumberText.display($0) }
    let areDistinct = zip(zip(short, short.dropFirst()), zip(edges, edges.dropFirst()))
      .allSatisfy { $0.0 != $0.1 || $1.0 == $1.1 }
    return areDistinct ? short : edges.map(\.description)
  }

  /// The bins as intervals, numbers under one another.
  static func intervals(_ histogram: HistogramData) -> [String] {
    let texts = edges(histogram.edges)
    let bins = histogram.counts.indices
    let from = widest(Array(texts.dropLast()))
    let to = widest(Array(texts.dropFirst()))
    return bins.map { bin in
      "[" + padded(texts[bin], to: from, alignment: .trailing) + ", "
        + padded(texts[bin + 1], to: to, alignment: .trailing)
        + (bin == bins.count - 1 ? "]" : ")")
    }
  }
}
