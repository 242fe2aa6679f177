import SeededRandom
import Testing

@testable import DeepQ

@Suite("Optimiser and target network")
struct OptimiserTests {
  /// Algorithm 1 of the paper as it stands, in double precision.
  private func adam(_ start: [Double], _ gradients: [[Double]], rate: Double) -> [Double] {
    var weights = start
    var (mean, variance) = (start.map { _ in 0.0 }, start.map { _ in 0.0 })
    var (first, second) = (1.0, 1.0)
    for gradient in gradients {
      (first, second) = (first * 0.9, second * 0.999)
      for index in weights.indices {
        mean[index] = 0.9 * mean[index] + 0.1 * gradient[index]
        variance[index] = 0.999 * variance[index] + 0.001 * gradient[index] * gradient[index]
        let spread = (variance[index] / (1 - second)).squareRoot()
        weights[index] -= rate * mean[index] / (1 - first) / (spread + 1e-8)
      }
    }
    return weights
  }

  @Test("Adam moves weights as the paper's algorithm does")
  func matchesPaper() {
    var draws = SeededGenerator(seed: 1, purpose: "adam")
    // Not a multiple of any register's width.
    let count = 37
    let start = (0..<count).map { _ in Double(Float(draws.unit() * 2 - 1)) }
    let gradients = (0..<50).map { _ in (0..<count).map { _ in Double(Float(draws.unit() - 0.4)) } }
    let (weights, gradient) = (FloatBuffer(count), FloatBuffer(count))
    for index in 0..<count { weights[index] = Float(start[index]) }
    let optimiser = AdamOptimiser(count)
    for values in gradients {
      // Halved again by the scale; moved in two stretches.
      for index in 0..<count { gradient[index] = Float(values[index] * 2) }
      let step = optimiser.next(rate: 0.01)
      optimiser.move(weights, gradient, scale: 0.5, step, from: 0, count: 20)
      optimiser.move(weights, gradient, scale: 0.5, step, from: 20, count: count - 20)
    }
    let expected = adam(start, gradients, rate: 0.01)
    #expect((0..<count).allSatisfy { abs(Double(weights[$0]) - expected[$0]) < 1e-5 })
    #expect(optimiser.step == 50)
  }

  @Test("Adam's first step is the rate against the slope's sign, by hand")
  func firstStep() {
    let (weights, gradient) = (FloatBuffer(3), FloatBuffer(3))
    for (index, slope) in [Float(4), -0.001, 0].enumerated() { gradient[index] = slope }
    let optimiser = AdamOptimiser(3)
    optimiser.move(weights, gradient, scale: 1, optimiser.next(rate: 0.5), from: 0, count: 3)
    #expect(abs(weights[0] + 0.5) < 1e-5)
    #expect(abs(weights[1] - 0.5) < 1e-5)
    #expect(weights[2] == 0)
  }

  /// A trainer that remembers decisions and has not learnt yet.
  private func trainer(_ change: (inout DQNSettings) -> Void) throws -> DQNTrainer {
    let settings = LearningTests.small {
      $0.stepsPerUpdate = 1_000_000
      change(&$0)
    }
    var chain = Chain()
    let trainer = try DQNTrainer(form: chain.form, settings: settings, seed: 3, threads: 1)
    trainer.train(episodes: 20, in: &chain) { _ in true }
    #expect(trainer.updates == 0)
    return trainer
  }

  private func values(_ buffer: FloatBuffer) -> [Float] { (0..<buffer.count).map { buffer[$0] } }

  @Test("a hard target stands still and is copied with every third update")
  func hardTarget() throws {
    let trainer = try trainer { $0.target = .hard(everyUpdates: 3) }
    var expected = values(trainer.network.parameters)
    for update in 1...7 {
      trainer.update()
      let current = values(trainer.network.parameters)
      #expect(current != expected)
      if update % 3 == 0 { expected = current }
      #expect(values(trainer.target) == expected, "update \(update)")
    }
  }

  @Test("a soft target moves by its share of the difference with every update")
  func softTarget() throws {
    let trainer = try trainer { $0.target = .soft(rate: 0.25) }
    for _ in 0..<5 {
      let before = values(trainer.target)
      trainer.update()
      let current = values(trainer.network.parameters)
      let isExpected = zip(zip(before, current), values(trainer.target)).allSatisfy { pair, after in
        abs(0.75 * pair.0 + 0.25 * pair.1 - after) < 1e-6
      }
      #expect(isExpected)
    }
  }

  @Test("a gradient above the clip is scaled down to it, one below is left")
  func clip() throws {
    func norm(_ clip: Double) throws -> Double {
      let trainer = try trainer { $0.gradientClip = clip }
      trainer.update()
      // After one step Adam's mean is a tenth of the gradient.
      let squares = values(trainer.optimiser.mean).reduce(0) { $0 + 100 * Double($1) * Double($1) }
      return squares.squareRoot()
    }
    let free = try norm(1e9)
    #expect(free > 0.01)
    #expect(abs(try norm(free / 2) - free / 2) < 1e-5 * free)
    #expect(try norm(free * 2) == free)
  }

  @Test("an update without memory does nothing")
  func nothingRemembered() throws {
    let trainer = try DQNTrainer(
      form: Chain().form, settings: LearningTests.small(), seed: 1, threads: 1)
    let before = trainer.checkpoint(includingOptimiser: true).encoded()
    #expect(trainer.update() == 0)
    #expect(trainer.updates == 0)
    #expect(trainer.checkpoint(includingOptimiser: true).encoded() == before)
  }
}
