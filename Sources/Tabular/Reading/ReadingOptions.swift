/// What a user says of how a file is to be read; everything left out is told by the content.
///
///     var options = ReadingOptions()
///     options.delimiter = UInt8(ascii: ";")
///     options.header = .row(3)
///     options.identity  // "delimiter=; header=3"
public struct ReadingOptions: Hashable, Sendable {
  /// Where the names of the columns are.
  public enum Header: Hashable, Sendable {
    /// In a row, by its 1-based number in the file.
    case row(Int)
    /// Nowhere: the columns are named by number and the first row is data.
    case none
  }

  /// What becomes of a row of delimited text that cannot be read.
  public enum BrokenRows: String, Hashable, Sendable {
    /// It fails the reading.
    case refused
    /// It is left out and collected, with its number and the reason.
    case collected
  }

  /// The ASCII byte between cells.
  public var delimiter: UInt8?
  /// How the bytes stand for characters.
  public var encoding: CSVDialect.Encoding?
  public var header: Header?
  /// The sheet's name, for whoever picks one; opening a file does not look at it.
  public var sheet: String?
  /// The rows that count as data, by their 1-based numbers in the file.
  public var rows: ClosedRange<Int>?
  /// Texts that stand for a missing value, compared whole and exactly, blanks around them aside.
  public var nulls: [String] = []
  public var brokenRows = BrokenRows.refused

  public init() {}

  /// Whether nothing is said.
  public var isEmpty: Bool { self == ReadingOptions() }

  /// The options as one line of text that is the same for the same options, nothing for none.
  public var identity: String {
    var words: [String] = []
    if let delimiter { words.append("delimiter=" + Self.escaped([delimiter])) }
    if let encoding { words.append("encoding=" + Self.escaped(encoding.rawValue.utf8)) }
    switch header {
    case .row(let row): words.append("header=\(row)")
    case .some(.none): words.append("header=none")
    case nil: break
    }
    if let sheet { words.append("sheet=" + Self.escaped(sheet.utf8)) }
    if let rows { words.append("rows=\(rows.lowerBound)-\(rows.upperBound)") }
    // As a set: the order of the words changes nothing.
    for null in Set(nulls).sorted() { words.append("null=" + Self.escaped(null.utf8)) }
    if brokenRows != .refused { words.append("broken=" + brokenRows.rawValue) }
    return words.joined(separator: " ")
  }

  /// Printable ASCII as itself, blanks, percent signs and everything else as `%` and two digits.
  private static func escaped(_ bytes: some Sequence<UInt8>) -> String {
    var text = ""
    for byte in bytes {
      if byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "%") {
        text.unicodeScalars.append(UnicodeScalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      }
    }
    return text
  }
}
