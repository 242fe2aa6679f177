import CEditLine
import Glibc

/// What the terminal marks as pasted, inserted at once, so that nothing in it is taken for a key.
extension LineEditor {
  /// Reads the text up to the mark of its end and inserts it.
  func paste() -> Int32 {
    let inserted = pastedText().inserted
    guard !inserted.isEmpty else { return CC_REFRESH }
    return el_insertstr(editor, inserted) == 0 ? CC_REFRESH : CC_REFRESH_BEEP
  }

  /// Pastes where vi's insert mode was, which the mark's Escape has left: a step to the left, too.
  func pasteAndGoOn() -> Int32 {
    el_cursor(editor, 1)
    let result = paste()
    // vi's own key that begins to insert.
    el_push(editor, "i")
    return result
  }

  private func pastedText() -> PastedText {
    // What was pushed is libedit's; in another locale than UTF-8 it knows how to read bytes.
    guard pushedPastes == 0, environment.editsUnicode else {
      pushedPastes = max(0, pushedPastes - 1)
      return characterByCharacter()
    }
    return inBlocks()
  }

  private func characterByCharacter() -> PastedText {
    var text = PastedText()
    while !text.isComplete {
      let character = cel_read_character(editor)
      guard character != 0 else { break }
      text.add(character)
    }
    return text
  }

  /// Reads the paste in blocks: libedit asks the system for each byte, a hundred thousand times.
  ///
  /// What was typed behind the paste is given back to libedit.
  private func inBlocks() -> PastedText {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    var end: Int?
    while end == nil {
      let count = block.withUnsafeMutableBytes {
        Glibc.read(STDIN_FILENO, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR, !Interrupts.isRaised { continue }
      guard count > 0 else { break }
      let searched = max(0, bytes.count - PastedText.endMark.utf8.count)
      bytes += block[..<count]
      end = Self.end(of: PastedText.endMark, in: bytes, from: searched)
    }
    var text = PastedText()
    for scalar in String(decoding: bytes[..<(end ?? bytes.count)], as: UTF8.self).unicodeScalars {
      text.add(scalar.value)
    }
    let rest = String(decoding: bytes[(end ?? bytes.count)...], as: UTF8.self)
    if !rest.isEmpty, !rest.utf8.contains(0) {
      // It may begin further pastes, the last of which may end at the terminal.
      pushedPastes += max(1, rest.ranges(of: "\u{1B}[200~").count)
      el_push(editor, rest)
    }
    return text
  }

  /// Where the first occurrence of a mark ends.
  private static func end(of mark: String, in bytes: [UInt8], from start: Int) -> Int? {
    let mark = Array(mark.utf8)
    guard bytes.count - start >= mark.count else { return nil }
    return (start...(bytes.count - mark.count))
      .first { bytes[$0] == mark[0] && bytes[$0..<$0 + mark.count].elementsEqual(mark) }
      .map { $0 + mark.count }
  }
}
