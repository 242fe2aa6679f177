/// What a file of a known format holds.
struct FileContent {
  private(set) var sheets: [SheetSource] = []
  private(set) var dialect: CSVDialect?
  private(set) var json: JSONDocument?

  /// Reads as much of the file as tells its sheets.
  ///
  /// - Throws: `TabularError` where it is broken or of another encoding than it should be.
  init(
    _ source: ByteSource, _ found: FormatDetection, survey: FileSurvey, stem: String,
    options: ReadingOptions, database: DatabaseOpening?, watch: LoadWatch
  ) throws(TabularError) {
    switch found.format {
    case .csv:
      let form = try Self.csvForm(source, found, survey, options, watch)
      dialect = form.dialect
      sheets = [SheetSource(name: stem, file: source, content: .csv(form), options: options)]
    case .json:
      try Self.checkText(survey, found, source)
      let document = try JSONDocument(
        source, encoding: found.utf16 ?? .utf8, stem: stem, watch: watch)
      json = document
      sheets = document.tables.map { table in
        SheetSource(
          name: table.name, file: source, content: .json(document, start: table.start),
          options: options)
      }
    case .jsonl:
      try Self.checkText(survey, found, source)
      let hasMark = try source.head(3) == [0xEF, 0xBB, 0xBF]
      let encoding = found.utf16 ?? (hasMark ? .utf8WithMark : .utf8)
      sheets = [
        SheetSource(name: stem, file: source, content: .jsonLines(encoding), options: options)
      ]
    case .sqlite:
      guard let path = source.path, let database else {
        throw TabularError(
          .unsupported, "is an SQLite database, which is read from a file of its own",
          file: source.name, remedy: "unpack it, or save it to a file, and load that")
      }
      sheets = try database(path).map { table in
        SheetSource(name: table.name, file: source, content: .outside(table), options: options)
      }
    case .xlsx, .xlsb:
      let workbook = try Workbook(source, watch: watch)
      sheets = workbook.sheets.map { sheet in
        SheetSource(
          name: sheet.name, file: source, content: .workbook(workbook, part: sheet.part),
          isHidden: sheet.isHidden, options: options)
      }
    case .ods:
      let document = try OpenDocument(source, watch: watch)
      sheets = document.sheets.enumerated().map { index, sheet in
        SheetSource(
          name: sheet.name, file: source, content: .openDocument(document, index: index),
          isHidden: sheet.isHidden, options: options)
      }
    }
  }

  private static func csvForm(
    _ source: ByteSource, _ found: FormatDetection, _ survey: FileSurvey,
    _ options: ReadingOptions, _ watch: LoadWatch
  ) throws(TabularError) -> CSVForm {
    let encoding = try TextEncoding.find(
      source, survey, utf16: found.utf16, options: options, watch: watch)
    let dialect = try CSVDialect.detect(
      in: source, encoding: encoding, delimiter: options.delimiter)
    try checkNUL(survey, found, source, dialect)
    let isUTF8 = encoding == .utf8 || encoding == .utf8WithMark
    let isUTF16 = found.utf16 != nil
    guard isUTF8 || isUTF16, let first = survey.bad.first else { return CSVForm(dialect: dialect) }
    if isUTF8, options.brokenRows == .collected, survey.badCount == survey.bad.count {
      return CSVForm(dialect: dialect, badBytes: survey.bad)
    }
    let place = try TextPlace(of: first, in: source, isUTF8 ? dialect : nil)
    let byte = try byte(at: first, source)
    throw TabularError(
      .malformed,
      isUTF8
        ? "is UTF-8 but for \(survey.badCount == 1 ? "one byte" : "\(survey.badCount) bytes"); "
          + "the first, \(byte), is no character"
        : "is not valid UTF-16",
      file: source.name, row: place.row, column: isUTF8 ? place.column : nil,
      expected: "one encoding for the whole file",
      remedy: isUTF8 ? "save it as UTF-8, or name its encoding" : "save it as UTF-8")
  }

  private static func byte(at offset: Int, _ source: ByteSource) throws(TabularError) -> String {
    var byte = [UInt8](repeating: 0, count: 1)
    var failure: TabularError?
    byte.withUnsafeMutableBytes { buffer in
      do throws(TabularError) { _ = try source.read(at: offset, into: buffer) } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return String(byte[0], radix: 16, uppercase: true)
  }

  private static func checkNUL(
    _ survey: FileSurvey, _ found: FormatDetection, _ source: ByteSource, _ dialect: CSVDialect?
  ) throws(TabularError) {
    guard let offset = survey.firstNUL else { return }
    let place = try TextPlace(of: offset, in: source, found.utf16 == nil ? dialect : nil)
    throw TabularError(
      .wrongContent, "contains a NUL, which no text has", file: source.name, row: place.row,
      column: place.column, expected: "\(found.format.rawValue) content",
      remedy: "remove it, or export the file again")
  }

  private static func checkText(
    _ survey: FileSurvey, _ found: FormatDetection, _ source: ByteSource
  ) throws(TabularError) {
    try checkNUL(survey, found, source, nil)
    guard let first = survey.bad.first else { return }
    let place = try TextPlace(of: first, in: source, nil)
    throw TabularError(
      .malformed, found.utf16 == nil ? "is not valid UTF-8" : "is not valid UTF-16",
      file: source.name, row: place.row, column: place.column, remedy: "save it as UTF-8")
  }
}
