/// The form in which a file holds tables.
public enum FileFormat: String, Hashable, Sendable, CaseIterable {
  /// Delimited text, whatever its delimiter; `CSVDialect` tells which.
  case csv
  /// One JSON document.
  case json
  /// One JSON object a line.
  case jsonl
  /// An Office Open XML workbook.
  case xlsx

  /// The format that a file's name claims by its ending, or nil where the ending says nothing.
  public init?(ending path: String) {
    switch FileName(path).ending {
    case "csv", "tsv", "tab": self = .csv
    case "json": self = .json
    case "jsonl", "ndjson": self = .jsonl
    case "xlsx", "xlsm": self = .xlsx
    default: return nil
    }
  }
}

/// How delimited text is written: its delimiter and its encoding.
public struct CSVDialect: Hashable, Sendable {
  /// How the bytes of the file stand for characters.
  public enum Encoding: String, Hashable, Sendable {
    case utf8 = "UTF-8"
    /// UTF-8 with a byte order mark, which is not part of the first cell.
    case utf8WithMark = "UTF-8 with BOM"
    /// What offices on Windows write; taken where the bytes are not valid UTF-8.
    case windows1252 = "Windows-1252"
  }

  /// The ASCII byte between cells: `,`, `;` or a tab.
  public let delimiter: UInt8
  public let encoding: Encoding

  public init(delimiter: UInt8, encoding: Encoding) {
    self.delimiter = delimiter
    self.encoding = encoding
  }
}

/// A path's last part, split for naming and for checking its ending.
struct FileName {
  /// The name without its ending: `rides` of `data/rides.csv`.
  let stem: String
  /// The ending in lower case without its dot, or nothing.
  let ending: String

  init(_ path: String) {
    let name = path.split(separator: "/", omittingEmptySubsequences: true).last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
      stem = String(name)
      ending = ""
      return
    }
    stem = String(name[..<dot])
    ending = name[name.index(after: dot)...].lowercased()
  }
}
