/// Proves the least value of one stage by column generation, enumeration, cuts and branching.
///
/// The linear programme over routes gives prices; the cheapest routes under them come from
/// dynamic programming; any prices give a lower bound in exact integers:
///
///     L(y) = Σ y · limits + Σ over crews of drivers × cheapest route under y
///
/// Once the bound is near the best plan, all routes that a better plan could use are enumerated
/// (those whose reduced cost is below the distance) and the rest of the proof runs on that list,
/// sharpened by subset-row cuts. Source: R. Baldacci, N. Christofides, A. Mingozzi, "An exact
/// algorithm for the vehicle routing problem based on the set partitioning formulation with
/// additional cuts", Mathematical Programming 115, 2008; cuts: M. Jepsen et al., "Subset-Row
/// Inequalities Applied to the Vehicle-Routing Problem with Time Windows", Operations Research
/// 56(2), 2008.
struct StageSolver {
  let problem: StageProblem
  /// The value to beat: only plans of a smaller one are sought.
  private(set) var upper: Int
  /// The best plan found, by driver, or nil where none beats the value given.
  private(set) var best: [[Int]]?
  /// The least value that an unfinished branch could have; nil where all are finished.
  private(set) var openBound: Int?
  private(set) var statistics = SolverStatistics()
  private let budget: Int
  private let isOver: () -> Bool
  private var seeds: RoutePool

  /// The most routes that are enumerated at once.
  static let enumerationLimit = 400_000

  /// Prepares a proof.
  ///
  /// - Parameters:
  ///   - problem: the stage.
  ///   - upper: the value to beat, that of a known plan.
  ///   - seeds: sequences by driver that start the linear programme, feasible for the rules.
  ///   - budget: units of work, as `SolverStatistics.work` counts them.
  ///   - isOver: a wish to stop, asked once a programme.
  init(
    _ problem: StageProblem, upper: Int, seeds: [[[Int]]], budget: Int,
    until isOver: @escaping () -> Bool = { false }
  ) {
    self.problem = problem
    self.upper = upper
    self.budget = budget
    self.isOver = isOver
    self.seeds = RoutePool()
    for plan in seeds { addSeeds(plan) }
  }

  private mutating func addSeeds(_ plan: [[Int]]) {
    for (index, crew) in problem.crews.enumerated() {
      for driver in crew.drivers {
        let rides = plan[driver]
        guard rides.count >= crew.lowest, rides.count <= crew.highest else { continue }
        var cursor = RouteCursor()
        for ride in rides { cursor.append(ride, of: driver, problem.network) }
        guard cursor.isFeasible, cursor.mayEnd(problem.network),
          cursor.lateness <= problem.latenessLimit ?? .max
        else { continue }
        seeds.append(
          crew: index, rides: rides, lateness: cursor.lateness, metres: cursor.metres, problem)
      }
    }
  }

  /// Runs the proof to its end, or to that of its budget.
  mutating func run() {
    openBound = nil
    explore(RouteFilter(problem), seeds: seeds, depth: 0)
  }

  private var isExhausted: Bool { statistics.work >= budget || isOver() }

  /// A bound above this proves that nothing better is left.
  private var target: Int { (upper - 1) * problem.unit * StageProblem.scale }

  private mutating func leaveOpen(_ bound: Int) {
    let one = problem.unit * StageProblem.scale
    let value = max(0, (bound + one - 1) / one)
    openBound = min(openBound ?? value, value)
  }

  // MARK: Branches over all routes

  private mutating func explore(_ filter: RouteFilter, seeds: RoutePool, depth: Int) {
    statistics.nodes += 1
    var pool = seeds
    var master = StageMaster(problem, filter, cuts: [])
    for route in 0..<pool.count where filter.allows(route, of: pool) {
      master.add(route, of: pool)
    }
    let pricers = problem.crews.indices.map { PathPricer.all(problem, filter, crew: $0) }
    var lower = Int.min
    var penalties = 0
    while true {
      let before = master.pivots
      master.solve()
      // A drifting programme can ask for routes it has; bounds are valid all the same.
      let isStuck = lower > Int.min && penalties == 0 && master.pivots == before
      statistics.pivots += master.pivots - before
      statistics.work += master.pivots - before + 10
      let duals = master.duals
      let round = price(pricers, duals, filter, into: &pool)
      lower = max(lower, round.bound)
      if lower > target { return }
      if isExhausted { return leaveOpen(lower) }
      if round.added.isEmpty || isStuck {
        if master.isFeasible || penalties >= 4 { break }
        master.penalise()
        penalties += 1
      }
      for route in round.added { master.add(route, of: pool) }
    }
    if accept(master.solution, pool), lower > target { return }
    if let closed = enumerate(pricers, master.duals, filter) {
      statistics.enumerated += closed.count
      statistics.work += closed.count / 64
      exploreClosed(
        closed, Array(0..<closed.count), filter, cuts: [], warm: [], lower: lower, depth: depth)
      return
    }
    guard let branch = StageBranching.question(master.solution, pool, problem) else {
      return leaveOpen(lower)
    }
    for answer in [true, false] {
      let child = filter.answering(branch, answer)
      var kept = RoutePool()
      for route in 0..<pool.count where child.allows(route, of: pool) {
        kept.append(
          crew: pool.crew[route], rides: pool.rides(of: route).map(Int.init),
          lateness: pool.lateness[route], metres: pool.metres[route], problem)
      }
      if isExhausted {
        leaveOpen(lower)
      } else {
        explore(child, seeds: kept, depth: depth + 1)
      }
    }
  }

  /// Prices every crew: the exact bound of the prices, and the routes worth adding.
  private mutating func price(
    _ pricers: [[PathPricer]], _ duals: StageDuals, _ filter: RouteFilter,
    into pool: inout RoutePool
  ) -> (bound: Int, added: [Int]) {
    var bound = base(duals, filter)
    var added: [Int] = []
    // Below this a route is not worth a pivot: a hundredth of a metre.
    let threshold = -StageProblem.scale / 100
    for (index, crew) in pricers.enumerated() {
      var cheapest = PathPricer.never
      let first = pool.count
      for pricer in crew {
        let completions = pricer.completions(duals)
        cheapest = min(cheapest, pricer.cheapest(completions))
        pricer.collect(completions, below: threshold, into: &pool)
        statistics.work += 2
      }
      bound += share(of: index, cheapest: cheapest)
      added += first..<pool.count
    }
    statistics.pricings += 1
    return (bound, added)
  }

  /// The part of the bound that no route contributes to.
  private func base(_ duals: StageDuals, _ filter: RouteFilter) -> Int {
    var bound = duals.ride.reduce(0, +) + duals.cuts.reduce(0, +)
    for (index, crew) in problem.crews.enumerated() {
      bound += duals.crew[index] * crew.drivers.count
    }
    bound += duals.unassigned * (problem.unassignedLimit ?? 0)
    bound += duals.reserve * (problem.reserveLimit ?? 0)
    bound += duals.squares * (problem.squaresLimit ?? 0)
    bound += duals.lateness * (problem.latenessLimit ?? 0)
    if problem.mayWait {
      let cost = problem.objective == .unassigned ? problem.unit * StageProblem.scale : 0
      for (ride, dual) in duals.ride.enumerated() where filter.waiting.contains(ride) {
        bound += min(0, cost - dual - duals.unassigned)
      }
    }
    return bound
  }

  /// A crew's part of the bound: each of its drivers takes the cheapest route, or none.
  private func share(of crew: Int, cheapest: Int) -> Int {
    let drivers = problem.crews[crew].drivers.count
    if problem.crews[crew].mustServe { return drivers * min(cheapest, PathPricer.never / 1_000) }
    return drivers * min(0, cheapest)
  }

  /// All routes that a better plan could use, or nil where there are too many.
  private func enumerate(
    _ pricers: [[PathPricer]], _ duals: StageDuals, _ filter: RouteFilter
  ) -> RoutePool? {
    var bound = base(duals, filter)
    var cheapest: [Int] = []
    let completions = pricers.map { crew in crew.map { $0.completions(duals) } }
    for (index, crew) in pricers.enumerated() {
      cheapest.append(
        zip(crew, completions[index]).reduce(PathPricer.never) { min($0, $1.0.cheapest($1.1)) })
      bound += share(of: index, cheapest: cheapest[index])
    }
    var pool = RoutePool()
    let room = target - bound
    for (index, crew) in pricers.enumerated() {
      let floor = problem.crews[index].mustServe ? cheapest[index] : min(0, cheapest[index])
      for (pricer, completion) in zip(crew, completions[index]) {
        let isWhole = pricer.enumerate(
          completion, upTo: floor + room, most: Self.enumerationLimit, into: &pool)
        guard isWhole else { return nil }
      }
    }
    return pool
  }

  // MARK: Branches over a closed list of routes

  private mutating func exploreClosed(
    _ pool: RoutePool, _ alive: [Int], _ filter: RouteFilter, cuts: [RideSet], warm: [Int],
    lower: Int, depth: Int
  ) {
    statistics.closedNodes += 1
    var alive = alive
    var cuts = cuts
    var warm = warm
    var lower = lower
    while true {
      guard let outcome = solveClosed(pool, &alive, filter, cuts, warm, lower) else { return }
      lower = max(lower, outcome.bound)
      if isExhausted { return leaveOpen(lower) }
      if accept(outcome.solution, pool), lower > target { return }
      warm = outcome.routes
      let found = SubsetRowCuts.violated(by: outcome.solution, pool, known: cuts, problem)
      if cuts.count < 120, !found.isEmpty {
        cuts += found
        statistics.cuts += found.count
        continue
      }
      guard let branch = StageBranching.question(outcome.solution, pool, problem) else {
        return leaveOpen(lower)
      }
      for answer in [true, false] {
        let child = filter.answering(branch, answer)
        let kept = alive.filter { child.allows($0, of: pool) }
        if isExhausted {
          leaveOpen(lower)
        } else {
          exploreClosed(
            pool, kept, child, cuts: cuts, warm: warm, lower: lower, depth: depth + 1)
        }
      }
      return
    }
  }

  private struct ClosedOutcome {
    let bound: Int
    let solution: [(meaning: StageMaster.Meaning, value: Double)]
    let routes: [Int]
  }

  /// Solves the programme over the living routes and drops those that no better plan can use.
  ///
  /// - Returns: nil where the bound proves that nothing better is left.
  private mutating func solveClosed(
    _ pool: RoutePool, _ alive: inout [Int], _ filter: RouteFilter, _ cuts: [RideSet],
    _ warm: [Int], _ known: Int
  ) -> ClosedOutcome? {
    var master = StageMaster(problem, filter, cuts: cuts)
    for route in warm where filter.allows(route, of: pool) { master.add(route, of: pool) }
    var lower = known
    var penalties = 0
    var routes = ClosedRoutes(problem, pool, alive)
    while true {
      let before = master.pivots
      master.solve()
      statistics.pivots += master.pivots - before
      statistics.work += master.pivots - before + alive.count / 1_024
      let duals = master.duals
      let cheapest = routes.price(under: duals, cuts)
      var bound = base(duals, filter)
      for index in problem.crews.indices { bound += share(of: index, cheapest: cheapest[index]) }
      lower = max(lower, bound)
      if lower > target { return nil }
      let added = routes.mostNegative
      if !isExhausted, added.reduce(false, { master.add($1, of: pool) || $0 }) { continue }
      if !master.isFeasible, penalties < 4, !isExhausted {
        master.penalise()
        penalties += 1
        continue
      }
      alive = routes.usable(within: target - bound, of: cheapest)
      return ClosedOutcome(bound: lower, solution: master.solution, routes: master.basicRoutes)
    }
  }

  // MARK: Plans and branches

  /// Takes a solution over as the best plan where its parts, rounded, are one that is better.
  ///
  /// The programme's right sides are perturbed, so that parts of a whole plan can lie a thousandth
  /// and more beside 0 or 1; what is rounded is held against every limit.
  private mutating func accept(
    _ solution: [(meaning: StageMaster.Meaning, value: Double)], _ pool: RoutePool
  ) -> Bool {
    var routes: [Int] = []
    var waiting = 0
    for part in solution where part.value > 0.5 {
      switch part.meaning {
      case .artificial: return false
      case .slack: continue
      case .waits: waiting += 1
      case .route(let route): routes.append(route)
      }
    }
    let value = problem.objective == .unassigned ? waiting : routes.reduce(0) { $0 + pool.cost[$1] }
    guard value < upper, keepsLimits(routes, waiting: waiting, pool),
      let sequences = sequences(routes, pool)
    else { return false }
    upper = value
    best = sequences
    return true
  }

  /// Whether routes serve every ride that does not wait, within the stage's limits.
  private func keepsLimits(_ routes: [Int], waiting: Int, _ pool: RoutePool) -> Bool {
    var (served, lateness, reserve, squares) = (0, 0, 0, 0)
    var routeCounts = Array(repeating: 0, count: problem.crews.count)
    for route in routes {
      let length = pool.length(of: route)
      served += length
      lateness += pool.lateness[route]
      routeCounts[pool.crew[route]] += 1
      if problem.crews[pool.crew[route]].isRegular {
        squares += length * length
      } else {
        reserve += length
      }
    }
    return served + waiting == problem.network.rideCount
      && waiting <= problem.unassignedLimit ?? .max && reserve <= problem.reserveLimit ?? .max
      && squares <= problem.squaresLimit ?? .max && lateness <= problem.latenessLimit ?? .max
      && zip(problem.crews, routeCounts).allSatisfy { !$0.mustServe || $1 == $0.drivers.count }
  }

  /// Gives routes to the drivers of their crews, or nil where they do not fit together.
  private func sequences(_ routes: [Int], _ pool: RoutePool) -> [[Int]]? {
    var sequences = Array(repeating: [Int](), count: problem.network.driverCount)
    var used = Array(repeating: 0, count: problem.crews.count)
    var served = RideSet()
    for route in routes.sorted() {
      let crew = pool.crew[route]
      let drivers = problem.crews[crew].drivers
      guard used[crew] < drivers.count, served.overlap(pool.served[route]) == 0,
        pool.served[route].bits.nonzeroBitCount == pool.length(of: route)
      else { return nil }
      served.bits |= pool.served[route].bits
      sequences[drivers[used[crew]]] = pool.rides(of: route).map(Int.init)
      used[crew] += 1
    }
    return sequences
  }
}
