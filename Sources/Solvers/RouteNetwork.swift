import FleetModel

/// A day as the route solvers see it: which ride can follow which, how soon, and how far.
///
/// Ride and driver indices are those of `DayMatrix`. A driver's day is a path through the rides:
/// ride j may start `separation(i, j)` minutes after ride i at the earliest.
package struct RouteNetwork: Sendable {
  package let matrix: DayMatrix
  package let rideCount: Int
  package let driverCount: Int
  /// Earliest and latest allowed starts of each ride.
  package let open: [Int]
  package let close: [Int]
  package let occupied: [Int]
  package let loadedMetres: [Int]
  package let shiftStart: [Int]
  package let shiftEnd: [Int]
  package let isRegular: [Bool]
  package let maxRides: Int
  /// Drivers whom the rules cannot tell apart have the same class; classes count from 0.
  let driverClass: [Int]
  let classCount: Int
  /// True where a rule looks at a route as a whole: its span or its break.
  let hasRouteRules: Bool
  /// True where a route that keeps the rules may break one with a ride less.
  ///
  /// A break may go with it, and a detour by road, or over an unknown place, may be quicker than the
  /// way itself.
  let needsCheckAfterRemoval: Bool
  private let separations: [Int32]
  private let distances: [Int32]

  package init(_ matrix: DayMatrix) {
    self.matrix = matrix
    rideCount = matrix.rideCount
    driverCount = matrix.driverCount
    open = matrix.scheduled
    close = matrix.latest
    occupied = matrix.occupied
    loadedMetres = matrix.loadedMetres
    shiftStart = matrix.shiftStart
    shiftEnd = matrix.shiftEnd
    isRegular = matrix.isRegular
    maxRides = matrix.maxRides
    hasRouteRules = matrix.breakLength > 0 || matrix.maxSpan < .max
    needsCheckAfterRemoval = hasRouteRules || !matrix.isTriangular
    (driverClass, classCount) = Self.classes(of: matrix)
    var separations: [Int32] = []
    var distances: [Int32] = []
    if matrix.rideCount <= DayMatrix.pairLimit {
      separations.reserveCapacity(rideCount * rideCount)
      distances.reserveCapacity(rideCount * rideCount)
      for from in 0..<rideCount {
        let base = matrix.occupied[from] + matrix.margin
        for to in 0..<rideCount {
          separations.append(Int32(clamping: base + matrix.hopMinutes(from: from, to: to)))
          distances.append(Int32(clamping: matrix.hopMetres(from: from, to: to)))
        }
      }
    }
    self.separations = separations
    self.distances = distances
  }

  /// The least time between the starts of two rides served one after the other.
  @inline(__always)
  package func separation(_ from: Int, _ to: Int) -> Int {
    if !separations.isEmpty { return Int(separations[from * rideCount + to]) }
    return occupied[from] + matrix.margin + matrix.hopMinutes(from: from, to: to)
  }

  /// Metres driven empty between two rides served one after the other.
  @inline(__always)
  package func distance(_ from: Int, _ to: Int) -> Int {
    if !distances.isEmpty { return Int(distances[from * rideCount + to]) }
    return matrix.hopMetres(from: from, to: to)
  }

  /// Whether a ride can be served directly after another by somebody.
  @inline(__always)
  package func canFollow(_ ride: Int, after previous: Int) -> Bool {
    open[previous] + separation(previous, ride) <= close[ride]
  }

  /// Whether the time between two rides of a route holds a break, before the way is driven.
  func holdsBreak(after previous: Int, endedAt end: Int, before ride: Int, at start: Int) -> Bool {
    let way = separation(previous, ride) - occupied[previous] - matrix.margin
    return matrix.holdsBreak(from: end, to: start - way)
  }

  /// Whether a driver may take a ride at all.
  @inline(__always)
  package func allows(_ ride: Int, by driver: Int) -> Bool {
    matrix.allows(ride: ride, driver: driver)
  }

  /// Whether the day is small enough for its optimum to be proven.
  var fitsProof: Bool { rideCount > 0 && driverCount > 0 && rideCount <= RideSet.capacity }

  private static func classes(of matrix: DayMatrix) -> (of: [Int], count: Int) {
    struct Traits: Hashable {
      let start: Int
      let end: Int
      let wheelchair: Bool
      let regular: Bool
      /// Set for a driver to whom a ride is pinned, who is like nobody else.
      let pinned: Int?
    }
    let pinned = Set(matrix.pinnedDriver)
    var known: [Traits: Int] = [:]
    let classes = (0..<matrix.driverCount).map { driver in
      let traits = Traits(
        start: matrix.shiftStart[driver], end: matrix.shiftEnd[driver],
        wheelchair: matrix.hasWheelchair[driver], regular: matrix.isRegular[driver],
        pinned: pinned.contains(driver) ? driver : nil)
      if let index = known[traits] { return index }
      known[traits] = known.count
      return known.count - 1
    }
    return (classes, known.count)
  }
}
