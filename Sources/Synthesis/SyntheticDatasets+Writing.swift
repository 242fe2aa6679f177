import Files
import RideSheets
import Tabular

extension SyntheticDatasets {
  /// The files that `write` makes, in its order.
  public static let fileNames = [octoberFile, yearFile, weekFile, novemberFile]

  /// Column widths in characters, as an office would pull them.
  private static let widths: [Double] = [30, 30, 9, 46, 46, 9]

  /// Writes the files into a folder, replacing those of the same names.
  ///
  /// - Parameters:
  ///   - directory: the folder; made where it is missing.
  ///   - files: the gate that they are written through.
  /// - Returns: the paths written.
  /// - Throws: `TabularError` or `FileError` where a file cannot be written.
  @discardableResult
  public func write(to directory: String, through files: FileGate) throws -> [String] {
    let paths = Self.fileNames.map { directory.isEmpty ? $0 : directory + "/" + $0 }
    try Self.writeWorkbook([TrappedSheet(october)], to: paths[0], through: files)
    try Self.writeWorkbook(year.map(TrappedSheet.init), to: paths[1], through: files)
    let draft = try files.draft(of: paths[2], replacing: true, for: .everyone)
    try draft.append(Array(week.utf8))
    try draft.keep()
    try Self.writeWorkbook(november, to: paths[3], through: files)
    return paths
  }

  /// Writes sheets as one workbook, struck and hidden as they are.
  private static func writeWorkbook(
    _ sheets: [TrappedSheet], to path: String, through files: FileGate
  ) throws {
    let draft = try files.draft(of: path, replacing: true, for: .everyone)
    let workbook = try WorkbookWriter(draft)
    for sheet in sheets {
      try workbook.addSheet(sheet.name, columnWidths: widths, isHidden: sheet.isHidden)
      for row in sheet.rows {
        try workbook.write(row.cells, isHeader: row.isHeader, isStruck: row.isStruck)
        if row.isHidden { try workbook.hideRow() }
      }
    }
    try workbook.close()
    try draft.keep()
  }
}

extension TrappedSheet {
  /// A tidy sheet, without traps.
  fileprivate init(_ sheet: SyntheticDatasets.Sheet) {
    self.init(name: sheet.name)
    rows = sheet.rows.enumerated().map { Row($1, isHeader: $0 <= sheet.headerIndex) }
  }
}
