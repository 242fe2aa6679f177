import Tabular
import TerminalText

/// A line of a journal in the form of versions before, which is read and no longer written.
///
///     statement⇥number=3⇥source=select 1;⇥sum=9ae16a3b
///
/// A tab separates the fields; `\\`, `\t`, `\n`, `\r` are the characters that would break it. A key may
/// come again, which makes a list. `sum` is the FNV-1a hash (32 bits, hexadecimal) of the bytes before
/// it.
struct FirstJournalLine {
  let kind: String
  private let fields: [(key: String, value: String)]

  private static let tab = UInt8(ascii: "\t")
  private static let backslash = UInt8(ascii: "\\")

  /// Reads a line without its line feed, or nil where its checksum does not hold.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard let last = bytes.lastIndex(of: Self.tab) else { return nil }
    let sum = String(decoding: bytes[(last + 1)...], as: UTF8.self)
    guard sum == "sum=" + Self.checksum(bytes[..<last]) else { return nil }
    let parts = bytes[..<last].split(separator: Self.tab, omittingEmptySubsequences: false)
    guard let kind = parts.first else { return nil }
    self.kind = String(decoding: kind, as: UTF8.self)
    fields = parts.dropFirst().compactMap { part in
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      return (
        String(decoding: part[..<equals], as: UTF8.self), Self.unescaped(part[(equals + 1)...])
      )
    }
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(backslash) else { return String(decoding: bytes, as: UTF8.self) }
    var plain: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        isEscaped = false
        switch byte {
        case UInt8(ascii: "t"): plain.append(tab)
        case UInt8(ascii: "n"): plain.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "r"): plain.append(UInt8(ascii: "\r"))
        default: plain.append(byte)
        }
      } else if byte == backslash {
        isEscaped = true
      } else {
        plain.append(byte)
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// The FNV-1a hash in eight hexadecimal digits.
  ///
  /// Source: G. Fowler, L. C. Noll, K.-P. Vo, 32 bits.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> String {
    var hash: UInt32 = 0x811c_9dc5
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return NumberText.zeroPadded(String(hash, radix: 16), to: 8)
  }

  // MARK: As a line of now

  /// The members that a line of the form of now has.
  var json: JSONValue {
    var members: [(key: String, value: JSONValue)] = []
    for list in Self.lists {
      let texts = fields.filter { list.firstKeys.contains($0.key) }.map {
        JSONValue.string($0.value)
      }
      if !texts.isEmpty { members.append((list.key, .array(texts))) }
    }
    for (key, value) in fields where !Self.lists.contains(where: { $0.firstKeys.contains(key) }) {
      switch key {
      case "number", "process":
        members.append((key, Int64(value).map(JSONValue.integer) ?? .string(value)))
      case "recorded": members.append((key, .boolean(value == "yes")))
      default: members.append((key, .string(value)))
      }
    }
    if let code = fields.first(where: { $0.key == "code" })?.value {
      let message = fields.first { $0.key == "message" }?.value ?? ""
      let parts = JSONValue.array([.string(message)])
      members.append(("error", .object([("code", .string(code)), ("parts", parts)])))
    }
    return .object(members)
  }

  private static let lists: [(key: String, firstKeys: [String])] = [
    ("rules", ["rule"]), ("settings", ["setting"]), ("facts", ["fact"]), ("picture", ["picture"]),
    ("blocks", ["plot", "block"]), ("volatile", ["volatile"]), ("effects", ["effect"]),
  ]
}
