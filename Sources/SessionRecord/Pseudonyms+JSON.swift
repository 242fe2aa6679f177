import TerminalText

extension Pseudonyms {
  /// A JSON text with the names in its strings replaced; keys and numbers stay as they are.
  ///
  /// - Parameters:
  ///   - json: Any text; what is no JSON comes back with its quoted parts replaced.
  ///   - change: What is done to a string in place of the search for names.
  /// - Returns: The text; strings that hold nothing to hide are not touched.
  /// - Complexity: linear in the text.
  public func replacing(inJSON json: String, by change: ((String) -> String)? = nil) -> String {
    let change = change ?? replacing(in:)
    var result: [UInt8] = []
    for piece in Self.jsonPieces(of: json) {
      let hidden = piece.isString ? change(piece.text) : piece.text
      result += piece.isString && hidden != piece.text ? Self.quoted(hidden)[...] : piece.bytes
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A piece of a text of JSON: a string that is a value, or what stands between such.
  struct JSONPiece {
    var bytes: ArraySlice<UInt8>
    var isString: Bool
    /// Of a string what it means, of anything else as it is written.
    var text: String
  }

  /// The pieces of a text of JSON, in order.
  ///
  /// - Complexity: linear in the text.
  static func jsonPieces(of json: String) -> [JSONPiece] {
    let bytes = Array(json.utf8)
    var pieces: [JSONPiece] = []
    var (start, index) = (0, 0)
    func endOther(at end: Int) {
      guard start < end else { return }
      let other = bytes[start..<end]
      pieces.append(
        JSONPiece(bytes: other, isString: false, text: String(decoding: other, as: UTF8.self)))
    }
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\""), let end = stringEnd(in: bytes, from: index) else {
        index += 1
        continue
      }
      if !isKey(in: bytes, behind: end) {
        endOther(at: index)
        let text = unescaped(bytes[(index + 1)..<(end - 1)])
        pieces.append(JSONPiece(bytes: bytes[index..<end], isString: true, text: text))
        start = end
      }
      index = end
    }
    endOther(at: bytes.count)
    return pieces
  }

  /// The offset behind the quote that closes a string, or nil where none does.
  private static func stringEnd(in bytes: [UInt8], from start: Int) -> Int? {
    var index = start + 1
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\"") { return index + 1 }
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  private static func isKey(in bytes: [UInt8], behind end: Int) -> Bool {
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    return bytes[end...].first { !blanks.contains($0) } == UInt8(ascii: ":")
  }

  private static func unescaped(_ raw: ArraySlice<UInt8>) -> String {
    guard raw.contains(UInt8(ascii: "\\")) else { return String(decoding: raw, as: UTF8.self) }
    var units: [UInt16] = []
    let text = Array(String(decoding: raw, as: UTF8.self).utf16)
    var index = 0
    while index < text.count {
      guard text[index] == 0x5C, index + 1 < text.count else {
        units.append(text[index])
        index += 1
        continue
      }
      let letter = text[index + 1]
      if letter == 0x75, index + 6 <= text.count,
        let code = UInt16(
          String(decoding: text[(index + 2)..<(index + 6)], as: UTF16.self), radix: 16)
      {
        units.append(code)
        index += 6
      } else {
        units.append(escapes[letter] ?? letter)
        index += 2
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// `\n`, `\t`, `\r`, `\b`, `\f`.
  private static let escapes: [UInt16: UInt16] = [
    0x6E: 0x0A, 0x74: 0x09, 0x72: 0x0D, 0x62: 0x08, 0x66: 0x0C,
  ]

  private static func quoted(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20:
        bytes += ("\\u" + NumberText.zeroPadded(String(byte, radix: 16), to: 4)).utf8
      default: bytes.append(byte)
      }
    }
    return bytes + [UInt8(ascii: "\"")]
  }
}
