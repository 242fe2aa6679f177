import Foundation
import Synchronization

/// Runs two parts of some work, one of them on a second thread where there is one.
///
/// The parts are the same with one thread and with two, so that every sum is too. The work is given
/// once and not with each run, as a closure that is handed to a thread would be allocated each time.
final class WorkerPair<Phase: Sendable> {
  private let work: (Phase, Int) -> Void
  private let helper: Helper<Phase>?
  private var runs = 0

  /// - Parameters:
  ///   - threads: 1, or 2 and more.
  ///   - first: any phase.
  ///   - spins: how often a thread looks for the other before it sleeps.
  ///   - work: does a part, 0 or 1, of a phase; what one part writes the other does not touch.
  init(
    threads: Int, first: Phase, spins: Int = Gate.usualSpins,
    work: @escaping (Phase, Int) -> Void
  ) {
    self.work = work
    helper = threads > 1 ? Helper(first, spins: spins, work) : nil
  }

  deinit { helper?.end() }

  /// Does parts 0 and 1 of a phase; returns when both are done.
  func run(_ phase: Phase) {
    guard let helper else {
      work(phase, 0)
      work(phase, 1)
      return
    }
    runs += 1
    helper.start(phase)
    work(phase, 0)
    helper.done.wait(for: runs)
  }
}

/// The second thread, which ends when its pair does.
///
/// `@unchecked Sendable`: what both threads touch is written before a gate's post and read after it.
private final class Helper<Phase: Sendable>: @unchecked Sendable {
  private let begin: Gate
  let done: Gate
  private let work: (Phase, Int) -> Void
  // Written before a post and read after it, so that the two threads never meet here.
  private var phase: Phase
  private var isEnding = false

  init(_ first: Phase, spins: Int, _ work: @escaping (Phase, Int) -> Void) {
    begin = Gate(spins: spins)
    done = Gate(spins: spins)
    phase = first
    self.work = work
    let thread = Thread { self.loop() }
    thread.stackSize = 8 << 20
    thread.start()
  }

  func start(_ phase: Phase) {
    self.phase = phase
    begin.post()
  }

  func end() {
    isEnding = true
    begin.post()
  }

  private func loop() {
    var runs = 0
    while true {
      runs += 1
      begin.wait(for: runs)
      if isEnding { return }
      work(phase, 1)
      done.post()
    }
  }
}
