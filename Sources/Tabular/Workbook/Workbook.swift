/// An Office Open XML workbook: its sheets' names and what cells refer to.
///
/// Source: ECMA-376, Part 1, "SpreadsheetML".
struct Workbook: Sendable {
  let source: ByteSource
  private(set) var sheets: [(name: String, part: String, isHidden: Bool)] = []
  private(set) var styles = CellStyles()
  private(set) var sharedTexts = SharedTexts()
  private(set) var uses1904 = false
  /// Whether its parts are records and not XML.
  private(set) var isBinary = false

  /// Reads all but the sheets' rows.
  ///
  /// - Throws: `TabularError` where it is no workbook, broken or too large, and for cancellation.
  init(_ source: ByteSource, watch: LoadWatch) throws(TabularError) {
    self.source = source
    let archive = try ZipArchive(source)
    let part = try Self.mainPart(archive)
    let parts = try Relations(of: part, in: archive)
    isBinary = part.hasSuffix(".bin")
    if isBinary {
      let found = try Self.binaryParts(part, parts, archive)
      (sheets, uses1904) = (found.sheets, found.uses1904)
    } else {
      try readSheets(part, parts, archive)
    }
    guard !sheets.isEmpty else {
      throw TabularError(.noTable, "has no worksheet", file: source.name)
    }
    if let part = parts.first("styles") {
      styles = try isBinary ? CellStyles(binary: part, archive) : CellStyles(part, archive)
    }
    if let part = parts.first("sharedStrings") {
      sharedTexts =
        try isBinary
        ? Self.binaryTexts(part, archive, watch: watch)
        : SharedTextsReader.read(part, archive, watch: watch)
    }
  }

  private static func mainPart(_ archive: ZipArchive) throws(TabularError) -> String {
    let part = try Relations(of: "", in: archive).first("officeDocument")
    guard let part, archive.contains(part) else { throw notAWorkbook(archive) }
    guard !part.hasPrefix("word/"), !part.hasPrefix("ppt/") else {
      throw TabularError(
        .unsupported, "is an Office file without sheets", file: archive.source.name,
        expected: "an xlsx workbook", remedy: "save it as .xlsx")
    }
    return part
  }

  /// An archive of something else, told by what is in it.
  private static func notAWorkbook(_ archive: ZipArchive) -> TabularError {
    let names = archive.names(most: 200)
    var error = TabularError(
      .wrongContent, "is a zip archive but not a workbook", file: archive.source.name,
      expected: "an xlsx workbook or a spreadsheet in OpenDocument")
    if names.contains(where: { $0.hasSuffix(".iwa") }) {
      error.message = "is a Numbers document"
      error.remedy = "open it in Numbers and export it as .xlsx"
    } else if let first = names.first(where: { FileFormat(ending: $0) != nil }) {
      let others = names.count > 1 ? " and \(names.count - 1) more" : ""
      error.message = "is a zip archive that holds \(first)\(others)"
      error.remedy = "unpack it first: unzip FILE"
    } else {
      error.remedy = names.isEmpty ? "copy or export it again" : "unpack it first: unzip FILE"
    }
    return error
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
