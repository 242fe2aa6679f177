/// The pairs of points that a day's legs need and a table of roads lacks.
public struct MissingRoads: Hashable, Sendable {
  /// How many ordered pairs are missing, each counted once.
  public let count: Int
  /// Of the first ride, in the day's order, whose own leg is missing, else of the first hop.
  public let first: RoadPair
}

extension ServiceDay {
  /// What the day's roads lack: rides' own legs, and hops from any drop-off to any other's pick-up.
  ///
  /// Ends without a place need no pair. A plan of a day that lacks one would be silently worse than
  /// the roads allow, so whoever plans refuses it.
  ///
  /// - Returns: nil where nothing is missing, and on great circles.
  /// - Complexity: O(n + p²), n rides at p different points.
  public var missingRoads: MissingRoads? {
    guard let roads = rules.travel.roads else { return nil }
    var own = OrderedPairs()
    var origins = OrderedPoints()
    var targets = OrderedPoints()
    for (ride, facts) in rides.enumerated() {
      let (pickup, dropoff) = (facts.pickup.map(RoadPoint.init), facts.dropoff.map(RoadPoint.init))
      if let pickup { targets.add(pickup, of: ride) }
      if let dropoff { origins.add(dropoff, of: ride) }
      if let pickup, let dropoff { own.add(RoadPair(from: pickup, to: dropoff), lackedBy: roads) }
    }
    for origin in origins.points {
      for target in targets.points {
        // Nobody drives from a ride's drop-off to its own pick-up.
        if let ride = origin.onlyRide, ride == target.onlyRide { continue }
        own.add(RoadPair(from: origin.point, to: target.point), lackedBy: roads)
      }
    }
    return own.first.map { MissingRoads(count: own.pairs.count, first: $0) }
  }

  private struct OrderedPairs {
    var pairs: Set<RoadPair> = []
    var first: RoadPair?

    mutating func add(_ pair: RoadPair, lackedBy roads: RoadTable) {
      guard roads[pair] == nil, pairs.insert(pair).inserted else { return }
      first = first ?? pair
    }
  }

  private struct OrderedPoints {
    var points: [(point: RoadPoint, onlyRide: Int?)] = []
    private var places: [RoadPoint: Int] = [:]

    mutating func add(_ point: RoadPoint, of ride: Int) {
      if let place = places[point] {
        points[place].onlyRide = nil
      } else {
        places[point] = points.count
        points.append((point, ride))
      }
    }
  }
}
