import SeededRandom
import Testing

@testable import DeepQ

@Suite("Refused checkpoint files")
struct RefusalTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What the reason says.
    let reason: String
    let change: @Sendable (inout HandmadeFile) -> Void

    init(
      _ name: String, _ reason: String, _ change: @escaping @Sendable (inout HandmadeFile) -> Void
    ) {
      testDescription = name
      self.reason = reason
      self.change = change
    }
  }

  static let broken = [
    Case("a huge header length", "its header would have") { $0.length = .max },
    Case("a header length beyond the file", "truncated") { $0.length = 5_000 },
    Case("a header that is no JSON", "not a JSON object") { $0.header = "{\"a\":" },
    Case("a header that is a list", "not a JSON object") { $0.header = "[1]" },
    Case("a header nested without end", "not a JSON object") {
      $0.header = String(repeating: "[", count: 100_000)
    },
    Case("an empty header", "not a JSON object") { $0.header = "" },
    Case("a tensor that is a number", "not an object") { $0.header = "{\"x\":3}" },
    Case("metadata that is no text", "not text") {
      $0.header = "{\"__metadata__\":{\"form\":3}}"
      $0.values = []
    },
    Case("overlapping tensors", "overlap") { $0.tensors[1].offsets = "[8,16]" },
    Case("a gap between tensors", "gap") {
      $0.tensors[3].offsets = "[52,64]"
      $0.values.append(0)
    },
    Case("offsets beyond the file", "outside the file") { $0.tensors[3].offsets = "[48,600]" },
    Case("negative offsets", "outside the file") { $0.tensors[0].offsets = "[-16,0]" },
    Case("offsets back to front", "outside the file") { $0.tensors[0].offsets = "[16,0]" },
    Case("one offset", "no readable shape or offsets") { $0.tensors[0].offsets = "[0]" },
    Case("offsets that are texts", "no readable shape or offsets") {
      $0.tensors[0].offsets = "[\"0\",\"16\"]"
    },
    Case("offsets beyond an integer", "no readable shape or offsets") {
      $0.tensors[0].offsets = "[0,99999999999999999999]"
    },
    Case("offsets with fractions", "no readable shape or offsets") {
      $0.tensors[0].offsets = "[0,16.5]"
    },
    Case("a negative shape", "no readable shape or offsets") { $0.tensors[0].shape = "[-2,-2]" },
    Case("a shape whose product overflows", "larger than the file") {
      $0.tensors[0].shape = "[4294967296,4294967296,4]"
    },
    Case("a shape larger than its bytes", "needs 24") { $0.tensors[0].shape = "[2,3]" },
    Case("another dtype", "32-bit floats") { $0.tensors[0].dtype = "F64" },
    Case("a tensor of another shape", "has the shape [4], not [2, 2]") {
      $0.tensors[0].shape = "[4]"
    },
    Case("a missing tensor", "layers.1.bias is missing") { $0.tensors[3].name = "layers.2.bias" },
    Case("bytes behind the last tensor", "4 bytes follow") { $0.values.append(1) },
    Case("weights that are no numbers", "not finite numbers") { $0.values[3] = .nan },
    Case("infinite weights", "not finite numbers") { $0.values[14] = -.infinity },
    Case("no metadata", "the form of decisions") { $0.metadata = [:] },
    Case("an unknown form", "the form of decisions") { $0.metadata["form"] = "cubic 2 3" },
    Case("a form too large", "the form of decisions") {
      $0.metadata["form"] = "fixed 2 9999999999"
    },
    Case("a form of nothing", "the form of decisions") { $0.metadata["form"] = "fixed 0 3" },
    Case("no layers", "state its layers") { $0.metadata["layers"] = "" },
    Case("layers that are no numbers", "state its layers") { $0.metadata["layers"] = "2-x" },
    Case("a layer of nothing", "state its layers") { $0.metadata["layers"] = "0" },
    Case("layers beyond an integer", "state its layers") {
      $0.metadata["layers"] = "99999999999999999999"
    },
    Case("other layers than there are", "not [2, 3]") { $0.metadata["layers"] = "3" },
    Case("dueling not said", "dueling") { $0.metadata["dueling"] = nil },
    Case("dueling with candidates", "dueling") {
      $0.metadata["form"] = "candidates 2 3"
      $0.metadata["dueling"] = "on"
    },
    Case("a decision that would take a terabyte", "too much memory") {
      $0.metadata["form"] = "candidates 1000000 1000000"
    },
    Case("Adam's step below zero", "Adam's step") { $0.metadata["adam_step"] = "-1" },
    Case("Adam's step that cannot be counted on", "Adam's step") {
      $0.metadata["adam_step"] = "\(Int.max)"
    },
    Case("Adam's step without moments", "adam_mean.layers.0.weight is missing") {
      $0.metadata["adam_step"] = "1"
    },
  ]

  @Test("a broken file is refused with its reason", arguments: broken)
  func refused(_ item: Case) {
    var file = HandmadeFile()
    item.change(&file)
    let error = #expect(throws: SafetensorsError.self) {
      try AgentCheckpoint(decoding: file.bytes)
    }
    #expect(error?.reason.contains(item.reason) == true, "\(error?.reason ?? "read")")
  }

  @Test("the file that is broken in these ways is whole before")
  func whole() throws {
    let checkpoint = try AgentCheckpoint(decoding: HandmadeFile().bytes)
    #expect(checkpoint.parameters == HandmadeFile().values)
  }

  @Test("a file cut at any length is refused")
  func truncated() throws {
    let settings = LearningTests.small { $0.layers = [3] }
    let trainer = try DQNTrainer(form: Chain().form, settings: settings, seed: 1, threads: 1)
    let bytes = trainer.checkpoint(includingOptimiser: true).encoded()
    for length in 0..<bytes.count {
      #expect(throws: SafetensorsError.self, "\(length)") {
        try AgentCheckpoint(decoding: Array(bytes[..<length]))
      }
    }
  }

  @Test("variances below zero are refused, whose roots would be no numbers")
  func variances() throws {
    let settings = LearningTests.small { $0.layers = [3] }
    let trainer = try DQNTrainer(form: Chain().form, settings: settings, seed: 1, threads: 1)
    trainer.optimiser.variance[0] = -1
    let bytes = trainer.checkpoint(includingOptimiser: true).encoded()
    let error = #expect(throws: SafetensorsError.self) { try AgentCheckpoint(decoding: bytes) }
    #expect(error?.reason == "some of Adam's variances are below zero")
  }

  @Test("a file with any byte changed is read or refused, and never traps")
  func changed() throws {
    let bytes = HandmadeFile().bytes
    var draws = SeededGenerator(seed: 1, purpose: "changed bytes")
    var readable = 0
    for place in bytes.indices {
      for _ in 0..<8 {
        var changed = bytes
        changed[place] = UInt8(draws.below(256))
        guard let read = try? AgentCheckpoint(decoding: changed) else { continue }
        readable += 1
        let evaluator = Evaluator(read.network())
        #expect(evaluator.values(Observation(features: [1, 2], mask: [])).count <= 3)
      }
    }
    #expect(readable > 0)
  }
}
