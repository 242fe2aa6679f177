/// How long a server may take, and how much it may send.
public struct WebLimits: Hashable, Sendable {
  /// Milliseconds until a connection is made, the name's look-up and TLS included.
  public var connect: Int
  /// Milliseconds until the answer has come whole.
  public var total: Int
  /// Bytes of the body at most, unpacked.
  public var bytes: Int
  /// Once an answer has begun, `leastBytes` must come in each of these milliseconds.
  public var slowWindow: Int
  public var leastBytes: Int

  public init(
    connect: Int = 10_000, total: Int = 60_000, bytes: Int = 8 << 20, slowWindow: Int = 10_000,
    leastBytes: Int = 500
  ) {
    self.connect = connect
    self.total = total
    self.bytes = bytes
    self.slowWindow = slowWindow
    self.leastBytes = leastBytes
  }

  /// No server's header needs more; the rest of a longer one is not read.
  static let headerBytes = 64 << 10
}
