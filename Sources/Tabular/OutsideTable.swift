import Files

/// A table that another room reads: the rows of a database.
public protocol OutsideTable: Sendable {
  var name: String { get }

  /// The names of the columns.
  ///
  /// - Throws: `TabularError` where the table cannot be read.
  func columnNames() throws(TabularError) -> [String]

  /// What one should know of the values as they are given here, a clause each.
  ///
  /// - Throws: `TabularError` where the table cannot be read.
  func notes(isCancelled: () -> Bool) throws -> [String]

  /// Calls `body` with each row's number from 1 and its values by column, until it answers false.
  ///
  /// - Throws: `TabularError` where the table cannot be read, and whatever `body` throws.
  func forEachRow(
    isCancelled: () -> Bool,
    _ body: (_ row: Int, _ value: (_ column: Int) throws -> OutsideValue) throws -> Bool) throws
}

/// A value of an outside table; its bytes are there until the next row.
public enum OutsideValue {
  case null
  case integer(Int64)
  case real(Double)
  case text(UnsafeBufferPointer<UInt8>)
  case blob(UnsafeRawBufferPointer)
}

/// Opens the tables of a database by its path.
public typealias DatabaseOpening =
  @Sendable (_ path: String) throws(TabularError) -> [any OutsideTable]

/// An outside table as blocks of raw cells.
struct OutsideBlocks: RowBlocks {
  let source: ByteSource
  let sheetName: String
  let notes: [String]
  private let table: any OutsideTable
  private let names: [String]

  init(_ table: any OutsideTable, of source: ByteSource, watch: LoadWatch) throws {
    self.table = table
    self.source = source
    sheetName = table.name
    names = try table.columnNames()
    notes = try table.notes(isCancelled: watch.isCancelled)
  }

  var sharedTexts: SharedTexts { SharedTexts() }
  var hasKeys: Bool { true }

  /// Rows of a block; a million rows then take no more memory than these.
  private static let blockRows = 4_096

  func forEachBlock(
    watch: LoadWatch, _ body: (RowBlock) throws -> Bool
  ) throws -> BlockRemainder {
    var block = RowBlock()
    var wantsMore = true
    try table.forEachRow(isCancelled: watch.isCancelled) { row, value in
      for column in names.indices {
        switch try value(column) {
        case .null: break
        case .integer(let integer):
          block.append(column: column, kind: .integer, payload: UInt64(bitPattern: integer))
        case .real(let real): block.append(column: column, kind: .number, payload: real.bitPattern)
        case .text(let text):
          try check(text, row: row, column: column)
          block.append(column: column, text: text)
        case .blob(let bytes):
          block.append(column: column, text: Hexadecimal.text(bytes).utf8)
        }
      }
      block.endRecord(number: row)
      guard block.rowCount >= Self.blockRows else { return true }
      block.keys = names
      block.bytesRead = source.byteCount
      wantsMore = try body(block)
      block.clear()
      return wantsMore
    }
    block.keys = names
    block.bytesRead = source.byteCount
    // An empty one too: it names the columns of a table without rows.
    if wantsMore { _ = try body(block) }
    try watch.check(source)
    return BlockRemainder()
  }

  private func check(
    _ text: UnsafeBufferPointer<UInt8>, row: Int, column: Int
  ) throws(TabularError) {
    var check = UTF8Check()
    check.feed(UnsafeRawBufferPointer(text))
    guard check.isValidAtEnd else {
      throw TabularError(
        .malformed, "has a text that is not UTF-8, in column '\(names[column])'",
        file: source.name, sheet: sheetName, row: row,
        remedy: "correct it with the program that made the database, or load a view without it")
    }
  }
}
