/// Tells a file's format from its first bytes and holds it against what its name claims.
struct FormatDetection {
  /// What the first bytes are.
  enum Content: Equatable {
    case zip
    case database
    case jsonDocument
    case jsonLines
    case text
    /// Something that holds no tables here, in words, and what to do: `a PDF document`.
    case other(String, cure: String)
    case oldOfficeContainer
  }

  let format: FileFormat
  /// UTF-16 where the text is in it.
  let utf16: CSVDialect.Encoding?

  static let headSize = 1 << 16

  /// Finds the format of a source.
  ///
  /// - Parameters:
  ///   - source: the bytes; not empty.
  ///   - wanted: the format that the user named, which is checked like a name's ending.
  ///   - options: of which the encoding counts.
  /// - Throws: `TabularError` where the content is not readable or not what the name says.
  init(
    of source: ByteSource, wanted: FileFormat?, options: ReadingOptions = ReadingOptions()
  ) throws(TabularError) {
    guard source.byteCount > 0 else {
      throw TabularError(
        .empty, "is empty (0 bytes)", file: source.name, remedy: "export or copy it again")
    }
    let claimed = wanted ?? FileFormat(ending: source.name)
    var head = try source.head(Self.headSize)
    let named = options.encoding
    let isNamedUTF16 = named == .utf16LittleEndian || named == .utf16BigEndian
    let isKnown = Self.magics.contains { head.starts(with: $0.0) }
    utf16 = isNamedUTF16 ? named : named == nil && !isKnown ? TextEncoding.utf16(head) : nil
    if let utf16 {
      head = Transcoder.text(head, utf16)
      guard !head.starts(with: [0xEF, 0xBB, 0xBF]) || head.count > 3 else {
        throw TabularError(
          .empty, "is empty but for its byte order mark", file: source.name,
          remedy: "export or copy it again")
      }
    }
    do throws(TabularError) {
      format = try Self.format(Self.content(of: head), claimed, head, source)
    } catch {
      guard error.code == .wrongContent, let wanted else { throw error }
      throw Self.named(wanted, error)
    }
  }

  private static func format(
    _ content: Content, _ claimed: FileFormat?, _ head: [UInt8], _ source: ByteSource
  ) throws(TabularError) -> FileFormat {
    if claimed == .sqlite, content != .database {
      throw TabularError(
        .wrongContent, "does not begin as an SQLite database does", file: source.name,
        expected: "an SQLite database by its name",
        remedy: "decrypt it where it is encrypted, or name its format, such as `format csv`")
    }
    switch content {
    case .database: return try settle(.sqlite, claimed, source, found: "an SQLite database")
    case .zip:
      let archive = try ZipArchive(source)
      if OpenDocument.isOne(archive) {
        return try settle(.ods, claimed, source, found: "an OpenDocument spreadsheet")
      }
      if Workbook.isBinary(archive) {
        return try settle(.xlsb, claimed, source, found: "a binary workbook")
      }
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
      // The parser says where it stops being JSON, or what it is instead of a table.
      if claimed == .json || claimed == .jsonl, let claimed, mayBeJSON(head) { return claimed }
      return try settle(.csv, claimed, source, found: "plain text")
    case .oldOfficeContainer:
      throw officeContainerError(head, source)
    case .other(let what, let cure):
      throw TabularError(
        .wrongContent, "holds \(what)", file: source.name,
        expected: "csv, json, jsonl or xlsx content", remedy: cure)
    }
  }

  static func content(of head: [UInt8]) -> Content {
    for (magic, content) in magics where head.starts(with: magic) { return content }
    if head.count > 262, head[257..<262].elementsEqual("ustar".utf8) {
      return .other("a tar archive", cure: "unpack it first: tar -xf FILE")
    }
    var text = head[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    // A stray NUL in a text is told with its place; many of them are no text.
    let nuls = text.count { $0 == 0 }
    if nuls > 3, nuls * 20 > text.count {
      return .other("binary data", cure: "export it as csv, json or xlsx")
    }
    text = text.drop(while: isBlank)
    if let markup = markup(text) ?? card(text) { return markup }
    guard let first = text.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      return .text
    }
    let rest = text.dropFirst().drop(while: isBlank)
    if first == UInt8(ascii: "[") {
      // `[id],[name]` is a csv header as some databases write it.
      let starts = Array("{[]\"-0123456789".utf8)
      let isWord = ["true", "false", "null"].contains { word in
        rest.starts(with: Array(word.utf8))
          && rest.dropFirst(word.utf8.count).drop(while: isBlank).first
            .map { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "]") } ?? true
      }
      return isWord || rest.first.map { starts.contains($0) } ?? true ? .jsonDocument : .text
    }
    guard rest.first.map({ $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "}") }) ?? true else {
      return .text
    }
    return firstLineIsWholeObject(text) ? .jsonLines : .jsonDocument
  }

  /// Whether a text begins as a JSON value does.
  private static func mayBeJSON(_ head: [UInt8]) -> Bool {
    let text = (head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...])
      .drop(while: isBlank)
    guard let first = text.first else { return false }
    if "{[\"-0123456789".utf8.contains(first) { return true }
    return ["true", "false", "null"].contains { text.starts(with: Array($0.utf8)) }
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

  /// The error of content that is not what the user named.
  private static func named(_ format: FileFormat, _ error: TabularError) -> TabularError {
    var error = error
    error.expected = "\(format.rawValue) content, as the statement says"
    error.remedy = "name its format, or none: the content decides"
    return error
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
        remedy: "open it in a spreadsheet and save it as .xlsx")
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
}

extension FormatDetection {
  private static let table = "export the table as csv or xlsx"
  private static let unpack = "unpack it first"

  private static let magics: [([UInt8], Content)] = [
    ([0x50, 0x4B, 0x03, 0x04], .zip),
    ([0x50, 0x4B, 0x05, 0x06], .zip),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .oldOfficeContainer),
    // A workbook of Excel before 1997, without a container.
    ([0x09, 0x08, 0x10, 0x00], .oldOfficeContainer),
    (Array("%PDF".utf8), .other("a PDF document", cure: table)),
    (Array("{\\rtf".utf8), .other("a document in rich text", cure: table)),
    (
      Array("PAR1".utf8),
      .other(
        "a Parquet file",
        cure: "convert it: duckdb -c \"copy (from 'FILE.parquet') to 'FILE.csv'\"")
    ),
    (Array("ARROW1".utf8), .other("an Arrow file", cure: "export it as csv")),
    (Array("Obj\u{1}".utf8), .other("an Avro file", cure: "export it as csv")),
    // Once packed is unpacked before; this is twice packed.
    ([0x1F, 0x8B], .other("gzip data", cure: "unpack it first: gunzip FILE")),
    (Array("BZh".utf8), .other("bzip2 data", cure: "unpack it first: bunzip2 FILE")),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .other("xz data", cure: "unpack it first: unxz FILE")),
    ([0x28, 0xB5, 0x2F, 0xFD], .other("Zstandard data", cure: "unpack it first: unzstd FILE")),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .other("a 7z archive", cure: unpack)),
    (Array("Rar!".utf8), .other("a RAR archive", cure: unpack)),
    ([0x89, 0x50, 0x4E, 0x47], .other("a PNG picture", cure: table)),
    ([0xFF, 0xD8, 0xFF], .other("a JPEG picture", cure: table)),
    (Array("SQLite format 3\0".utf8), .database),
  ]

  /// What a phone exports in lines of `KEY:value`, told in words.
  private static func card(_ text: ArraySlice<UInt8>) -> Content? {
    let start = String(decoding: text.prefix(15), as: UTF8.self).uppercased()
    let cure = "open it in its program and export the entries as csv"
    if start.hasPrefix("BEGIN:VCALENDAR") { return .other("a calendar (.ics)", cure: cure) }
    return start.hasPrefix("BEGIN:VCARD") ? .other("address cards (.vcf)", cure: cure) : nil
  }

  /// What text that begins as markup is, told in words.
  private static func markup(_ text: ArraySlice<UInt8>) -> Content? {
    guard text.first == UInt8(ascii: "<") else { return nil }
    let start = String(decoding: text.prefix(2_048), as: UTF8.self).lowercased()
    let cure = "open it in a spreadsheet and save it as .xlsx"
    if start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
      return .other("a workbook in XML of 2003", cure: cure)
    }
    if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") || start.hasPrefix("<table") {
      return .other("a web page", cure: cure)
    }
    return start.hasPrefix("<?xml") ? .other("XML", cure: "export it as csv, json or xlsx") : nil
  }
}
