import CivilTime
import FleetModel
import Planning
import TerminalText

/// How closely the places are known that a plan rests on.
///
/// A town's point stands for all of the town: kilometres, minutes and proofs are those of the points,
/// and the way that is driven may be another.
struct PlanGround {
  /// Addresses of the planned rides, each counted once.
  private(set) var addresses = 0
  /// Those of which no more than the street, the postcode or the town is known, or nothing.
  private(set) var coarse = 0
  /// How far off the plan's kilometres may be at most; nil where a radius is not known.
  private(set) var radius: Metres? = .zero

  /// - Complexity: O(rides).
  init(_ plan: PlanRecord, _ days: [DatedDay]) {
    var seen: Set<String> = []
    for (planned, dated) in zip(plan.days, days) {
      let rides = Dictionary(
        dated.rides.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      var routes: [String: [(position: Int, ride: BookedRide)]] = [:]
      for assignment in planned.assignments {
        guard let driver = assignment.driver, let ride = rides[assignment.ride] else { continue }
        routes[driver, default: []].append((assignment.position ?? 0, ride))
        for stop in [ride.pickup, ride.dropoff] where seen.insert(stop.label).inserted {
          addresses += 1
          if stop.precision?.isCoarse ?? true { coarse += 1 }
        }
      }
      for route in routes.values { add(route.sorted { $0.position < $1.position }.map(\.ride)) }
    }
  }

  /// Each leg may be off by the radii of its two ends: those of the rides, and of the ways between.
  private mutating func add(_ route: [BookedRide]) {
    for ride in route { add(ride.metresRadius) }
    for (previous, next) in zip(route, route.dropFirst()) {
      guard let from = previous.dropoff.resolution.place?.radius,
        let to = next.pickup.resolution.place?.radius
      else { return add(nil) }
      add(from + to)
    }
  }

  private mutating func add(_ metres: Metres?) {
    if let sum = radius, let metres { radius = sum + metres } else { radius = nil }
  }

  /// What is to be said of it; nothing where every address is known.
  ///
  /// - Parameter isProven: Whether the plan is a proven optimum, which rests on the same points.
  /// - Returns: The sentence.
  func sentence(isProven: Bool) -> Sentence? {
    guard coarse > 0 else { return nil }
    let proof: Sentence = isProven ? "; the proof holds for these points" : ""
    let off = radius.map { metres -> Sentence in
      let kilometres = rounded(metres.kilometres)
      return ": km ± \(kilometres, shown: "\(kilometres)") at most"
    }
    return
      "\(coarse) of \(counted(addresses, "address", "addresses")) known by street, postcode or town "
      + "alone\(off ?? "")\(proof)"
  }
}
