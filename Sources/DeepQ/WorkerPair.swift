import Foundation

/// Runs two parts of some work, one of them on a second thread where there is one.
///
/// The parts are the same with one thread and with two, so that every sum is too.
final class WorkerPair: @unchecked Sendable {
  private let start = DispatchSemaphore(value: 0)
  private let done = DispatchSemaphore(value: 0)
  private var work: ((Int) -> Void)?
  private var isEnding = false
  private let hasThread: Bool

  init(threads: Int) {
    hasThread = threads > 1
    guard hasThread else { return }
    let thread = Thread { [start, done, weak self] in
      while true {
        start.wait()
        guard let self, !self.isEnding else { return }
        self.work?(1)
        done.signal()
      }
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  deinit {
    isEnding = true
    if hasThread { start.signal() }
  }

  /// Does parts 0 and 1; returns when both are done.
  func run(_ work: (Int) -> Void) {
    guard hasThread else {
      work(0)
      work(1)
      return
    }
    withoutActuallyEscaping(work) { work in
      self.work = work
      start.signal()
      work(0)
      done.wait()
      self.work = nil
    }
  }
}
