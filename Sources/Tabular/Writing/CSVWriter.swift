import Files

/// Writes delimited text with RFC 4180's quotes and `\n` line ends.
///
///     var writer = CSVWriter()
///     writer.write(["name", "note"])
///     writer.write(["FAVRE", "says \"no\""])
///     writer.text  // name,note\nFAVRE,"says ""no"""\n
public struct CSVWriter: Sendable {
  /// What was written since the last `takeBytes`, UTF-8.
  public private(set) var bytes: [UInt8] = []
  /// Looks at the texts that a spreadsheet would compute.
  public private(set) var formulas: FormulaGuard?
  private let delimiter: UInt8
  private var names: [String] = []
  /// The row that is being written, counted from 1.
  private var row = 1
  private var column = 0
  /// How many cells a row has.
  private var width = 0
  private var isEmptyRow = true

  /// Makes a writer.
  ///
  /// - Parameters:
  ///   - delimiter: an ASCII byte, by default a comma.
  ///   - formulas: looks at texts that are added to rows one by one; nil for none.
  public init(delimiter: UInt8 = UInt8(ascii: ","), formulas: FormulaGuard? = nil) {
    self.delimiter = delimiter
    self.formulas = formulas
  }

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Hands over what was written and forgets it.
  public mutating func takeBytes() -> [UInt8] {
    let taken = bytes
    bytes.removeAll(keepingCapacity: true)
    return taken
  }

  /// Writes a row; nil and an empty text are both an empty cell.
  public mutating func write(_ cells: [String?]) {
    width = cells.count
    for cell in cells {
      if var cell { cell.withUTF8 { write($0) } } else { addNull() }
    }
    endRow()
  }

  /// Writes the row of names, in quotes where a name looks like a value: a reader then knows it.
  ///
  /// Rows that are added cell by cell have as many.
  public mutating func write(header names: [String]) {
    self.names = names
    width = names.count
    row = 1
    for (index, name) in names.enumerated() {
      var name = formulas?.text(name, row: 0, column: name) ?? name
      let isQuoted = name.isEmpty || Self.looksLikeValue(name)
      if index > 0 { bytes.append(delimiter) }
      name.withUTF8 { append($0, isQuoted: isQuoted || Self.hasDelimiter($0)) }
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Whether a text holds what separates cells in some file: in a narrow one it would be taken for it.
  private static func hasDelimiter(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.contains { ",;|\t".utf8.contains($0) }
  }

  private static func looksLikeValue(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return false }
      return !ValueText(base, bytes.count).kinds.isDisjoint(with: .all)
    }
  }

  /// One cell's text, in quotes where it needs them.
  public static func quoted(_ text: String, delimiter: UInt8 = UInt8(ascii: ",")) -> String {
    var writer = CSVWriter(delimiter: delimiter)
    var text = text
    text.withUTF8 { writer.append($0, isQuoted: false) }
    return writer.text
  }

  @inline(__always)
  private mutating func beginCell() {
    if column > 0 { bytes.append(delimiter) }
    column += 1
  }

  private mutating func write(_ cell: UnsafeBufferPointer<UInt8>) {
    beginCell()
    if !cell.isEmpty { isEmptyRow = false }
    append(cell, isQuoted: width == 1 && Self.hasDelimiter(cell))
  }

  /// Adds a cell's text, in quotes where it needs them.
  private mutating func append(_ cell: UnsafeBufferPointer<UInt8>, isQuoted: Bool) {
    let quote = UInt8(ascii: "\"")
    let delimiter = delimiter
    let needsQuotes =
      isQuoted
      || cell.contains { byte in
        byte == delimiter || byte == quote || byte == 0x0A || byte == 0x0D
      }
    guard needsQuotes else {
      bytes.append(contentsOf: cell)
      return
    }
    bytes.append(quote)
    for byte in cell {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}

extension CSVWriter: RowTaker {
  public mutating func addNull() { beginCell() }

  public mutating func add(integer: Int64) {
    beginCell()
    isEmptyRow = false
    bytes.append(decimal: integer)
  }

  public mutating func add(real: Double) {
    beginCell()
    isEmptyRow = false
    var text = RoundTripNumber.text(real)
    text.withUTF8 { append($0, isQuoted: false) }
  }

  public mutating func add(text: UnsafeRawBufferPointer) {
    let text = text.bindMemory(to: UInt8.self)
    guard let first = text.first, FormulaGuard.mayBegin(first), formulas != nil else {
      write(text)
      return
    }
    var shown = String(decoding: text, as: UTF8.self)
    let name = column < names.count ? names[column] : ""
    shown = formulas?.text(shown, row: row, column: name) ?? shown
    shown.withUTF8 { write($0) }
  }

  public mutating func add(blob: UnsafeRawBufferPointer) {
    var text = Hexadecimal.text(blob)
    text.withUTF8 { write($0) }
  }

  public mutating func endRow() {
    // A blank line would be no row at all.
    if width == 1, isEmptyRow { bytes.append(contentsOf: [0x22, 0x22]) }
    bytes.append(UInt8(ascii: "\n"))
    column = 0
    row += 1
    isEmptyRow = true
  }
}

extension [UInt8] {
  /// Adds a whole number's digits.
  mutating func append(decimal integer: Int64) {
    var rest = integer.magnitude
    if integer < 0 { append(UInt8(ascii: "-")) }
    let start = count
    repeat {
      append(48 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    self[start...].reverse()
  }
}
