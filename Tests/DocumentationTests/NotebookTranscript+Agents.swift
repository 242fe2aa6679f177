import SessionRecord
import Store

@testable import Notebook

extension NotebookTranscript {
  /// Puts agents into the notebook that examples speak of, as training would.
  func storeAgents() throws {
    let header = #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}  "#
    let file = [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + [0, 0, 0, 0]
    for (name, parent) in [("v1", nil), ("v2", "v1")] as [(String, String?)] {
      let agent = AgentRecord(
        name: name, parent: parent, formulation: "construct", settings: "", seed: 1,
        dataset: "october", fingerprint: "", architecture: "1", parameters: 1, episodes: 1,
        updates: 1, kernel: "", statement: "", days: [])
      let curve = [0, 1].map { AgentCurvePoint(seed: 1, episode: $0, reward: Double($0)) }
      try session.database.transaction {
        try $0.insert(
          agent, curve: curve,
          checkpoint: AgentCheckpoint(bytes: file, sha256: ContentHash.sha256(of: file).digits))
        return nil
      }
    }
  }
}
