import CommandLanguage
import Store

/// The words of a statement that may be names of things in the notebook.
///
/// More words than names come out, never fewer: who asks looks each of them up.
enum StatementWords {
  /// Whether a statement of such words depends on everything in the notebook, by folded names.
  ///
  /// A built-in table does, and the list of tables; drivers and places, which every command reads,
  /// stand only on what loaded them.
  static func readsEverything(_ names: Set<String>) -> Bool {
    let gathering = NotebookDatabase.builtInNames.filter { $0 != "drivers" && $0 != "places" }
    return !names.isDisjoint(with: gathering + ["tables"])
  }

  /// Every word and every quoted text of a statement, folded.
  ///
  /// - Complexity: O(bytes of the text).
  static func names(in text: String) -> Set<String> {
    var names: Set<String> = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        let end = bytes[(index + 1)...].firstIndex(of: byte) ?? bytes.count
        names.insert(folded(bytes[(index + 1)..<end]))
        // What a quoted text holds may be words too: an apostrophe in prose opens no name.
        index += 1
      } else if isNameByte(byte) {
        let end = bytes[index...].firstIndex { !isNameByte($0) } ?? bytes.count
        names.insert(folded(bytes[index..<end]))
        index = end
      } else {
        index += 1
      }
    }
    return names
  }

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
