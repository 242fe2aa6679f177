/// Prices of a stage's constraints, in scaled integers so that bounds from them are exact.
struct StageDuals {
  var ride: [Int]
  var crew: [Int]
  /// Of the limits; never positive.
  var unassigned = 0
  var reserve = 0
  var squares = 0
  var lateness = 0
  /// Of the cuts; never positive.
  var cuts: [Int] = []
}

/// The rows of a stage's linear programme, in order: rides, crews, limits, cuts.
struct StageRows {
  let rideCount: Int
  let crewCount: Int
  let unassigned: Int?
  let reserve: Int?
  let squares: Int?
  let lateness: Int?
  let firstCut: Int
  let cuts: [RideSet]

  var count: Int { firstCut + cuts.count }

  init(_ problem: StageProblem, cuts: [RideSet]) {
    rideCount = problem.network.rideCount
    crewCount = problem.crews.count
    var next = rideCount + crewCount
    func row(_ limit: Int?) -> Int? {
      guard limit != nil else { return nil }
      defer { next += 1 }
      return next
    }
    unassigned = problem.mayWait ? row(problem.unassignedLimit) : nil
    reserve = row(problem.reserveLimit == 0 ? nil : problem.reserveLimit)
    squares = row(problem.squaresLimit)
    lateness = row(problem.latenessLimit == 0 ? nil : problem.latenessLimit)
    firstCut = next
    self.cuts = cuts
  }

  /// Rounds the linear programme's prices to scaled integers of the right sign.
  func duals(_ prices: [Double]) -> StageDuals {
    let scale = Double(StageProblem.scale)
    func whole(_ row: Int) -> Int { Int((prices[row] * scale).rounded()) }
    func limit(_ row: Int?) -> Int { row.map { min(0, whole($0)) } ?? 0 }
    return StageDuals(
      ride: (0..<rideCount).map(whole), crew: (0..<crewCount).map { whole(rideCount + $0) },
      unassigned: limit(unassigned), reserve: limit(reserve), squares: limit(squares),
      lateness: limit(lateness), cuts: cuts.indices.map { limit(firstCut + $0) })
  }
}
