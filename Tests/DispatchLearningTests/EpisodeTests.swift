import DeepQ
import FleetModel
import SeededRandom
import Solvers
import Testing

@testable import DispatchLearning

@Suite("Planning a day as decisions")
struct EpisodeTests {
  /// Plays an episode at random and looks at it before each decision.
  private func play(
    _ episode: any DispatchEpisode, seed: UInt64,
    _ look: (any DispatchEpisode, [Float]) throws -> Void
  ) rethrows -> Double {
    var draws = SeededGenerator(seed: seed, purpose: "play")
    var features: [Float] = []
    var gained = 0.0
    while !episode.isOver {
      episode.observe(&features)
      try look(episode, features)
      let width =
        episode is ReassignEpisode ? ReassignEpisode.featureCount : ConstructEpisode.featureCount
      let rows = features.count / width
      // Stopping is left to the end, so that episodes are long.
      let choice =
        episode is ReassignEpisode && rows > 1 ? 1 + draws.below(rows - 1) : draws.below(rows)
      gained += episode.take(choice)
    }
    return gained
  }

  @Test("every plan on the way keeps every rule, by the check that did not make it")
  func feasible() {
    for (index, day) in DrawnDays.all.enumerated() {
      let prepared = PreparedDay(day)
      let reassign = ReassignEpisode(prepared)
      _ = play(reassign, seed: UInt64(index)) { _, _ in
        #expect(Feasibility.violations(of: reassign.plan.plan, on: day).isEmpty, "day \(index)")
      }
      let construct = ConstructEpisode(prepared)
      _ = play(construct, seed: UInt64(index)) { _, _ in }
      let plan = prepared.network.matrix.plan(sequences: construct.sequences)
      #expect(Feasibility.violations(of: plan, on: day).isEmpty, "day \(index)")
    }
  }

  @Test("a candidate is one move and a move one candidate: taken, it changes what it says it does")
  func codec() {
    var taken = 0
    for day in DrawnDays.all {
      let prepared = PreparedDay(day)
      for place in 0..<ReassignEpisode.mostCandidates {
        let episode = ReassignEpisode(prepared)
        guard episode.candidates.indices.contains(place) else { continue }
        let candidate = episode.candidates[place]
        let before = episode.plan.score
        #expect(candidate.from < 0 || episode.plan.driverOf[candidate.ride] == candidate.from)
        _ = episode.take(place + 1)
        #expect(episode.plan.driverOf[candidate.ride] == candidate.to)
        #expect(episode.plan.score == before + candidate.move.change)
        let same = episode.candidates.indices.count {
          episode.candidates[$0].ride == candidate.ride
            && episode.candidates[$0].to == candidate.to
            && episode.candidates[$0].kind == candidate.kind
            && episode.candidates[$0].other == candidate.other
        }
        #expect(same <= 1)
        taken += 1
      }
    }
    #expect(taken > 200)
  }

  @Test("rewards add up to the decrease of the cost")
  func rewards() {
    for (index, day) in DrawnDays.all.enumerated() {
      let prepared = PreparedDay(day)
      let reassign = ReassignEpisode(prepared)
      let start = DispatchCost.of(reassign.best.score)
      let gained = play(reassign, seed: UInt64(index)) { _, _ in }
      #expect(abs(start - gained - DispatchCost.of(reassign.best.score)) < 1e-9)
      let construct = ConstructEpisode(prepared)
      let spent = play(construct, seed: UInt64(index)) { _, _ in }
      // Rides that nobody could take before the first decision cost from the start.
      let cost = DispatchCost.of(prepared.score(construct.sequences))
      let lostAtFirst = Double(ConstructEpisode(prepared).ride) * 10
      #expect(abs(spent + cost - lostAtFirst) < 1e-6, "day \(index)")
    }
  }

  @Test("reassign never ends worse than greedy and never sees a plan twice")
  func monotone() {
    for (index, day) in DrawnDays.all.enumerated() {
      let prepared = PreparedDay(day)
      let episode = ReassignEpisode(prepared)
      var seen: Set<[Int]> = []
      _ = play(episode, seed: UInt64(index)) { _, _ in
        #expect(seen.insert(episode.plan.driverOf).inserted)
      }
      #expect(prepared.score(episode.sequences) <= prepared.score(prepared.greedy))
    }
  }

  @Test("stopping ends an episode and gains nothing")
  func stops() throws {
    let episode = try #require(
      DrawnDays.all.map { ReassignEpisode(PreparedDay($0)) }.first { !$0.isOver })
    #expect(episode.take(0) == 0)
    #expect(episode.isOver)
  }

  @Test("rows have the length that the form says, and finite values, whatever the day")
  func rowLengths() {
    for (index, day) in DrawnDays.all.enumerated() {
      for formulation in Formulation.allCases {
        guard case .candidates(featureCount: let width, most: let most) = formulation.form else {
          continue
        }
        _ = play(formulation.episode(on: PreparedDay(day)), seed: UInt64(index)) { _, features in
          #expect(features.count.isMultiple(of: width))
          #expect((1...most).contains(features.count / width))
          #expect(features.allSatisfy { $0.isFinite && abs($0) <= 4 })
        }
      }
    }
  }

  @Test("what is seen does not depend on how rides and drivers are numbered")
  func numbering() {
    for day in DrawnDays.all where day.pins.isEmpty {
      // The order of equal times is by number, so numbers grow as before.
      let renamed = ServiceDay(
        rides: day.rides.map {
          Ride(
            id: $0.id * 7 + 3, scheduled: $0.scheduled, direction: $0.direction,
            isConfirmed: $0.isConfirmed, needsWheelchair: $0.needsWheelchair, pickup: $0.pickup,
            dropoff: $0.dropoff, isHospital: $0.isHospital)
        },
        drivers: day.drivers.map {
          Driver(
            id: $0.id * 11, name: $0.name, kind: $0.kind, shift: $0.shift,
            hasWheelchair: $0.hasWheelchair)
        }, rules: day.rules)
      for formulation in Formulation.allCases {
        var (first, second): ([Float], [Float]) = ([], [])
        formulation.episode(on: PreparedDay(day)).observe(&first)
        formulation.episode(on: PreparedDay(renamed)).observe(&second)
        #expect(first == second)
      }
    }
  }
}
