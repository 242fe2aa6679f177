/// Writes delimited text with RFC 4180's quotes and `\n` line ends.
///
///     var writer = CSVWriter()
///     writer.write(["name", "note"])
///     writer.write(["FAVRE", "says \"no\""])
///     writer.text  // name,note\nFAVRE,"says ""no"""\n
public struct CSVWriter: Sendable {
  /// What was written since the last `takeBytes`, UTF-8.
  public private(set) var bytes: [UInt8] = []
  private let delimiter: UInt8

  /// Makes a writer for an ASCII delimiter, by default a comma.
  public init(delimiter: UInt8 = UInt8(ascii: ",")) {
    self.delimiter = delimiter
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
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(delimiter) }
      if let cell { write(cell, isQuoted: cells.count == 1 && Self.hasDelimiter(cell)) }
    }
    // A blank line would be no row at all.
    if cells.count == 1, cells[0]?.isEmpty ?? true { bytes.append(contentsOf: [0x22, 0x22]) }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Writes the row of names, in quotes where a name looks like a value: a reader then knows it.
  public mutating func write(header names: [String]) {
    for (index, name) in names.enumerated() {
      if index > 0 { bytes.append(delimiter) }
      let isQuoted = name.isEmpty || Self.hasDelimiter(name) || Self.looksLikeValue(name)
      write(name, isQuoted: isQuoted)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Whether a text holds what separates cells in some file: in a narrow one it would be taken for it.
  private static func hasDelimiter(_ text: String) -> Bool {
    text.utf8.contains { ",;|\t".utf8.contains($0) }
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
    writer.write(text)
    return writer.text
  }

  private mutating func write(_ cell: String, isQuoted: Bool = false) {
    let quote = UInt8(ascii: "\"")
    let needsQuotes =
      isQuoted
      || cell.utf8.contains { byte in
        byte == delimiter || byte == quote || byte == 0x0A || byte == 0x0D
      }
    guard needsQuotes else {
      bytes.append(contentsOf: cell.utf8)
      return
    }
    bytes.append(quote)
    for byte in cell.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
