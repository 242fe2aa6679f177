/// The places of a sheet's comments, whose texts are not read.
enum SheetComments {
  /// Reads the part of comments that a sheet refers to, if any.
  ///
  /// - Returns: the cells that have comments, by row and column.
  /// - Throws: `TabularError` where the part is broken.
  static func read(
    of sheet: String, isBinary: Bool, _ archive: ZipArchive
  ) throws(TabularError) -> [MarkedCell] {
    guard let part = try Relations(of: sheet, in: archive).first("comments") else { return [] }
    var found: [MarkedCell] = []
    if isBinary {
      try Workbook.forEachRecord(of: part, in: archive) { record in
        guard record.kind == BinaryKind.beginComment, let cells = record.corners(4) else { return }
        found.append(MarkedCell(mark: .comment, row: cells.rows.0, column: cells.columns.0))
      }
    } else {
      _ = try XMLPart.read(part, .spreadsheet, in: archive) { element, attributes in
        guard element == "comment", let place = attributes["ref"].flatMap({ CellRange.place($0) })
        else { return }
        found.append(MarkedCell(mark: .comment, row: place.row, column: place.column))
      }
    }
    return found.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
  }
}
