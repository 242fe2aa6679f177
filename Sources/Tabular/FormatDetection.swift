/// Tells a file's format from its first bytes and holds it against what its name claims.
struct FormatDetection {
  /// What the first bytes are.
  enum Content: Equatable {
    case zip
    case jsonDocument
    case jsonLines
    case text
    /// Something that holds no tables here, in words: `a PDF document`.
    case other(String)
    case oldOfficeContainer
    case utf16
  }

  static let headSize = 1 << 16

  /// Finds the format of a source.
  ///
  /// - Parameters:
  ///   - source: the bytes; not empty.
  ///   - wanted: the format that the user named, which is checked like a name's ending.
  /// - Returns: the format that the content has.
  /// - Throws: `TabularError` where the content is not readable or not what the name says.
  static func format(
    of source: ByteSource, wanted: FileFormat?
  ) throws(TabularError) -> FileFormat {
    guard source.byteCount > 0 else {
      throw TabularError(
        .empty, "is empty (0 bytes)", file: source.name, remedy: "export or copy it again")
    }
    let claimed = wanted ?? FileFormat(ending: source.name)
    let head = try source.head(headSize)
    switch content(of: head) {
    case .zip:
      return try settle(.xlsx, claimed, source, found: "a zip archive")
    case .jsonDocument:
      // A document that spans lines is told from lines of objects only where the name is silent.
      if claimed == .jsonl { return .jsonl }
      return try settle(.json, claimed, source, found: "JSON")
    case .jsonLines:
      // One object in a .json file may be followed by an error that its parser explains.
      if claimed == .json { return .json }
      return try settle(.jsonl, claimed, source, found: "JSON lines")
    case .text:
      return try settle(.csv, claimed, source, found: "plain text")
    case .utf16:
      throw TabularError(
        .unsupported, "is text in UTF-16", file: source.name,
        remedy: "save it as UTF-8 (in a spreadsheet: CSV UTF-8)")
    case .oldOfficeContainer:
      throw officeContainerError(head, source)
    case .other(let what):
      throw TabularError(
        .wrongContent, "holds \(what)", file: source.name,
        expected: "csv, json, jsonl or xlsx content", remedy: "export it in one of these formats")
    }
  }

  static func content(of head: [UInt8]) -> Content {
    for (magic, content) in magics where head.starts(with: magic) { return content }
    var text = head[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    if text.contains(0) { return .other("binary data") }
    text = text.drop(while: isBlank)
    guard let first = text.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      return .text
    }
    let second = text.dropFirst().first { !isBlank($0) }
    if first == UInt8(ascii: "[") {
      // `[id],[name]` is a csv header as some databases write it.
      let starts = Array("{[]\"-0123456789".utf8)
      return second.map { starts.contains($0) } ?? true ? .jsonDocument : .text
    }
    guard second.map({ $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "}") }) ?? true else {
      return .text
    }
    return firstLineIsWholeObject(text) ? .jsonLines : .jsonDocument
  }

  /// True where the first line ends with its object and another one follows.
  private static func firstLineIsWholeObject(_ text: ArraySlice<UInt8>) -> Bool {
    guard let newline = text.firstIndex(of: UInt8(ascii: "\n")) else { return false }
    let line = text[..<newline].reversed().first { !isBlank($0) }
    let next = text[newline...].first { !isBlank($0) }
    return line == UInt8(ascii: "}") && next == UInt8(ascii: "{")
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func settle(
    _ found: FileFormat, _ claimed: FileFormat?, _ source: ByteSource, found words: String
  ) throws(TabularError) -> FileFormat {
    guard let claimed, claimed != found else { return found }
    throw TabularError(
      .wrongContent, "contains \(words), not \(claimed.rawValue)", file: source.name,
      expected: "\(claimed.rawValue) content by its name",
      remedy: "rename it to end in .\(found.rawValue), or export it again")
  }

  /// An encrypted workbook and an old `.xls` share a container; a stream's name tells them apart.
  private static func officeContainerError(
    _ head: [UInt8], _ source: ByteSource
  ) -> TabularError {
    let stream = Array("EncryptedPackage".utf8).flatMap { [$0, UInt8(0)] }
    let isEncrypted = contains(head, stream) || FileName(source.name).ending == "xlsx"
    guard isEncrypted else {
      return TabularError(
        .unsupported, "is an old Office file (.xls or .doc)", file: source.name,
        remedy: "save it as .xlsx")
    }
    return TabularError(
      .encrypted, "is encrypted with a password", file: source.name,
      remedy: "open it in a spreadsheet and save it without a password")
  }

  private static func contains(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
    guard bytes.count >= needle.count else { return false }
    return (0...(bytes.count - needle.count)).contains { start in
      bytes[start] == needle[0] && bytes[start..<(start + needle.count)].elementsEqual(needle)
    }
  }

  private static let magics: [([UInt8], Content)] = [
    ([0x50, 0x4B, 0x03, 0x04], .zip),
    ([0x50, 0x4B, 0x05, 0x06], .zip),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .oldOfficeContainer),
    ([0xFF, 0xFE], .utf16),
    ([0xFE, 0xFF], .utf16),
    (Array("%PDF".utf8), .other("a PDF document")),
    ([0x1F, 0x8B], .other("gzip data")),
    ([0x89, 0x50, 0x4E, 0x47], .other("a PNG picture")),
    ([0xFF, 0xD8, 0xFF], .other("a JPEG picture")),
    (Array("SQLite format 3\0".utf8), .other("an SQLite database")),
    (Array("<?xml".utf8), .other("XML")),
    (Array("<!DOCTYPE html".utf8), .other("a web page")),
    (Array("<html".utf8), .other("a web page")),
  ]
}
