import Synchronization

/// Numbers the notebooks that this process holds in memory, so that no two share a name.
final class MemoryNotebooks: Sendable {
  private let count = Atomic<Int>(0)

  func next() -> Int {
    count.wrappingAdd(1, ordering: .relaxed).newValue
  }
}

let memoryNotebooks = MemoryNotebooks()
