/// One line of a journal: a kind and fields in order, with a checksum.
///
///     statement⇥number=3⇥source=select 1;⇥sum=9ae16a3b
///
/// A tab separates the fields, a line feed ends the line; `\\`, `\t`, `\n`, `\r` stand for the
/// characters that would break it. A key may come again, which makes a list. `sum` is the
/// FNV-1a hash (32 bits, hexadecimal) of the bytes before it: a line that a crash cut, or that
/// was cut and written over, does not pass.
struct JournalLine: Hashable {
  var kind: String
  var fields: [Field]

  struct Field: Hashable {
    var key: String
    var value: String
  }

  init(_ kind: String, _ fields: [(key: String, value: String)] = []) {
    self.kind = kind
    self.fields = fields.map { Field(key: $0.key, value: $0.value) }
  }

  subscript(_ key: String) -> String? { fields.first { $0.key == key }?.value }

  func all(_ key: String) -> [String] { fields.filter { $0.key == key }.map(\.value) }

  // MARK: Bytes

  private static let tab = UInt8(ascii: "\t")
  private static let newline = UInt8(ascii: "\n")
  private static let backslash = UInt8(ascii: "\\")
  private static let equals = UInt8(ascii: "=")

  /// The line with its line feed.
  var bytes: [UInt8] {
    var bytes = Array(kind.utf8)
    for field in fields {
      bytes.append(Self.tab)
      bytes += field.key.utf8
      bytes.append(Self.equals)
      for byte in field.value.utf8 { Self.append(byte, to: &bytes) }
    }
    let sum = Self.checksum(bytes[...])
    bytes += "\tsum=\(sum)\n".utf8
    return bytes
  }

  private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case backslash: bytes += [backslash, backslash]
    case tab: bytes += [backslash, UInt8(ascii: "t")]
    case newline: bytes += [backslash, UInt8(ascii: "n")]
    case UInt8(ascii: "\r"): bytes += [backslash, UInt8(ascii: "r")]
    default: bytes.append(byte)
    }
  }

  /// Reads a line without its line feed, or nil where its checksum does not hold.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard let last = bytes.lastIndex(of: Self.tab) else { return nil }
    let sum = String(decoding: bytes[(last + 1)...], as: UTF8.self)
    guard sum == "sum=" + Self.checksum(bytes[..<last]) else { return nil }
    let parts = bytes[..<last].split(separator: Self.tab, omittingEmptySubsequences: false)
    guard let kind = parts.first else { return nil }
    self.kind = String(decoding: kind, as: UTF8.self)
    fields = parts.dropFirst().compactMap { part in
      guard let equals = part.firstIndex(of: Self.equals) else { return nil }
      return Field(
        key: String(decoding: part[..<equals], as: UTF8.self),
        value: Self.unescaped(part[(equals + 1)...]))
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
        case UInt8(ascii: "n"): plain.append(newline)
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
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  // MARK: Whole files

  /// The lines of a journal's bytes that are whole, and how many were not.
  static func lines(of bytes: [UInt8]) -> (lines: [JournalLine], damaged: Int) {
    var lines: [JournalLine] = []
    var damaged = 0
    for part in bytes.split(separator: newline) {
      if let line = JournalLine(part) { lines.append(line) } else { damaged += 1 }
    }
    return (lines, damaged)
  }
}
