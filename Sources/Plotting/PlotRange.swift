/// The stretch from the least to the most of some finite numbers, however far apart.
struct PlotRange: Equatable {
  let least: Double
  let most: Double

  init(least: Double, most: Double) {
    self.least = least
    self.most = most
  }

  /// The range of numbers, or nil where there are none.
  init?(_ values: some Sequence<Double>) {
    var least = Double.infinity
    var most = -Double.infinity
    for value in values {
      least = min(least, value)
      most = max(most, value)
    }
    guard least <= most else { return nil }
    self.init(least: least, most: most)
  }

  /// Where a value stands between the least (0) and the most (1); a range of one value puts it at 0.
  func share(of value: Double) -> Double {
    // Halved, so that the range of the largest numbers is still one.
    let range = most / 2 - least / 2
    guard range > 0 else { return 0 }
    return min(max((value / 2 - least / 2) / range, 0), 1)
  }

  /// The step of so many equal ones that a value falls into, from 0.
  func step(_ value: Double, of count: Int) -> Int {
    min(count - 1, Int(share(of: value) * Double(count)))
  }

  /// The nearest of so many places, the first at the least and the last at the most.
  func place(_ value: Double, of count: Int) -> Int {
    Int((share(of: value) * Double(count - 1)).rounded())
  }
}
