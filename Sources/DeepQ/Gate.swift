import COpenBLAS
import Dispatch
import Synchronization

/// Lets one thread wait for another's posts, awake for a moment before it sleeps.
///
/// Waking a thread takes longer than the work between two posts of an update often does. One thread
/// posts and one waits.
final class Gate: Sendable {
  /// About forty microseconds.
  private static let spins = 2_000
  private let posted = Atomic<Int>(0)
  private let isAsleep = Atomic<Bool>(false)
  private let semaphore = DispatchSemaphore(value: 0)

  func post() {
    posted.wrappingAdd(1, ordering: .sequentiallyConsistent)
    if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { semaphore.signal() }
  }

  /// Returns once so many posts have been made in all.
  func wait(for number: Int) {
    for _ in 0..<Self.spins {
      if posted.load(ordering: .acquiring) >= number { return }
      copenblas_relax()
    }
    isAsleep.store(true, ordering: .sequentiallyConsistent)
    if posted.load(ordering: .sequentiallyConsistent) >= number,
      isAsleep.exchange(false, ordering: .sequentiallyConsistent)
    {
      return
    }
    // Where the flag was taken away, its post signals and must be waited for all the same.
    semaphore.wait()
  }
}
