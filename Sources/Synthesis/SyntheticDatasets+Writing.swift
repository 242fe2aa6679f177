import RideSheets
import Tabular

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension SyntheticDatasets {
  /// The files that `write` makes, in its order.
  public static let fileNames = [octoberFile, yearFile, weekFile]

  /// Column widths in characters, as an office would pull them.
  private static let widths: [Double] = [30, 30, 9, 46, 46, 9]

  /// Writes the three files into a folder, replacing those of the same names.
  ///
  /// - Parameter directory: an existing folder.
  /// - Returns: the paths written.
  /// - Throws: `TabularError` or `SynthesisError` where a file cannot be written.
  @discardableResult
  public func write(to directory: String) throws -> [String] {
    let paths = Self.fileNames.map { directory.isEmpty ? $0 : directory + "/" + $0 }
    try Self.writeWorkbook([october], path: paths[0])
    try Self.writeWorkbook(year, path: paths[1])
    try Self.writeText(week, path: paths[2])
    return paths
  }

  /// Writes sheets as one workbook.
  public static func writeWorkbook(_ sheets: [Sheet], path: String) throws(TabularError) {
    let workbook = try WorkbookWriter(path: path)
    for sheet in sheets {
      try workbook.addSheet(sheet.name, columnWidths: widths)
      for (index, row) in sheet.rows.enumerated() {
        try workbook.write(row, isHeader: index <= sheet.headerIndex)
      }
    }
    try workbook.close()
  }

  private static func writeText(_ text: String, path: String) throws(SynthesisError) {
    guard let file = fopen(path, "w") else { throw unwritable(path) }
    let bytes = Array(text.utf8)
    let written = fwrite(bytes, 1, bytes.count, file)
    // A full disk may only show when the file is closed.
    guard fclose(file) == 0, written == bytes.count else { throw unwritable(path) }
  }

  private static func unwritable(_ path: String) -> SynthesisError {
    .unwritable(path: path, reason: String(cString: strerror(errno)))
  }
}
