import Files
import SessionRecord
import Store
import Tabular
import TerminalText

/// Writes tables as text, a row at a time.
struct TextExport {
  let format: ExportFormat
  let draft: DraftFile
  let reader: ExportReader
  /// Looks at the texts of delimited files.
  var formulas = FormulaGuard(guards: false)
  /// What the files cannot hold as the notebook does, a sentence each.
  private(set) var losses: [String] = []

  /// Bytes that are gathered before they go to the disk.
  private static let blockSize = 1 << 18

  /// Writes the tables, one behind the other where the format holds several.
  ///
  /// - Throws: `SessionRecordError` where the disk does not take them, `StoreError` where they
  ///   cannot be read.
  /// - Complexity: O(cells); memory does not grow with the rows.
  mutating func write(_ tables: [ExportedTable]) throws {
    switch format {
    case .csv: try writeDelimited(tables, by: UInt8(ascii: ","))
    case .tsv: try writeDelimited(tables, by: UInt8(ascii: "\t"))
    case .json: try writeJSON(tables)
    case .jsonl: try writeJSONLines(tables)
    case .markdown: try writeMarkdown(tables)
    case .xlsx: break
    }
  }

  private mutating func writeDelimited(_ tables: [ExportedTable], by delimiter: UInt8) throws {
    var writer = CSVWriter(delimiter: delimiter)
    for table in tables {
      let names = table.columns.map(\.name)
      writer.write(header: names.map { formulas.text($0, row: 0, column: $0) })
      var losses = WrittenLosses(.csv, columns: names)
      var number = 0
      try reader.forEachRow(of: table) { row in
        number += 1
        losses.add(row)
        writer.write(
          zip(names, row).map { name, value in
            guard case .text(let text) = value else { return value.csvCell }
            return formulas.text(text, row: number, column: name)
          })
        if writer.bytes.count >= Self.blockSize { try draft.append(writer.takeBytes()) }
      }
      self.losses += losses.sentences
    }
    try draft.append(writer.takeBytes())
  }

  // MARK: JSON

  /// An array of objects, or an object of such arrays by name.
  private mutating func writeJSON(_ tables: [ExportedTable]) throws {
    var block = Block(draft: draft)
    let isNamed = tables.count > 1
    try block.add(isNamed ? "{" : "")
    for (index, table) in tables.enumerated() {
      if isNamed { try block.add((index > 0 ? ",\n" : "\n") + JSONText.quoted(table.name) + ": ") }
      try block.add("[")
      var isFirst = true
      try forEachObject(of: table) { object in
        try block.add((isFirst ? "\n" : ",\n") + object)
        isFirst = false
      }
      try block.add(isFirst ? "]" : "\n]")
    }
    try block.add(isNamed ? "\n}\n" : "\n")
    try block.end()
  }

  private mutating func writeJSONLines(_ tables: [ExportedTable]) throws {
    var block = Block(draft: draft)
    for table in tables { try forEachObject(of: table) { try block.add($0 + "\n") } }
    try block.end()
  }

  private mutating func forEachObject(
    of table: ExportedTable, _ body: (String) throws -> Void
  ) throws {
    let names = table.columns.map { JSONText.quoted($0.name) + ":" }
    var losses = WrittenLosses(.json, columns: table.columns.map(\.name))
    try reader.forEachRow(of: table) { row in
      losses.add(row)
      try body("{" + zip(names, row).map { $0 + $1.json }.joined(separator: ",") + "}")
    }
    self.losses += losses.sentences
  }

  // MARK: Markdown

  private func writeMarkdown(_ tables: [ExportedTable]) throws {
    var block = Block(draft: draft)
    for (index, table) in tables.enumerated() {
      if tables.count > 1 { try block.add((index > 0 ? "\n" : "") + "## \(table.name)\n\n") }
      let columns = table.columns.map {
        TextColumn($0.name, alignment: $0.kind.isNumber ? .trailing : .leading)
      }
      func lines(_ rows: [[TextCell]]) -> [ScreenLine] {
        TextTable(columns: columns, rows: rows, totalRowCount: rows.count).markdownLines()
      }
      let head = lines([])
      for line in head { try block.add(line.text + "\n") }
      try reader.forEachRow(of: table) { row in
        let cells = row.map { $0.csvCell.map(TextCell.text) ?? .null }
        for line in lines([cells]).dropFirst(head.count) { try block.add(line.text + "\n") }
      }
    }
    try block.end()
  }

  /// Text on its way to the disk.
  private struct Block {
    let draft: DraftFile
    private var bytes: [UInt8] = []

    init(draft: DraftFile) { self.draft = draft }

    mutating func add(_ text: String) throws {
      bytes += text.utf8
      guard bytes.count >= TextExport.blockSize else { return }
      try end()
      bytes.removeAll(keepingCapacity: true)
    }

    mutating func end() throws {
      try draft.append(bytes)
      bytes = []
    }
  }
}

extension WrittenLosses {
  /// Adds a row as SQL gives it.
  mutating func add(_ row: [SQLValue]) {
    for value in row {
      switch value {
      case .null: addNull()
      case .integer(let integer): add(integer: integer)
      case .real(let real): add(real: real)
      case .text(let text): add(text: text)
      case .blob(let bytes): bytes.withUnsafeBytes { add(blob: $0) }
      }
    }
    endRow()
  }
}

extension ColumnKind {
  /// Whether every value of the column is a number or NULL.
  var isNumber: Bool { self == .integer || self == .real }
}
