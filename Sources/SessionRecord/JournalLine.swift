import Tabular
import TerminalText

/// One line of a journal: an object of JSON with its kind first and a checksum last.
///
///     {"kind":"statement","number":3,"source":"select 1;","settings":[],"sum":"5d2c8a10"}
///
/// `sum` is the first eight hexadecimal digits of the SHA-256 of all bytes before `,"sum"`: a line that
/// a crash cut, or that was cut and written over, does not pass. Lines of the first form
/// (`JournalLine+First`) are read too.
struct JournalLine {
  /// What the line says: `begin`, `statement`, `outcome`, `end`, `settled`, or another version's.
  let kind: String
  private let content: Content

  private enum Content {
    /// The object up to its checksum.
    case object(ArraySlice<UInt8>)
    case first(FirstJournalLine)
  }

  /// A key and its value as JSON.
  typealias Member = (key: String, json: String)

  // MARK: Writing

  /// A line with its line feed.
  static func bytes(_ kind: String, _ members: [Member] = []) -> [UInt8] {
    var text = kindStart + kind + "\""
    for member in members { text += ",\"\(member.key)\":\(member.json)" }
    let bytes = Array(text.utf8)
    return bytes + "\(sumStart)\(checksum(bytes[...]))\(sumEnd)\n".utf8
  }

  static func text(_ text: String) -> String { jsonEscaped(JSONText.quoted(text)) }

  static func texts(_ texts: [String]) -> String {
    "[\(texts.map(text).joined(separator: ","))]"
  }

  private static let kindStart = "{\"kind\":\""
  private static let sumStart = ",\"sum\":\""
  private static let sumEnd = "\"}"
  private static let sumDigits = 8

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> String {
    String(ContentHash.sha256(of: bytes).digits.prefix(sumDigits))
  }

  // MARK: Reading

  /// Reads a line without its line feed, or nil where its checksum does not hold.
  ///
  /// - Complexity: O(bytes); the JSON is parsed where it is asked for.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.starts(with: Self.kindStart.utf8) else {
      guard let first = FirstJournalLine(bytes) else { return nil }
      kind = first.kind
      content = .first(first)
      return
    }
    let tail = Self.sumStart.utf8.count + Self.sumDigits + Self.sumEnd.utf8.count
    let object = bytes.dropLast(tail)
    let name = object.dropFirst(Self.kindStart.utf8.count).prefix { $0 != UInt8(ascii: "\"") }
    guard
      bytes.suffix(tail).elementsEqual(
        "\(Self.sumStart)\(Self.checksum(object))\(Self.sumEnd)".utf8)
    else { return nil }
    kind = String(decoding: name, as: UTF8.self)
    content = .object(object)
  }

  /// The line's members; nil where it is no object after all.
  ///
  /// - Complexity: O(bytes).
  var json: JSONValue? {
    switch content {
    case .first(let line): line.json
    // A line whose checksum holds and that is no JSON was not written by us.
    case .object(let bytes): try? JSONValue(parsing: bytes + [UInt8(ascii: "}")], name: "")
    }
  }

  /// The lines of a journal's bytes that are whole, and how many were not.
  static func lines(of bytes: [UInt8]) -> (lines: [JournalLine], damaged: Int) {
    var lines: [JournalLine] = []
    var damaged = 0
    for part in bytes.split(separator: UInt8(ascii: "\n")) {
      if let line = JournalLine(part) { lines.append(line) } else { damaged += 1 }
    }
    return (lines, damaged)
  }
}
