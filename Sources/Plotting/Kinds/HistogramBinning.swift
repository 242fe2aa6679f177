import PortableMath

/// How the bins of a histogram are chosen.
public enum HistogramBinning: Sendable, Equatable {
  /// As many bins of equal width from the least to the most value.
  case count(Int)
  /// Bins of a width, their edges at multiples of it.
  case width(Double)
  /// Bins of the width that fits the values, rounded up to 1, 2, 2.5 or 5 times a power of ten.
  ///
  ///     width = 2 · IQR · n^(-1/3)
  ///
  /// Source: D. Freedman and P. Diaconis, "On the histogram as a density estimator: L2 theory",
  /// Zeitschrift für Wahrscheinlichkeitstheorie und verwandte Gebiete 57 (1981), p. 453-476. Where
  /// the middle half of the values is one value, it is a range over ⌈log₂ n⌉ + 1: H. A. Sturges,
  /// "The choice of a class interval", JASA 21 (1926), p. 65-66. Whole numbers get whole widths, and
  /// there are at most ``HistogramBinning/mostAutomaticBins`` bins, which a screen can show.
  case automatic

  /// The most bins that nobody asked for.
  public static let mostAutomaticBins = 40
}

extension HistogramData {
  /// Puts values into bins; nil where they would be more than ``HistogramData/mostBins``.
  ///
  ///     HistogramData(of: [1, 2, 2, 9], binning: .width(5))?.counts  // [3, 1]
  ///
  /// - Parameters:
  ///   - values: The values; those that are not finite are counted apart.
  ///   - binning: How bins are chosen.
  ///   - nulls: Rows without a value.
  ///   - others: Further values that are no numbers.
  /// - Complexity: O(values) on average.
  public init?(
    of values: [Double], binning: HistogramBinning, nulls: Int = 0, others: Int = 0
  ) {
    let survey = ValueSurvey(values)
    let others = others + values.count - survey.count
    guard let range = survey.range else {
      self.init(edges: [], counts: [], nulls: nulls, others: others)
      return
    }
    let edges: [Double]?
    switch binning {
    case .count(let count): edges = Self.equalEdges(range, count: count)
    case .width(let width): edges = Self.edges(range, width: width)
    case .automatic: edges = Self.automaticEdges(range, values, survey)
    }
    guard let edges else { return nil }
    self.init(
      edges: edges, counts: Self.counts(of: values, edges: edges), nulls: nulls,
      others: others)
  }

  /// The number of values in each bin: half-open, the last one closed.
  ///
  /// The bin is guessed from the mean width and then put right by the edges themselves, so that a
  /// value and an edge that print alike compare alike.
  ///
  /// - Complexity: O(values) for edges at equal distances.
  private static func counts(of values: [Double], edges: [Double]) -> [Int] {
    let bins = edges.count - 1
    guard bins > 0 else { return [] }
    var counts = [Int](repeating: 0, count: bins)
    let first = edges[0]
    let last = edges[bins]
    let halfRange = last / 2 - first / 2
    let perHalf = halfRange > 0 ? Double(bins) / halfRange : 0
    // Edges as far apart as numbers can be, or as close: their quotient is no number.
    let scale = perHalf.isFinite ? perHalf : 0
    let halfFirst = first / 2
    for value in values where value >= first && value <= last {
      var bin = min(bins - 1, max(0, Int((value / 2 - halfFirst) * scale)))
      while value < edges[bin] { bin -= 1 }
      while bin < bins - 1, value >= edges[bin + 1] { bin += 1 }
      counts[bin] += 1
    }
    return counts
  }

  /// Equal bins from the least to the most; one value alone stands in the middle of a bin of 1.
  private static func equalEdges(_ range: PlotRange, count: Int) -> [Double]? {
    guard (1...mostBins).contains(count) else { return nil }
    var range = range
    if range.least == range.most {
      range = PlotRange(least: range.least - 0.5, most: range.most + 0.5)
    }
    let edges = (0...count).map { step in
      // Weighted ends, so that the range of the largest numbers has edges too.
      let share = Double(step) / Double(count)
      return step == count ? range.most : range.least * (1 - share) + range.most * share
    }
    // Where the numbers between the ends are fewer than the bins, one bin is all that can be.
    return zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 } ? edges : [range.least, range.most]
  }

  /// Edges at multiples of a width: a value that is one begins a bin, the most too.
  private static func edges(_ range: PlotRange, width: Double) -> [Double]? {
    guard width > 0, width.isFinite else { return nil }
    let first = (range.least / width).rounded(.down)
    let last = (range.most / width).rounded(.down)
    // Beyond 2^52 neighbouring multiples are no longer different numbers.
    guard last - first < Double(mostBins), max(first.magnitude, last.magnitude) < 0x1p52 else {
      return nil
    }
    let edges = (0...(Int(last - first) + 1)).map { (first + Double($0)) * width }
    return edges.allSatisfy(\.isFinite) ? edges : nil
  }

  private static func automaticEdges(
    _ range: PlotRange, _ values: [Double], _ survey: ValueSurvey
  ) -> [Double]? {
    let spread = range.most - range.least
    let fallback = equalEdges(range, count: 1)
    guard spread > 0, spread.isFinite else {
      return survey.areWhole ? edges(range, width: 1) ?? fallback : fallback
    }
    let count = Double(survey.count)
    var width = 2 * Quartiles.range(of: values) / Portable.cubeRoot(count)
    if !(width > 0) { width = spread / (Portable.log2(count).rounded(.up) + 1) }
    width = max(width, spread / Double(HistogramBinning.mostAutomaticBins - 1))
    if survey.areWhole { width = max(width, 1) }
    return edges(range, width: rounded(width, isWhole: survey.areWhole))
      ?? equalEdges(range, count: sturges(count))
  }

  private static func sturges(_ count: Double) -> Int {
    min(HistogramBinning.mostAutomaticBins, Int(Portable.log2(count).rounded(.up)) + 1)
  }

  /// The least of 1, 2, 2.5 and 5 times the powers of ten that is not below a width.
  private static func rounded(_ width: Double, isWhole: Bool) -> Double {
    guard width > 0, width.isFinite else { return width }
    let power = Portable.powerOfTen(Portable.decimalExponent(width))
    // A hair below counts as equal, as 0.1 + 0.2 is not 0.3.
    return [1, 2, 2.5, 5].map { $0 * power }.filter { !isWhole || $0 == $0.rounded() }
      .first { $0 >= width * (1 - 1e-12) } ?? 10 * power
  }
}

/// What one pass over values tells.
private struct ValueSurvey {
  private(set) var count = 0
  private(set) var areWhole = true
  private var least = Double.infinity
  private var most = -Double.infinity

  init(_ values: [Double]) {
    for value in values where value.isFinite {
      count += 1
      least = min(least, value)
      most = max(most, value)
      if areWhole, value != value.rounded(.towardZero) { areWhole = false }
    }
  }

  var range: PlotRange? { count > 0 ? PlotRange(least: least, most: most) : nil }
}

/// Quartiles of unordered values.
enum Quartiles {
  /// The distance from the first quartile to the third, of the finite values.
  ///
  /// A quartile lies between two values in the proportion that R's type 7 gives it. Source: R. J.
  /// Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50
  /// (1996), p. 361-365.
  ///
  /// - Complexity: O(values) on average.
  static func range(of values: [Double]) -> Double {
    var values = values.filter(\.isFinite)
    guard values.count > 1 else { return 0 }
    let first = quantile(0.25, of: &values, from: 0)
    // What is below the first quartile stands before its place by now.
    return quantile(0.75, of: &values, from: Int(0.25 * Double(values.count - 1))) - first
  }

  private static func quantile(
    _ share: Double, of values: inout [Double], from start: Int
  ) -> Double {
    let place = share * Double(values.count - 1)
    let below = Int(place)
    select(below, of: &values, from: start)
    let low = values[below]
    guard below + 1 < values.count, place > Double(below) else { return low }
    let high = values[(below + 1)...].min() ?? low
    let weight = place - Double(below)
    return low * (1 - weight) + high * weight
  }

  /// Brings the value of a rank to its place, smaller ones before it and larger ones behind.
  ///
  /// Source: C. A. R. Hoare, "Algorithm 65: Find", Communications of the ACM 4 (1961), p. 321; the
  /// median of three as the pivot keeps ordered values from being the slowest.
  private static func select(_ rank: Int, of values: inout [Double], from start: Int) {
    var left = start
    var right = values.count - 1
    while left < right {
      let pivot = medianOfThree(values[left], values[(left + right) / 2], values[right])
      var low = left
      var high = right
      while low <= high {
        while values[low] < pivot { low += 1 }
        while pivot < values[high] { high -= 1 }
        if low <= high {
          values.swapAt(low, high)
          low += 1
          high -= 1
        }
      }
      if rank <= high { right = high } else if rank >= low { left = low } else { return }
    }
  }

  private static func medianOfThree(_ first: Double, _ second: Double, _ third: Double) -> Double {
    max(min(first, second), min(max(first, second), third))
  }
}
