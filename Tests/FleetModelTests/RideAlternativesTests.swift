import CivilTime
import FleetModel
import Testing

@Suite("What another driver would mean for a ride")
struct RideAlternativesTests {
  let day = Sample.day(
    [
      Sample.ride(1, at: 600), Sample.ride(2, at: 610), Sample.ride(3, at: 700, wheelchair: true),
    ],
    [Sample.driver(1, wheelchair: true), Sample.driver(2), Sample.driver(3, .emergency)])

  @Test("is a score where the rules allow it, else the rule that breaks by fewest minutes")
  func alternatives() throws {
    let plan = Sample.plan([1: [1, 3], 2: [2]])
    let second = try #require(RideAlternatives(of: 2, in: plan, on: day))
    #expect(second.driver == 2)
    #expect(second.alternatives.map(\.driver) == [1, 3])
    #expect(second.alternatives[0].score == nil)
    #expect(second.alternatives[0].violations.map(\.rule) == [.twoAtOnce])
    #expect(second.alternatives[0].violations.map(\.minutes) == [Minutes(30)])
    #expect(second.alternatives[1].score?.reserve == 1)
    #expect(second.alternatives[1].violations.isEmpty)
    let third = try #require(RideAlternatives(of: 3, in: plan, on: day))
    #expect(third.alternatives.map { $0.violations.first?.rule } == [.wheelchair, .wheelchair])
  }

  @Test("is told of unassigned rides too, and of no ride of another day")
  func edges() throws {
    let plan = Sample.plan([1: [1]], unassigned: [2, 3])
    let second = try #require(RideAlternatives(of: 2, in: plan, on: day))
    #expect(second.driver == nil)
    #expect(second.alternatives.map { $0.score?.unassigned } == [nil, 1, 1])
    #expect(RideAlternatives(of: 9, in: plan, on: day) == nil)
  }
}
