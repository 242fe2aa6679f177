/// A session file's text as bytes and lines, with the places that errors name.
struct SessionText {
  let bytes: [UInt8]
  let lineStarts: [Int]
  /// Whether its lines ended with CR LF.
  let hadCarriageReturns: Bool

  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  /// Takes a text without its byte order mark, and without the CR of each CR LF where its first
  /// line ends with one.
  init(_ text: String) {
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    // A file is of one kind: where its first line ends with CR LF, an editor made it so.
    let firstEnd = bytes.firstIndex(of: Self.newline) ?? 0
    hadCarriageReturns = firstEnd > 0 && bytes[firstEnd - 1] == Self.carriageReturn
    if hadCarriageReturns { bytes = Self.withoutCarriageReturns(bytes) }
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == Self.newline }.map { $0 + 1 }
  }

  private static func withoutCarriageReturns(_ bytes: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      let endsLine = index + 1 < bytes.count && bytes[index + 1] == newline
      if byte != carriageReturn || !endsLine { kept.append(byte) }
    }
    return kept
  }

  /// The text between two offsets.
  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  /// Where a line ends, without its line break.
  func end(ofLine line: Int) -> Int {
    line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : bytes.count
  }

  func lineText(_ line: Int) -> String { text(lineStarts[line], end(ofLine: line)) }

  /// The place of a line and column from 0.
  func place(line: Int, _ column: Int) -> SessionRecordError.Place {
    SessionRecordError.Place(line: line + 1, column: column + 1, text: lineText(line))
  }

  func place(of offset: Int) -> SessionRecordError.Place {
    let line = lineIndex(of: offset)
    return place(line: line, text(lineStarts[line], offset).count)
  }

  /// The line that holds a byte, from 0, by bisection.
  func lineIndex(of offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The last line that is not blank, from 0; nil where all are.
  var lastLine: Int? {
    lineStarts.indices.last { line in
      bytes[lineStarts[line]..<end(ofLine: line)].contains {
        $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") && $0 != Self.carriageReturn
      }
    }
  }

  // MARK: Conflict markers

  /// What a line that looks like a merge's mark belongs to.
  enum Surroundings {
    case note
    /// A statement begins with it, so that it cannot be one.
    case statementStart
    case other
  }

  /// The line, from 0, of a mark that a merge left.
  ///
  /// Seven of `<`, `|` or `>` are one wherever they begin a line outside of notes. In a note all
  /// three lines of a conflict must be there; seven `=` alone may underline a heading.
  ///
  /// - Parameter surroundings: What a line belongs to; asked for lines that look like a mark.
  /// - Returns: The line, or nil where there is none.
  /// - Complexity: O(lines) where none begins as a mark does.
  func conflictLine(_ surroundings: (Int) -> Surroundings) -> Int? {
    var opened: (line: Int, isParted: Bool)?
    for line in lineStarts.indices {
      guard let mark = conflictMark(line) else { continue }
      let place = surroundings(line)
      let isMark = mark == UInt8(ascii: "=") ? place == .statementStart : place != .note
      if isMark { return opened?.line ?? line }
      switch mark {
      case UInt8(ascii: "<"): opened = (line, false)
      case UInt8(ascii: "="): opened?.isParted = true
      case UInt8(ascii: ">"): if let opened, opened.isParted { return opened.line }
      default: break
      }
    }
    return nil
  }

  /// The sign whose seven, and a blank or the line's end behind them, begin a line.
  private func conflictMark(_ line: Int) -> UInt8? {
    let start = lineStarts[line]
    let behind = start + Self.conflictSigns
    guard behind <= bytes.count, "<=>|".utf8.contains(bytes[start]),
      bytes[start..<behind].allSatisfy({ $0 == bytes[start] })
    else { return nil }
    // The mark between the two sides stands alone on its line.
    let isAlone = behind == bytes.count || "\r\n".utf8.contains(bytes[behind])
    guard isAlone || bytes[start] != UInt8(ascii: "=") && bytes[behind] == UInt8(ascii: " ") else {
      return nil
    }
    return bytes[start]
  }

  /// How many signs a merge begins its marks with.
  private static let conflictSigns = 7
}
