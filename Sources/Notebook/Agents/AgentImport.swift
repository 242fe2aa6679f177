import DeepQ
import DispatchLearning

/// What must hold of a file before an agent is made of it.
enum AgentImport {
  /// Checks the bytes of a file, as far as planning a day with them.
  ///
  /// - Parameter bytes: The whole file.
  /// - Returns: What its header says beside its tensors, its shape as the tensors have it.
  /// - Throws: `SafetensorsError` or `AgentError` with the reason why it is no agent.
  static func validate(_ bytes: [UInt8]) throws -> [String: String] {
    let checkpoint = try AgentCheckpoint(decoding: bytes)
    var metadata = checkpoint.metadata
    _ = try AgentPlanner(checkpoint)
    metadata["architecture"] = checkpoint.architecture
    metadata["parameters"] = String(checkpoint.parameterCount)
    return metadata
  }
}

extension AgentCheckpoint {
  /// The network's layers, as `54-64-64-1`.
  var architecture: String { shape.widths.map(String.init).joined(separator: "-") }
}
