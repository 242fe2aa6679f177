/// A zip archive of uncompressed entries, as small as the format allows.
///
/// Source: PKWARE, "APPNOTE.TXT - .ZIP File Format Specification" 6.3.10, sections 4.3.7 to 4.3.16.
public struct StoredZip {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  public init() {}

  /// Adds an entry; bit 0 of the flags says that it is encrypted.
  public mutating func add(_ name: String, _ content: [UInt8], flags: UInt16 = 0) {
    let offset = UInt32(truncatingIfNeeded: bytes.count)
    var header: [UInt8] = []
    // Version 2.0, flags, method 0, 1980-01-01 00:00.
    for field in [20, flags, 0, 0, 0x21] as [UInt16] { Self.put(field, &header) }
    let size = UInt32(truncatingIfNeeded: content.count)
    for field in [CRC32.of(content), size, size] { Self.put(field, &header) }
    Self.put(UInt16(truncatingIfNeeded: name.utf8.count), &header)
    Self.put(UInt16(0), &header)
    bytes += [0x50, 0x4B, 0x03, 0x04] + header + Array(name.utf8) + content
    directory += [0x50, 0x4B, 0x01, 0x02, 20, 0] + header
    // No comment, disk 0, no attributes.
    directory += [UInt8](repeating: 0, count: 10)
    Self.put(offset, &directory)
    directory += Array(name.utf8)
    count += 1
  }

  /// The finished archive.
  public var archive: [UInt8] {
    var end: [UInt8] = [0x50, 0x4B, 0x05, 0x06, 0, 0, 0, 0]
    Self.put(count, &end)
    Self.put(count, &end)
    Self.put(UInt32(truncatingIfNeeded: directory.count), &end)
    Self.put(UInt32(truncatingIfNeeded: bytes.count), &end)
    return bytes + directory + end + [0, 0]
  }

  private static func put(_ value: some FixedWidthInteger, _ bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// An OpenDocument spreadsheet whose content is given as XML.
  public static func openDocument(_ content: [UInt8]) -> [UInt8] {
    var zip = StoredZip()
    zip.add("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8))
    zip.add("content.xml", content)
    return zip.archive
  }

  /// The root of an OpenDocument spreadsheet around its styles and sheets.
  public static func openDocument(styles: String = "", _ sheets: String) -> [UInt8] {
    let office = "urn:oasis:names:tc:opendocument:xmlns"
    return openDocument(
      Array(
        """
        <office:document-content xmlns:office="\(office):office:1.0" \
        xmlns:table="\(office):table:1.0" xmlns:text="\(office):text:1.0" \
        xmlns:style="\(office):style:1.0" xmlns:calcext="urn:org:documentfoundation:names:\
        experimental:calc:xmlns:calcext:1.0"><office:automatic-styles>\(styles)\
        </office:automatic-styles><office:body><office:spreadsheet>\(sheets)\
        </office:spreadsheet></office:body></office:document-content>
        """.utf8))
  }

  /// The declaration of the namespace of workbooks.
  public static let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""

  /// A workbook of one sheet, `Feuil1`, whose parts are given as XML.
  ///
  /// `properties` are attributes of `workbookPr`, `more` are elements behind the list of sheets.
  public static func workbook(
    sheet: [UInt8] = Array("<worksheet \(main)><sheetData/></worksheet>".utf8),
    sharedTexts: [UInt8] = Array("<sst \(main)/>".utf8),
    styles: [UInt8] = Array("<styleSheet \(main)/>".utf8),
    properties: String = "", more: String = "", flags: UInt16 = 0
  ) -> [UInt8] {
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let relations = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""
    var zip = StoredZip()
    zip.add(
      "_rels/.rels",
      Array(
        """
        <Relationships \(relations)><Relationship Id="a" Type="\(kinds)/officeDocument" \
        Target="xl/workbook.xml"/></Relationships>
        """.utf8))
    zip.add(
      "xl/workbook.xml",
      Array(
        """
        <workbook \(main) xmlns:r="\(kinds)"><workbookPr \(properties)/><sheets>\
        <sheet name="Feuil1" sheetId="1" r:id="s1"/></sheets>\(more)</workbook>
        """.utf8))
    zip.add(
      "xl/_rels/workbook.xml.rels",
      Array(
        """
        <Relationships \(relations)><Relationship Id="s1" Type="\(kinds)/worksheet" Target="s.xml"/>\
        <Relationship Id="s2" Type="\(kinds)/sharedStrings" Target="/xl/t.xml"/>\
        <Relationship Id="s3" Type="\(kinds)/styles" Target="./f.xml"/></Relationships>
        """.utf8))
    zip.add("xl/s.xml", sheet, flags: flags)
    zip.add("xl/t.xml", sharedTexts)
    zip.add("xl/f.xml", styles)
    return zip.archive
  }
}

/// The checksum of zip entries (ISO 3309), bit by bit: only small made-up archives need it.
enum CRC32 {
  static func of(_ bytes: [UInt8]) -> UInt32 {
    var crc = ~UInt32(0)
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return ~crc
  }
}
