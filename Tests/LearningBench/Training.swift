import DeepQ
import Foundation
import SeededRandom

/// The figures of the whole: 100 → 512 → 256 → 128 → 10, batches of 64, Double DQN with Adam.
enum Training {
  private static func settings() -> DQNSettings {
    var settings = DQNSettings()
    settings.layers = [512, 256, 128]
    settings.batch = 64
    settings.exploration = .constant(0.1)
    return settings
  }

  /// A trainer after so many decisions that its memory is full of them.
  private static func trainer(_ wheel: inout Wheel, threads: Int) throws -> DQNTrainer {
    let trainer = try DQNTrainer(form: wheel.form, settings: settings(), seed: 1, threads: threads)
    trainer.train(episodes: 30, in: &wheel) { _ in true }
    return trainer
  }

  /// Gradient updates a second.
  static func updates(threads: Int) throws -> Double {
    var wheel = Wheel()
    let trainer = try trainer(&wheel, threads: threads)
    return Repeat.rate { trainer.update() }
  }

  /// Decisions a second with the environment, one update every four.
  static func steps(threads: Int) throws -> Double {
    var wheel = Wheel()
    let trainer = try trainer(&wheel, threads: threads)
    return Double(Wheel.length)
      * Repeat.rate {
        trainer.train(episodes: 1, in: &wheel) { _ in true }
      }
  }

  /// Greedy decisions a second, one state at a time.
  static func inferences() throws -> Double {
    var wheel = Wheel()
    let trainer = try trainer(&wheel, threads: 1)
    var observation = Observation(features: [], mask: [])
    var draws = SeededGenerator(seed: 2)
    wheel.reset(&draws)
    wheel.observe(&observation)
    for index in observation.features.indices { observation.features[index] = Float(draws.unit()) }
    var sum = 0
    let rate = Repeat.rate { sum += trainer.evaluator.best(observation) }
    // Printing nothing of the sum would let the compiler drop the work.
    return sum < 0 ? 0 : rate
  }

  /// Writes a checkpoint and, beside it, its parameters as text: the layers' in their order.
  static func write(to path: String) throws {
    var wheel = Wheel()
    let trainer = try trainer(&wheel, threads: 1)
    let bytes = trainer.checkpoint(includingOptimiser: true).encoded()
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    // The values of the state 0 to 1 in steps: another reader computes them from the weights.
    let state = (0..<Wheel.places).map { Float($0) / Float(Wheel.places) }
    let values = trainer.evaluator.values(Observation(features: state, mask: []))
    print(values.map { "\($0)" }.joined(separator: " "))
  }
}
