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
