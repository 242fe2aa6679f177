/// Enumerates the dealings of a day's routes that differ in loads.
///
/// Routes of as many rides that suit the same drivers with the same lateness are of one kind: who
/// gets which of them makes no difference, so a driver whose own route is of the kind keeps it.
struct DealingSearch {
  /// The place of the route that each driver gets, a row a dealing; nil where there are more than
  /// `RouteDealer.limit` ways to deal the kinds.
  ///
  /// Among dealings of the same loads the one that moves fewest rides stands for all, then the one
  /// in which the first drivers have the earliest routes; in that order they are listed too.
  let dealings: [[Int]]?

  /// - Parameters:
  ///   - routes: Rides of each route; route i is driver i's as planned.
  ///   - lateness: Minutes of lateness by route, then driver; nil where a rule breaks.
  /// - Complexity: O(m³ + ways · m), m drivers.
  init(routes: [Int], lateness: [[Int?]]) {
    var kinds: [[Int]] = []
    for route in routes.indices {
      let alike = kinds.firstIndex {
        routes[$0[0]] == routes[route] && lateness[$0[0]] == lateness[route]
      }
      if let alike { kinds[alike].append(route) } else { kinds.append([route]) }
    }
    guard Self.ways(kinds.map(\.count)) != nil else {
      dealings = nil
      return
    }
    var walk = Walk(kinds: kinds, loads: routes, lateness: lateness)
    walk.deal([])
    let found = walk.found.sorted { ($0.moved, $0.rank) < ($1.moved, $1.rank) }
    var seen: Set<[Int]> = []
    dealings = found.map(\.places).filter { seen.insert($0.map { routes[$0] }).inserted }
  }

  /// The multinomial coefficient of the kinds' sizes, or nil above the limit.
  private static func ways(_ sizes: [Int]) -> Int? {
    var ways = 1
    var total = 0
    for size in sizes {
      for index in 0..<size {
        total += 1
        ways = ways * total / (index + 1)
      }
      // A coefficient never falls when a kind is added, so it cannot come back below the limit.
      guard ways <= RouteDealer.limit else { return nil }
    }
    return ways
  }

  /// A walk through all ways to give each driver a kind of route.
  private struct Walk {
    let kinds: [[Int]]
    let loads: [Int]
    let lateness: [[Int?]]
    private let planned: Int?
    private let kindOf: [Int]
    private var left: [Int]
    private(set) var found: [(places: [Int], moved: Int, rank: Int)] = []

    init(kinds: [[Int]], loads: [Int], lateness: [[Int?]]) {
      self.kinds = kinds
      self.loads = loads
      self.lateness = lateness
      left = kinds.map(\.count)
      planned = loads.indices.reduce(0) { sum, route in
        guard let sum, let late = lateness[route][route] else { return nil }
        return sum + late
      }
      kindOf = loads.indices.map { route in
        kinds.firstIndex { $0.contains(route) } ?? 0
      }
    }

    /// Gives the drivers after the first `chosen` ones a kind each, in every way.
    mutating func deal(_ chosen: [Int], late: Int = 0) {
      let driver = chosen.count
      guard driver < loads.count else {
        if late == planned { add(chosen) }
        return
      }
      for kind in kinds.indices where left[kind] > 0 {
        guard let more = lateness[kinds[kind][0]][driver] else { continue }
        left[kind] -= 1
        deal(chosen + [kind], late: late + more)
        left[kind] += 1
      }
    }

    private mutating func add(_ chosen: [Int]) {
      var pools = kinds
      for (driver, kind) in chosen.enumerated() where kindOf[driver] == kind {
        pools[kind].removeAll { $0 == driver }
      }
      var places: [Int] = []
      var moved = 0
      for (driver, kind) in chosen.enumerated() {
        if kindOf[driver] == kind {
          places.append(driver)
        } else {
          places.append(pools[kind].removeFirst())
          moved += loads[places[driver]]
        }
      }
      found.append((places, moved, found.count))
    }
  }
}
