import CommandLanguage
import Store

/// Where names stand in the words of a statement.
enum StatementWords {
  /// The byte at which a word first stands in a text, outside quotes; nil where it does not.
  static func offset(of word: String, in text: String) -> Int? {
    let bytes = Array(text.utf8)
    let wanted = NameRules.folded(word)
    var index = 0
    while index < bytes.count {
      guard isNameByte(bytes[index]) else {
        index += 1
        continue
      }
      let end = bytes[index...].firstIndex { !isNameByte($0) } ?? bytes.count
      if folded(bytes[index..<end]) == wanted { return index }
      index = end
    }
    return nil
  }

  /// Letters, digits and `_`; every byte above ASCII counts as part of a letter.
  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  private static func folded(_ bytes: ArraySlice<UInt8>) -> String {
    NameRules.folded(String(decoding: bytes, as: UTF8.self))
  }
}
