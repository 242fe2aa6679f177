import FleetModel

/// Why a day's gap is not smaller, in words where the proof is short.
public enum GapReason: Hashable, Sendable {
  /// The gap is what numbers allow.
  case numbers(rides: Int, drivers: Int)
  /// One driver can serve so few rides at best that the others must have more.
  case driver(id: Int, most: Int, rides: Int, drivers: Int)
  /// No short reason; the optimum's bound stands.
  case bound(gap: Int)
  /// The plan's gap is not proven least.
  case open(gap: Int, bound: Int)

  /// Finds the shortest reason for the gap of a result.
  public init(of result: OptimalResult, on day: ServiceDay) {
    let network = RouteNetwork(DayMatrix(day))
    let drivers = network.isRegular.count { $0 }
    let rides = day.rides.count - result.score.unassigned - result.score.reserve
    let gap = result.score.gap
    guard gap > Score.gapFloor(rides: rides, regularDrivers: drivers) else {
      self = .numbers(rides: rides, drivers: drivers)
      return
    }
    if network.fitsProof, drivers > 1,
      let weakest = Self.weakest(network),
      Self.leastGap(most: weakest.most, rides: rides, drivers: drivers) == gap
    {
      self = .driver(
        id: network.matrix.driverIds[weakest.driver], most: weakest.most, rides: rides,
        drivers: drivers)
      return
    }
    let proven = result.levels.first { $0.level == .gap }?.bound ?? 0
    let isProven = result.levels.prefix { $0.level != .squares }.allSatisfy(\.isProven)
    self = isProven ? .bound(gap: gap) : .open(gap: gap, bound: proven)
  }

  /// The gap that is left where one driver has at most so many rides and the rest share evenly.
  private static func leastGap(most: Int, rides: Int, drivers: Int) -> Int {
    let others = drivers - 1
    return max(0, (rides - most + others - 1) / others - most)
  }

  /// The regular driver who can serve the fewest rides at best, and how many.
  private static func weakest(_ network: RouteNetwork) -> (driver: Int, most: Int)? {
    let problem = StageProblem(network, .unassigned, loads: nil)
    let filter = RouteFilter(problem)
    // With a price of one on every ride the cheapest route is the one with most rides.
    let duals = StageDuals(
      ride: Array(repeating: 1, count: network.rideCount),
      crew: Array(repeating: 0, count: problem.crews.count))
    var weakest: (driver: Int, most: Int)?
    for (index, crew) in problem.crews.enumerated() where crew.isRegular {
      guard let driver = crew.drivers.first else { continue }
      let cheapest = PathPricer.all(problem, filter, crew: index).reduce(0) {
        min($0, $1.cheapest($1.completions(duals)))
      }
      if weakest.map({ -cheapest < $0.most }) ?? true { weakest = (driver, -cheapest) }
    }
    return weakest
  }

  /// The reason in one sentence.
  public var sentence: DriverSentence {
    switch self {
    case .numbers(_, 0): "no regular driver is available, so there is no gap"
    case .numbers(let rides, let drivers) where rides % drivers == 0:
      "\(Self.counted(rides)) are shared evenly among \(drivers) regular drivers"
    case .numbers(let rides, let drivers):
      "\(Self.counted(rides)) among \(drivers) regular drivers \(rides == 1 ? "leaves" : "leave") "
        + "\(rides % drivers) over, "
        + "so a gap of 1 is the smallest possible"
    case .driver(let id, let most, let rides, let drivers):
      "\(driver: id) can serve at most \(most) of the rides, so "
        + (drivers == 2 ? "the other" : "one of the \(drivers - 1) others")
        + " has at least \((rides - most + drivers - 2) / (drivers - 1)) of the \(rides)"
    case .bound(let gap):
      "no plan that serves as many rides with as few on reserve has a gap below \(gap): "
        + "every smaller range of loads is proven impossible"
    case .open(let gap, let bound):
      "the gap of \(gap) is not proven minimal; it cannot be below \(bound)"
    }
  }

  private static func counted(_ rides: Int) -> String { rides == 1 ? "1 ride" : "\(rides) rides" }
}
