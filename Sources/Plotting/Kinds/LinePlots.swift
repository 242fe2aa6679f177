/// Lines over labels: one with a band, or one for each series.
///
/// Labels that are ascending numbers are places along the axis; others stand at equal distances.
/// Where more points than columns come together, the line is their mean and the band holds them all.
/// A line of several goes from each of its points to its own next one, whatever the others have
/// between.
extension PlotTable {
  /// Finer than this no band is drawn.
  private static let mostBins = 300

  func curves(_ spec: PlotSpec) -> Plane? {
    guard let range = PlotRange(series.flatMap(\.values).finite) else { return nil }
    let curves = curves(spec.mark)
    return Plane(
      scales: .numbers(
        x: Plane.Axis(
          range: PlotRange(least: 0, most: 1), first: labels.first,
          last: labels.count > 1 ? labels.last : nil, name: spec.x),
        y: Plane.Axis(range: range, name: spec.y, isNamedByTitle: true)),
      marks: curves.map(Plane.Mark.curve),
      key: curves.compactMap { curve in curve.name.map { .curve(curve.look, name: $0) } })
  }

  func curves(_ mark: PlotMark) -> [Curve] {
    let bins = min(Self.mostBins, max(1, labels.count))
    switch mark {
    case .line:
      return [curve(bins: bins) { row in values(of: series, row).map(Curve.Value.init) }]
    case .band:
      // The series are mean, least and most.
      return [
        curve(bins: bins) { row in
          let values = values(of: series.prefix(3), row)
          guard let mean = values.first, let range = PlotRange(values) else { return [] }
          return [Curve.Value(mean: mean, least: range.least, most: range.most)]
        }
      ]
    default:
      return series.enumerated().map { index, series in
        curve(index, name: series.name, bins: nil) {
          values(of: [series], $0).map(Curve.Value.init)
        }
      }
    }
  }

  private func curve(
    _ index: Int = 0, name: String? = nil, bins: Int?, values: (_ row: Int) -> [Curve.Value]
  ) -> Curve {
    Curve(
      look: Plane.Look(series: index), name: name,
      points: places.enumerated().flatMap { row, place in values(row).map { (place, $0) } },
      bins: bins)
  }

  private func values(of series: some Sequence<PlotSeries>, _ row: Int) -> [Double] {
    series.map { $0.values[row] }.finite
  }

  /// Places in 0...1: of the labels' numbers where they ascend, else at equal distances.
  private var places: [Double] {
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
}
