/// The formats that tables are exported in, told by the file's ending.
enum ExportFormat: String, CaseIterable {
  case xlsx
  case csv
  case tsv
  case json
  case jsonl
  case markdown = "md"

  /// The format of a file's ending, or nil where there is none for it.
  init?(path: String) {
    guard let ending = FileEnding.of(path) else { return nil }
    self.init(rawValue: ending)
  }

  /// Whether a file of the format may hold several tables.
  var holdsSeveral: Bool {
    switch self {
    case .xlsx, .json, .markdown: true
    case .csv, .tsv, .jsonl: false
    }
  }

  /// The endings for a sentence: `.xlsx, .csv, …`.
  static func endings(where isMeant: (ExportFormat) -> Bool = { _ in true }) -> String {
    allCases.filter(isMeant).map { "." + $0.rawValue }.joined(separator: ", ")
  }
}
