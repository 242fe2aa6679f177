/// One question of a proof: the least value of one level, the levels before it held fixed.
struct StageProblem {
  enum Objective: Sendable { case unassigned, reserve, squares, lateness, metres }

  /// Drivers of one class, each of whom serves at most one route.
  struct Crew: Sendable {
    let drivers: [Int]
    let isRegular: Bool
    /// The fewest and most rides of a route.
    let lowest: Int
    let highest: Int
    /// True where each driver must have a route: the fewest rides of a regular driver are not 0.
    let mustServe: Bool
    let shiftStart: Int
    let shiftEnd: Int
  }

  let network: RouteNetwork
  let objective: Objective
  let crews: [Crew]
  /// The most rides that may stay unassigned; nil where their number is the objective.
  let unassignedLimit: Int?
  /// The most rides on reserve; nil for no limit.
  let reserveLimit: Int?
  /// The largest sum of squares over regular drivers; nil for no limit.
  let squaresLimit: Int?
  /// The most minutes of lateness in all; nil for no limit.
  let latenessLimit: Int?

  /// What the duals of fractions of a unit are multiplied with before they are rounded.
  ///
  /// Proofs compute in integers: any duals give a valid bound, so rounding costs a little
  /// strength, below a thousandth of a metre in all, and never truth.
  static let scale = 1 << 18

  /// The linear programme's cost of one unit of the objective.
  ///
  /// Small counts are stretched so that one set of tolerances serves all objectives.
  var unit: Int { objective == .metres ? 1 : 4_096 }

  /// Whether rides may stay unassigned at all.
  var mayWait: Bool { unassignedLimit != 0 }

  /// The most minutes by which any one ride may start late.
  func widest(_ ride: Int) -> Int {
    let tolerance = network.close[ride] - network.open[ride]
    return max(0, min(tolerance, latenessLimit ?? tolerance))
  }

  init(
    _ network: RouteNetwork, _ objective: Objective, loads: ClosedRange<Int>?,
    unassignedLimit: Int? = nil, reserveLimit: Int? = nil, squaresLimit: Int? = nil,
    latenessLimit: Int? = nil
  ) {
    self.network = network
    self.objective = objective
    self.unassignedLimit = unassignedLimit
    self.reserveLimit = reserveLimit
    self.squaresLimit = squaresLimit
    self.latenessLimit = latenessLimit
    let most = min(network.maxRides, network.rideCount)
    var crews: [Crew] = []
    for index in 0..<network.classCount {
      let drivers = (0..<network.driverCount).filter { network.driverClass[$0] == index }
      guard let driver = drivers.first else { continue }
      let isRegular = network.isRegular[driver]
      if !isRegular, reserveLimit == 0 { continue }
      let range = isRegular ? loads ?? 0...most : 0...most
      crews.append(
        Crew(
          drivers: drivers, isRegular: isRegular, lowest: max(1, range.lowerBound),
          highest: min(most, range.upperBound), mustServe: range.lowerBound > 0,
          shiftStart: network.shiftStart[driver], shiftEnd: network.shiftEnd[driver]))
    }
    self.crews = crews
  }
}
