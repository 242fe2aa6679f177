import CivilTime
import FleetModel

/// The optimum of a small day by trying everything: every order of every set of rides.
///
/// For days of at most some twelve rides whose regular drivers all have the standard shift.
struct ExhaustiveOptimum {
  /// Levels 3 to 6 of the score, where every ride is served by a regular driver.
  struct Figures: Hashable, Comparable {
    let gap: Int
    let squares: Int
    let lateness: Int
    let metres: Int

    static func < (left: Figures, right: Figures) -> Bool {
      (left.gap, left.squares, left.lateness, left.metres)
        < (right.gap, right.squares, right.lateness, right.metres)
    }
  }

  private let rides: [Ride]
  private let rules: Rules
  private let occupied: [Int]
  private let hops: [[(minutes: Int, metres: Int)]]
  private let loadedMetres: [Int]
  /// The least lateness and metres of one driver for each set of rides that he can serve alone.
  private var alone: [(lateness: Int, metres: Int)?]

  init(_ day: ServiceDay) {
    rides = day.rides
    rules = day.rules
    let travel = Travel(rules)
    let rules = rules
    occupied = rides.map {
      (rules.boarding + travel.minutes(from: $0.pickup, to: $0.dropoff) + rules.alighting).count
    }
    let all = rides
    hops = all.map { from in
      all.map { to in
        let leg = travel.leg(from: from.dropoff, to: to.pickup)
        return (leg.minutes.count, leg.metres.count)
      }
    }
    loadedMetres = all.map { travel.metres(from: $0.pickup, to: $0.dropoff).count }
    alone = Array(repeating: nil, count: 1 << all.count)
    extend(served: 0, last: nil, free: 0, lateness: 0, metres: 0)
  }

  /// Tries every ride next; a sequence that breaks a rule is not continued.
  private mutating func extend(served: Int, last: Int?, free: Int, lateness: Int, metres: Int) {
    if alone[served].map({ (lateness, metres) < ($0.lateness, $0.metres) }) ?? true {
      alone[served] = (lateness, metres)
    }
    for next in rides.indices where served & (1 << next) == 0 {
      var start = max(rides[next].scheduled.count, Shift.standard.start.count)
      var driven = loadedMetres[next]
      if let last {
        let hop = hops[last][next]
        start = max(rides[next].scheduled.count, free + rules.margin.count + hop.minutes)
        driven += hop.metres
      }
      let late = start - rides[next].scheduled.count
      let end = start + occupied[next]
      guard late <= rules.tolerance(of: rides[next]).count, end <= Shift.standard.end.count else {
        continue
      }
      extend(
        served: served | (1 << next), last: next, free: end, lateness: lateness + late,
        metres: metres + driven)
    }
  }

  /// The best of all ways to share all rides among three drivers; nil where there is none.
  func bestOfThree() -> Figures? {
    let everything = (1 << rides.count) - 1
    var best: Figures?
    for first in 0...everything {
      guard let one = alone[first] else { continue }
      let rest = everything & ~first
      var second = rest
      while true {
        let third = rest & ~second
        if let two = alone[second], let three = alone[third] {
          let loads = [first, second, third].map(\.nonzeroBitCount)
          let figures = Figures(
            gap: (loads.max() ?? 0) - (loads.min() ?? 0),
            squares: loads.reduce(0) { $0 + $1 * $1 },
            lateness: one.lateness + two.lateness + three.lateness,
            metres: one.metres + two.metres + three.metres)
          if best.map({ figures < $0 }) ?? true { best = figures }
        }
        if second == 0 { break }
        second = (second - 1) & rest
      }
    }
    return best
  }
}
