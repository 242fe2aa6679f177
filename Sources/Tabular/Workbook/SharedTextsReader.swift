/// Reads the texts that a workbook's cells share, pieces of formatted text put together.
enum SharedTextsReader {
  private struct State {
    var texts = SharedTexts()
    var text: [UInt8] = []
    var isInText = false
    /// Depth of phonetic hints, which are not part of the text.
    var hints = 0
  }

  static func read(_ part: String, _ archive: ZipArchive) throws(TabularError) -> SharedTexts {
    guard let entry = try archive.open(part) else { return SharedTexts() }
    let state = UnsafeMutablePointer<State>.allocate(capacity: 1)
    state.initialize(to: State())
    defer {
      state.deinitialize(count: 1)
      state.deallocate()
    }
    let feed = try XMLFeed(callbacks, state: state, part: part, source: archive.source)
    while true {
      let piece = try entry.next()
      try feed.feed(piece)
      if piece.isEmpty { return state.pointee.texts }
    }
  }

  private static let callbacks = XMLCallbacks(
    start: { parser, name, _ in
      guard let state = XMLFeed.state(parser, as: State.self), let name else { return }
      let local = XMLName.local(name)
      if XMLName.matches(local, "t") {
        state.pointee.isInText = state.pointee.hints == 0
      } else if XMLName.matches(local, "si") {
        state.pointee.text.removeAll(keepingCapacity: true)
      } else if XMLName.matches(local, "rPh") {
        state.pointee.hints += 1
      }
    },
    end: { parser, name in
      guard let state = XMLFeed.state(parser, as: State.self), let name else { return }
      let local = XMLName.local(name)
      if XMLName.matches(local, "t") {
        state.pointee.isInText = false
      } else if XMLName.matches(local, "si") {
        EscapedText.unescape(&state.pointee.text)
        state.pointee.texts.append(state.pointee.text)
      } else if XMLName.matches(local, "rPh") {
        state.pointee.hints -= 1
      }
    },
    text: { parser, bytes, count in
      guard let state = XMLFeed.state(parser, as: State.self), let bytes,
        state.pointee.isInText
      else { return }
      state.pointee.text.append(
        contentsOf: UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    })
}

/// The `_x000D_` escapes of characters that XML cannot hold (ECMA-376 Part 1, 22.9.2.19).
enum EscapedText {
  static func unescape(_ text: inout [UInt8]) {
    guard text.count >= 7, let first = text.firstIndex(of: UInt8(ascii: "_")) else { return }
    var plain = Array(text[..<first])
    var index = first
    while index < text.count {
      if let scalar = scalar(in: text, at: index) {
        plain.append(contentsOf: Array(String(Character(scalar)).utf8))
        index += 7
      } else {
        plain.append(text[index])
        index += 1
      }
    }
    text = plain
  }

  /// The text with what looks like an escape escaped: `_x0041_` becomes `_x005F_x0041_`.
  static func escaped(_ text: String) -> String {
    guard text.utf8.count >= 7, text.utf8.contains(UInt8(ascii: "_")) else { return text }
    let bytes = Array(text.utf8)
    var escaped: [UInt8] = []
    for index in bytes.indices {
      if scalar(in: bytes, at: index) != nil { escaped += Array("_x005F".utf8) }
      escaped.append(bytes[index])
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  private static func scalar(in text: [UInt8], at index: Int) -> UnicodeScalar? {
    guard index + 7 <= text.count, text[index] == UInt8(ascii: "_"),
      text[index + 1] == UInt8(ascii: "x"), text[index + 6] == UInt8(ascii: "_")
    else { return nil }
    var value: UInt32 = 0
    for byte in text[(index + 2)..<(index + 6)] {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return UnicodeScalar(value)
  }
}
