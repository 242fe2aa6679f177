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
  private let asleep = Atomic<Bool>(false)
  private let semaphore = DispatchSemaphore(value: 0)

  /// Posts made in all.
  var count: Int { posted.load(ordering: .sequentiallyConsistent) }
  /// Whether the other thread sleeps, or is about to.
  var isAsleep: Bool { asleep.load(ordering: .sequentiallyConsistent) }

  func post() {
    note()
    wake()
  }

  /// The first half of a post: what the other thread waits for.
  func note() {
    posted.wrappingAdd(1, ordering: .sequentiallyConsistent)
  }

  /// The second half of a post, which may come late: this thread can lose its turn in between.
  func wake() {
    if asleep.exchange(false, ordering: .sequentiallyConsistent) { semaphore.signal() }
  }

  /// Returns once so many posts have been made in all.
  func wait(for number: Int) {
    for _ in 0..<Self.spins {
      if posted.load(ordering: .acquiring) >= number { return }
      copenblas_relax()
    }
    // A post whose second half comes late wakes this thread for the post after it: look again.
    while true {
      asleep.store(true, ordering: .sequentiallyConsistent)
      if posted.load(ordering: .sequentiallyConsistent) >= number,
        asleep.exchange(false, ordering: .sequentiallyConsistent)
      {
        return
      }
      // Where the flag was taken away, its post signals and must be waited for all the same.
      semaphore.wait()
      if posted.load(ordering: .sequentiallyConsistent) >= number { return }
    }
  }
}
