import CivilTime
import Naming

/// Why rides of a day need the reserve or stay unserved, in words where the proof is short.
///
/// Each fact proves that some of its rides find no driver of the crew, in any plan; the rides of
/// different facts are different, so what they prove adds up.
///
///     ServiceReason(for: .regular, on: day)?.description
///     // 3 rides at 07:00 (1, 2, 4) need 3 drivers and 2 regular ones are available
public struct ServiceReason: Hashable, Sendable, CustomStringConvertible {
  public let crew: Crew
  /// The strongest first.
  public let facts: [Fact]

  /// The drivers a reason is about.
  public enum Crew: String, Hashable, Sendable, CaseIterable {
    /// Regular drivers: what they cannot serve needs the reserve or stays unserved.
    case regular
    /// All drivers: what they cannot serve stays unserved.
    case everyone
  }

  /// One short proof.
  public enum Fact: Hashable, Sendable {
    /// No driver of the crew can take any of these rides, ids in order of time.
    case nobody(rides: [Int])
    case peak(Peak)
    /// All the rides that somebody can take are more than the drivers may have in a day.
    case cap(rides: Int, drivers: Int, maxRides: Int)

    /// Rides that find no driver of the crew by this fact.
    public var shortage: Int {
      switch self {
      case .nobody(let rides): rides.count
      case .peak(let peak): peak.rides.count - peak.drivers.count
      case .cap(let rides, let drivers, let maxRides): rides - drivers * maxRides
      }
    }
  }

  /// Rides that keep a driver each at one instant, more of them than drivers who can take any.
  ///
  /// A ride keeps its driver from its latest allowed start until scheduled + occupied + margin, the
  /// end left out, whoever serves it: nobody starts two such rides, as the second would start after
  /// the instant and thus later than allowed.
  public struct Peak: Hashable, Sendable {
    public let instant: Minutes
    /// Ids in order of time.
    public let rides: [Int]
    /// Ids of the crew's drivers who can take at least one of the rides, ascending.
    public let drivers: [Int]
    /// How many drivers the crew has.
    public let crewSize: Int
    /// Whether all the rides need a wheelchair car.
    public let needWheelchair: Bool
    /// Whether all the rides are scheduled for the instant.
    public let areScheduledThen: Bool
  }

  /// Rides that need the reserve or stay unserved, or that stay unserved, at least.
  public var shortage: Int { facts.reduce(0) { $0 + $1.shortage } }

  /// Finds the shortest proofs for a crew; nil where there are none, or the day is too large.
  ///
  /// No proof over a day of more than `DayMatrix.pairLimit` rides is short.
  /// - Complexity: O(n · k² · m), n rides, of which k at most at one instant, m drivers.
  public init?(for crew: Crew, on day: ServiceDay) {
    guard day.rides.count <= DayMatrix.pairLimit else { return nil }
    let matrix = DayMatrix(day)
    let drivers = (0..<matrix.driverCount).filter { crew == .everyone || matrix.isRegular[$0] }
    let crewOfRide = (0..<matrix.rideCount).map { ride in
      drivers.filter { matrix.canTake(ride: ride, driver: $0) }
    }
    let lost = crewOfRide.indices.filter { crewOfRide[$0].isEmpty }
    let rest = crewOfRide.indices.filter { !crewOfRide[$0].isEmpty }
    var facts = Self.peaks(matrix, rest, crewOfRide, crewSize: drivers.count)
    let cap = Fact.cap(rides: rest.count, drivers: drivers.count, maxRides: max(0, matrix.maxRides))
    if cap.shortage > facts.reduce(0, { $0 + $1.shortage }) { facts = [cap] }
    if !lost.isEmpty { facts.append(.nobody(rides: lost.map { matrix.rideIds[$0] })) }
    guard !facts.isEmpty else { return nil }
    self.crew = crew
    self.facts = facts.enumerated().sorted {
      ($1.element.shortage, $0.offset) < ($0.element.shortage, $1.offset)
    }.map(\.element)
  }

  /// What explains a score's first two levels: unserved rides, then those on the reserve.
  public static func reasons(for score: Score, on day: ServiceDay) -> [ServiceReason] {
    [
      score.unassigned > 0 ? ServiceReason(for: .everyone, on: day) : nil,
      score.reserve > 0 ? ServiceReason(for: .regular, on: day) : nil,
    ].compactMap(\.self)
  }

  /// The peaks, the strongest first, each among the rides that those before it leave.
  private static func peaks(
    _ matrix: DayMatrix, _ rides: [Int], _ crewOfRide: [[Int]], crewSize: Int
  ) -> [Fact] {
    var rest = rides
    var facts: [Fact] = []
    while let peak = strongest(matrix, rest, crewOfRide, crewSize: crewSize) {
      facts.append(.peak(peak.peak))
      rest.removeAll { peak.rides.contains($0) }
    }
    return facts
  }

  /// The peak of most shortage, then fewest rides, then the earliest; nil where none has any.
  private static func strongest(
    _ matrix: DayMatrix, _ rides: [Int], _ crewOfRide: [[Int]], crewSize: Int
  ) -> (peak: Peak, rides: Set<Int>)? {
    var best: (shortage: Int, rides: [Int], drivers: [Int], instant: Int)?
    // The rides kept at an instant only grow where a ride reaches its latest start.
    for instant in Set(rides.map { matrix.latest[$0] }).sorted() {
      let kept = rides.filter { matrix.keepsDriver(ride: $0, at: instant) }
      guard kept.count > (best?.shortage ?? 0) else { continue }
      let short = DriverMatching(rides: kept, drivers: crewOfRide).short
      let shortage = short.rides.count - short.drivers.count
      guard shortage > 0 else { continue }
      if let best, (best.shortage, -best.rides.count) >= (shortage, -short.rides.count) { continue }
      best = (shortage, short.rides, short.drivers, instant)
    }
    guard let best else { return nil }
    let peak = Peak(
      instant: Minutes(best.instant), rides: best.rides.map { matrix.rideIds[$0] },
      drivers: best.drivers.map { matrix.driverIds[$0] }, crewSize: crewSize,
      needWheelchair: best.rides.allSatisfy { matrix.needsWheelchair[$0] },
      areScheduledThen: best.rides.allSatisfy { matrix.scheduled[$0] == best.instant })
    return (peak, Set(best.rides))
  }

  /// One sentence, rides and drivers by id.
  public var description: String {
    facts.map { text(of: $0) }.joined(separator: "; ")
  }

  /// One fact in words, rides and drivers by id.
  public func text(of fact: Fact) -> String {
    switch fact {
    case .nobody(let rides):
      "no \(crew == .regular ? "regular driver" : "driver") can take "
        + "ride\(rides.count == 1 ? "" : "s") \(rides.map(String.init).listed())"
    case .cap(let rides, let drivers, let maxRides):
      "\(rides) rides are \(fact.shortage) more than \(drivers) "
        + (crew == .regular ? "regular " : "")
        + "driver\(drivers == 1 ? "" : "s") can serve at \(maxRides) a day each"
    case .peak(let peak): text(of: peak)
    }
  }

  private func text(of peak: Peak) -> String {
    let kind = peak.needWheelchair ? "wheelchair rides" : "rides"
    let ids = peak.rides.map(String.init).joined(separator: ", ")
    let time =
      peak.areScheduledThen
      ? "at \(peak.instant.clock)" : "that each occupy a driver at \(peak.instant.clock)"
    let count = peak.drivers.count
    let ones = crew == .everyone ? "" : count == 1 ? " regular one" : " regular ones"
    let available =
      count == peak.crewSize
      ? "\(count)\(ones) \(count == 1 ? "is" : "are") available"
      : "only \(count)\(ones) can take any of them"
    return "\(peak.rides.count) \(kind) \(time) (\(ids)) need \(peak.rides.count) drivers, but "
      + available
  }
}

extension DayMatrix {
  /// Whether a driver can serve a ride if he serves nothing else before it.
  fileprivate func canTake(ride: Int, driver: Int) -> Bool {
    allows(ride: ride, driver: driver) && maxRides > 0
      && keepsTimes(ride: ride, driver: driver, start: firstStart(of: ride, by: driver))
  }

  /// Whether whoever serves a ride can start no other such ride, at an instant.
  fileprivate func keepsDriver(ride: Int, at instant: Int) -> Bool {
    latest[ride] <= instant && instant < scheduled[ride] + occupied[ride] + margin
  }
}

/// A largest matching of rides with drivers who can take them, one ride a driver.
///
/// By augmenting paths (H. W. Kuhn, 1955). Rides left over, with all that alternating paths reach
/// from them, are a set with fewer drivers than rides by as many (P. Hall, 1935), and the same set
/// whatever the matching (A. L. Dulmage and N. S. Mendelsohn, 1958).
private struct DriverMatching {
  private let rides: [Int]
  private let drivers: [[Int]]
  private var rideOf: [Int: Int] = [:]
  private var left: [Int] = []

  /// Matches rides; `drivers` holds, for every ride of the day, those who can take it.
  init(rides: [Int], drivers: [[Int]]) {
    self.rides = rides
    self.drivers = drivers
    for ride in rides {
      var seen: Set<Int> = []
      if !place(ride, &seen) { left.append(ride) }
    }
  }

  private mutating func place(_ ride: Int, _ seen: inout Set<Int>) -> Bool {
    for driver in drivers[ride] where seen.insert(driver).inserted {
      guard let other = rideOf[driver] else {
        rideOf[driver] = ride
        return true
      }
      if place(other, &seen) {
        rideOf[driver] = ride
        return true
      }
    }
    return false
  }

  /// The rides that are short of drivers, and all drivers who can take any of them.
  var short: (rides: [Int], drivers: [Int]) {
    var reached: Set<Int> = []
    var queue = left
    var found = Set(left)
    while let ride = queue.popLast() {
      for driver in drivers[ride] where reached.insert(driver).inserted {
        guard let other = rideOf[driver], found.insert(other).inserted else { continue }
        queue.append(other)
      }
    }
    return (rides.filter(found.contains), reached.sorted())
  }
}
