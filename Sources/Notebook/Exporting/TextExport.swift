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
  mutating func write(_ tables: inout [ExportedTable]) throws {
    switch format {
    case .csv: try writeDelimited(&tables, by: UInt8(ascii: ","))
    case .tsv: try writeDelimited(&tables, by: UInt8(ascii: "\t"))
    case .json: try writeJSON(&tables)
    case .jsonl: try writeJSONLines(&tables)
    case .markdown: try writeMarkdown(tables)
    case .xlsx: break
    }
  }

  private mutating func writeDelimited(
    _ tables: inout [ExportedTable], by delimiter: UInt8
  ) throws {
    for index in tables.indices {
      let names = tables[index].columns.map(\.name)
      var writer = CSVWriter(delimiter: delimiter, formulas: formulas)
      writer.write(header: names)
      var text = WrittenTable(columns: names, delimited: writer)
      try writeRows(of: &tables[index], as: &text)
      formulas = text.delimited?.formulas ?? formulas
    }
  }

  /// Writes a table's rows behind what the text has already.
  private mutating func writeRows(
    of table: inout ExportedTable, as text: inout WrittenTable
  ) throws {
    let draft = draft
    try reader.write(&table, to: &text) { text in
      if text.byteCount >= Self.blockSize { try draft.append(text.takeBytes()) }
    }
    try draft.append(text.takeBytes())
    losses += text.losses.sentences
  }

  // MARK: JSON

  /// An array of objects, or an object of such arrays by name.
  private mutating func writeJSON(_ tables: inout [ExportedTable]) throws {
    let isNamed = tables.count > 1
    try draft.append(Array((isNamed ? "{" : "").utf8))
    for index in tables.indices {
      let name = isNamed ? JSONText.quoted(tables[index].name) + ": " : ""
      let opening = (isNamed ? (index > 0 ? ",\n" : "\n") : "") + name + "["
      try draft.append(Array(opening.utf8))
      try writeObjects(of: &tables[index], before: "\n", between: ",\n", behind: "")
      try draft.append(Array((tables[index].rowCount == 0 ? "]" : "\n]").utf8))
    }
    try draft.append(Array((isNamed ? "\n}\n" : "\n").utf8))
  }

  private mutating func writeJSONLines(_ tables: inout [ExportedTable]) throws {
    for index in tables.indices {
      try writeObjects(of: &tables[index], before: "", between: "", behind: "\n")
    }
  }

  private mutating func writeObjects(
    of table: inout ExportedTable, before: String, between: String, behind: String
  ) throws {
    let names = table.columns.map(\.name)
    var text = WrittenTable(
      columns: names,
      objects: JSONRows(columns: names, before: before, between: between, behind: behind))
    try writeRows(of: &table, as: &text)
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

extension ColumnKind {
  /// Whether every value of the column is a number or NULL.
  var isNumber: Bool { self == .integer || self == .real }
}
