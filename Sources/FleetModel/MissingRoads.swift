/// The pairs of points that the legs of a day need and its roads lack.
public struct MissingRoads: Sendable {
  /// The ordered pairs, each once.
  public private(set) var pairs: Set<RoadPair> = []
  /// Ids of the ride before and the ride after the first missing hop; twice the same where a ride's
  /// own leg is missing.
  public private(set) var first = (from: 0, to: 0)

  /// Finds what is missing: rides' own legs, then hops from any drop-off to any other's pick-up.
  ///
  /// Ends without a place need no pair. A plan of a day that lacks one would be worse than the roads
  /// allow, and nothing would show it; so whoever plans refuses such a day.
  ///
  /// - Returns: nil where nothing is missing, and on great circles.
  /// - Complexity: O(n + p²), n rides at p different points.
  public init?(on day: ServiceDay) {
    guard let roads = day.rules.travel.roads else { return nil }
    var origins = PointsOfRides()
    var targets = PointsOfRides()
    for ride in day.rides {
      let (pickup, dropoff) = (ride.pickup.map(RoadPoint.init), ride.dropoff.map(RoadPoint.init))
      if let pickup { targets.add(pickup, of: ride.id) }
      if let dropoff { origins.add(dropoff, of: ride.id) }
      if let pickup, let dropoff {
        add(RoadPair(from: pickup, to: dropoff), lackedBy: roads, (ride.id, ride.id))
      }
    }
    for origin in origins.all {
      for target in targets.all {
        // Nobody drives from a ride's drop-off to its own pick-up.
        guard let ride = target.rides.first(where: { [$0] != origin.rides }),
          let before = origin.rides.first(where: { $0 != ride })
        else { continue }
        add(RoadPair(from: origin.point, to: target.point), lackedBy: roads, (before, ride))
      }
    }
    if pairs.isEmpty { return nil }
  }

  private mutating func add(
    _ pair: RoadPair, lackedBy roads: RoadTable, _ rides: (from: Int, to: Int)
  ) {
    guard roads.leg(from: pair.from, to: pair.to) == nil else { return }
    if pairs.isEmpty { first = rides }
    pairs.insert(pair)
  }

  /// Points in the order of the day, each with the first two rides that have an end there.
  private struct PointsOfRides {
    var all: [(point: RoadPoint, rides: [Int])] = []
    private var places: [RoadPoint: Int] = [:]

    mutating func add(_ point: RoadPoint, of ride: Int) {
      guard let place = places[point] else {
        places[point] = all.count
        all.append((point, [ride]))
        return
      }
      if all[place].rides.count < 2 { all[place].rides.append(ride) }
    }
  }
}
