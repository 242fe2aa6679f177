/// Many routes of crews, stored in flat arrays.
struct RoutePool {
  private(set) var crew: [Int] = []
  private(set) var served: [RideSet] = []
  /// The objective's value in whole units.
  private(set) var cost: [Int] = []
  private(set) var lateness: [Int] = []
  private(set) var metres: [Int] = []
  private var rides: [UInt8] = []
  private var offsets: [Int] = [0]

  var count: Int { crew.count }

  /// The rides of a route in the order served.
  @inline(__always)
  func rides(of route: Int) -> ArraySlice<UInt8> { rides[offsets[route]..<offsets[route + 1]] }

  @inline(__always)
  func length(of route: Int) -> Int { offsets[route + 1] - offsets[route] }

  /// Adds a route that keeps the rules, and gives its index.
  @discardableResult
  mutating func append(
    crew index: Int, rides sequence: some Sequence<Int>, lateness late: Int, metres far: Int,
    _ problem: StageProblem
  ) -> Int {
    var set = RideSet()
    for ride in sequence {
      rides.append(UInt8(truncatingIfNeeded: ride))
      set.insert(ride)
    }
    let length = rides.count - (offsets.last ?? 0)
    offsets.append(rides.count)
    crew.append(index)
    served.append(set)
    lateness.append(late)
    metres.append(far)
    let isRegular = problem.crews[index].isRegular
    switch problem.objective {
    case .unassigned: cost.append(0)
    case .reserve: cost.append(isRegular ? 0 : length)
    case .squares: cost.append(isRegular ? length * length : 0)
    case .lateness: cost.append(late)
    case .metres: cost.append(far)
    }
    return crew.count - 1
  }
}
