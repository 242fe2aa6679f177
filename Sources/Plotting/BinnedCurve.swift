/// The points of several series, brought together in equal bins along the axis.
struct BinnedCurve {
  /// What the points of a bin come to.
  struct Bin: Equatable {
    var mean: Double
    var least: Double
    var most: Double
  }

  /// From left to right; nil before the first point and after the last.
  let bins: [Bin?]

  /// Brings points together; empty bins between two points lie on the line between them.
  ///
  /// - Parameters:
  ///   - data: Labels as places, and series; what is missing or not finite is no point.
  ///   - count: The number of bins, at least 1.
  /// - Complexity: O(values + bins).
  init(data: PlotData, bins count: Int) {
    let places = Self.places(of: data.labels)
    var values = [[Double]](repeating: [], count: count)
    for (index, place) in places.enumerated() {
      let bin = min(count - 1, Int(place * Double(count)))
      values[bin] += data.series.compactMap { $0.values[index] }.filter(\.isFinite)
    }
    bins = Self.filled(values.map(Self.bin))
  }

  private static func bin(of values: [Double]) -> Bin? {
    guard let least = values.min(), let most = values.max() else { return nil }
    let count = Double(values.count)
    let sum = values.reduce(0, +)
    // The sum of the largest numbers is none; divided before they are added, they have a mean too.
    let mean = sum.isFinite ? sum / count : values.reduce(0) { $0 + $1 / count }
    return Bin(mean: min(max(mean, least), most), least: least, most: most)
  }

  /// Places in 0...1: of the labels' numbers where they ascend, else at equal distances.
  private static func places(of labels: [String]) -> [Double] {
    let numbers = labels.compactMap { Double($0) }.filter(\.isFinite)
    let ascend = zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    if numbers.count == labels.count, ascend, let first = numbers.first, let last = numbers.last {
      // Halved, so that the range of the largest numbers is still one.
      let range = last / 2 - first / 2
      if range > 0 { return numbers.map { ($0 / 2 - first / 2) / range } }
    }
    return labels.indices.map { Double($0) / Double(max(1, labels.count - 1)) }
  }

  private static func filled(_ bins: [Bin?]) -> [Bin?] {
    var filled = bins
    var before: Int?
    for (index, bin) in bins.enumerated() {
      guard let bin else { continue }
      if let from = before, let start = bins[from] {
        for between in (from + 1)..<max(index, from + 1) {
          filled[between] = start.towards(bin, by: Double(between - from) / Double(index - from))
        }
      }
      before = index
    }
    return filled
  }
}

extension BinnedCurve.Bin {
  fileprivate func towards(_ other: Self, by share: Double) -> Self {
    func between(_ from: Double, _ to: Double) -> Double { from * (1 - share) + to * share }
    return Self(
      mean: between(mean, other.mean), least: between(least, other.least),
      most: between(most, other.most))
  }
}
