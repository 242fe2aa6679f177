import CivilTime
import CommandLanguage
import Files
import SessionRecord
import Store
import Tabular

/// Writes tables as sheets of a workbook: dates as dates, numbers as numbers, the header in sight.
struct WorkbookExport {
  let draft: DraftFile
  let reader: ExportReader

  /// The most rows that a sheet holds beside its header.
  static let rowLimit = WorkbookWriter.mostRows - 1
  /// The most columns of a sheet.
  static let columnLimit = WorkbookWriter.mostColumns

  /// Writes one sheet a table.
  ///
  /// The rows are read twice: a column's type and width are told by all of its values.
  ///
  /// - Returns: What the workbook holds in another form than the notebook.
  /// - Throws: `TabularError` where a value does not fit the format or the disk is full,
  ///   `StoreError` where the rows cannot be read.
  /// - Complexity: O(cells); memory does not grow with the rows.
  func write(_ tables: [ExportedTable]) throws -> [String] {
    var lost: [String] = []
    let workbook = try WorkbookWriter(draft, isStreamed: true)
    for (table, name) in zip(tables, Self.sheetNames(tables.map(\.name))) {
      let shapes = try shapes(of: table)
      try workbook.addSheet(name, columnWidths: shapes.map(\.width), headerRows: 1)
      try workbook.write(table.columns.map(\.name), isHeader: true)
      let contents = shapes.map(\.content)
      var losses = WrittenLosses(.workbook, columns: table.columns.map(\.name))
      try reader.forEachRow(of: table) { row in
        losses.add(row)
        try write(row, contents, to: workbook)
      }
      lost += losses.sentences
    }
    do {
      try workbook.close(isCancelled: reader.session.context.isInterrupted)
    } catch {
      guard error.code != .cancelled else { throw StoreError.interrupted }
      throw notWhole
    }
    try verify()
    return lost
  }

  private var notWhole: TabularError {
    TabularError(
      .unwritable, "the workbook could not be written completely", file: draft.path,
      remedy: "free space on the disk, or choose another folder")
  }

  private func shapes(of table: ExportedTable) throws -> [ColumnShape] {
    var shapes = table.columns.map { ColumnShape(name: $0.name) }
    try reader.forEachRow(of: table) { row in
      for (index, value) in row.enumerated() { shapes[index].add(value) }
    }
    return shapes
  }

  private func write(
    _ row: [SQLValue], _ contents: [ColumnShape.Content], to workbook: WorkbookWriter
  ) throws {
    var times: [(column: Int, time: Minutes)] = []
    var cells: [Cell] = []
    for (column, value) in row.enumerated() {
      var cell = Self.cell(value)
      if case .text(let text) = value,
        let (date, time) = ColumnShape.moment(text, as: contents[column])
      {
        cell = date.map { .date($0, time: time) } ?? .empty
        if date == nil, let time { times.append((column, time)) }
      }
      cells.append(cell)
    }
    try workbook.write(cells)
    for (column, time) in times { try workbook.writeTime(time, column: column) }
  }

  private static func cell(_ value: SQLValue) -> Cell {
    switch value {
    case .null: .empty
    case .integer(let integer):
      WrittenLosses.isExactInWorkbook(integer) ? .number(Double(integer)) : .text(String(integer))
    case .real(let real): real.isFinite ? .number(real) : .text(RoundTripNumber.text(real))
    case .text(let text): text.isEmpty ? .empty : .text(text)
    case .blob(let bytes): .text(SQLValue.hexDigits(of: bytes))
    }
  }

  /// Reads the workbook to its end: its writer does not notice every write that a full disk refused.
  private func verify() throws {
    do {
      let isInterrupted = reader.session.context.isInterrupted
      let file = try TabularFile.open(
        draft.draftPath, format: .xlsx, isCancelled: isInterrupted)
      for index in file.sheetNames.indices {
        try file.sheet(at: index).forEachRow(isCancelled: isInterrupted) { _, _ in true }
      }
    } catch let error as TabularError {
      guard error.code != .cancelled else { throw StoreError.interrupted }
      throw notWhole
    }
  }

  /// Names that sheets may have: 1 to 31 characters, none of `[]:*?/\` nor a control character, no
  /// two alike.
  static func sheetNames(_ names: [String]) -> [String] {
    var used: Set<String> = []
    return names.map { name in
      let isRefused = { (character: Character) in
        "[]:*?/\\".contains(character) || character.unicodeScalars.contains { $0.value < 0x20 }
      }
      var plain = String(name.map { isRefused($0) ? "_" : $0 })
      while plain.hasPrefix("'") { plain.removeFirst() }
      while plain.hasSuffix("'") { plain.removeLast() }
      if plain.isEmpty || plain == NotebookDatabase.lastResult { plain = "result" }
      var unique = Self.cut(plain, to: 31)
      var number = 2
      while !used.insert(NameRules.folded(unique)).inserted {
        unique = Self.cut(plain, to: 27) + " \(number)"
        number += 1
      }
      return unique
    }
  }

  /// The beginning of a text in UTF-16 units, which is how workbooks count, whole characters only.
  private static func cut(_ text: String, to limit: Int) -> String {
    var cut = text
    while cut.utf16.count > limit { cut.removeLast() }
    return cut
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
