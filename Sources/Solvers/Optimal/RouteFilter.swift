/// What branching has decided: which ride may follow which, and who may serve it.
struct RouteFilter: Sendable {
  /// The rides that may directly follow each ride.
  var followers: [RideSet]
  var firsts: RideSet
  var lasts: RideSet
  /// The rides that each crew may serve.
  var crewRides: [RideSet]
  /// The rides that may stay unassigned.
  var waiting: RideSet

  init(_ problem: StageProblem) {
    let network = problem.network
    let all = RideSet(below: network.rideCount)
    followers = Array(repeating: RideSet(), count: network.rideCount)
    for ride in 0..<network.rideCount {
      for next in 0..<network.rideCount where next != ride {
        let earliest = network.open[ride] + network.separation(ride, next)
        if earliest <= network.open[next] + problem.widest(next) { followers[ride].insert(next) }
      }
    }
    firsts = all
    lasts = all
    crewRides = problem.crews.map { crew in
      var rides = RideSet()
      guard let driver = crew.drivers.first else { return rides }
      for ride in 0..<network.rideCount where network.allows(ride, by: driver) {
        rides.insert(ride)
      }
      return rides
    }
    waiting = problem.mayWait ? all : RideSet()
  }

  /// Whether a route obeys every decision.
  func allows(_ route: Int, of pool: RoutePool) -> Bool {
    guard pool.served[route].bits & ~crewRides[pool.crew[route]].bits == 0 else { return false }
    var previous = -1
    for ride in pool.rides(of: route) {
      let ride = Int(ride)
      guard previous < 0 ? firsts.contains(ride) : followers[previous].contains(ride) else {
        return false
      }
      previous = ride
    }
    return lasts.contains(previous)
  }

  /// A question whose two answers part the plans.
  enum Branch {
    /// Does a ride directly follow another?
    case arc(Int, Int)
    /// Does a crew serve a ride?
    case crew(ride: Int, crew: Int)
    /// Does a ride stay unassigned?
    case waits(Int)
  }

  /// The filter with a question answered.
  func answering(_ branch: Branch, _ answer: Bool) -> RouteFilter {
    var changed = self
    switch branch {
    case .arc(let ride, let next):
      if answer {
        changed.join(ride, next)
      } else {
        changed.followers[ride].remove(next)
      }
    case .crew(let ride, let crew):
      for other in crewRides.indices where (other == crew) != answer {
        changed.crewRides[other].remove(ride)
      }
      if answer { changed.waiting.remove(ride) }
    case .waits(let ride):
      if answer {
        for crew in crewRides.indices { changed.crewRides[crew].remove(ride) }
      } else {
        changed.waiting.remove(ride)
      }
    }
    return changed
  }

  private mutating func join(_ ride: Int, _ next: Int) {
    for other in followers.indices { followers[other].remove(next) }
    followers[ride] = .only(next)
    firsts.remove(next)
    lasts.remove(ride)
    waiting.remove(ride)
    waiting.remove(next)
  }
}
