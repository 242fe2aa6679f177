/// How even some loads are: their mean, deviation and indices of inequality.
///
/// On counts, whose sum is constant, a gap of at most 1 is best for all of them at once.
public struct LoadSpread: Hashable, Sendable {
  public let most: Int
  public let mean: Double
  /// Standard deviation (population form).
  public let standardDeviation: Double
  /// Gini coefficient, 0 (even) up to 1 − 1/drivers (one driver serves all).
  public let gini: Double
  /// Jain's index, 1 (even) down to 1/drivers.
  public let jain: Double

  /// Measures loads of at least 0, in any order.
  ///
  /// - Complexity: O(n log n).
  public init(of loads: [Int]) {
    most = loads.max() ?? 0
    mean = loads.isEmpty ? 0 : Double(loads.reduce(0, +)) / Double(loads.count)
    standardDeviation = Self.standardDeviation(of: loads, mean: mean)
    gini = Self.gini(of: loads)
    jain = Self.jain(of: loads)
  }

  private static func standardDeviation(of values: [Int], mean: Double) -> Double {
    guard !values.isEmpty else { return 0 }
    let sum = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (sum / Double(values.count)).squareRoot()
  }

  /// Gini's coefficient: Σᵢ (2i − n − 1) xᵢ / (n Σ x), x ascending, i from 1; 0 where all are 0.
  static func gini(of values: [Int]) -> Double {
    let total = values.reduce(0, +)
    guard total > 0 else { return 0 }
    let count = values.count
    let weighted = values.sorted().enumerated().reduce(0) {
      $0 + (2 * ($1.offset + 1) - count - 1) * $1.element
    }
    return Double(weighted) / Double(count * total)
  }

  /// Jain's index: (Σ x)² / (n Σ x²); 1 where all are 0.
  ///
  /// Source: R. Jain, D. Chiu, W. Hawe, DEC Research Report TR-301, 1984.
  static func jain(of values: [Int]) -> Double {
    let total = values.reduce(0, +)
    guard total > 0 else { return 1 }
    let squares = values.reduce(0) { $0 + $1 * $1 }
    return Double(total * total) / Double(values.count * squares)
  }
}
