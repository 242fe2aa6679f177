import CivilTime
import DeepQ
import DispatchLearning
import FleetModel
import SessionRecord
import Store

@testable import Notebook

/// Agents put into a notebook without being trained.
enum StoredAgents {
  /// A file of one tensor of two numbers.
  static let file = AgentFileSample.bytes(
    header: #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
    tensors: [0, 0, 128, 63, 0, 0, 0, 64])

  /// A file of a small network that was never trained, which plans days all the same.
  static let network: [UInt8] = {
    var settings = AgentSettings()
    settings.learning.layers = [2]
    let trainer = try? DQNTrainer(
      form: settings.formulation.form, settings: settings.learning, seed: 1, threads: 1)
    var checkpoint = trainer?.checkpoint(includingOptimiser: false)
    checkpoint?.metadata["formulation"] = settings.formulation.rawValue
    return checkpoint?.encoded() ?? []
  }()

  static let curve: [AgentCurvePoint] = [0, 10, 20, 30, 40].flatMap { episode in
    [UInt64(1), 2].map { seed in
      AgentCurvePoint(
        seed: seed, episode: episode, reward: episode == 0 ? nil : Double(episode) / 10,
        loss: episode == 0 ? nil : 1 / Double(episode), exploration: 0.5,
        validation: AgentValidation(
          excessGap: episode == 0 ? 1 : 0, equalDays: 100,
          kilometresAbove: Double(50 - episode) / Double(seed)))
    }
  }

  /// An agent that has seen the days of these hashes.
  static func record(
    _ name: String, parent: String? = nil, days: [AgentRecord.Day] = []
  ) -> AgentRecord {
    AgentRecord(
      name: name, parent: parent, formulation: "reassign", settings: "layers 2",
      seed: 1, seeds: 2, dataset: "hand", fingerprint: "f1", architecture: "73-2-1",
      parameters: 151, episodes: 40, bestEpisode: 30, updates: 1_000,
      statement: "train \(name) on hand episodes 40 seeds 2",
      validation: AgentValidation(excessGap: 0, equalDays: 100, kilometresAbove: 2.5), days: days)
  }

  /// A session with two agents, of which the second was fine-tuned from the first.
  static func notebook(folder: String = NotebookHarness.repository) throws -> NotebookHarness {
    let notebook = try NotebookHarness(folder: folder)
    // A first command gives the notebook its drivers and places.
    try notebook.outcome("agents")
    try notebook.store(
      record("v1", days: [day("a", "2025-10-22", .training), day("b", "2025-10-23", .holdout)]))
    try notebook.store(
      record(
        "v2", parent: "v1",
        days: [
          day("a", "2025-10-22", .training), day("b", "2025-10-23", .validation),
          day("c", "2025-10-24", .holdout),
        ]))
    return notebook
  }

  static func day(_ hash: String, _ date: String, _ role: DayPart) -> AgentRecord.Day {
    AgentRecord.Day(hash: hash, label: DayLabel(date), dataset: "hand", role: role)
  }
}

/// Bytes in the shape of a `.safetensors` file.
enum AgentFileSample {
  static func bytes(header: String, tensors: [UInt8] = [], stating length: Int? = nil) -> [UInt8] {
    let text = Array(header.utf8)
    let stated = length ?? text.count
    return (0..<8).map { UInt8(truncatingIfNeeded: stated >> ($0 * 8)) } + text + tensors
  }
}

extension NotebookHarness {
  /// Puts an agent into the notebook, as training would.
  func store(
    _ agent: AgentRecord, curve: [AgentCurvePoint] = StoredAgents.curve,
    file: [UInt8] = StoredAgents.network
  ) throws {
    try session.database.transaction {
      try $0.insert(
        agent, curve: curve,
        checkpoint: Store.AgentCheckpoint(bytes: file, sha256: ContentHash.sha256(of: file).digits))
      return nil
    }
  }
}
