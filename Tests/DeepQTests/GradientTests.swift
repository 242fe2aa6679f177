import SeededRandom
import Testing

@testable import DeepQ

@Suite("Gradients")
struct GradientTests {
  /// What is checked: a form, the network on top of it and the update's rules.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let form: DecisionForm
    var isDueling = false
    var isDouble = true
    /// Small: nearly all errors are in the line; large: all are in the square.
    var delta = 1.0
    var isMasked = false
    var testDescription: String { name }
  }

  static let fixed = DecisionForm.fixed(stateSize: 5, actionCount: 4)
  static let candidates = DecisionForm.candidates(featureCount: 3, most: 6)
  static let cases = [
    Case(name: "fixed, square", form: fixed, delta: 1e3),
    Case(name: "fixed, line", form: fixed, delta: 0.01),
    Case(name: "fixed, both regions", form: fixed, isMasked: true),
    Case(name: "fixed, one network", form: fixed, isDouble: false, isMasked: true),
    Case(name: "dueling, square", form: fixed, isDueling: true, delta: 1e3),
    Case(name: "dueling, both regions", form: fixed, isDueling: true, isMasked: true),
    Case(name: "dueling, one network", form: fixed, isDueling: true, isDouble: false),
    Case(name: "candidates, square", form: candidates, delta: 1e3),
    Case(name: "candidates, line", form: candidates, delta: 0.01),
    Case(name: "candidates, both regions", form: candidates),
    Case(name: "candidates, one network", form: candidates, isDouble: false),
  ]

  @Test("a part's loss and gradient are those of finite differences", arguments: cases)
  func matchesDifferences(_ item: Case) throws {
    for seed in UInt64(0)..<4 {
      let batch = try RemadeBatch(item, seed: seed)
      let (gradient, loss) = batch.run()
      let reference = ReferenceNetwork(batch.network)
      let targets = batch.targets()
      let expected = reference.gradient { batch.loss($0, targets) }
      let actual = expected.indices.map { Double(gradient[$0]) }
      let size = expected.map(abs).max() ?? 0
      #expect(size > 1e-3, "the gradient of seed \(seed) says nothing")
      let worst = zip(expected, actual).map { abs($0 - $1) }.max() ?? 0
      #expect(worst < 1e-4 * max(1, size), "seed \(seed): \(worst) off of at most \(size)")
      #expect(abs(loss - batch.loss(reference, targets)) < 1e-3 * max(1, loss))
    }
  }

  @Test("the square and the line of Huber's loss meet with one slope")
  func huberMeets() {
    #expect(BatchPart.huber(0.5, 1) == 0.125)
    #expect(BatchPart.huber(-0.5, 1) == 0.125)
    #expect(BatchPart.huber(3, 1) == 2.5)
    #expect(BatchPart.huber(-3, 2) == 4)
    #expect(BatchPart.huber(2, 2) == 2)
  }
}
