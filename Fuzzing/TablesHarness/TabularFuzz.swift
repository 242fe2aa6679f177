import Tabular

/// Entry points for fuzzing: each reads bytes as one format to the end, and keeps nothing.
///
/// Whatever the bytes are, a call returns: errors are swallowed, and anything else is a bug.
public enum TabularFuzz {
  public static func csv(_ bytes: some Collection<UInt8>) {
    read(bytes, name: "fuzz.csv", as: .csv)
  }

  public static func tsv(_ bytes: some Collection<UInt8>) {
    read(bytes, name: "fuzz.tsv", as: .csv)
  }

  public static func json(_ bytes: some Collection<UInt8>) {
    read(bytes, name: "fuzz.json", as: .json)
  }

  public static func jsonLines(_ bytes: some Collection<UInt8>) {
    read(bytes, name: "fuzz.jsonl", as: .jsonl)
  }

  public static func xlsx(_ bytes: some Collection<UInt8>) {
    read(bytes, name: "fuzz.xlsx", as: .xlsx)
  }

  /// Reads bytes under a name without an ending, so that their format is guessed.
  public static func anything(_ bytes: some Collection<UInt8>) {
    read(bytes, name: "fuzz", as: nil)
  }

  /// Reads bytes as the XML of a workbook's first sheet, inside a package that is otherwise whole.
  ///
  /// Bytes seldom stay a zip archive under mutation, so this reaches what `xlsx` does not.
  public static func sheetXML(_ bytes: some Collection<UInt8>) {
    read(StoredZip.workbook(sheet: Array(bytes)), name: "fuzz.xlsx", as: .xlsx)
  }

  /// Reads bytes as the XML of a workbook's shared texts.
  public static func sharedTextsXML(_ bytes: some Collection<UInt8>) {
    read(StoredZip.workbook(sharedTexts: Array(bytes)), name: "fuzz.xlsx", as: .xlsx)
  }

  /// Reads bytes as the XML of a workbook's styles.
  public static func stylesXML(_ bytes: some Collection<UInt8>) {
    read(StoredZip.workbook(styles: Array(bytes)), name: "fuzz.xlsx", as: .xlsx)
  }

  /// Reads bytes as the content of an OpenDocument spreadsheet, and as its sheets.
  public static func openDocumentXML(_ bytes: some Collection<UInt8>) {
    read(StoredZip.openDocument(Array(bytes)), name: "fuzz.ods", as: .ods)
    let sheets = String(decoding: bytes, as: UTF8.self)
    read(StoredZip.openDocument(sheets), name: "fuzz.ods", as: .ods)
  }

  /// Reads bytes as the records of a binary workbook's first sheet, and as those of its texts.
  public static func binaryRecords(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    read(BinaryWorkbook.archive(sheet: bytes), name: "fuzz.xlsb", as: .xlsb)
    read(BinaryWorkbook.archive(sharedTexts: bytes, styles: bytes), name: "fuzz.xlsb", as: .xlsb)
  }

  /// Reads bytes as delimited text under options that the first eight of them choose.
  public static func csvWithOptions(_ bytes: some Collection<UInt8>) {
    let choices = Array(bytes.prefix(8))
    guard choices.count == 8 else { return }
    var options = ReadingOptions()
    let delimiters = Array(",;\t| :x".utf8)
    if choices[0] & 1 == 1 { options.delimiter = delimiters[Int(choices[0] >> 1) % 7] }
    let encodings = CSVDialect.Encoding.allCases
    if choices[1] & 1 == 1 { options.encoding = encodings[Int(choices[1] >> 1) % encodings.count] }
    switch choices[2] % 4 {
    case 0: options.header = .row(Int(choices[3]) % 6)
    case 1: options.header = ReadingOptions.Header.none
    default: break
    }
    if choices[4] & 1 == 1 {
      let first = Int(choices[4] >> 1) % 5
      options.rows = first...(first + Int(choices[5]))
    }
    if choices[6] & 1 == 1 { options.nulls = ["", "NA", "-"] }
    if choices[7] & 1 == 1 { options.brokenRows = .collected }
    _ = options.identity
    read(Array(bytes.dropFirst(8)), name: "fuzz.csv", as: .csv, options: options)
  }

  private static func read(
    _ bytes: some Collection<UInt8>, name: String, as format: FileFormat?,
    options: ReadingOptions = ReadingOptions()
  ) {
    do {
      let file = try TabularFile.open(bytes: bytes, name: name, format: format, options: options)
      for index in file.sheetNames.indices {
        let sheet = try file.sheet(at: index)
        try sheet.forEachRow { _, _ in true }
        let typed = try sheet.typed()
        var fingerprinter = TableFingerprinter(columns: typed.columns)
        try typed.forEachBatch { fingerprinter.add($0) }
        _ = fingerprinter.fingerprint.ordered.description
        _ = (typed.reading.formWords, typed.reading.notes, typed.brokenRows.map(\.text))
      }
    } catch {
      _ = "\(error)"
    }
  }
}
