import SeededRandom
import Testing

@testable import DeepQ

@Suite("Checkpoint files")
struct CheckpointTests {
  static let forms: [(DecisionForm, Bool)] = [
    (.fixed(stateSize: 3, actionCount: 2), false), (.fixed(stateSize: 3, actionCount: 2), true),
    (.candidates(featureCount: 4, most: 5), false),
  ]

  /// A trainer whose weights and moments are no longer zero.
  private func trainer(_ form: DecisionForm, isDueling: Bool) throws -> DQNTrainer {
    let settings = LearningTests.small {
      $0.layers = [4, 3]
      $0.isDueling = isDueling
    }
    let trainer = try DQNTrainer(form: form, settings: settings, seed: 2, threads: 1)
    let features = (0..<form.inputSize * min(2, form.mostRows)).map { Float($0) / 3 }
    try trainer.imitate([(Observation(features: features, mask: []), 1)], epochs: 3)
    return trainer
  }

  @Test("a file reads as what was written, bit for bit", arguments: forms)
  func roundTrip(_ form: DecisionForm, _ isDueling: Bool) throws {
    let trainer = try trainer(form, isDueling: isDueling)
    for includes in [true, false] {
      var checkpoint = trainer.checkpoint(includingOptimiser: includes)
      checkpoint.metadata = ["note": "é \"\\\n\u{0}\u{1F696}", "": "empty key", "z": ""]
      let read = try AgentCheckpoint(decoding: checkpoint.encoded())
      #expect(read.form == form && read.layers == [4, 3] && read.isDueling == isDueling)
      #expect(read.parameters.map(\.bitPattern) == checkpoint.parameters.map(\.bitPattern))
      #expect(read.metadata == checkpoint.metadata)
      #expect(read.optimiser?.step == (includes ? 3 : nil))
      #expect(read.optimiser?.mean == checkpoint.optimiser?.mean)
      #expect(read.optimiser?.variance == checkpoint.optimiser?.variance)
      #expect(read.encoded() == checkpoint.encoded())
    }
  }

  @Test("a network from a file values as the one that was written")
  func sameValues() throws {
    let trainer = try trainer(.fixed(stateSize: 3, actionCount: 2), isDueling: true)
    let read = try AgentCheckpoint(
      decoding: trainer.checkpoint(includingOptimiser: false).encoded())
    let observation = Observation(features: [0.2, -1, 3], mask: [])
    let evaluator = Evaluator(read.network())
    #expect(evaluator.values(observation) == trainer.evaluator.values(observation))
  }

  @Test("awkward floats survive: zeroes, the smallest, the largest")
  func awkward() throws {
    var file = HandmadeFile()
    let awkward: [Float] = [
      0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .greatestFiniteMagnitude,
      .leastNormalMagnitude, 0.1,
    ]
    file.values.replaceSubrange(0..<awkward.count, with: awkward)
    let read = try AgentCheckpoint(decoding: file.bytes)
    #expect(read.parameters.map(\.bitPattern) == file.values.map(\.bitPattern))
    #expect(
      try AgentCheckpoint(decoding: read.encoded()).parameters.map(\.bitPattern)
        == file.values.map(\.bitPattern))
  }

  @Test("the own keys of a file cannot be written over from outside")
  func ownKeys() throws {
    var checkpoint = try trainer(.fixed(stateSize: 3, actionCount: 2), isDueling: false)
      .checkpoint(includingOptimiser: false)
    checkpoint.metadata = ["form": "x", "layers": "9", "dueling": "on", "adam_step": "4", "a": "b"]
    let read = try AgentCheckpoint(decoding: checkpoint.encoded())
    #expect(read.metadata == ["a": "b"])
    #expect(read.layers == [4, 3] && !read.isDueling && read.optimiser == nil)
  }

  @Test("values begin at a multiple of eight bytes whatever the metadata's length")
  func alignment() throws {
    var checkpoint = try trainer(.fixed(stateSize: 3, actionCount: 2), isDueling: false)
      .checkpoint(includingOptimiser: false)
    for length in 0..<9 {
      checkpoint.metadata = ["note": String(repeating: "x", count: length)]
      let bytes = checkpoint.encoded()
      #expect((bytes.count - 4 * checkpoint.parameterCount) % 8 == 0)
    }
  }
}
