import AllocationCounter
import SeededRandom
import Testing

@testable import DeepQ

@Suite("Allocations", .enabled(if: allocation_counter_works()))
struct AllocationTests {
  /// Episodes of ten drawn observations that are written in place.
  struct Still: DecisionEnvironment {
    let form: DecisionForm
    private var draws = SeededGenerator(seed: 1)
    private var steps = 0

    init(_ form: DecisionForm) { self.form = form }

    mutating func reset(_ random: inout SeededGenerator) { steps = 0 }

    mutating func observe(_ observation: inout Observation) {
      let count = form.inputSize * form.mostRows
      if observation.features.count != count {
        observation.features = Array(repeating: 0, count: count)
        observation.mask = Array(repeating: true, count: form.mostActions)
      }
      for index in 0..<count { observation.features[index] = Float(draws.unit()) }
    }

    mutating func step(_ action: Int) -> DecisionStep {
      steps += 1
      return DecisionStep(reward: Float(action), isEnd: steps == 10)
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let form: DecisionForm
    let threads: Int
    let settings: DQNSettings

    init(
      _ name: String, _ form: DecisionForm, threads: Int,
      _ change: (inout DQNSettings) -> Void = { _ in }
    ) {
      testDescription = name
      self.form = form
      self.threads = threads
      settings = LearningTests.small {
        $0.steps = 2
        change(&$0)
      }
    }
  }

  static let fixed = DecisionForm.fixed(stateSize: 6, actionCount: 4)
  static let cases = [
    Case("fixed, one thread", fixed, threads: 1),
    Case("fixed, two threads", fixed, threads: 2),
    Case("dueling, one network, soft target", fixed, threads: 2) {
      $0.isDueling = true
      $0.isDouble = false
      $0.target = .soft(rate: 0.1)
    },
    Case("prioritised", fixed, threads: 1) {
      $0.replay = .prioritised(exponent: 0.6, correction: .constant(0.5), floor: 0.01)
    },
    Case("candidates", .candidates(featureCount: 3, most: 5), threads: 2),
  ]

  @Test("a warm training allocates nothing, decisions and updates alike", arguments: cases)
  func nothing(_ item: Case) throws {
    var still = Still(item.form)
    let trainer = try DQNTrainer(
      form: item.form, settings: item.settings, seed: 1, threads: item.threads)
    trainer.train(episodes: 20, in: &still) { _ in true }
    let before = allocation_counter_count()
    trainer.train(episodes: 10, in: &still) { _ in true }
    let after = allocation_counter_count()
    #expect(trainer.updates > 200)
    #expect(after - before == 0)
  }

  @Test("the counter counts an array")
  func counts() {
    let before = allocation_counter_count()
    let numbers = Array(repeating: before, count: 1_000)
    let after = allocation_counter_count()
    #expect(numbers.count == 1_000)
    #expect(after > before)
  }
}
