/// The linear programme of a stage over the routes known so far.
struct StageMaster {
  private let problem: StageProblem
  let rows: StageRows
  private var simplex: Simplex
  /// What each column of the programme stands for.
  private var meanings: [Meaning] = []
  private var artificialCost: Double
  private var isInPool: Set<Int> = []

  enum Meaning: Hashable {
    case artificial
    case slack
    case waits(Int)
    case route(Int)
  }

  /// Where artificials stand after the programme is solved.
  var isFeasible: Bool {
    !simplex.solution(above: 1e-3).contains { meanings[$0.column] == .artificial }
  }

  var pivots: Int { simplex.pivots }

  init(_ problem: StageProblem, _ filter: RouteFilter, cuts: [RideSet]) {
    self.problem = problem
    rows = StageRows(problem, cuts: cuts)
    artificialCost = Self.artificialCost(problem)
    var right = Array(repeating: 1.0, count: rows.count)
    var costs = Array(repeating: artificialCost, count: rows.count)
    meanings = Array(repeating: .artificial, count: rows.count)
    for (index, crew) in problem.crews.enumerated() {
      right[rows.rideCount + index] = Double(crew.drivers.count)
      if !crew.mustServe {
        costs[rows.rideCount + index] = 0
        meanings[rows.rideCount + index] = .slack
      }
    }
    let limits: [(Int?, Int?)] = [
      (rows.unassigned, problem.unassignedLimit), (rows.reserve, problem.reserveLimit),
      (rows.squares, problem.squaresLimit), (rows.lateness, problem.latenessLimit),
    ]
    for (row, limit) in limits {
      guard let row, let limit else { continue }
      right[row] = Double(limit)
      costs[row] = 0
      meanings[row] = .slack
    }
    for row in rows.firstCut..<rows.count {
      costs[row] = 0
      meanings[row] = .slack
    }
    simplex = Simplex(right: right, costs: costs)
    addWaiting(filter)
  }

  /// More than any ride can cost in a plan worth having.
  private static func artificialCost(_ problem: StageProblem) -> Double {
    let unit = Double(problem.unit)
    switch problem.objective {
    case .unassigned: return 4 * unit
    case .reserve: return 4 * unit * Double(problem.network.rideCount)
    case .squares: return 4 * unit * 144
    case .lateness: return unit * 1_000
    case .metres:
      var longest = 0
      for ride in 0..<problem.network.rideCount {
        longest = max(longest, problem.network.loadedMetres[ride])
        for next in 0..<problem.network.rideCount {
          longest = max(longest, problem.network.distance(ride, next))
        }
      }
      return Double(4 * longest + 10_000)
    }
  }

  private mutating func addWaiting(_ filter: RouteFilter) {
    guard problem.mayWait else { return }
    let cost = problem.objective == .unassigned ? Double(problem.unit) : 0
    for ride in 0..<rows.rideCount where filter.waiting.contains(ride) {
      var entries = [(row: ride, value: 1.0)]
      if let row = rows.unassigned { entries.append((row, 1)) }
      simplex.add(cost: cost, entries)
      meanings.append(.waits(ride))
    }
  }

  /// Adds a route of a pool; false where it is there already.
  @discardableResult
  mutating func add(_ route: Int, of pool: RoutePool) -> Bool {
    guard isInPool.insert(route).inserted else { return false }
    var entries: [(row: Int, value: Double)] = []
    for ride in pool.rides(of: route) {
      if let index = entries.firstIndex(where: { $0.row == Int(ride) }) {
        entries[index].value += 1
      } else {
        entries.append((Int(ride), 1))
      }
    }
    let crew = pool.crew[route]
    let length = Double(pool.length(of: route))
    entries.append((rows.rideCount + crew, 1))
    let isRegular = problem.crews[crew].isRegular
    if let row = rows.reserve, !isRegular { entries.append((row, length)) }
    if let row = rows.squares, isRegular { entries.append((row, length * length)) }
    if let row = rows.lateness, pool.lateness[route] > 0 {
      entries.append((row, Double(pool.lateness[route])))
    }
    for (index, cut) in rows.cuts.enumerated() where pool.served[route].overlap(cut) > 1 {
      entries.append((rows.firstCut + index, 1))
    }
    simplex.add(cost: Double(pool.cost[route] * problem.unit), entries)
    meanings.append(.route(route))
    return true
  }

  mutating func solve() { simplex.solve() }

  var duals: StageDuals { rows.duals(simplex.prices) }

  /// Makes artificials dearer, where the programme still leans on them.
  mutating func penalise() {
    artificialCost *= 8
    for (column, meaning) in meanings.enumerated() where meaning == .artificial {
      simplex.setCost(of: column, to: artificialCost)
    }
  }

  /// The routes and waiting rides with a value, in order of entry.
  var solution: [(meaning: Meaning, value: Double)] {
    simplex.solution(above: 1e-4).map { (meanings[$0.column], $0.value) }
  }

  /// The routes of the basis, which warm another programme up.
  var basicRoutes: [Int] {
    simplex.basicColumns.sorted().compactMap {
      if case .route(let route) = meanings[$0] { route } else { nil }
    }
  }
}
