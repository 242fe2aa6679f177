/// An Office Open XML workbook: its sheets' names and what cells refer to.
///
/// Source: ECMA-376, Part 1, "SpreadsheetML".
struct Workbook: Sendable {
  let source: ByteSource
  private(set) var sheets: [(name: String, part: String, isHidden: Bool)] = []
  private(set) var styles = CellStyles()
  private(set) var sharedTexts = SharedTexts()
  private(set) var uses1904 = false

  /// Reads all but the sheets' rows.
  ///
  /// - Throws: `TabularError` where it is no workbook, broken or too large, and for cancellation.
  init(_ source: ByteSource, watch: LoadWatch) throws(TabularError) {
    self.source = source
    let archive = try ZipArchive(source)
    let part = try Self.mainPart(archive)
    let parts = try Relations(of: part, in: archive)
    try readSheets(part, parts, archive)
    guard !sheets.isEmpty else {
      throw TabularError(.noTable, "has no worksheet", file: source.name)
    }
    if let part = parts.first("styles") { styles = try CellStyles(part, archive) }
    if let part = parts.first("sharedStrings") {
      sharedTexts = try SharedTextsReader.read(part, archive, watch: watch)
    }
  }

  private static func mainPart(_ archive: ZipArchive) throws(TabularError) -> String {
    let part = try Relations(of: "", in: archive).first("officeDocument")
    guard let part, archive.contains(part) else {
      throw TabularError(
        .wrongContent, "is a zip archive but not a workbook", file: archive.source.name,
        expected: "an xlsx workbook", remedy: "unpack it first, or save it as .xlsx")
    }
    let isBinary = part.hasSuffix(".bin")
    guard !isBinary, !part.hasPrefix("word/"), !part.hasPrefix("ppt/") else {
      throw TabularError(
        .unsupported,
        isBinary ? "is a binary workbook (.xlsb)" : "is an Office file without sheets",
        file: archive.source.name, expected: "an xlsx workbook", remedy: "save it as .xlsx")
    }
    return part
  }

  private mutating func readSheets(
    _ part: String, _ parts: Relations, _ archive: ZipArchive
  ) throws(TabularError) {
    var found: [(name: String, part: String, isHidden: Bool)] = []
    var is1904 = false
    _ = try XMLPart.read(part, .spreadsheet, in: archive) { element, attributes in
      switch element {
      case "workbookPr":
        let flag = attributes["date1904"]
        is1904 = flag == "1" || flag == "true"
      case "sheet":
        // A sheet of charts has no cells.
        guard let name = attributes["name"], let id = Relations.id(attributes),
          let target = parts.target(id: id), target.kind == "worksheet"
        else { return }
        let state = attributes["state"]
        found.append((name, target.part, state == "hidden" || state == "veryHidden"))
      default: break
      }
    }
    sheets = found
    uses1904 = is1904
  }
}
