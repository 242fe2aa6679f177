/// Tells how a text's bytes stand for characters, by the evidence of all of them.
enum TextEncoding {
  /// UTF-16 by its mark, or without one by the NUL in every other byte; nil for anything else.
  static func utf16(_ head: [UInt8]) -> CSVDialect.Encoding? {
    if head.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if head.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    let units = head.count / 2
    guard units >= 4 else { return nil }
    var even = 0
    var odd = 0
    for index in 0..<units {
      if head[index * 2] == 0 { even += 1 }
      if head[index * 2 + 1] == 0 { odd += 1 }
    }
    // Text of a Latin script has a NUL in nearly every unit, and in the same half of it.
    if odd * 10 >= units * 7, even * 10 <= units { return .utf16LittleEndian }
    if even * 10 >= units * 7, odd * 10 <= units { return .utf16BigEndian }
    return nil
  }

  /// Whether the bytes that are no UTF-8 are slips in a text that otherwise is.
  ///
  /// Text of a code page hardly ever has two bytes in a row that make a character of UTF-8.
  static func isBrokenUTF8(_ survey: FileSurvey) -> Bool {
    survey.badCount > 0 && survey.characters >= 2 && survey.characters * 10 >= survey.badCount
  }

  /// The encoding of delimited text.
  ///
  /// - Throws: `TabularError` with the place of the first bad byte where the text is UTF-8 but for
  ///   some bytes and broken rows are refused.
  static func find(
    _ source: ByteSource, _ survey: FileSurvey, utf16: CSVDialect.Encoding?,
    options: ReadingOptions, watch: LoadWatch
  ) throws(TabularError) -> CSVDialect.Encoding {
    let hasMark = try source.head(3) == [0xEF, 0xBB, 0xBF]
    if let encoding = options.encoding {
      return encoding == .utf8 && hasMark ? .utf8WithMark : encoding
    }
    if let utf16 { return utf16 }
    if survey.isUTF8 || isBrokenUTF8(survey) || hasMark { return hasMark ? .utf8WithMark : .utf8 }
    return try CodePageEvidence(of: source, watch: watch).encoding
  }
}

/// The row and cell of a byte of delimited text, or the row and byte of any other.
struct TextPlace {
  let row: Int
  let column: Int

  /// Reads the text before an offset.
  ///
  /// - Parameters:
  ///   - offset: of the byte.
  ///   - source: the text.
  ///   - dialect: how it is delimited; nil counts lines and bytes.
  /// - Throws: `TabularError` where it cannot be read.
  init(of offset: Int, in source: ByteSource, _ dialect: CSVDialect?) throws(TabularError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    defer { buffer.deallocate() }
    var row = 1
    var column = 1
    var isQuoted = false
    var isAfterReturn = false
    var read = 0
    while read < offset {
      let got = try source.read(at: read, into: buffer)
      if got == 0 { break }
      for byte in buffer[..<min(got, offset - read)] {
        if byte == UInt8(ascii: "\""), dialect != nil { isQuoted.toggle() }
        let isBreak = byte == 0x0A || byte == 0x0D
        if isBreak, !isQuoted {
          if byte == 0x0D || !isAfterReturn { row += 1 }
          column = 1
        } else if dialect.map({ $0.delimiter == byte && !isQuoted }) ?? (byte != 0) {
          column += 1
        }
        isAfterReturn = byte == 0x0D
      }
      read += got
    }
    self.row = row
    self.column = column
  }
}
