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
  /// The document, for `.json`; its values are made each time they are asked for.
  public var json: JSONValue? { document?.value }
  /// The keys of the document's root, for `.json` that is an object.
  public var jsonKeys: [String] { document?.keys ?? [] }
  private let document: JSONDocument?
  /// Whether it was packed by gzip.
  public let isPacked: Bool
  /// What the user said of it.
  public let options: ReadingOptions
  private let sheets: [SheetSource]
  private let source: ByteSource

  /// Opens a file, tells its format by its content and holds it against its name's ending.
  ///
  /// The whole file is read once, for its hash and, where it is text, for its encoding.
  ///
  /// - Parameters:
  ///   - path: relative to the current folder or absolute.
  ///   - format: the format that the content must have; by default the one its ending claims.
  ///   - options: what the user says of it, instead of what its content tells.
  ///   - database: opens the tables of a database; without it one is refused.
  ///   - isCancelled: asked at least once a megabyte; true ends the reading with `load-cancelled`.
  /// - Returns: the file, its sheets not yet read.
  /// - Throws: `TabularError` where there is nothing to read, or not what it claims to be.
  /// - Complexity: O(bytes); 0.15 s for 100 MB.
  public static func open(
    _ path: String, format: FileFormat? = nil, options: ReadingOptions = ReadingOptions(),
    database: DatabaseOpening? = nil, isCancelled: () -> Bool = { false }
  ) throws(TabularError) -> TabularFile {
    try open(
      ByteSource(path: path), path: path, format: format, options: options, database: database,
      isCancelled: isCancelled)
  }

  /// Opens bytes in memory as if they were a file of the name.
  ///
  /// - Parameters:
  ///   - bytes: all bytes.
  ///   - name: the name, whose ending claims a format where it has one.
  ///   - format: the format that the content must have.
  ///   - options: what the user says of it.
  ///   - isCancelled: asked at least once a megabyte; true ends the reading with `load-cancelled`.
  /// - Returns: the file, its sheets not yet read.
  /// - Throws: `TabularError` where there is nothing to read, or not what it claims to be.
  public static func open(
    bytes: some Collection<UInt8>, name: String, format: FileFormat? = nil,
    options: ReadingOptions = ReadingOptions(), isCancelled: () -> Bool = { false }
  ) throws(TabularError) -> TabularFile {
    try open(
      ByteSource(bytes: bytes, name: name), path: name, format: format, options: options,
      isCancelled: isCancelled)
  }

  private static func open(
    _ source: ByteSource, path: String, format: FileFormat?, options: ReadingOptions,
    database: DatabaseOpening? = nil, isCancelled: () -> Bool
  ) throws(TabularError) -> TabularFile {
    // The watch lives no longer than this call.
    let opened = withoutActuallyEscaping(isCancelled) { isCancelled in
      Result { () throws(TabularError) in
        try TabularFile(
          source, path: path, wanted: format, options: options, database: database,
          watch: LoadWatch(isCancelled: isCancelled))
      }
    }
    return try opened.get()
  }

  private init(
    _ source: ByteSource, path: String, wanted: FileFormat?, options: ReadingOptions,
    database: DatabaseOpening?, watch: LoadWatch
  ) throws(TabularError) {
    isPacked = try GzipData.isGzip(source)
    // The file's hash is that of its own bytes, packed as they are.
    let zipped = try ZippedText.only(in: source, watch: watch)
    let packed =
      isPacked || zipped != nil
      ? try FileSurvey(of: source, checkingText: false, watch: watch) : nil
    let name = isPacked ? FileName.unpacked(path) : zipped?.name ?? path
    let inner =
      if isPacked {
        try GzipData.unpack(source, name: name, watch: watch)
      } else {
        zipped?.bytes ?? source
      }
    let found = try FormatDetection(of: inner, wanted: wanted, options: options)
    let survey = try FileSurvey(
      of: inner, checkingText: found.format.isText, as: found.utf16, watch: watch)
    format = found.format
    self.path = path
    self.source = source
    self.options = options
    sha256 = packed?.sha256 ?? survey.sha256
    byteCount = source.byteCount
    let content = try FileContent(
      inner, found, survey: survey, stem: FileName(name).stem, options: options, database: database,
      watch: watch)
    dialect = content.dialect
    document = content.json
    sheets = content.sheets
  }

  /// All bytes of the file as they are, packed where it is.
  ///
  /// - Throws: `TabularError` where they cannot be read, or are no longer those that were opened.
  /// - Complexity: O(bytes).
  public func contents() throws(TabularError) -> [UInt8] {
    let bytes = try source.head(source.byteCount)
    try source.checkUnchanged()
    return bytes
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
      guard sheets.isEmpty else {
        throw TabularError(
          .noTable, "has no sheet number \(index + 1)", file: path, expected: "1 to \(sheets.count)"
        )
      }
      let root = document.map { "is JSON but contains no table: it is \($0.kind)" }
      throw TabularError(
        .noTable, root ?? "contains no table", file: path,
        expected: "an array of objects, or an object that holds one")
    }
    return sheets[index]
  }
}
