import CivilTime
import FleetModel
import SeededRandom
import Testing

@testable import Planning

@Suite("Loads over the last days")
struct RollingLoadsTests {
  private static let drivers = ["Anna", "Bo", "Cy", "Dee"]

  /// A day on which some drivers are there, with so many rides each.
  private func day(_ date: CivilDate, _ rides: [String: Int], reserve: Int) -> PlanRecord.Day {
    var loads = rides.sorted { $0.key < $1.key }.map {
      PlanRecord.Load(driver: $0.key, kind: .regular, rides: $0.value, metres: .zero)
    }
    loads.append(PlanRecord.Load(driver: "Eve", kind: .emergency, rides: reserve, metres: .zero))
    return PlanRecord.Day(
      label: .date(date), rides: 0, unlocated: 0,
      score: Score(unassigned: 0, reserve: 0, gap: 0, squares: 0, lateness: 0, metres: 0),
      gapFloor: 0, assignments: [], violations: [], loads: loads)
  }

  /// Excess by driver over a window: each day anew, rides minus the mean over those who were there.
  private func excess(
    _ days: [(date: CivilDate, rides: [String: Int])], on date: CivilDate, over length: Int
  ) -> [String: Double] {
    var excess: [String: Double] = [:]
    for driver in Self.drivers {
      let worked = days.filter {
        $0.date <= date && $0.date.dayNumber > date.dayNumber - length && $0.rides[driver] != nil
      }
      guard !worked.isEmpty else { continue }
      excess[driver] = worked.reduce(0.0) { sum, day in
        let total = day.rides.values.reduce(0, +)
        return sum + Double(day.rides[driver] ?? 0) - Double(total) / Double(day.rides.count)
      }
    }
    return excess
  }

  @Test("are what adding up each window anew gives, whoever is absent when", arguments: 1...20)
  func bruteForce(seed: UInt64) throws {
    var draws = SeededGenerator(seed: seed)
    var rolling = RollingLoads()
    var days: [(date: CivilDate, rides: [String: Int])] = []
    var date = try #require(CivilDate(iso: "2025-01-30"))
    for _ in 0..<40 {
      date = date.adding(days: 1 + draws.below(4))
      var rides: [String: Int] = [:]
      for driver in Self.drivers where draws.below(4) > 0 { rides[driver] = draws.below(6) }
      days.append((date, rides))
      rolling.add(day(date, rides, reserve: draws.below(3)))
    }
    for length in [1, 2, 7, 30, 366] {
      for (date, rides) in days {
        let expected = excess(days, on: date, over: length)
        let standings = rolling.standings(on: date, over: length)
        #expect(standings.map(\.driver) == expected.keys.sorted(), "seed \(seed)")
        for standing in standings {
          #expect(abs(standing.excess - (expected[standing.driver] ?? .nan)) < 1e-9)
        }
        let there = expected.filter { rides[$0.key] != nil }.values
        let gap = rolling.gap(on: date, over: length)
        if let most = there.max(), let least = there.min() {
          #expect(abs((gap ?? .nan) - (most - least)) < 1e-3, "seed \(seed)")
        } else {
          #expect(gap == nil, "seed \(seed)")
        }
      }
    }
  }

  @Test("a day without a date, or one that is not planned, counts for nothing")
  func otherDays() throws {
    let date = try #require(CivilDate(iso: "2025-10-22"))
    var rolling = RollingLoads()
    var named = day(date, ["Anna": 5, "Bo": 0], reserve: 0)
    named.label = .named("x")
    rolling.add(named)
    #expect(rolling.standings(on: date, over: 7).isEmpty)
    #expect(rolling.gap(on: date, over: 7) == nil)
    rolling.add(day(date, ["Anna": 1, "Bo": 0], reserve: 4))
    #expect(rolling.gap(on: date, over: 7) == 1)
    #expect(rolling.gap(on: date.adding(days: 1), over: 7) == nil)
  }
}
