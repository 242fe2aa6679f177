import Glibc

/// The time that a writer has waited for another one.
struct LockWait {
  private let started = Self.now()

  /// Wall seconds since the wait began; shown in messages alone.
  var seconds: Double { Self.now() - started }

  /// The seconds as a message tells them.
  var wholeSeconds: Int { Int(min(max(0, seconds), 3_600).rounded()) }

  /// Waits for a moment that is short to a person and long to a processor.
  func pause() { usleep(10_000) }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
