import CivilTime
import FleetModel
import Naming

/// Finds which rides go there and back, where the source does not state it.
///
/// Of the rides of one day between the same two places, each takes the earliest one before it that
/// goes the other way and has no return yet as its outbound ride. What stays alone is unknown.
enum DirectionPairs {
  /// The directions of rides, in their order.
  ///
  /// - Complexity: O(n log n) in the rides.
  static func directions(of rides: [BookedRide]) -> [Direction] {
    var directions = Array(repeating: Direction.unknown, count: rides.count)
    var waiting: [Way: ArraySlice<Int>] = [:]
    let order = rides.indices.sorted { (rides[$0].scheduled, $0) < (rides[$1].scheduled, $1) }
    for index in order {
      guard let way = Way(rides[index]) else { continue }
      // The first of those who wait is the earliest: where it is none, no other is.
      let first = waiting[way.back]?.first
      if let outbound = first, rides[outbound].scheduled < rides[index].scheduled {
        waiting[way.back]?.removeFirst()
        directions[outbound] = .outbound
        directions[index] = .return
      } else {
        waiting[way, default: []].append(index)
      }
    }
    return directions
  }

  /// A day and the two places between which a ride goes.
  private struct Way: Hashable {
    let day: DayLabel
    let from: String
    let to: String

    init?(_ ride: BookedRide) {
      self.init(day: ride.day, from: Self.place(ride.pickup), to: Self.place(ride.dropoff))
      if from == to { return nil }
    }

    private init(day: DayLabel, from: String, to: String) {
      self.day = day
      self.from = from
      self.to = to
    }

    var back: Way { Way(day: day, from: to, to: from) }

    /// A point to eleven metres, finer than any address is known; without one the address itself.
    private static func place(_ stop: BookedRide.Stop) -> String {
      guard let point = stop.coordinate else { return TextFolding.key(stop.label) }
      let steps = [point.latitude, point.longitude].map { ($0 * 10_000).rounded() }
      return "\(steps[0]) \(steps[1])"
    }
  }
}
