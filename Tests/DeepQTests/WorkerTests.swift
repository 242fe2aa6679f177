import Foundation
import Synchronization
import Testing

@testable import DeepQ

@Suite("Two parts of some work")
struct WorkerTests {
  /// What a part was told to do, in its order; no two threads write one.
  final class Log: @unchecked Sendable {
    var phases: [Int] = []
  }

  @Test(
    "each part does every phase once and in order, whether threads sleep or stay awake",
    arguments: [(1, 0), (2, 0), (2, 1), (2, 50), (2, 2_000)])
  func phases(_ threads: Int, _ spins: Int) {
    let logs = [Log(), Log()]
    let pair = WorkerPair(threads: threads, first: 0, spins: spins) { phase, part in
      logs[part].phases.append(phase)
    }
    let phases = Array(0..<10_000)
    var early = 0
    for phase in phases {
      pair.run(phase)
      if logs.contains(where: { $0.phases.count != phase + 1 }) { early += 1 }
    }
    #expect(early == 0, "both parts are done when `run` returns")
    #expect(logs.map(\.phases) == [phases, phases])
  }

  final class Count: Sendable {
    private let atomic = Atomic<Int>(0)
    var value: Int {
      get { atomic.load(ordering: .sequentiallyConsistent) }
      set { atomic.store(newValue, ordering: .sequentiallyConsistent) }
    }
  }

  /// A thread that is stopped between counting its post and waking the other wakes it too late.
  @Test("a late wake lets nobody through before the next post")
  func lateWake() async {
    let gate = Gate(spins: 0)
    let passed = Count()
    let waiter = Thread {
      for number in 1...2 {
        gate.wait(for: number)
        passed.value = number
      }
    }
    waiter.start()
    gate.announce()
    while passed.value < 1 || !gate.hasSleeper { await Task.yield() }
    gate.wake()
    while passed.value < 2, !gate.hasSleeper { await Task.yield() }
    #expect(passed.value == 1)
    gate.post()
    while passed.value < 2 { await Task.yield() }
  }
}
