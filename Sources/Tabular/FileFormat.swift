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
  /// A workbook of Excel whose parts are binary records.
  case xlsb
  /// An OpenDocument spreadsheet.
  case ods
  /// An SQLite database.
  case sqlite

  /// Whether its files are text.
  public var isText: Bool {
    switch self {
    case .csv, .json, .jsonl: true
    case .xlsx, .xlsb, .ods, .sqlite: false
    }
  }

  /// The format that a file's name claims by its ending, or nil where the ending says nothing.
  ///
  /// The ending of what gzip packed is the one before `.gz`.
  public init?(ending path: String) {
    switch FileName(FileName.unpacked(path)).ending {
    case "csv", "tsv", "tab": self = .csv
    case "json": self = .json
    case "jsonl", "ndjson": self = .jsonl
    case "xlsx", "xlsm": self = .xlsx
    case "xlsb": self = .xlsb
    case "ods": self = .ods
    case "sqlite", "sqlite3", "db", "db3": self = .sqlite
    default: return nil
    }
  }
}

/// How delimited text is written: its delimiter, its encoding and its quotes.
public struct CSVDialect: Hashable, Sendable {
  /// How the bytes of the file stand for characters.
  public enum Encoding: String, Hashable, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    /// UTF-8 with a byte order mark, which is not part of the first cell.
    case utf8WithMark = "UTF-8 with BOM"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    /// What offices on Windows write.
    case windows1252 = "Windows-1252"
    case macRoman = "Mac Roman"
    /// What programs of DOS wrote in Western Europe.
    case cp850 = "CP850"

    /// The encoding that a user names: `latin1`, `UTF-16`, `mac`; nil for no known name.
    public init?(named name: String) {
      switch name.lowercased().filter({ $0.isLetter || $0.isNumber }) {
      case "utf8": self = .utf8
      case "utf8bom", "utf8withbom", "utf8sig": self = .utf8WithMark
      case "utf16", "utf16le", "unicode": self = .utf16LittleEndian
      case "utf16be": self = .utf16BigEndian
      case "windows1252", "cp1252", "latin1", "iso88591", "ansi": self = .windows1252
      case "macroman", "mac", "macintosh": self = .macRoman
      case "cp850", "dos", "ibm850", "oem850": self = .cp850
      default: return nil
      }
    }
  }

  /// The ASCII byte between cells: `,`, `;`, a tab or `|`.
  public let delimiter: UInt8
  public let encoding: Encoding
  /// Whether a backslash stands in front of quotes and backslashes inside quotes.
  public let hasBackslashes: Bool
  /// Whether the first line only says what the delimiter is: `sep=;`.
  public let hasSeparatorLine: Bool

  public init(
    delimiter: UInt8, encoding: Encoding, hasBackslashes: Bool = false,
    hasSeparatorLine: Bool = false
  ) {
    self.delimiter = delimiter
    self.encoding = encoding
    self.hasBackslashes = hasBackslashes
    self.hasSeparatorLine = hasSeparatorLine
  }

  /// What is not as in most files, in words: `separated by ;`, `encoding Windows-1252`.
  public var words: [String] {
    var words: [String] = []
    if delimiter != UInt8(ascii: ",") {
      words.append("separated by " + Self.name(ofDelimiter: delimiter))
    }
    if encoding != .utf8, encoding != .utf8WithMark {
      words.append("encoding \(encoding.rawValue)")
    }
    if hasBackslashes { words.append("quotes escaped by backslashes") }
    return words
  }

  /// A delimiter in words, or itself where it can be seen.
  public static func name(ofDelimiter byte: UInt8) -> String {
    switch byte {
    case 0x09: "tabs"
    case 0x20: "blanks"
    case 0x2C: "commas"
    case 0x3B: "semicolons"
    case 0x7C: "bars"
    case 0x21...0x7E: String(UnicodeScalar(byte))
    default: "byte \(byte)"
    }
  }
}

/// A path's last part, split for naming and for checking its ending.
struct FileName {
  /// The name without its ending: `rides` of `data/rides.csv`.
  let stem: String
  /// The ending in lower case without its dot, or nothing.
  let ending: String

  /// The path without the ending that gzip gives: `fees.csv` of `fees.csv.gz`.
  static func unpacked(_ path: String) -> String {
    let lower = path.lowercased()
    if lower.hasSuffix(".tgz") { return String(path.dropLast(4)) + ".tar" }
    return lower.hasSuffix(".gz") ? String(path.dropLast(3)) : path
  }

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
