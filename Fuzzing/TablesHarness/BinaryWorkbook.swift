/// A binary workbook of one sheet, `Feuil1`, put together record by record.
public struct BinaryWorkbook {
  /// The records so far.
  public private(set) var bytes: [UInt8] = []

  public init() {}

  /// Adds a record of a kind.
  public mutating func add(_ kind: Int, _ content: [UInt8] = []) {
    if kind < 0x80 {
      bytes.append(UInt8(kind))
    } else {
      bytes += [UInt8(kind & 0x7F) | 0x80, UInt8(kind >> 7)]
    }
    var length = content.count
    repeat {
      bytes.append(UInt8(length & 0x7F) | (length > 0x7F ? 0x80 : 0))
      length >>= 7
    } while length > 0
    bytes += content
  }

  /// The bytes of a number, the lowest one first.
  public static func word(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  /// A text behind the count of its units.
  public static func text(_ text: String) -> [UInt8] {
    let units = Array(text.utf16)
    return word(UInt32(units.count)) + units.flatMap { word($0) }
  }

  /// The package around the records of a sheet, of its texts and of its styles.
  public static func archive(
    sheet: [UInt8] = [], sharedTexts: [UInt8] = [], styles: [UInt8] = [], is1904: Bool = false
  ) -> [UInt8] {
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let relations = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""
    var workbook = BinaryWorkbook()
    workbook.add(153, word(UInt32(is1904 ? 1 : 0)))
    workbook.add(156, word(UInt32(0)) + word(UInt32(1)) + text("s1") + text("Feuil1"))
    var zip = StoredZip()
    func link(_ id: String, _ kind: String, _ target: String) -> String {
      "<Relationship Id=\"\(id)\" Type=\"\(kinds)/\(kind)\" Target=\"\(target)\"/>"
    }
    zip.add(
      "_rels/.rels",
      Array(
        "<Relationships \(relations)>\(link("a", "officeDocument", "xl/workbook.bin"))</Relationships>"
          .utf8))
    zip.add("xl/workbook.bin", workbook.bytes)
    let links =
      link("s1", "worksheet", "s.bin") + link("s2", "sharedStrings", "t.bin")
      + link("s3", "styles", "f.bin")
    zip.add(
      "xl/_rels/workbook.bin.rels",
      Array("<Relationships \(relations)>\(links)</Relationships>".utf8))
    zip.add("xl/s.bin", sheet)
    zip.add("xl/t.bin", sharedTexts)
    zip.add("xl/f.bin", styles)
    return zip.archive
  }
}
