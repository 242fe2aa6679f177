import Foundation
import Synchronization
import Testing

@testable import DeepQ

@Suite("Two threads")
struct GateTests {
  /// What a waiting thread saw when it went on; 0 until then.
  private final class Seen: Sendable {
    let posts = Atomic<Int>(0)
    var count: Int { posts.load(ordering: .sequentiallyConsistent) }
  }

  /// The thread that posts can lose its turn between the halves of a post, and its wake then finds
  /// the other asleep for the post after.
  @Test("a post that wakes late does not let the wait for the next one pass")
  func lateWake() {
    let (gate, seen) = (Gate(), Seen())
    gate.note()
    gate.wait(for: 1)
    Thread {
      gate.wait(for: 2)
      seen.posts.store(gate.count, ordering: .sequentiallyConsistent)
    }.start()
    while !gate.isAsleep { sched_yield() }
    gate.wake()
    // It sleeps again, or has gone on where it must not.
    while !gate.isAsleep, seen.count == 0 { sched_yield() }
    #expect(seen.count == 0)
    gate.post()
    while seen.count == 0 { sched_yield() }
    #expect(seen.count == 2)
  }

  /// Each part writes its own number, the other reads it in the next phase.
  @Test("parts of a phase begin after both parts of the one before", arguments: [1, 2])
  func phases(_ threads: Int) {
    let marks = UnsafeMutablePointer<Int>.allocate(capacity: 2)
    defer { marks.deallocate() }
    marks.initialize(repeating: 0, count: 2)
    let early = Seen()
    let shared = UInt(bitPattern: marks)
    let pair = WorkerPair(threads: threads, first: 0) { (phase: Int, part: Int) in
      guard let marks = UnsafeMutablePointer<Int>(bitPattern: shared) else { return }
      if phase % 2 == 0 {
        marks[part] = phase
      } else if marks[1 - part] != phase - 1 {
        early.posts.add(1, ordering: .relaxed)
      }
    }
    for phase in 0..<5_000 { pair.run(phase) }
    #expect(early.count == 0)
    #expect(marks[0] == 4_998 && marks[1] == 4_998)
  }
}
