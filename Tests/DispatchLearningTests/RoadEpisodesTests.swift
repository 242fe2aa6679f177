import CivilTime
import FleetModel
import RoadDays
import SeededRandom
import Solvers
import Testing

@testable import DispatchLearning

/// What agents see and do on roads without triangle inequality or symmetry, worked out from the
/// days' matrices alone.
@Suite("Planning by decisions on roads")
struct RoadEpisodesTests {
  @Test("constructs legal plans, and sees of each driver what the matrix says")
  func construct() {
    var rows = 0
    for made in RoadDay.all {
      let episode = ConstructEpisode(PreparedDay(made.day))
      var draws = SeededGenerator(seed: UInt64(made.number), purpose: "construct")
      var features: [Float] = []
      while !episode.isOver {
        episode.observe(&features)
        if !made.hasRouteRules {
          #expect(
            episode.candidates.map(\.driver) == candidates(for: episode.ride, episode, made),
            "\(made)")
          let expected = episode.candidates.flatMap { row(of: $0.driver, episode, made) }
          #expect(features == expected.map(bounded), "\(made)")
          rows += episode.candidates.count
        }
        _ = episode.take(draws.below(episode.candidates.count))
      }
      let (_, isLegal) = made.score(episode.sequences)
      #expect(isLegal, "\(made)")
    }
    #expect(rows > 1_000)
  }

  private func bounded(_ value: Double) -> Float {
    var row = FeatureRow()
    row.add(value)
    return row.values[0]
  }

  /// Whether a driver could take a ride behind some rides.
  private func step(
    _ ride: Int, behind rides: [Int], _ driver: Int, _ made: RoadDay
  ) -> (start: Int, end: Int, previousEnd: Int)? {
    var isLegal = true
    _ = made.cost(rides + [ride], by: made.day.drivers[driver], legal: &isLegal)
    guard isLegal else { return nil }
    let (before, after) = (times(rides, driver, made), times(rides + [ride], driver, made))
    return (after.last?.start ?? 0, after.last?.end ?? 0, before.last?.end ?? 0)
  }

  private func times(_ rides: [Int], _ driver: Int, _ made: RoadDay) -> [(start: Int, end: Int)] {
    let rules = made.day.rules
    var found: [(start: Int, end: Int)] = []
    for (place, ride) in rides.enumerated() {
      let due = made.day.rides[ride].scheduled.count
      var start = max(due, made.day.drivers[driver].shift.start.count)
      if place > 0 {
        let way = made.minutes[made.ends[rides[place - 1]].to][made.ends[ride].from]
        start = max(due, found[place - 1].end + rules.margin.count + way)
      }
      let loaded = made.minutes[made.ends[ride].from][made.ends[ride].to]
      found.append((start, start + rules.boarding.count + loaded + rules.alighting.count))
    }
    return found
  }

  private func candidates(
    for ride: Int, _ episode: ConstructEpisode, _ made: RoadDay
  ) -> [Int] {
    for isReserve in [false, true] {
      let crew = made.day.drivers.indices.filter { driver in
        made.day.drivers[driver].isReserve == isReserve
          && step(ride, behind: episode.sequences[driver], driver, made) != nil
      }
      if !crew.isEmpty { return crew }
    }
    return []
  }

  /// A candidate's row, from the definitions in `ConstructFeatures`.
  private func row(of driver: Int, _ episode: ConstructEpisode, _ made: RoadDay) -> [Double] {
    let (day, ride) = (made.day, episode.ride)
    let rides = day.rides
    let regular = day.drivers.indices.filter { !day.drivers[$0].isReserve }
    let loads = regular.map { episode.sequences[$0].count }
    let people = Double(max(1, regular.count))
    let crew = candidates(for: ride, episode, made)
    func way(_ driver: Int, to ride: Int) -> Int {
      episode.sequences[driver].last.map { made.metres[made.ends[$0].to][made.ends[ride].from] }
        ?? 0
    }
    let load = episode.sequences[driver].count
    guard let step = step(ride, behind: episode.sequences[driver], driver, made) else { return [] }
    let due = rides[ride].scheduled.count
    let ends = made.ends[ride]
    let tolerance = day.rules.tolerance(of: rides[ride]).count
    let arrival =
      load == 0
      ? nil
      : step.previousEnd + day.rules.margin.count
        + made.minutes[made.ends[episode.sequences[driver][load - 1]].to][ends.from]
    let nearest = crew.map { way($0, to: ride) }.min() ?? 0
    let rideCount = Double(rides.count)
    let handling = day.rules.boarding.count + day.rules.alighting.count
    let occupied = handling + made.minutes[ends.from][ends.to]
    let spare = arrival.map { max(0, due - $0) } ?? 240
    var row: [Double] = [rideCount / 20, (rideCount - Double(ride)) / people / 4, people / 5]
    row.append(Double(crew.count) / people)
    row += [Double(due) / 720 - 1, Double(tolerance) / 30, Double(occupied) / 60]
    row.append(Double(made.metres[ends.from][ends.to]) / 20_000)
    row += [rides[ride].needsWheelchair ? 1 : 0, 1, day.drivers[driver].isReserve ? 0 : 1]
    row.append(Double(load - (loads.min() ?? 0)) / 2)
    row += [rideCount / people - Double(load) - 0.5, load == 0 ? 1 : 0]
    row.append(Double(way(driver, to: ride)) / 10_000)
    row.append(Double(way(driver, to: ride) - nearest) / 10_000)
    row += [Double(step.start - due) / 15, Double(min(spare, 240)) / 60]
    row.append(Double(load == 0 ? 0 : step.start - step.previousEnd) / 120)
    row.append(Double(day.drivers[driver].shift.end.count) / 720 - 1.5)
    row.append(Double(loads.max() ?? 0) - Double(load))
    for next in ride + 1...ride + ConstructFeatures.ahead {
      guard next < rides.count else {
        row += [-0.5, -0.5, 0]
        continue
      }
      let hop = made.minutes[ends.to][made.ends[next].from]
      let start = max(rides[next].scheduled.count, step.end + day.rules.margin.count + hop)
      let isInTime =
        start <= rides[next].scheduled.count + day.rules.tolerance(of: rides[next]).count
      let mayTake =
        (!rides[next].needsWheelchair || day.drivers[driver].hasWheelchair)
        && (day.pins[next + 1].map { $0 == day.drivers[driver].id } ?? true)
      row += [
        isInTime && mayTake ? 1 : 0,
        self.step(next, behind: episode.sequences[driver], driver, made) == nil ? 0 : 1,
        Double(made.metres[ends.to][made.ends[next].from]) / 10_000,
      ]
    }
    return row
  }

  @Test("moves from legal plan to legal plan, each move changing what it says")
  func reassign() {
    var moves = 0
    for made in RoadDay.all {
      let prepared = PreparedDay(made.day)
      let episode = ReassignEpisode(prepared)
      var draws = SeededGenerator(seed: UInt64(made.number), purpose: "reassign")
      var features: [Float] = []
      var before = made.score(episode.plan.sequences).score
      while !episode.isOver {
        episode.observe(&features)
        let candidate = draws.below(episode.candidates.count)
        let move = episode.candidates[candidate]
        let start = (1 + candidate) * ReassignEpisode.featureCount + ReassignFeatures.planCount
        let row = features[start..<start + ReassignFeatures.changeCount]
        _ = episode.take(candidate + 1)
        let (after, isLegal) = made.score(episode.plan.sequences)
        #expect(isLegal, "\(made)")
        let change = ScoreChange(
          unassigned: after.unassigned - before.unassigned, reserve: after.reserve - before.reserve,
          gap: after.gap - before.gap, squares: after.squares - before.squares,
          lateness: after.lateness - before.lateness, metres: after.metres - before.metres)
        #expect(move.move.change == change, "\(made)")
        let told = [
          Double(change.unassigned), Double(change.reserve), Double(change.gap),
          Double(change.squares) / 4, Double(change.lateness) / 15, Double(change.metres) / 10_000,
          Double(change.energy) / 10_000,
        ]
        #expect(Array(row.dropFirst(6).prefix(7)) == told.map(bounded), "\(made)")
        before = after
        moves += 1
      }
    }
    #expect(moves > 1_000)
  }

  @Test("is seen ride by ride as the matrix says")
  func rides() {
    var seen = 0
    for made in RoadDay.all {
      let episode = ReassignEpisode(PreparedDay(made.day))
      guard !episode.isOver else { continue }
      var features: [Float] = []
      episode.observe(&features)
      for (place, candidate) in episode.candidates.enumerated() where candidate.from >= 0 {
        let start =
          (1 + place) * ReassignEpisode.featureCount + ReassignFeatures.planCount
          + ReassignFeatures.changeCount
        let row = Array(features[start..<start + ReassignFeatures.rideCount])
        let route = episode.plan.sequences[candidate.from]
        guard let position = route.firstIndex(of: candidate.ride) else { continue }
        let ends = made.ends[candidate.ride]
        let times = times(route, candidate.from, made)
        let margin = made.day.rules.margin.count
        func way(_ from: Int, _ to: Int) -> (from: Int, to: Int) {
          (made.ends[from].to, made.ends[to].from)
        }
        func slack(_ place: Int) -> Double {
          let (from, to) = way(route[place], route[place + 1])
          let arrival = times[place].end + margin + made.minutes[from][to]
          return Double(made.day.rides[route[place + 1]].scheduled.count - arrival) / 60
        }
        let hasNext = position + 1 < route.count
        let before = position > 0 ? way(route[position - 1], candidate.ride) : nil
        let after = hasNext ? way(candidate.ride, route[position + 1]) : nil
        let due = made.day.rides[candidate.ride].scheduled.count
        #expect(row[3] == bounded(Double(made.metres[ends.from][ends.to]) / 20_000))
        func metres(_ way: (from: Int, to: Int)?) -> Double {
          way.map { Double(made.metres[$0.from][$0.to]) / 10_000 } ?? -0.5
        }
        var told: [Double] = [metres(before), metres(after)]
        told.append(Double(times[position].start - due) / 15)
        told.append(position > 0 ? slack(position - 1) : 2)
        told.append(hasNext ? slack(position) : 2)
        #expect(Array(row.suffix(5)) == told.map(bounded), "\(made)")
        seen += 1
      }
    }
    #expect(seen > 1_000)
  }
}
