import Glibc
import Web

/// The network as a session sees it: whether anybody may be asked, and by what clock.
public struct NetworkAccess: Sendable {
  /// Why nobody may be asked, as the end of a sentence; nil where somebody may.
  public var refusal: String?
  /// Whose machine an address is.
  public var classify: @Sendable ([UInt8]) -> HostClass
  /// Milliseconds since 1970.
  public var milliseconds: @Sendable () -> Int
  /// Waits so many milliseconds, fewer where a signal comes.
  public var wait: @Sendable (Int) -> Void

  /// Access by the machine's own clock.
  public init(
    refusal: String? = nil,
    classify: @escaping @Sendable ([UInt8]) -> HostClass = { HostClass(address: $0) },
    milliseconds: @escaping @Sendable () -> Int = NetworkAccess.clock,
    wait: @escaping @Sendable (Int) -> Void = { usleep(UInt32(clamping: $0 * 1_000)) }
  ) {
    self.refusal = refusal
    self.classify = classify
    self.milliseconds = milliseconds
    self.wait = wait
  }

  /// None: that of a replay.
  public static let none = NetworkAccess(refusal: "a replay asks nobody")

  /// The machine's clock.
  public static let clock: @Sendable () -> Int = {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return now.tv_sec * 1_000 + now.tv_nsec / 1_000_000
  }
}
