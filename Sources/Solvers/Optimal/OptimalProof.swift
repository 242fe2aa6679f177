import FleetModel

/// The proof of a day, level by level.
struct OptimalProof {
  let network: RouteNetwork
  private(set) var sequences: [[Int]]
  private(set) var score: ScoreChange
  /// The proven bound of each level.
  private(set) var bounds: [Int] = []
  private(set) var statistics = SolverStatistics()
  /// Whether `score` is that of `sequences` yet.
  private var hasPlan = false
  private let day: ServiceDay
  /// What short reasons prove; found where a plan leaves rides over, since the rest needs none.
  private var floor = ServiceFloor()
  private let budget: Int
  private let isFair: Bool
  private let isOver: () -> Bool

  /// Rounds of local search a ride, before the proof and after a stage has found a better plan.
  private static let searchRounds = 20
  /// Rounds a ride where a plan leaves more rides over than have a short reason: to search on costs
  /// milliseconds, to prove that the plan can be bettered seconds.
  private static let neededRounds = 100

  init(
    _ network: RouteNetwork, start: [[Int]], of day: ServiceDay, budget: Int, isFair: Bool,
    until isOver: @escaping () -> Bool
  ) {
    self.network = network
    self.day = day
    self.budget = budget
    self.isFair = isFair
    self.isOver = isOver
    sequences = start
    score = .none
  }

  /// Proves level after level; an unproven one ends it, and the rest have trivial bounds.
  mutating func run() {
    polish(sequences, rounds: Self.searchRounds)
    // Where nobody drives there is one plan: it leaves every ride.
    guard network.driverCount > 0 else {
      bounds = Score.Level.allCases.indices.map(value)
      return
    }
    if score.unassigned + score.reserve > 0 { floor = ServiceFloor(day) }
    if score.unassigned > floor.unassigned || score.reserve > floor.reserve(beside: score) {
      polish(sequences, rounds: Self.neededRounds)
    }
    var isOpen = !network.fitsProof
    let levels: [(inout OptimalProof) -> Int?] = [
      { $0.proveUnassigned() }, { $0.proveReserve() }, { $0.proveGap() }, { $0.proveSquares() },
      { $0.proveLateness() }, { $0.proveMetres() },
    ]
    for (index, prove) in levels.enumerated() {
      guard !isOpen else {
        bounds.append(trivialBound(index))
        continue
      }
      let open = prove(&self)
      bounds.append(open.map { max($0, trivialBound(index)) } ?? value(index))
      isOpen = open != nil && bounds[index] < value(index)
    }
  }

  private func value(_ level: Int) -> Int {
    [
      score.unassigned, score.reserve, score.gap, score.squares, score.lateness, score.metres,
    ][level]
  }

  // MARK: Levels

  private var regularCount: Int { network.isRegular.count { $0 } }

  /// Rides that regular drivers serve in the plan.
  private var servedByRegular: Int { network.rideCount - score.unassigned - score.reserve }

  private var gapFloor: Int {
    Score.gapFloor(rides: servedByRegular, regularDrivers: regularCount)
  }

  private func trivialBound(_ level: Int) -> Int {
    switch level {
    case 2: bounds[0] == score.unassigned && bounds[1] == score.reserve ? gapFloor : 0
    // Where every ride is served, its own way is driven whoever drives it.
    case 5: score.unassigned == 0 ? network.loadedMetres.reduce(0, +) : 0
    default: 0
    }
  }

  private mutating func proveUnassigned() -> Int? {
    guard score.unassigned > floor.unassigned else { return nil }
    return prove(StageProblem(network, .unassigned, loads: nil), upper: score.unassigned)
  }

  private mutating func proveReserve() -> Int? {
    guard score.reserve > floor.reserve(beside: score) else { return nil }
    return prove(
      StageProblem(network, .reserve, loads: nil, unassignedLimit: score.unassigned),
      upper: score.reserve)
  }

  /// Proves that no smaller gap is possible, range of loads by range of loads.
  private mutating func proveGap() -> Int? {
    guard isFair else { return nil }
    var gap = gapFloor
    while gap < score.gap {
      for loads in ranges(gap: gap) {
        let problem = StageProblem(
          network, .unassigned, loads: loads, reserveLimit: score.reserve)
        let open = prove(problem, upper: score.unassigned + 1)
        if score.gap <= gap { return nil }
        if open != nil { return gap }
      }
      gap += 1
    }
    return nil
  }

  private mutating func proveSquares() -> Int? {
    guard isFair, score.gap > 1 else { return nil }
    return overRanges(value: { $0.squares }) { proof, loads in
      StageProblem(
        proof.network, .squares, loads: loads, unassignedLimit: proof.score.unassigned,
        reserveLimit: proof.score.reserve)
    }
  }

  private mutating func proveLateness() -> Int? {
    guard score.lateness > 0 else { return nil }
    return overRanges(value: { $0.lateness }) { proof, loads in
      StageProblem(
        proof.network, .lateness, loads: loads, unassignedLimit: proof.score.unassigned,
        reserveLimit: proof.score.reserve, squaresLimit: proof.squaresLimit,
        latenessLimit: proof.score.lateness - 1)
    }
  }

  private mutating func proveMetres() -> Int? {
    overRanges(value: { $0.metres }) { proof, loads in
      StageProblem(
        proof.network, .metres, loads: loads, unassignedLimit: proof.score.unassigned,
        reserveLimit: proof.score.reserve, squaresLimit: proof.squaresLimit,
        latenessLimit: proof.score.lateness)
    }
  }

  /// Loads that differ by at most one have their squares from their sum.
  private var squaresLimit: Int? { isFair && score.gap > 1 ? score.squares : nil }

  /// Runs a stage over every range of loads of the proven gap.
  private mutating func overRanges(
    value: (ScoreChange) -> Int, _ stage: (OptimalProof, ClosedRange<Int>?) -> StageProblem
  ) -> Int? {
    var open: Int?
    let ranges = isFair ? ranges(gap: score.gap).map(Optional.some) : [nil]
    for loads in ranges {
      if value(score) <= 0 { break }
      if let bound = prove(stage(self, loads), upper: value(score)) {
        open = min(open ?? bound, bound)
      }
    }
    return open
  }

  /// The ranges of loads of a gap that can hold the rides served by regular drivers.
  private func ranges(gap: Int) -> [ClosedRange<Int>] {
    guard regularCount > 0 else { return [0...0] }
    let least = max(0, servedByRegular / regularCount - gap)
    let most = servedByRegular / regularCount
    return (least...most).compactMap { low in
      let high = low + gap
      guard low * regularCount <= servedByRegular, high * regularCount >= servedByRegular else {
        return nil
      }
      return low...high
    }
  }

  // MARK: Stages

  /// Proves a stage; nil where it is proven, else the bound that stands.
  private mutating func prove(_ problem: StageProblem, upper: Int) -> Int? {
    var solver = StageSolver(
      problem, upper: upper, seeds: [sequences], budget: max(0, budget - statistics.work),
      until: isOver)
    solver.run()
    statistics.add(solver.statistics)
    if let better = solver.best { polish(better, rounds: Self.searchRounds) }
    return solver.openBound
  }

  /// Takes a plan over and improves the levels that follow by local search.
  ///
  /// Local search knows the whole order; without fairness it is left out, and the stages find
  /// what is better by themselves.
  private mutating func polish(_ start: [[Int]], rounds: Int) {
    let isFirst = !hasPlan
    var plan = WorkingPlan(network, sequences: start)
    if isFair || isFirst {
      let search = SearchMethod(
        settings: SearchSettings(rounds: rounds * network.rideCount))
      plan = WorkingPlan(network, sequences: search.improve(start, on: network).sequences)
    }
    guard isFirst || isBetter(plan.score) else { return }
    hasPlan = true
    sequences = plan.sequences
    score = plan.score
  }

  private func isBetter(_ other: ScoreChange) -> Bool {
    guard !isFair else { return other < score }
    func levels(_ score: ScoreChange) -> (Int, Int, Int, Int) {
      (score.unassigned, score.reserve, score.lateness, score.metres)
    }
    return levels(other) < levels(score)
  }
}
