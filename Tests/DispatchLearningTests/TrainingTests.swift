import CivilTime
import DeepQ
import FleetModel
import SeededRandom
import Solvers
import Testing

@testable import DispatchLearning

@Suite("Training agents")
struct TrainingTests {
  private static let scored = DrawnDays.all.prefix(12).map {
    ScoredDay(day: $0, optimum: OptimalMethod().solve($0).score)
  }

  private static func training(
    _ formulation: Formulation = .reassign, episodes: Int = 60, seed: UInt64 = 1, threads: Int = 1,
    parent: AgentCheckpoint? = nil
  ) -> AgentTraining {
    var settings = AgentSettings()
    settings.formulation = formulation
    settings.episodes = episodes
    settings.learning.layers = [16]
    settings.learning.warmUp = 64
    return AgentTraining(
      settings: settings, training: DrawnDays.all.suffix(20).map { $0 },
      validation: Array(scored), seed: seed, threads: threads, parent: parent)
  }

  private static func score(unassigned: Int = 0, reserve: Int = 0, gap: Int) -> Score {
    Score(unassigned: unassigned, reserve: reserve, gap: gap, squares: 9, lateness: 0, metres: 5)
  }

  @Test("an excess is stated of days served as in the optimum, and no day below is set against it")
  func excess() {
    let optimum = Self.score(gap: 3)
    let pairs = [
      (found: Self.score(gap: 5), optimum: optimum), (found: optimum, optimum: optimum),
      (found: Self.score(unassigned: 2, gap: 0), optimum: optimum),
      (found: Self.score(reserve: 1, gap: 1), optimum: optimum),
      (found: Self.score(gap: 2), optimum: optimum),
    ]
    let quality = QualityScore(pairs)
    #expect(quality.statedExcess?.mean == 1)
    #expect(quality.statedExcess?.days == 2)
    #expect(quality.statedExcess?.allDays == 5)
    // What prints of curves and kept trainings hold stays as it was.
    #expect(quality.excessGap == (2 + 0 - 3 - 2 - 1) / 5.0)
    let none = QualityScore(Array(pairs[2...3])).statedExcess
    #expect(none?.mean == nil)
    #expect(none?.days == 0)
  }

  @Test("the same seed gives the same bytes twice and with two threads, another seed others")
  func seeds() throws {
    for formulation in Formulation.allCases {
      let first = try Self.training(formulation).run { _ in true }
      let again = try Self.training(formulation).run { _ in true }
      let threaded = try Self.training(formulation, threads: 2).run { _ in true }
      let other = try Self.training(formulation, seed: 2).run { _ in true }
      #expect(first.checkpoint.encoded() == again.checkpoint.encoded())
      #expect(first.checkpoint.encoded() == threaded.checkpoint.encoded())
      #expect(first.curve == threaded.curve)
      #expect(first.checkpoint.encoded() != other.checkpoint.encoded())
      #expect(first.updates > 0)
    }
  }

  @Test("the kept checkpoint is the one that scores best on the validation days")
  func best() throws {
    let result = try Self.training(episodes: 120).run { _ in true }
    let least = try #require(result.curve.map(\.quality.regret).min())
    #expect(result.best.quality.regret == least)
    let planner = try AgentPlanner(result.checkpoint)
    #expect(planner.quality(on: Array(Self.scored)) == result.best.quality)
  }

  @Test("stopping keeps the best so far, and ending at that episode gives the same bytes")
  func stopping() throws {
    let stopped = try Self.training(episodes: 200).run { $0.episode < 37 }
    #expect(stopped.end == .stopped)
    #expect(stopped.episodes == 37)
    let again = try Self.training(episodes: 200).run { $0.episode < 37 }
    #expect(stopped.checkpoint.encoded() == again.checkpoint.encoded())
  }

  @Test("patience ends a training that gets no better")
  func patience() throws {
    var training = Self.training(episodes: 5_000)
    var settings = training.settings
    settings.patience = 2
    settings.lookEvery = 10
    training = AgentTraining(
      settings: settings, training: training.training, validation: training.validation, seed: 1,
      threads: 1)
    let result = try training.run { _ in true }
    #expect(result.end == .patience)
    #expect(result.episodes < 5_000)
  }

  @Test("fine-tuning goes on from the parent's weights; a checkpoint of another shape is refused")
  func parents() throws {
    let parent = try Self.training(episodes: 80).run { _ in true }.checkpoint
    let child = try Self.training(episodes: 40, seed: 5, parent: parent).run { _ in true }
    // Before its first update the child plans as its parent does.
    let first = try #require(child.curve.first)
    #expect(first.quality == (try AgentPlanner(parent).quality(on: Array(Self.scored))))
    #expect(throws: AgentError.self) {
      try Self.training(.construct, parent: parent).run { _ in true }
    }
  }

  @Test("no days on which anything can be decided are an error")
  func noDays() {
    let empty = ServiceDay(rides: [], drivers: [], rules: Rules())
    let training = AgentTraining(
      settings: AgentSettings(), training: [empty], validation: [], seed: 1, threads: 1)
    #expect(throws: AgentError.noDays) { try training.run { _ in true } }
  }

  @Test("a trained policy is nearer the optimum than an untrained one of its shape")
  func learns() throws {
    let result = try Self.training(episodes: 400).run { _ in true }
    let days = DrawnDays.all.dropFirst(12).prefix(8).map {
      ScoredDay(day: $0, optimum: OptimalMethod().solve($0).score)
    }
    let trained = try AgentPlanner(result.checkpoint).quality(on: days)
    let untrained = try AgentPlanner.untrained(like: result.checkpoint, seed: 1).quality(on: days)
    #expect(trained.regret < untrained.regret)
  }

  @Test("varied days keep their size, their drivers and times of day")
  func variation() {
    var augmentation = Augmentation()
    augmentation.absence = 1
    var draws = SeededGenerator(seed: 4, purpose: "variation")
    let rides = DrawnDays.all.flatMap(\.rides)
    for day in DrawnDays.all {
      let varied = augmentation.varied(day, from: rides, &draws)
      #expect(varied.rides.count == day.rides.count)
      #expect(varied.rides.allSatisfy { (0..<1_440).contains($0.scheduled.count) })
      #expect(Set(varied.rides.map(\.id)).count == varied.rides.count)
      let regular = day.drivers.count { !$0.isReserve }
      #expect(varied.drivers.count { !$0.isReserve } == (regular > 2 ? regular - 1 : regular))
    }
  }
}
