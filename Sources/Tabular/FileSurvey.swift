import Files

/// What one pass over all bytes of a file tells: its hash and whether it is text.
struct FileSurvey: Sendable {
  /// Lower-case hex of the SHA-256 of the bytes.
  let sha256: String
  let isUTF8: Bool
  /// The offset of the first NUL character.
  let firstNUL: Int?
  /// The offsets of the first bytes that are no characters, of UTF-8 or of the given UTF-16.
  let bad: [Int]
  let badCount: Int
  /// Characters of several bytes, where the text is read as UTF-8.
  let characters: Int

  /// Large enough to make a system call cheap, small enough to stay in the processor's cache.
  private static let chunkSize = 1 << 18

  /// Reads the whole file once.
  ///
  /// - Parameters:
  ///   - source: the file.
  ///   - checkingText: whether it is text.
  ///   - encoding: UTF-16 where the text is in it.
  ///   - watch: asked for cancellation.
  /// - Throws: `TabularError` where it cannot be read, and for cancellation.
  /// - Complexity: O(bytes); about 0.1 s for 100 MB with SHA instructions.
  init(
    of source: ByteSource, checkingText: Bool, as encoding: CSVDialect.Encoding? = nil,
    watch: LoadWatch
  ) throws(TabularError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkSize, alignment: 64)
    defer { buffer.deallocate() }
    var hash = SHA256()
    var check = UTF8Check()
    var wide = encoding.map { UTF16Check(isBigEndian: $0 == .utf16BigEndian) }
    var offset = 0
    while true {
      try watch.check(source)
      let got = try source.read(at: offset, into: buffer)
      if got == 0 { break }
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<got])
      hash.update(piece)
      if wide != nil {
        wide?.feed(piece)
      } else if checkingText {
        check.feed(piece)
      }
      offset += got
    }
    guard offset == source.byteCount else { throw source.changedError }
    sha256 = hash.digits
    check.finish()
    isUTF8 = check.badCount == 0
    firstNUL = wide.map(\.firstNUL) ?? check.firstNUL
    bad = wide.map { $0.badAtEnd.map { [$0] } ?? [] } ?? check.bad
    badCount = wide == nil ? check.badCount : bad.count
    characters = check.characters
  }
}
