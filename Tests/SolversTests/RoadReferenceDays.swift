import FleetModel
import Foundation
import Solvers
import Testing

/// Days of the fixtures by road, with optima proven by `oracle.py --roads`.
struct RoadReferenceDay: Sendable, CustomTestStringConvertible {
  let reference: ReferenceDay
  let score: Score
  var testDescription: String { reference.id }

  /// The day on the oracle's matrix.
  var day: ServiceDay {
    let day = reference.day
    var rules = day.rules
    rules.travel = .roads(Self.roads(of: day))
    return ServiceDay(rides: day.rides, drivers: day.drivers, rules: rules)
  }

  /// The oracle's matrix over a day's points: half to two and a half great circles, pair by pair.
  static func roads(of day: ServiceDay) -> RoadTable {
    let points = Set(day.rides.flatMap { [$0.pickup, $0.dropoff] }.compactMap(\.self))
    let pairs = points.flatMap { from in points.map { (from, $0) } }
    return RoadTable(
      pairs.compactMap { from, to in
        leg(from: from, to: to).map { (RoadPair(from: RoadPoint(from), to: RoadPoint(to)), $0) }
      })
  }

  private static func leg(from origin: Coordinate, to target: Coordinate) -> RoadLeg? {
    var state: UInt64 = 0
    let (from, to) = (RoadPoint(origin), RoadPoint(target))
    for millionths in [from.latitude, from.longitude, to.latitude, to.longitude] {
      state = mixed(state &+ UInt64(millionths) &+ 0x9e37_79b9_7f4a_7c15)
    }
    let factor = 0.5 + 2 * Double(state >> 11) / 0x1p53
    let metres = Geodesy.kilometres(from: origin, to: target) * 1_000 * factor
    return RoadLeg(
      seconds: (metres * 3.6 / 25 + 0.5).rounded(.down), metres: (metres + 0.5).rounded(.down))
  }

  /// The finaliser of SplitMix64.
  private static func mixed(_ number: UInt64) -> UInt64 {
    var number = number
    number = (number ^ (number >> 30)) &* 0xbf58_476d_1ce4_e5b9
    number = (number ^ (number >> 27)) &* 0x94d0_49bb_1331_11eb
    return number ^ (number >> 31)
  }

  private struct File: Decodable {
    struct Proven: Decodable {
      let id: String
      let optimum: ReferenceDay.Optimum
    }
    let days: [ReferenceDay]
    /// The optima of `days.json` by road.
    let optima: [Proven]
    /// A day that was once left unproven.
    let perturbed: [ReferenceDay]
  }

  private static let file: File? = {
    guard
      let url = Bundle.module.url(
        forResource: "road_days", withExtension: "json", subdirectory: "Fixtures"),
      let data = try? Data(contentsOf: url)
    else { return nil }
    return try? JSONDecoder().decode(File.self, from: data)
  }()

  /// A linear programme of this day is whole but for the perturbation of its right sides: routes of
  /// .9989 were neither taken nor branched on.
  static let perturbed =
    file?.perturbed.map { RoadReferenceDay(reference: $0, score: $0.score) } ?? []

  /// The days of `days.json`, then those of `road_days.json`; none where a file cannot be read.
  static let all: [RoadReferenceDay] = {
    guard let file else { return [] }
    let known = Dictionary(ReferenceDay.all.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    return file.optima.compactMap { proven in
      known[proven.id].map { RoadReferenceDay(reference: $0, score: proven.optimum.score) }
    } + file.days.map { RoadReferenceDay(reference: $0, score: $0.score) }
  }()
}

@Suite("Days by road with proven optima")
struct RoadReferenceDaysTests {
  @Test("are all there, on roads that break symmetry and triangle inequality")
  func fixture() {
    #expect(RoadReferenceDay.all.count == 129)
    #expect(RoadReferenceDay.perturbed.count == 1)
    for road in RoadReferenceDay.all {
      let matrix = DayMatrix(road.day)
      var hasDetour = false
      for (first, second, third) in [(0, 1, 2), (1, 2, 3), (2, 3, 4), (0, 2, 4), (3, 1, 0)] {
        let way = matrix.hopMinutes(from: first, to: third)
        let detour =
          matrix.hopMinutes(from: first, to: second) + matrix.occupied[second] - 15
          + matrix.hopMinutes(from: second, to: third)
        hasDetour = hasDetour || detour < way || way != matrix.hopMinutes(from: third, to: first)
      }
      #expect(hasDetour, "\(road.testDescription)")
    }
  }

  @Test(
    "have optima equal to the oracle's at every level, proven",
    arguments: RoadReferenceDay.all + RoadReferenceDay.perturbed)
  func optima(road: RoadReferenceDay) {
    let day = road.day
    let result = OptimalMethod().solve(day)
    #expect(result.score == road.score)
    #expect(result.isProven)
    #expect(Feasibility.violations(of: result.plan, on: day).isEmpty)
  }
}
