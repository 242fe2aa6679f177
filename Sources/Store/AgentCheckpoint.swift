/// The weights of an agent, and what its training would go on from, as the bytes of a file.
public struct AgentCheckpoint: Sendable, Equatable {
  public var bytes: [UInt8]
  /// The SHA-256 of the bytes in lower-case hexadecimal digits.
  public var sha256: String

  public init(bytes: [UInt8], sha256: String) {
    self.bytes = bytes
    self.sha256 = sha256
  }
}
