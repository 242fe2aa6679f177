/// An opened file of tables: csv, json, json lines or an xlsx workbook.
///
///     let file = try TabularFile.open("datasets/october-2025.xlsx")
///     file.sheetNames  // ["Feuil1"]
///     let sheet = try file.sheet(at: 0).typed()
public final class TabularFile: Sendable {
  public let format: FileFormat
  /// Lower-case hex of the SHA-256 of the file's bytes.
  public let sha256: String
  public let byteCount: Int
  /// The path as it was given.
  public let path: String
  /// The delimiter and encoding, for `.csv`.
  public let dialect: CSVDialect?
  /// The parsed document, for `.json`.
  public let json: JSONValue?
  private let sheets: [SheetSource]

  /// Opens a file, tells its format by its content and holds it against its name's ending.
  ///
  /// The whole file is read once, for its hash and, where it is text, for its encoding.
  ///
  /// - Parameters:
  ///   - path: relative to the current folder or absolute.
  ///   - format: the format that the content must have; by default the one its ending claims.
  ///   - isCancelled: asked at least once a megabyte; true ends the reading with `load-cancelled`.
  /// - Returns: the file, its sheets not yet read.
  /// - Throws: `TabularError` where there is nothing to read, or not what it claims to be.
  /// - Complexity: O(bytes); 0.15 s for 100 MB.
  public static func open(
    _ path: String, format: FileFormat? = nil, isCancelled: () -> Bool = { false }
  ) throws(TabularError) -> TabularFile {
    let source = try ByteSource(path: path)
    // The watch lives no longer than this call.
    let opened = withoutActuallyEscaping(isCancelled) { isCancelled in
      Result { () throws(TabularError) in
        try TabularFile(
          source, path: path, wanted: format, watch: LoadWatch(isCancelled: isCancelled))
      }
    }
    return try opened.get()
  }

  /// Opens bytes in memory as if they were a file of the name.
  public static func open(
    bytes: some Collection<UInt8>, name: String, format: FileFormat? = nil
  ) throws(TabularError) -> TabularFile {
    try TabularFile(
      ByteSource(bytes: bytes, name: name), path: name, wanted: format, watch: .none)
  }

  private init(
    _ source: ByteSource, path: String, wanted: FileFormat?, watch: LoadWatch
  ) throws(TabularError) {
    let format = try FormatDetection.format(of: source, wanted: wanted)
    let survey = try FileSurvey(of: source, checkingText: format != .xlsx, watch: watch)
    self.format = format
    self.path = path
    sha256 = survey.sha256
    byteCount = source.byteCount
    if format != .xlsx { try Self.checkText(survey, format, source) }
    let stem = FileName(path).stem
    var dialect: CSVDialect?
    var json: JSONValue?
    switch format {
    case .csv:
      let found = try CSVDialect.detect(in: source, isUTF8: survey.isUTF8)
      dialect = found
      sheets = [SheetSource(name: stem, file: source, content: .csv(found))]
    case .json:
      let root = try JSONDocument.parse(source, watch: watch)
      json = root
      sheets = JSONDocument.tables(in: root, stem: stem).map { table in
        SheetSource(name: table.name, file: source, content: .json(table.records))
      }
    case .jsonl:
      sheets = [SheetSource(name: stem, file: source, content: .jsonLines)]
    case .xlsx:
      let workbook = try Workbook(source, watch: watch)
      sheets = workbook.sheets.map { sheet in
        SheetSource(
          name: sheet.name, file: source, content: .workbook(workbook, part: sheet.part))
      }
    }
    self.dialect = dialect
    self.json = json
  }

  private static func checkText(
    _ survey: FileSurvey, _ format: FileFormat, _ source: ByteSource
  ) throws(TabularError) {
    if survey.hasNUL {
      throw TabularError(
        .wrongContent, "contains NUL bytes, so it is not text", file: source.name,
        expected: "\(format.rawValue) content", remedy: "export or copy it again")
    }
    guard survey.isUTF8 || format == .csv else {
      throw TabularError(
        .malformed, "is not valid UTF-8", file: source.name, remedy: "save it as UTF-8")
    }
  }

  /// The sheets' names in the file's order, hidden ones included.
  ///
  /// A text file has one sheet, named like the file without its ending; a JSON document has its
  /// root array, or each array of objects in its root object by key, or none.
  public var sheetNames: [String] { sheets.map(\.name) }

  /// The sheet of a name, compared without case where none matches exactly; nil where none does.
  public func sheet(named name: String) -> SheetSource? {
    sheets.first { $0.name == name }
      ?? sheets.first { $0.name.lowercased() == name.lowercased() }
  }

  /// The sheet at a 0-based index.
  ///
  /// - Throws: `TabularError` where there is no such sheet.
  public func sheet(at index: Int) throws(TabularError) -> SheetSource {
    guard sheets.indices.contains(index) else {
      throw TabularError(
        .noTable, sheets.isEmpty ? "contains no table" : "has no sheet number \(index + 1)",
        file: path, expected: sheets.isEmpty ? nil : "1 to \(sheets.count)",
        remedy: sheets.isEmpty ? "a table is an array of objects in JSON" : nil)
    }
    return sheets[index]
  }
}
