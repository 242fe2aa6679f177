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

  private static func read(
    _ bytes: some Collection<UInt8>, name: String, as format: FileFormat?
  ) {
    do {
      let file = try TabularFile.open(bytes: bytes, name: name, format: format)
      for index in file.sheetNames.indices {
        let sheet = try file.sheet(at: index)
        try sheet.forEachRow { _, _ in true }
        let typed = try sheet.typed()
        var fingerprinter = TableFingerprinter(columns: typed.columns)
        try typed.forEachBatch { fingerprinter.add($0) }
        _ = fingerprinter.fingerprint.ordered.description
      }
    } catch {
      _ = "\(error)"
    }
  }
}
