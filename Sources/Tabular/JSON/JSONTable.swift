/// A JSON array of objects as rows: keys are columns in the order of their first appearance.
struct JSONTable: RowBlocks {
  let source: ByteSource
  let sheetName: String
  private let records: [JSONValue]
  let doubledKeys: DoubledKeys
  let otherMembers: [String]
  private let names: [String]

  private static let rowsPerBlock = 4_096

  /// Gathers the keys of all records.
  ///
  /// - Throws: `TabularError` naming the first element that is not an object.
  init(
    source: ByteSource, sheetName: String, records: [JSONValue],
    doubled: DoubledKeys = DoubledKeys(), others: [String] = [], watch: LoadWatch
  ) throws(TabularError) {
    doubledKeys = doubled
    otherMembers = others
    self.source = source
    self.sheetName = sheetName
    self.records = records
    var keys = KeyColumns()
    for (index, record) in records.enumerated() {
      guard case .object(let members) = record else {
        throw Self.notAnObject(record, source, row: index + 1)
      }
      for member in members { _ = keys.column(of: member.key) }
      if index & 0xFFF == 0 { try watch.check(source) }
      try keys.checkWidth(source, sheetName)
    }
    names = keys.names
  }

  var sharedTexts: SharedTexts { SharedTexts() }
  var knownNames: [String]? { names }

  func forEachBlock(watch: LoadWatch, _ body: (RowBlock) throws -> Bool) throws {
    var keys = KeyColumns()
    var block = RowBlock()
    for (index, record) in records.enumerated() {
      keys.append(record, row: index + 1, to: &block)
      if index & 0xFF == 0 { try watch.check(source) }
      if block.rowCount == Self.rowsPerBlock {
        block.bytesRead = source.byteCount / records.count * (index + 1)
        guard try body(block) else { return }
        block.clear()
      }
    }
    block.bytesRead = source.byteCount
    if block.rowCount > 0 { _ = try body(block) }
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
  private let encoding: CSVDialect.Encoding
  /// Whether lines that are no objects are left out.
  private let collectsBroken: Bool
  private(set) var brokenRows: [BrokenRow] = []
  private(set) var names: [String] = []
  private(set) var doubledKeys = DoubledKeys()

  private static let rowsPerBlock = 4_096

  init(
    source: ByteSource, sheetName: String, encoding: CSVDialect.Encoding,
    collectsBroken: Bool = false
  ) {
    self.collectsBroken = collectsBroken
    self.source = source
    self.sheetName = sheetName
    self.encoding = encoding
  }

  /// Reads all lines once to learn the keys.
  func withNames(watch: LoadWatch) throws -> JSONLinesTable {
    var table = self
    var keys = KeyColumns()
    var rows = 0
    let broken = BrokenRows(source: source, badBytes: [])
    let doubled = try forEachRecord(watch: watch, broken) { record, _, bytes in
      if case .object(let members) = record {
        for member in members { _ = keys.column(of: member.key) }
        try keys.checkWidth(source, sheetName)
      }
      rows += 1
      if rows % Self.rowsPerBlock == 0 { try watch.report(rows: rows, bytes: bytes, of: source) }
      return true
    }
    table.names = keys.names
    table.doubledKeys = doubled
    table.brokenRows = broken.rows
    if let first = broken.rows.first, broken.rows.count > rows {
      throw TabularError(
        .malformed, "most lines cannot be read; the first: \(first.reason)", file: source.name,
        row: first.row, expected: "one JSON object per line")
    }
    return table
  }

  var sharedTexts: SharedTexts { SharedTexts() }
  var knownNames: [String]? { names }

  func forEachBlock(watch: LoadWatch, _ body: (RowBlock) throws -> Bool) throws {
    var keys = KeyColumns()
    for name in names { _ = keys.column(of: name) }
    var block = RowBlock()
    let broken = BrokenRows(source: source, badBytes: [])
    _ = try forEachRecord(watch: watch, broken) { record, line, bytes in
      keys.append(record, row: line, to: &block)
      guard block.rowCount == Self.rowsPerBlock else { return true }
      block.bytesRead = bytes
      let wantsMore = try body(block)
      block.clear()
      return wantsMore
    }
    block.bytesRead = source.byteCount
    if block.rowCount > 0 { _ = try body(block) }
  }

  /// Calls `body` with the object of each line that is not blank and the line's number.
  private func forEachRecord(
    watch: LoadWatch, _ broken: BrokenRows,
    _ body: (JSONValue, _ line: Int, _ bytes: Int) throws -> Bool
  ) throws -> DoubledKeys {
    var doubled = DoubledKeys()
    let window = TextWindow(source: source, encoding: encoding)
    var line = 0
    while true {
      try watch.check(source)
      guard let length = try nextLine(window, after: line) else { return doubled }
      line += 1
      let bytes = UnsafeBufferPointer(start: window.base + window.start, count: length)
      window.start = min(window.start + length + 1, window.end)
      if bytes.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) { continue }
      var parser = JSONParser(bytes)
      let value: JSONValue
      do throws(JSONParser.Failure) {
        value = try parser.document()
        doubled.count += parser.doubled.count
        if doubled.first == nil { doubled.first = parser.doubled.first }
      } catch {
        guard !collectsBroken else {
          try broken.add(row: line, bytes: bytes, reason: error.message)
          continue
        }
        throw TabularError(
          .malformed, error.message, file: source.name, row: line, column: error.offset + 1,
          expected: "one JSON object per line")
      }
      guard case .object = value else {
        let error = JSONTable.notAnObject(value, source, row: line)
        guard collectsBroken else { throw error }
        try broken.add(row: line, bytes: bytes, reason: error.message)
        continue
      }
      guard try body(value, line, window.offset - (window.end - window.start)) else {
        return doubled
      }
    }
  }

  /// The length of the next line, brought wholly into the window; nil at the end.
  private func nextLine(_ window: TextWindow, after line: Int) throws(TabularError) -> Int? {
    while true {
      var position = window.start
      while position < window.end, window.base[position] != UInt8(ascii: "\n") { position += 1 }
      if position < window.end { return position - window.start }
      if window.isAtEnd { return window.start < window.end ? position - window.start : nil }
      guard try window.refill() else {
        throw TabularError(
          .malformed, "a line is longer than \(TextWindow.longestRecord >> 20) MB",
          file: source.name, row: line + 1, expected: "one JSON object per line")
      }
    }
  }
}

/// Gives each key its column, in the order of first appearance.
private struct KeyColumns {
  private(set) var names: [String] = []
  /// By the key's bytes; only asked for a key's column: its order shows nowhere.
  private var columns: [BinaryText: Int] = [:]

  mutating func column(of key: String) -> Int {
    let exact = BinaryText(key)
    if let column = columns[exact] { return column }
    let column = names.count
    names.append(key)
    columns[exact] = column
    return column
  }

  /// Refuses records of more keys than a table has columns, before they fill the memory.
  func checkWidth(_ source: ByteSource, _ sheet: String) throws(TabularError) {
    guard names.count > TypedSheet.mostColumns else { return }
    throw TypedSheet.tooWide(names.count, source, sheet)
  }

  /// Adds an object as a row; null is no value, and of a key that stands twice the last counts.
  mutating func append(_ record: JSONValue, row: Int, to block: inout RowBlock) {
    guard case .object(let members) = record else { return }
    for member in members {
      let column = column(of: member.key)
      switch member.value {
      case .null: break
      case .boolean(let value):
        block.append(column: column, kind: .boolean, payload: value ? 1 : 0)
      case .integer(let value):
        block.append(column: column, kind: .integer, payload: UInt64(bitPattern: value))
      case .real(let value):
        block.append(column: column, kind: .number, payload: value.bitPattern)
      case .string(let text), .digits(let text):
        block.append(column: column, text: text.utf8)
      case .array, .object:
        block.append(column: column, text: member.value.description.utf8)
      }
    }
    block.endRecord(number: row)
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
