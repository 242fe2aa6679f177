/// A JSON array of objects as rows: keys are columns in the order of their first appearance.
struct JSONTable: RowBlocks {
  let source: ByteSource
  let sheetName: String
  let document: JSONDocument
  /// Where the array begins in the document.
  let start: Int

  private static let rowsPerBlock = 4_096

  var sharedTexts: SharedTexts { SharedTexts() }
  var hasKeys: Bool { true }
  var otherMembers: [String] { document.others }

  /// Reads the array's objects.
  ///
  /// - Throws: `TabularError` naming the first element that is not an object, and what `body` throws.
  func forEachBlock(
    watch: LoadWatch, _ body: (RowBlock) throws -> Bool
  ) throws -> BlockRemainder {
    try document.bytes.withUnsafeBufferPointer { bytes in
      // Cancellation is asked for between records.
      var parser = JSONParser(bytes, from: start)
      do {
        try read(&parser, watch, body)
      } catch let failure as JSONParser.Failure {
        throw document.located(failure, source)
      }
      var doubled = document.doubled
      doubled.add(parser.doubled)
      return BlockRemainder(doubledKeys: doubled)
    }
  }

  private func read(
    _ parser: inout JSONParser, _ watch: LoadWatch, _ body: (RowBlock) throws -> Bool
  ) throws {
    if try parser.opens(UInt8(ascii: "]")) { return }
    var (keys, block, row) = (KeyColumns(), RowBlock(), 0)
    while true {
      row += 1
      if row & 0xFF == 0 { try watch.check(source) }
      guard try parser.record(row: row, to: &block, &keys) else {
        throw Self.notAnObject(try parser.value(depth: 1), source, row: row)
      }
      let isLast = try parser.endsList(with: UInt8(ascii: "]"))
      try keys.checkWidth(source, sheetName)
      guard isLast || block.rowCount == Self.rowsPerBlock else { continue }
      block.keys = keys.names
      block.bytesRead = isLast ? source.byteCount : parser.index
      guard try body(block), !isLast else { return }
      block.clear()
    }
  }

  static func notAnObject(_ value: JSONValue, _ source: ByteSource, row: Int) -> TabularError {
    TabularError(
      .noTable, "an element is \(value.kind), not an object", file: source.name, row: row,
      expected: "objects whose keys are the columns")
  }
}

/// JSON lines as rows: each line is parsed when it is asked for.
struct JSONLinesTable: RowBlocks {
  let source: ByteSource
  let sheetName: String
  let encoding: CSVDialect.Encoding
  /// Whether lines that are no objects are left out.
  let collectsBroken: Bool

  private static let rowsPerBlock = 4_096

  var sharedTexts: SharedTexts { SharedTexts() }
  var hasKeys: Bool { true }

  /// Reads the objects of all lines that are not blank.
  ///
  /// - Throws: `TabularError` for a line that is no object where it is not left out, and what `body`
  ///   throws.
  func forEachBlock(
    watch: LoadWatch, _ body: (RowBlock) throws -> Bool
  ) throws -> BlockRemainder {
    let window = TextWindow(source: source, encoding: encoding)
    let broken = BrokenRows(source: source, badBytes: [])
    var (keys, block, line, rows) = (KeyColumns(), RowBlock(), 0, 0)
    var doubled = DoubledKeys()
    while true {
      if line & 0xFF == 0 { try watch.check(source) }
      guard let length = try nextLine(window, after: line) else { break }
      line += 1
      let bytes = UnsafeBufferPointer(start: window.base + window.start, count: length)
      window.start = min(window.start + length + 1, window.end)
      if bytes.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) { continue }
      if let error = read(bytes, line, to: &block, &keys, &doubled) {
        guard collectsBroken else { throw error }
        try broken.add(row: line, bytes: bytes, reason: error.message)
        continue
      }
      rows += 1
      try keys.checkWidth(source, sheetName)
      guard block.rowCount == Self.rowsPerBlock else { continue }
      block.keys = keys.names
      block.bytesRead = window.offset - (window.end - window.start)
      guard try body(block) else { return BlockRemainder() }
      block.clear()
    }
    block.keys = keys.names
    block.bytesRead = source.byteCount
    if block.rowCount > 0 { _ = try body(block) }
    if let first = broken.rows.first, broken.rows.count > rows {
      throw TabularError(
        .malformed, "most lines cannot be read; the first: \(first.reason)", file: source.name,
        row: first.row, expected: "one JSON object per line")
    }
    return BlockRemainder(doubledKeys: doubled, brokenRows: broken.rows)
  }

  /// Adds a line's object, or gives what is wrong with it.
  private func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ line: Int, to block: inout RowBlock,
    _ keys: inout KeyColumns, _ doubled: inout DoubledKeys
  ) -> TabularError? {
    var parser = JSONParser(bytes)
    parser.skipMark()
    let (end, known) = (block.end, keys.names.count)
    do throws(JSONParser.Failure) {
      guard try parser.record(row: line, to: &block, &keys) else {
        let value = try parser.value(depth: 0)
        try parser.requireEnd()
        return JSONTable.notAnObject(value, source, row: line)
      }
      do throws(JSONParser.Failure) {
        try parser.requireEnd()
      } catch {
        block.dropLastRecord(to: end)
        keys.forget(from: known)
        throw error
      }
      doubled.add(parser.doubled)
      return nil
    } catch {
      return TabularError(
        .malformed, error.message, file: source.name, row: line, column: error.offset + 1,
        expected: "one JSON object per line")
    }
  }

  /// The length of the next line, brought wholly into the window; nil at the end.
  private func nextLine(_ window: TextWindow, after line: Int) throws(TabularError) -> Int? {
    while true {
      if let length = window.lineLength { return length }
      if window.isAtEnd {
        return window.start < window.end ? window.end - window.start : nil
      }
      guard try window.refill() else {
        throw TabularError(
          .malformed, "a line is longer than \(TextWindow.longestRecord >> 20) MB",
          file: source.name, row: line + 1, expected: "one JSON object per line")
      }
    }
  }
}

extension JSONValue {
  /// The kind of value in words, for errors.
  var kind: String {
    switch self {
    case .null: "null"
    case .boolean: "a truth value"
    case .integer, .real, .digits: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
