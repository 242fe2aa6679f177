/// Where a cell lies in the window, and whether doubled quotes are still in it.
struct FieldRef {
  var start: UInt32
  /// The length, with the top bit set where doubled or escaped quotes must be made plain.
  private var packed: UInt32

  private static let escapeBit: UInt32 = 1 << 31

  init(start: Int, length: Int, hasDoubledQuotes: Bool = false) {
    self.start = UInt32(truncatingIfNeeded: start)
    packed = UInt32(truncatingIfNeeded: length) | (hasDoubledQuotes ? Self.escapeBit : 0)
  }

  var length: Int { Int(packed & ~Self.escapeBit) }
  var hasDoubledQuotes: Bool { packed & Self.escapeBit != 0 }
}

/// Splits delimited text into records and cells, byte by byte and without copying a cell.
///
/// The grammar is RFC 4180's, with `\n`, `\r\n` or `\r` between records, any one-byte delimiter,
/// and a quote inside an unquoted cell taken as itself. Where the dialect has backslashes, one inside
/// quotes takes the quote or backslash behind it as itself.
final class CSVScanner {
  let window: TextWindow
  /// Takes the records that cannot be read; nil where they are errors.
  var broken: BrokenRows?
  private let delimiter: UInt8
  private let hasBackslashes: Bool
  private var owesSeparatorLine: Bool
  /// Where the last record begins in the window.
  private var recordStart = 0
  /// 1 for the bytes that end an unquoted cell.
  private let ends: UnsafeMutablePointer<UInt8>
  /// The cells found, written from `fieldCount` on.
  private(set) var fields: UnsafeMutablePointer<FieldRef>
  private var fieldCapacity: Int
  private(set) var fieldCount = 0
  /// The number of the last record read: 1-based, blank lines counted, as spreadsheets count.
  private(set) var row = 0

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  /// More cells than any real table has; what is beyond is not delimited text.
  private static let mostCells = 1 << 20

  init(
    source: ByteSource, dialect: CSVDialect, longestRecord: Int = TextWindow.longestRecord
  ) {
    window = TextWindow(
      source: source, encoding: dialect.encoding, longestRecord: longestRecord)
    delimiter = dialect.delimiter
    hasBackslashes = dialect.hasBackslashes
    owesSeparatorLine = dialect.hasSeparatorLine
    ends = .allocate(capacity: 256)
    ends.initialize(repeating: 0, count: 256)
    for byte in [dialect.delimiter, Self.newline, Self.carriageReturn] { ends[Int(byte)] = 1 }
    fieldCapacity = 1 << 12
    fields = .allocate(capacity: fieldCapacity)
  }

  deinit {
    ends.deallocate()
    fields.deallocate()
  }

  /// Forgets the cells found so far.
  func clear() {
    fieldCount = 0
  }

  /// Sets the number of cells kept, filling up with empty ones.
  func padFields(to count: Int) {
    while fieldCapacity < count { growFields() }
    while fieldCount < count {
      fields[fieldCount] = FieldRef(start: 0, length: 0)
      fieldCount += 1
    }
    fieldCount = count
  }

  private func growFields() {
    let larger = UnsafeMutablePointer<FieldRef>.allocate(capacity: fieldCapacity * 2)
    larger.update(from: fields, count: fieldCount)
    fields.deallocate()
    fields = larger
    fieldCapacity *= 2
  }

  private enum Outcome {
    case record(next: Int)
    case needsMore
    case badQuote(at: Int)
    case tooManyCells
  }

  /// Reads the next record's cells behind those that are there; blank lines are passed over.
  ///
  /// - Parameter mayMove: false where cells already found must stay where they lie in the window.
  /// - Returns: false at the end, and where the window would have to move and may not.
  /// - Throws: `TabularError` for a record that cannot be read, where no one takes it.
  func readRecord(mayMove: Bool) throws(TabularError) -> Bool {
    let firstField = fieldCount
    while true {
      if window.start == window.end, window.isAtEnd { return false }
      fieldCount = firstField
      recordStart = window.start
      switch scan(from: window.start) {
      case .record(let next):
        let isBlankLine =
          fieldCount == firstField + 1 && fields[firstField].length == 0
          && window.base[window.start] != Self.quote
        window.start = next
        row += 1
        if isBlankLine || owesSeparatorLine {
          owesSeparatorLine = owesSeparatorLine && isBlankLine
          continue
        }
        if let broken, let place = badByte(broken) {
          fieldCount = firstField
          guard mayMove else { return takeBack() }
          try breakRow(broken, place)
          continue
        }
        return true
      case .needsMore:
        fieldCount = firstField
        if window.isAtEnd {
          guard let broken else { throw openQuote }
          guard mayMove else { return false }
          try skipLine(from: window.start, broken, openQuote)
          continue
        }
        guard mayMove else { return false }
        guard try window.refill() else {
          guard let broken else { throw tooLong }
          try skipLine(from: window.start, broken, tooLong)
          continue
        }
      case .badQuote(let position):
        fieldCount = firstField
        guard let broken else { throw badQuote }
        guard mayMove else { return false }
        try skipLine(from: position, broken, badQuote)
      case .tooManyCells:
        throw TabularError(
          .tooLarge, "a row has more than \(Self.mostCells) cells", file: window.source.name,
          row: row + 1, expected: "at most \(TypedSheet.mostColumns) columns",
          remedy: "split the table, or check its delimiter")
      }
    }
  }

  /// Gives the last record back, so that it is read again.
  ///
  /// - Returns: false, for whoever reads no further.
  @discardableResult
  func takeBack() -> Bool {
    window.start = recordStart
    row -= 1
    return false
  }

  /// The bytes of the last record, its line end among them.
  var recordBytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: window.base + recordStart, count: window.start - recordStart)
  }

  /// Whether a cell stands in quotes.
  func isQuoted(_ index: Int) -> Bool {
    let start = Int(fields[index].start)
    return start > recordStart && window.base[start - 1] == Self.quote
  }

  /// Makes a cell one that holds nothing.
  func emptyField(_ index: Int) {
    fields[index] = FieldRef(start: 0, length: 0)
  }

  /// Forgets the cells from a number on.
  func dropFields(from count: Int) {
    fieldCount = count < fieldCount ? count : fieldCount
  }

  // MARK: Records that cannot be read

  /// The place in the record of its first byte that is no character.
  private func badByte(_ broken: BrokenRows) -> Int? {
    let first = window.sourceOffset(of: recordStart)
    let range = first..<(first + window.start - recordStart)
    return broken.badByte(in: range).map { $0 - first }
  }

  private func breakRow(_ broken: BrokenRows, _ place: Int) throws(TabularError) {
    let digits = String(window.base[recordStart + place], radix: 16, uppercase: true)
    let cells = recordBytes[..<place].count { $0 == delimiter } + 1
    try broken.add(
      row: row, bytes: recordBytes,
      reason: "the byte \(digits) in cell \(cells) is no UTF-8")
  }

  /// Passes over everything up to the end of the line that a position lies in.
  private func skipLine(
    from position: Int, _ broken: BrokenRows, _ error: TabularError
  ) throws(TabularError) {
    var next = position
    while true {
      while next < window.end, window.base[next] != Self.newline,
        window.base[next] != Self.carriageReturn
      {
        next += 1
      }
      let isReturn = next + 1 >= window.end && !window.isAtEnd
      if next < window.end, !isReturn { break }
      if window.isAtEnd { break }
      let done = next - window.start
      guard try window.refill() else { throw tooLong }
      next = window.start + done
    }
    if next < window.end {
      let isPair = window.base[next] == Self.carriageReturn
      next += 1
      if isPair, next < window.end, window.base[next] == Self.newline { next += 1 }
    }
    recordStart = window.start
    window.start = next
    row += 1
    try broken.add(row: row, bytes: recordBytes, reason: error.message)
  }

  private var badQuote: TabularError {
    TabularError(
      .malformed, "there is text after a closing quote", file: window.source.name, row: row + 1,
      expected: "a delimiter or the end of the line",
      remedy: "double the quotes inside the cell")
  }

  private var openQuote: TabularError {
    TabularError(
      .malformed, "a quote is never closed", file: window.source.name, row: row + 1,
      expected: "a closing quote before the end of the file",
      remedy: "close it, or double a quote that belongs to the text")
  }

  private var tooLong: TabularError {
    TabularError(
      .malformed, "a row is longer than \(TextWindow.longestRecord >> 20) MB",
      file: window.source.name, row: row + 1, remedy: "look for a quote that is never closed")
  }

  private func scan(from start: Int) -> Outcome {
    let base = window.base
    let end = window.end
    let isLast = window.isAtEnd
    var position = start
    var count = fieldCount
    let limit = count + Self.mostCells
    while true {
      if count == fieldCapacity {
        fieldCount = count
        growFields()
      }
      if count == limit { return .tooManyCells }
      let field: FieldRef
      if position < end, base[position] == Self.quote {
        guard let quoted = scanQuoted(from: position, end: end, isLast: isLast) else {
          return .needsMore
        }
        field = quoted.field
        position = quoted.next
        if position < end, ends[Int(base[position])] == 0 { return .badQuote(at: position) }
      } else {
        let first = position
        while position < end, ends[Int(base[position])] == 0 { position += 1 }
        field = FieldRef(start: first, length: position - first)
      }
      if position == end {
        guard isLast else { return .needsMore }
        fields[count] = field
        fieldCount = count + 1
        return .record(next: end)
      }
      fields[count] = field
      count += 1
      let byte = base[position]
      position += 1
      if byte == delimiter { continue }
      if byte == Self.carriageReturn {
        if position < end {
          if base[position] == Self.newline { position += 1 }
        } else if !isLast {
          return .needsMore
        }
      }
      fieldCount = count
      return .record(next: position)
    }
  }

  /// Finds the end of a quoted cell; nil where it lies beyond the window.
  private func scanQuoted(
    from start: Int, end: Int, isLast: Bool
  ) -> (field: FieldRef, next: Int)? {
    let base = window.base
    var position = start + 1
    var isDoubled = false
    while true {
      if hasBackslashes {
        while position < end, base[position] != Self.quote {
          if base[position] == Self.backslash {
            isDoubled = true
            position += 1
          }
          position += 1
        }
      } else {
        while position < end, base[position] != Self.quote { position += 1 }
      }
      if position >= end { return nil }
      position += 1
      if position < end, base[position] == Self.quote {
        isDoubled = true
        position += 1
        continue
      }
      if position == end, !isLast { return nil }
      let field = FieldRef(
        start: start + 1, length: position - start - 2, hasDoubledQuotes: isDoubled)
      return (field, position)
    }
  }

  /// The bytes of a cell, doubled quotes halved in place.
  ///
  /// Halving needs no room: the text gets shorter, and a cell is looked at only once its record
  /// is whole.
  @inline(__always)
  func bytes(at index: Int) -> UnsafeBufferPointer<UInt8> {
    let field = fields[index]
    let first = window.base + Int(field.start)
    let bytes =
      field.hasDoubledQuotes
      ? plain(index, first) : UnsafeBufferPointer(start: first, count: field.length)
    return bytes.first == UInt8(ascii: "=") ? Self.keptText(bytes) : bytes
  }

  /// The text of `="007"`, as spreadsheets write what must not become a number; else all bytes.
  @inline(never)
  private static func keptText(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    guard bytes.count > 3, bytes[1] == quote, bytes[bytes.count - 1] == quote,
      !bytes[2..<(bytes.count - 1)].contains(quote)
    else { return bytes }
    return UnsafeBufferPointer(rebasing: bytes[2..<(bytes.count - 1)])
  }

  /// Makes the quotes of a cell plain.
  @inline(never)
  private func plain(
    _ index: Int, _ first: UnsafeMutablePointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    let field = fields[index]
    var read = 0
    var written = 0
    while read < field.length {
      if hasBackslashes, first[read] == Self.backslash, read + 1 < field.length,
        first[read + 1] == Self.quote || first[read + 1] == Self.backslash
      {
        read += 1
      } else if first[read] == Self.quote {
        read += 1
      }
      if read < field.length {
        first[written] = first[read]
        written += 1
      }
      read += 1
    }
    fields[index] = FieldRef(start: Int(field.start), length: written)
    return UnsafeBufferPointer(start: first, count: written)
  }

  /// How many cells there are up to the last one that is not empty.
  var filledCount: Int {
    var count = fieldCount
    while count > 0, fields[count - 1].length == 0 { count -= 1 }
    return count
  }

  /// A cell as a string.
  func text(at index: Int) -> String {
    String(decoding: bytes(at: index), as: UTF8.self)
  }
}
