import FleetModel

/// Which rides a move around a ride looks at: all of a small day, the closest of a large one.
struct RideNeighbours: Sendable {
  /// Days of up to this many rides look at all pairs.
  static let allPairsLimit = 250

  /// How many rides before, and at the same time as, a ride of a large day it looks at.
  private static let predecessors = 14
  private static let peers = 8

  private let lists: [[Int]]

  /// Finds the neighbours of every ride.
  ///
  /// - Complexity: O(n²) up to `allPairsLimit` rides, about O(n log n) beyond.
  init(_ network: RouteNetwork) {
    guard network.rideCount > Self.allPairsLimit else {
      let all = Array(0..<network.rideCount)
      lists = all.map { ride in all.filter { $0 != ride } }
      return
    }
    let ends = SpaceTimeIndex(
      network.matrix.dropoffs,
      times: (0..<network.rideCount).map { network.open[$0] + network.occupied[$0] })
    let starts = SpaceTimeIndex(network.matrix.pickups, times: network.open)
    var found = Array(repeating: [Int](), count: network.rideCount)
    for ride in 0..<network.rideCount {
      let place = network.matrix.pickups[ride]
      // A driver who waits longer than three hours has better things to do.
      let before = ends.near(place, from: network.open[ride] - 180, to: network.close[ride])
        .filter { $0 != ride && network.canFollow(ride, after: $0) }
      for other in Self.closest(before, to: ride, Self.predecessors, network) {
        found[ride].append(other)
        found[other].append(ride)
      }
      let beside = starts.near(place, from: network.open[ride] - 30, to: network.open[ride] + 30)
        .filter { $0 != ride }
      for other in Self.closest(beside, to: ride, Self.peers, network) {
        found[ride].append(other)
      }
    }
    lists = found.map { Array(Set($0)).sorted() }
  }

  subscript(ride: Int) -> [Int] { lists[ride] }

  /// The candidates with the shortest way and wait, ties by index.
  private static func closest(
    _ candidates: [Int], to ride: Int, _ most: Int, _ network: RouteNetwork
  ) -> [Int] {
    var best: [(rank: Int, ride: Int)] = []
    for other in candidates {
      let free = network.open[other] + network.occupied[other]
      let wait = 50 * abs(network.open[ride] - free)
      if best.count == most, let last = best.last, wait > last.rank { continue }
      let entry = (rank: network.distance(other, ride) + wait, ride: other)
      // A sorted handful is cheaper than sorting the hundreds it is taken from.
      var place = best.count
      while place > 0, entry < best[place - 1] { place -= 1 }
      guard place < most else { continue }
      best.insert(entry, at: place)
      if best.count > most { best.removeLast() }
    }
    return best.map(\.ride)
  }
}
