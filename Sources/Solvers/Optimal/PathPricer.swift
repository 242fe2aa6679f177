import FleetModel

/// Finds the cheapest routes of a crew under given prices, by dynamic programming over paths.
///
///     B(c, i, δ) = cheapest way on from ride i, the c-th of its route, started δ minutes late
///                = min( end here, min over j of arc(i, j) + ride(j) + delay(δ′) + B(c+1, j, δ′) )
///
/// Delays are whole minutes up to the ride's tolerance, so the tables are exact. A path may come
/// back to a ride where tolerances are wide; such routes weaken the bound a little and never win.
/// Where each driver needs a break there are two tables, for routes with it behind or ahead; where
/// a driver's span is limited there is one pricer for each first ride, which sets the latest end.
struct PathPricer {
  /// No route costs as much.
  static let never = Int.max / 4

  private struct Arc {
    let next: Int
    let separation: Int
    let cost: Int
  }

  private let problem: StageProblem
  private let filter: RouteFilter
  private let crewIndex: Int
  private let crew: StageProblem.Crew
  private let arcs: [[Arc]]
  /// Where each ride's delays begin in a layer of the table.
  private let offsets: [Int]
  private let stateCount: Int
  /// Tables of one layer: 0 for routes whose break is ahead, 1 for the others.
  private let flags: ClosedRange<Int>
  /// Delay at which a ride can start a route, or nil where it cannot.
  private let firstDelays: [Int?]

  /// The pricers whose routes are all of a crew's.
  static func all(_ problem: StageProblem, _ filter: RouteFilter, crew index: Int) -> [PathPricer] {
    let network = problem.network
    let span = network.matrix.maxSpan
    guard span < .max else { return [PathPricer(problem, filter, crew: index)] }
    let crew = problem.crews[index]
    return (0..<network.rideCount).map { ride in
      let start = max(network.open[ride], crew.shiftStart)
      return PathPricer(
        problem, filter, crew: index, first: ride, latestEnd: min(crew.shiftEnd, start + span))
    }
  }

  private init(
    _ problem: StageProblem, _ filter: RouteFilter, crew index: Int, first: Int? = nil,
    latestEnd: Int? = nil
  ) {
    let network = problem.network
    let crew = problem.crews[index]
    let shiftEnd = latestEnd ?? crew.shiftEnd
    flags = network.matrix.breakLength > 0 ? 0...1 : 1...1
    self.problem = problem
    self.filter = filter
    self.crew = crew
    crewIndex = index
    // A delay that makes a ride end after the shift is left out of the ride's range.
    let widths = (0..<network.rideCount).map { ride in
      filter.crewRides[index].contains(ride)
        ? min(
          problem.widest(ride),
          shiftEnd - network.occupied[ride] - network.open[ride]) + 1 : 0
    }
    var offsets: [Int] = []
    var total = 0
    for width in widths {
      offsets.append(total)
      total += max(0, width)
    }
    offsets.append(total)
    self.offsets = offsets
    stateCount = total
    firstDelays = (0..<network.rideCount).map { ride in
      let delay = max(0, crew.shiftStart - network.open[ride])
      let isFirst = filter.firsts.contains(ride) && (first ?? ride) == ride
      return isFirst && delay < widths[ride] ? delay : nil
    }
    let scale = problem.objective == .metres ? StageProblem.scale : 0
    arcs = (0..<network.rideCount).map { ride in
      (0..<network.rideCount).compactMap { next in
        guard filter.followers[ride].contains(next), widths[next] > 0, widths[ride] > 0 else {
          return nil
        }
        return Arc(
          next: next, separation: network.separation(ride, next),
          cost: network.distance(ride, next) * scale)
      }
    }
  }

  /// What the steps of a route cost under prices, in scaled integers.
  fileprivate struct Prices {
    let ride: [Int]
    let minute: Int
    /// By number of rides, the crew's own price included.
    let length: [Int]
  }

  private func prices(_ duals: StageDuals) -> Prices {
    let network = problem.network
    let one = problem.unit * StageProblem.scale
    let isMetres = problem.objective == .metres
    var perRide = crew.isRegular ? 0 : -duals.reserve
    if problem.objective == .reserve, !crew.isRegular { perRide += one }
    let square = (problem.objective == .squares ? one : 0) - duals.squares
    return Prices(
      ride: (0..<network.rideCount).map {
        perRide - duals.ride[$0] + (isMetres ? network.loadedMetres[$0] * one : 0)
      },
      minute: (problem.objective == .lateness ? one : 0) - duals.lateness,
      length: (0...max(1, crew.highest)).map {
        (crew.isRegular ? square * $0 * $0 : 0) - duals.crew[crewIndex]
      })
  }

  /// Cheapest completions by number of rides so far, ride and delay.
  struct Completions {
    fileprivate var table: [Int]
    fileprivate let prices: Prices
    fileprivate let stateCount: Int

    @inline(__always)
    fileprivate func at(_ length: Int, _ flag: Int, _ state: Int) -> Int {
      table[(2 * length + flag) * stateCount + state]
    }
  }

  /// Fills the table, longest routes first.
  ///
  /// - Complexity: O(c · s · n), c the most rides of a route, s rides times delays, n rides.
  func completions(_ duals: StageDuals) -> Completions {
    let prices = prices(duals)
    let highest = max(1, crew.highest)
    var table = Array(repeating: Self.never, count: 2 * (highest + 1) * stateCount)
    let network = problem.network
    table.withUnsafeMutableBufferPointer { table in
      for length in stride(from: highest, through: 1, by: -1) {
        for flag in flags {
          let layer = (2 * length + flag) * stateCount
          for ride in 0..<network.rideCount {
            let mayEnd = length >= crew.lowest && filter.lasts.contains(ride)
            for state in offsets[ride]..<offsets[ride + 1] {
              let isDone =
                mayEnd && (flag == 1 || endsFree(ride, delay: state - offsets[ride]))
              table[layer + state] = isDone ? prices.length[length] : Self.never
            }
            guard length < highest else { continue }
            for arc in arcs[ride] { relax(arc, from: ride, length, flag, prices, table) }
          }
        }
      }
    }
    return Completions(table: table, prices: prices, stateCount: stateCount)
  }

  /// Lowers the values of a ride's states to those of going on along an arc.
  @inline(__always)
  private func relax(
    _ arc: Arc, from ride: Int, _ length: Int, _ flag: Int, _ prices: Prices,
    _ table: UnsafeMutableBufferPointer<Int>
  ) {
    let open = problem.network.open
    let layer = (2 * length + flag) * stateCount
    let first = offsets[ride]
    let base = offsets[arc.next]
    let width = offsets[arc.next + 1] - base
    let lag = open[ride] + arc.separation - open[arc.next]
    let step = arc.cost + prices.ride[arc.next]
    for state in first..<offsets[ride + 1] {
      let delay = max(0, state - first + lag)
      if delay >= width { break }
      let next =
        flag == 1
        ? 1 : self.flag(flag, after: ride, delay: state - first, arc.next, delay)
      let rest = table[(2 * (length + 1) + next) * stateCount + base + delay]
      let value = step + prices.minute * delay + rest
      if value < table[layer + state] { table[layer + state] = value }
    }
  }

  /// Whether a route may end with a ride.
  @inline(__always)
  private func mayEnd(_ ride: Int, delay: Int, _ length: Int, _ flag: Int) -> Bool {
    length >= crew.lowest && filter.lasts.contains(ride)
      && (flag == 1 || endsFree(ride, delay: delay))
  }

  /// Whether the time after a ride holds a break.
  private func endsFree(_ ride: Int, delay: Int) -> Bool {
    let network = problem.network
    return network.matrix.holdsBreak(
      from: network.open[ride] + delay + network.occupied[ride], to: .max)
  }

  /// Whether the break is behind once a first ride has started.
  private func firstFlag(_ ride: Int, delay: Int) -> Int {
    flags.lowerBound == 1
      || problem.network.matrix.holdsBreak(from: 0, to: problem.network.open[ride] + delay) ? 1 : 0
  }

  /// Whether the break is behind once the next ride has started.
  @inline(__always)
  private func flag(
    _ flag: Int, after ride: Int, delay: Int, _ next: Int, _ nextDelay: Int
  ) -> Int {
    if flag == 1 { return 1 }
    let network = problem.network
    let end = network.open[ride] + delay + network.occupied[ride]
    let start = network.open[next] + nextDelay
    return network.holdsBreak(after: ride, endedAt: end, before: next, at: start) ? 1 : 0
  }

  /// The cost of the cheapest route that starts with each ride, or nil.
  private func total(_ ride: Int, _ completions: Completions) -> Int? {
    guard let delay = firstDelays[ride] else { return nil }
    let rest = completions.at(1, firstFlag(ride, delay: delay), offsets[ride] + delay)
    guard rest < Self.never / 2 else { return nil }
    return completions.prices.ride[ride] + completions.prices.minute * delay + rest
  }

  /// The cheapest route's cost; `never` where there is none.
  func cheapest(_ completions: Completions) -> Int {
    (0..<problem.network.rideCount).reduce(Self.never) {
      min($0, total($1, completions) ?? Self.never)
    }
  }

  /// Adds to a pool, for each first ride, the cheapest route that costs less than `limit`.
  func collect(_ completions: Completions, below limit: Int, into pool: inout RoutePool) {
    for ride in 0..<problem.network.rideCount {
      guard let cost = total(ride, completions), cost < limit, let delay = firstDelays[ride] else {
        continue
      }
      trace(from: ride, delay: delay, completions, into: &pool)
    }
  }

  private func trace(
    from first: Int, delay firstDelay: Int, _ completions: Completions, into pool: inout RoutePool
  ) {
    var rides = [first]
    var delay = firstDelay
    var flag = firstFlag(first, delay: delay)
    var lateness = delay
    var metres = problem.network.loadedMetres[first]
    var ride = first
    while rides.count < crew.highest {
      let length = rides.count
      let target = completions.at(length, flag, offsets[ride] + delay)
      if mayEnd(ride, delay: delay, length, flag), completions.prices.length[length] == target {
        break
      }
      guard
        let step = arcs[ride].lazy.compactMap({ arc in
          self.step(arc, from: ride, delay: delay, length, flag, completions)
        }).first(where: { $0.value == target })
      else { break }
      metres += problem.network.distance(ride, step.next) + problem.network.loadedMetres[step.next]
      (ride, delay, flag) = (step.next, step.delay, step.flag)
      lateness += delay
      rides.append(ride)
    }
    pool.append(crew: crewIndex, rides: rides, lateness: lateness, metres: metres, problem)
  }

  /// One step along an arc, with the value of the cheapest way on from there.
  private struct Step {
    let next: Int
    let delay: Int
    let flag: Int
    /// The step's own cost, and that with the cheapest completion.
    let cost: Int
    let value: Int
  }

  @inline(__always)
  private func step(
    _ arc: Arc, from ride: Int, delay: Int, _ length: Int, _ flag: Int, _ completions: Completions
  ) -> Step? {
    let network = problem.network
    let late = max(0, network.open[ride] + delay + arc.separation - network.open[arc.next])
    guard late < offsets[arc.next + 1] - offsets[arc.next] else { return nil }
    let next = self.flag(flag, after: ride, delay: delay, arc.next, late)
    let cost = arc.cost + completions.prices.ride[arc.next] + completions.prices.minute * late
    let rest = completions.at(length + 1, next, offsets[arc.next] + late)
    return Step(next: arc.next, delay: late, flag: next, cost: cost, value: cost + rest)
  }

  /// Adds every route without repetition that costs at most `limit`; false past `most` routes.
  func enumerate(
    _ completions: Completions, upTo limit: Int, most: Int, into pool: inout RoutePool
  ) -> Bool {
    var walk = Walk(pool: pool, most: most, limit: limit)
    for ride in 0..<problem.network.rideCount {
      guard let delay = firstDelays[ride] else { continue }
      let flag = firstFlag(ride, delay: delay)
      let cost = completions.prices.ride[ride] + completions.prices.minute * delay
      guard cost + completions.at(1, flag, offsets[ride] + delay) <= limit else { continue }
      walk.rides = [ride]
      walk.served = .only(ride)
      walk.metres = problem.network.loadedMetres[ride]
      let isWhole = extend(
        &walk, cost: cost, delay: delay, flag: flag, lateness: delay, completions)
      guard isWhole else { return false }
    }
    pool = walk.pool
    return true
  }

  private struct Walk {
    var pool: RoutePool
    let most: Int
    let limit: Int
    var rides: [Int] = []
    var served = RideSet()
    var metres = 0
  }

  private func extend(
    _ walk: inout Walk, cost: Int, delay: Int, flag: Int, lateness: Int,
    _ completions: Completions
  ) -> Bool {
    guard let ride = walk.rides.last else { return true }
    let network = problem.network
    let length = walk.rides.count
    if mayEnd(ride, delay: delay, length, flag),
      cost + completions.prices.length[length] <= walk.limit
    {
      if walk.pool.count >= walk.most { return false }
      walk.pool.append(
        crew: crewIndex, rides: walk.rides, lateness: lateness, metres: walk.metres, problem)
    }
    guard length < crew.highest else { return true }
    for arc in arcs[ride] where !walk.served.contains(arc.next) {
      guard let step = step(arc, from: ride, delay: delay, length, flag, completions),
        cost + step.value <= walk.limit, lateness + step.delay <= problem.latenessLimit ?? .max
      else { continue }
      let metres = walk.metres
      walk.rides.append(arc.next)
      walk.served.insert(arc.next)
      walk.metres += network.distance(ride, arc.next) + network.loadedMetres[arc.next]
      let isWhole = extend(
        &walk, cost: cost + step.cost, delay: step.delay, flag: step.flag,
        lateness: lateness + step.delay, completions)
      walk.rides.removeLast()
      walk.served.remove(arc.next)
      walk.metres = metres
      if !isWhole { return false }
    }
    return true
  }
}
