/// The points of a curve, brought together in equal bins along the axis.
struct BinnedCurve {
  /// What the points of a bin come to.
  struct Bin: Equatable {
    var mean: Double
    var least: Double
    var most: Double
  }

  /// From left to right; nil before the first point and after the last.
  let bins: [Bin?]

  /// Brings the points of all series together; empty bins between two lie on the line between them.
  ///
  /// - Parameters:
  ///   - data: Labels as places, and series; what is missing or not finite is no point.
  ///   - count: The number of bins, at least 1.
  /// - Complexity: O(values + bins).
  init(data: PlotTable, bins count: Int) {
    self.init(labels: data.labels, bins: count) { row in
      data.series.compactMap { $0.values[row] }.filter(\.isFinite)
        .map { Bin(mean: $0, least: $0, most: $0) }
    }
  }

  /// Brings the points of a band together: the series are mean, least and most.
  init(band data: PlotTable, bins count: Int) {
    self.init(labels: data.labels, bins: count) { row in
      let values = data.series.prefix(3).compactMap { $0.values[row] }.filter(\.isFinite)
      guard let mean = values.first, let least = values.min(), let most = values.max() else {
        return []
      }
      return [Bin(mean: mean, least: least, most: most)]
    }
  }

  private init(labels: [String], bins count: Int, points: (Int) -> [Bin]) {
    let places = Self.places(of: labels)
    var found = [[Bin]](repeating: [], count: count)
    for (index, place) in places.enumerated() {
      found[min(count - 1, Int(place * Double(count)))] += points(index)
    }
    bins = Self.filled(found.map(Self.together))
  }

  private static func together(_ points: [Bin]) -> Bin? {
    guard let least = points.map(\.least).min(), let most = points.map(\.most).max() else {
      return nil
    }
    let count = Double(points.count)
    let sum = points.reduce(0) { $0 + $1.mean }
    // The sum of the largest numbers is none; divided before they are added, they have a mean too.
    let mean = sum.isFinite ? sum / count : points.reduce(0) { $0 + $1.mean / count }
    return Bin(mean: min(max(mean, least), most), least: least, most: most)
  }

  /// Places in 0...1: of the labels' numbers where they ascend, else at equal distances.
  static func places(of labels: [String]) -> [Double] {
    let numbers = labels.compactMap { Double($0) }.filter(\.isFinite)
    let ascend = zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    if numbers.count == labels.count, ascend, let first = numbers.first, let last = numbers.last,
      first < last
    {
      let range = PlotRange(least: first, most: last)
      if range.share(of: last) > 0 { return numbers.map(range.share(of:)) }
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
