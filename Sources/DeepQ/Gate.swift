import CMatrix
import Dispatch
import Synchronization

/// Lets one thread wait for another's posts, awake for a moment before it sleeps.
///
/// Waking a thread takes longer than the work between two posts of an update often does. One thread
/// posts and one waits.
final class Gate: Sendable {
  /// About forty microseconds.
  static let usualSpins = 2_000
  private let spins: Int
  private let posted = Atomic<Int>(0)
  private let isAsleep = Atomic<Bool>(false)
  private let semaphore = DispatchSemaphore(value: 0)

  /// - Parameter spins: how often it is looked for a post before sleeping.
  init(spins: Int = Gate.usualSpins) {
    self.spins = spins
  }

  /// Lets the waiting thread through one number more.
  func post() {
    announce()
    wake()
  }

  func announce() { posted.wrappingAdd(1, ordering: .sequentiallyConsistent) }

  func wake() {
    if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { semaphore.signal() }
  }

  var hasSleeper: Bool { isAsleep.load(ordering: .sequentiallyConsistent) }

  /// Returns once so many posts have been made in all.
  func wait(for number: Int) {
    for _ in 0..<spins {
      if posted.load(ordering: .acquiring) >= number { return }
      cmatrix_relax()
    }
    // A post that was seen before its thread came to `wake` wakes the next sleep, which is then for
    // nothing: only the count tells.
    while posted.load(ordering: .acquiring) < number {
      isAsleep.store(true, ordering: .sequentiallyConsistent)
      if posted.load(ordering: .sequentiallyConsistent) >= number,
        isAsleep.exchange(false, ordering: .sequentiallyConsistent)
      {
        return
      }
      // Who took the flag away signals, and each signal is waited for once.
      semaphore.wait()
    }
  }
}
