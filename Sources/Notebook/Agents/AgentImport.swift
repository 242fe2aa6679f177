/// What must hold of a file before an agent is made of it.
enum AgentImport {
  /// Checks the bytes of a file and gives its metadata.
  ///
  /// - Parameter bytes: The whole file.
  /// - Returns: What its header says beside its tensors.
  /// - Throws: ``AgentFileError`` with the reason why it is no agent.
  static func validate(_ bytes: [UInt8]) throws(AgentFileError) -> [String: String] {
    try AgentFile(bytes: bytes).metadata
  }
}
