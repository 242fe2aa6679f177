/// A copy of a sheet of a binary workbook in which some cells hold other texts.
///
/// Records other than those of the cells are copied byte by byte. A text is written into its cell
/// ([MS-XLSB] 2.4.326, BrtCellSt), so that the part of shared texts stays as it is.
enum BinarySheetCopy {
  /// Copies a part.
  ///
  /// - Returns: Its bytes with the edits, and whether it has formulas.
  /// - Throws: `EditObstacle` for a cell that cannot be changed alone, `TabularError` where the part
  ///   is broken.
  /// - Complexity: O(bytes + edits).
  static func copy(
    of part: String, in archive: ZipArchive, _ edits: SheetEdits
  ) throws -> (bytes: [UInt8], hasFormulas: Bool) {
    guard let entry = try archive.open(part) else {
      throw ZipArchive.damaged(archive.source, "\(part) is missing")
    }
    var records = BinaryRecords(entry, part: part, source: archive.source)
    var result: [UInt8] = []
    var pending: ArraySlice<CellEdit> = []
    var rows = edits.rows[...]
    var column = -1
    var isInRows = false
    var hasFormulas = false
    while let record = try records.next() {
      switch record.kind {
      case BinaryKind.beginRows: isInRows = true
      case BinaryKind.row where isInRows, BinaryKind.endRows:
        for edit in pending { result += cell(edit, style: 0) }
        pending = []
        column = -1
        isInRows = record.kind == BinaryKind.row
        guard isInRows, let row = record.word(0) else { break }
        pending = edits.edits(ofRow: Int(row) + 1)
        if let next = rows.first, next <= Int(row) + 1 {
          guard next == Int(row) + 1 else { throw EditObstacle.missingRow(edits, next) }
          rows.removeFirst()
        }
      case BinaryKind.merge:
        if let range = record.range(0), let obstacle = edits.obstacle(range) { throw obstacle }
      default:
        guard isInRows, let place = BinaryCellPlace(record, after: column) else { break }
        column = place.column
        hasFormulas = hasFormulas || place.isFormula
        while let edit = pending.first, edit.column < column {
          result += cell(edit, style: 0)
          pending.removeFirst()
        }
        guard let edit = pending.first, edit.column == column else { break }
        if place.isFormula { throw EditObstacle.formula(edit) }
        result += cell(edit, style: place.style)
        pending.removeFirst()
        continue
      }
      result += record.whole
    }
    if let row = rows.first { throw EditObstacle.missingRow(edits, row) }
    return (result, hasFormulas)
  }

  /// The record of a cell with a text of its own, or of a blank one.
  private static func cell(_ edit: CellEdit, style: UInt32) -> [UInt8] {
    var body = word(UInt32(edit.column)) + word(style)
    let kind = edit.text.isEmpty ? BinaryKind.blank : BinaryKind.text
    if !edit.text.isEmpty {
      let units = Array(edit.text.utf16)
      body += word(UInt32(units.count)) + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }
    return [UInt8(kind)] + BinaryRecords.varint(body.count) + body
  }

  private static func word(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(value >> (8 * $0) & 0xFF) }
  }
}

/// Where a cell of a binary workbook is, and how it looks.
struct BinaryCellPlace {
  /// The 0-based column.
  let column: Int
  /// Its format and flags, as records have them.
  let style: UInt32
  let isFormula: Bool
  /// Whether its record leaves the column out.
  let isShort: Bool

  /// Whether a record inside the rows of a sheet is one of a cell.
  static func isCell(_ record: BinaryRecord) -> Bool {
    (BinaryKind.blank...BinaryKind.shortSharedText).contains(record.kind)
      || record.kind == BinaryKind.richText
  }

  /// The place of a record's cell, nil where the record is no cell or lacks its place.
  ///
  /// - Parameters:
  ///   - record: A record inside the rows of a sheet.
  ///   - previous: The column of the cell before it in its row, -1 for the first one: some records
  ///     leave theirs out.
  init?(_ record: BinaryRecord, after previous: Int) {
    guard Self.isCell(record) else { return nil }
    isShort = (BinaryKind.shortBlank...BinaryKind.shortSharedText).contains(record.kind)
    guard let found = isShort ? previous + 1 : record.word(0).map({ Int($0) }),
      let style = record.word(isShort ? 0 : 4)
    else { return nil }
    column = found
    self.style = style
    isFormula = (BinaryKind.formulaText...BinaryKind.formulaError).contains(record.kind)
  }
}
