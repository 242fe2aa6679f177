import Files

extension SessionFile {
  /// Reads a session file, tolerant of what hands do to it.
  ///
  /// Blank lines, comments, CR LF, a byte order mark and missing facts are fine. The statements are
  /// found by `StatementSplitter`, so a `#=` inside a note's Markdown or an SQL string is text.
  /// A text without a `#carnet` line is read as a script; a file of format 2 without `#end` is read
  /// as far as it goes (``isCutShort``).
  ///
  /// - Parameters:
  ///   - text: the file's text.
  ///   - name: the file's name for errors, or nil.
  /// - Throws: `SessionRecordError` with line and column: a later format, a malformed header, fact
  ///   or error line, a line that belongs to no statement, a statement that does not end, marks that
  ///   a merge left; in format 2 also marks and keys that are not known or stand twice.
  /// - Complexity: linear in the text.
  public init(_ text: String, name: String? = nil) throws(SessionRecordError) {
    do throws(SessionRecordError) {
      var reader = SessionFileReader(text)
      self = try reader.read()
    } catch {
      throw error.inFile(name)
    }
  }

  /// The most bytes that a session file may have.
  public static let mostBytes = 1 << 28

  /// Reads a session file from the disk.
  ///
  /// - Parameter path: the file, which also names itself in errors.
  /// - Returns: the session.
  /// - Throws: `SessionRecordError` as parsing does, or where the file cannot be read, has more than
  ///   ``mostBytes``, or is not UTF-8.
  public static func read(_ path: String) throws(SessionRecordError) -> SessionFile {
    try SessionFile(try text(at: path), name: path)
  }

  /// The text of a session file.
  ///
  /// - Parameter path: the file, which also names itself in errors.
  /// - Returns: The text.
  /// - Throws: `SessionRecordError` where the file cannot be read, has more than ``mostBytes``, or is
  ///   not UTF-8. A file of format 1 that is not is repaired, as it was when it was written.
  public static func text(at path: String) throws(SessionRecordError) -> String {
    let bytes = try SessionRecordError.translating { () throws(FileError) in
      try WholeFile.read(path, upTo: mostBytes)
    }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    let text = String(decoding: bytes, as: UTF8.self)
    guard !text.hasPrefix("#carnet 1\n"), !text.hasPrefix("#carnet 1\r\n") else { return text }
    let valid = validPrefix(of: bytes)
    let line = bytes[..<valid].count { $0 == SessionText.newline }
    let lineStart = (bytes[..<valid].lastIndex(of: SessionText.newline) ?? -1) + 1
    let lineEnd = bytes[lineStart...].firstIndex(of: SessionText.newline) ?? bytes.count
    throw SessionRecordError(
      .unreadableFile, "a byte that is not UTF-8", file: path,
      place: .init(
        line: line + 1, column: String(decoding: bytes[lineStart..<valid], as: UTF8.self).count + 1,
        text: String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self)),
      expected: "text in UTF-8", remedy: "save the file as UTF-8, or get it again from its source")
  }

  /// How many of the first bytes are UTF-8.
  private static func validPrefix(of bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var count = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      count += UTF8.width(scalar)
    }
    return count
  }
}
