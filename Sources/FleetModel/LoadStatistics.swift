/// How evenly a plan spreads the rides over a day's drivers.
///
/// The figures are over the available regular drivers, an idle one counting 0. On counts, whose
/// sum is constant, a gap of at most 1 is best for all of them at once.
public struct LoadStatistics: Hashable, Sendable {
  /// Rides of each driver in ascending order of id: regular ones, and reserve ones who serve.
  public let loads: [Load]
  /// Most minus fewest rides.
  public let gap: Int
  /// The smallest gap that the number of rides served by regular drivers allows.
  public let gapFloor: Int
  /// Most rides of a regular driver.
  public let most: Int
  /// Mean rides of a regular driver.
  public let mean: Double
  /// Standard deviation over all regular drivers (population form).
  public let standardDeviation: Double
  /// Gini coefficient, 0 (even) up to 1 − 1/drivers (one driver serves all).
  public let gini: Double
  /// Jain's index, 1 (even) down to 1/drivers.
  public let jain: Double

  /// One driver's number of rides.
  public struct Load: Hashable, Sendable {
    public let driver: Int
    public let rides: Int
    public let isReserve: Bool
  }

  /// Counts a plan's rides; rides that the day does not hold are left out.
  public init(of plan: Plan, on day: ServiceDay) {
    let known = Set(day.rides.map(\.id))
    var counts: [Int: Int] = [:]
    for route in plan.routes {
      counts[route.driver, default: 0] += route.rides.count { known.contains($0) }
    }
    loads = day.drivers.compactMap { driver in
      let rides = counts[driver.id] ?? 0
      guard !driver.isReserve || rides > 0 else { return nil }
      return Load(driver: driver.id, rides: rides, isReserve: driver.isReserve)
    }
    let regular = loads.filter { !$0.isReserve }.map(\.rides)
    let total = regular.reduce(0, +)
    gap = (regular.max() ?? 0) - (regular.min() ?? 0)
    gapFloor = Score.gapFloor(rides: total, regularDrivers: regular.count)
    most = regular.max() ?? 0
    mean = regular.isEmpty ? 0 : Double(total) / Double(regular.count)
    standardDeviation = Self.standardDeviation(of: regular, mean: mean)
    gini = Self.gini(of: regular)
    jain = Self.jain(of: regular)
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
