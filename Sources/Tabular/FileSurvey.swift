import Files

/// What one pass over all bytes of a file tells: its hash and whether it is text.
struct FileSurvey: Sendable {
  /// Lower-case hex of the SHA-256 of the bytes.
  let sha256: String
  let isUTF8: Bool
  let hasNUL: Bool

  /// Large enough to make a system call cheap, small enough to stay in the processor's cache.
  private static let chunkSize = 1 << 18

  /// Reads the whole file once.
  ///
  /// - Throws: `TabularError` where it cannot be read, and for cancellation.
  /// - Complexity: O(bytes); about 0.1 s for 100 MB with SHA instructions.
  init(of source: ByteSource, checkingText: Bool, watch: LoadWatch) throws(TabularError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkSize, alignment: 64)
    defer { buffer.deallocate() }
    var hash = SHA256()
    var check = UTF8Check()
    var offset = 0
    while true {
      try watch.check(source)
      let got = try source.read(at: offset, into: buffer)
      if got == 0 { break }
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<got])
      hash.update(piece)
      if checkingText { check.feed(piece) }
      offset += got
    }
    guard offset == source.byteCount else { throw source.changedError }
    sha256 = hash.digits
    isUTF8 = check.isValidAtEnd
    hasNUL = check.hasNUL
  }
}
