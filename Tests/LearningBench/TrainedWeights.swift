import DeepQ
import SeededRandom

/// A short training of every part that could differ between processors.
enum TrainedWeights {
  /// Updates of each training; enough for every product to be used with trained weights.
  private static let updates = 12

  /// A hash (FNV-1a) of the checkpoints of some trainings: fixed and candidates form, one thread and
  /// two, prioritised replay, both kinds of target, dueling and imitation.
  static func hash() throws -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for bytes in [try wheel(), try draws()] {
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    }
    let text = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }

  /// 100 → 512 → 256 → 128 → 11, dueling and prioritised.
  private static func wheel() throws -> [UInt8] {
    var settings = DQNSettings()
    settings.isDueling = true
    settings.warmUp = 50
    settings.replay = .prioritised(exponent: 0.6, correction: .constant(0.4), floor: 1e-3)
    settings.target = .soft(rate: 0.01)
    var wheel = Wheel()
    let trainer = try DQNTrainer(form: wheel.form, settings: settings, seed: 1, threads: 2)
    trainer.train(episodes: 10, in: &wheel) { _ in trainer.updates < updates }
    return trainer.checkpoint(includingOptimiser: true).encoded()
  }

  /// Candidates of 21 features: a teacher's decisions first, then their returns.
  private static func draws() throws -> [UInt8] {
    var settings = DQNSettings()
    settings.layers = [64, 48]
    settings.batch = 33
    settings.warmUp = 40
    settings.steps = 2
    settings.target = .hard(everyUpdates: 5)
    var picking = Picking()
    let trainer = try DQNTrainer(form: picking.form, settings: settings, seed: 2, threads: 1)
    var draws = SeededGenerator(seed: 3, purpose: "teacher")
    try trainer.imitate((0..<70).map { _ in Picking.lesson(&draws) }, epochs: 2)
    trainer.train(episodes: 60, in: &picking) { _ in trainer.updates < 2 * updates }
    return trainer.checkpoint(includingOptimiser: true).encoded()
  }
}

/// One to eight candidates of 21 features each; the first of the chosen one is paid.
private struct Picking: DecisionEnvironment {
  private static let features = 21
  let form = DecisionForm.candidates(featureCount: Picking.features, most: 8)
  private var rows: [Float] = []
  private var draws = SeededGenerator(seed: 0)
  private var steps = 0

  private static func features(_ draws: inout SeededGenerator) -> [Float] {
    (0..<features * draws.integer(in: 1...8)).map { _ in Float(draws.unit() * 2 - 1) }
  }

  /// What a teacher does who takes the greatest first feature.
  static func lesson(_ draws: inout SeededGenerator) -> (Observation, Int) {
    let rows = features(&draws)
    let pays = stride(from: 0, to: rows.count, by: features).map { rows[$0] }
    let best = pays.indices.max { pays[$0] < pays[$1] } ?? 0
    return (Observation(features: rows, mask: []), best)
  }

  mutating func reset(_ random: inout SeededGenerator) {
    draws = SeededGenerator(seed: random.next())
    steps = 0
  }

  mutating func observe(_ observation: inout Observation) {
    rows = Self.features(&draws)
    observation = Observation(features: rows, mask: [])
  }

  mutating func step(_ action: Int) -> DecisionStep {
    steps += 1
    return DecisionStep(reward: rows[Self.features * action], isEnd: steps == 4)
  }
}
