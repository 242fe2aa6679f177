/// What the first block of a delimited text shows of ways of writing that are not read as such.
struct FirstLook {
  /// Cells in single quotes: programs with SQL's habits write them, and a csv's quotes are double.
  private(set) var singleQuoted = MarkCount()
  /// Whether most rows of the one column have gaps of blanks, as reports of a fixed width have.
  private(set) var looksAligned = false

  init() {}

  /// Looks at the cells of the first block.
  ///
  /// - Complexity: O(bytes of the block).
  init(_ reader: CSVBlockReader, rows: Int) {
    let scanner = reader.scanner
    let columns = reader.plan.columnCount
    let quote = UInt8(ascii: "'")
    for (column, name) in reader.plan.header.enumerated() {
      let bytes = name.utf8
      guard bytes.count > 1, bytes.first == quote, bytes.last == quote else { continue }
      singleQuoted.add(row: reader.plan.reading.headerRow ?? 1, column: column)
    }
    var gapped = 0
    for row in 0..<rows {
      for column in 0..<columns {
        let cell = row * columns + column
        let bytes = scanner.bytes(at: cell)
        if bytes.count > 1, bytes.first == quote, bytes.last == quote {
          singleQuoted.add(row: reader.rowNumbers[row], column: column)
        }
        if columns == 1, Self.gaps(bytes) > 1 { gapped += 1 }
      }
    }
    looksAligned = rows > 2 && gapped * 5 >= rows * 4
  }

  /// How many gaps of two blanks or more stand between words.
  private static func gaps(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var (gaps, blanks, isBegun) = (0, 0, false)
    for byte in bytes {
      if byte == UInt8(ascii: " ") {
        blanks += 1
      } else {
        if isBegun, blanks > 1 { gaps += 1 }
        (blanks, isBegun) = (0, true)
      }
    }
    return gaps
  }
}
