import Glibc

/// A search through bytes, of SQLite's own kind and speed, that asks on its way whether to stop.
struct ByteSearch {
  /// Asked for each stretch of bytes that is looked at.
  let isInterrupted: () -> Bool
  private var passed = 0

  /// How many bytes pass between two questions: well under 1 ms of work.
  private static let stretch = 1 << 20

  init(isInterrupted: @escaping () -> Bool) {
    self.isInterrupted = isInterrupted
  }

  /// Finds the first place of some bytes at or behind an offset; nil where they are not there.
  ///
  /// - Throws: ``StoreError/interrupted``.
  /// - Complexity: O(bytes passed + places of the first byte × needle).
  mutating func first(
    of needle: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer, from offset: Int
  ) throws(StoreError) -> Int? {
    guard let base = bytes.baseAddress, let wanted = needle.baseAddress, let first = needle.first
    else { return nil }
    var start = offset
    while start + needle.count <= bytes.count {
      let length = min(bytes.count - needle.count - start + 1, Self.stretch)
      guard let found = memchr(base + start, Int32(first), length) else {
        try pass(length)
        start += length
        continue
      }
      let place = UnsafeRawPointer(found) - base
      try pass(place - start + needle.count)
      if memcmp(found, wanted, needle.count) == 0 { return place }
      start = place + 1
    }
    return nil
  }

  /// Counts work that is done, and asks once it amounts to a stretch.
  ///
  /// - Throws: ``StoreError/interrupted``.
  mutating func pass(_ count: Int) throws(StoreError) {
    passed += count
    guard passed >= Self.stretch else { return }
    passed = 0
    if isInterrupted() { throw .interrupted }
  }
}
