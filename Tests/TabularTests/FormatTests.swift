import TablesHarness
import Testing

@testable import Tabular

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite struct FormatTests {
  @Test(
    "a file that is not what its name says gives one error with a code",
    arguments: [
      ("t.csv", "", TabularError.Code.empty, "nothing"),
      ("t.xlsx", "a,b\n1,2\n", .wrongContent, "csv named xlsx"),
      ("t.json", "a,b\n", .wrongContent, "csv named json"),
      ("t.csv", "[{\"a\": 1}]", .wrongContent, "JSON named csv"),
      ("t.csv", "{\"a\": 1}\n{\"a\": 2}\n", .wrongContent, "JSON lines named csv"),
      ("t.csv", "%PDF-1.7", .wrongContent, "a PDF"),
      ("t.csv", "<html><body>", .wrongContent, "a web page"),
      ("t.ics", "BEGIN:VCALENDAR\nVERSION:2.0\n", .wrongContent, "a calendar"),
      ("t.vcf", "\u{FEFF}begin:vcard\r\nFN:A\r\n", .wrongContent, "address cards"),
      ("t.csv", "a,b\0\n", .wrongContent, "NUL bytes"),
      ("t.xlsx", "PK\u{3}\u{4}junk", .damaged, "half a zip"),
      ("t", "PK\u{5}\u{6}" + String(repeating: "\0", count: 18), .wrongContent, "an empty zip"),
      ("t.csv", "\n\n", .noTable, "blank lines alone"),
      ("t.json", "[]", .noTable, "an empty array has no columns"),
    ])
  func wrong(name: String, text: String, code: TabularError.Code, reason: String) {
    #expect(failure(text, name)?.code == code, "\(reason)")
  }

  @Test("bytes of other formats are told by what they are")
  func magics() {
    let container: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    #expect(failure(container, "t.xlsx")?.code == .encrypted)
    #expect(failure(container, "t.xls")?.code == .unsupported)
    let stream = Array("EncryptedPackage".utf8).flatMap { [$0, UInt8(0)] }
    #expect(failure(container + stream, "t")?.code == .encrypted)
  }

  @Test(
    "what holds no tables here is told by its content, with what to do",
    arguments: [
      (Array("PAR1".utf8), "holds a Parquet file", "duckdb"),
      (Array("ARROW1".utf8), "holds an Arrow file", "csv"),
      (Array("BZh9".utf8), "holds bzip2 data", "bunzip2"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "holds xz data", "unxz"),
      ([0x28, 0xB5, 0x2F, 0xFD], "holds Zstandard data", "unzstd"),
      ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "holds a 7z archive", "unpack"),
      (Array("{\\rtf1".utf8), "holds a document in rich text", "export"),
      (Array("<table><tr>".utf8), "holds a web page", ".xlsx"),
      (
        Array(
          "<?xml version=\"1.0\"?><W xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">".utf8),
        "holds a workbook in XML of 2003", ".xlsx"
      ),
      ([0x09, 0x08, 0x10, 0x00, 0x00, 0x06], "is an old Office file (.xls or .doc)", ".xlsx"),
    ] as [([UInt8], String, String)])
  func cures(bytes: [UInt8], message: String, cure: String) throws {
    for name in ["t.csv", "t.xls", "t"] {
      let error = try #require(failure(bytes, name))
      #expect(error.message == message)
      #expect(error.remedy?.contains(cure) == true, "\(error)")
    }
  }

  @Test("without an ending the content alone decides, and a csv may begin with a bracket")
  func guessed() throws {
    #expect(try open("a,b\n1,2\n", "t").format == .csv)
    #expect(try open("[{\"a\":1}]", "t").format == .json)
    #expect(try open("{\"a\":1}\n{\"a\":2}\n", "t").format == .jsonl)
    #expect(try open("[id],[name]\n1,x\n", "t.csv").format == .csv)
    #expect(try TabularFile.open(bytes: StoredZip.workbook(), name: "t").format == .xlsx)
  }

  @Test("a named format is held against the content like an ending")
  func named() throws {
    #expect(throws: TabularError.self) {
      try TabularFile.open(bytes: Array("a,b\n".utf8), name: "t.csv", format: .json)
    }
    let file = try TabularFile.open(bytes: Array("a,b\n".utf8), name: "t.txt", format: .csv)
    #expect(file.format == .csv)
  }

  @Test("paths that are no files are told apart")
  func paths() {
    let missing = #expect(throws: TabularError.self) { try TabularFile.open("/tmp/no/such.csv") }
    #expect(missing?.description.contains("does not exist") == true)
    let folder = #expect(throws: TabularError.self) { try TabularFile.open("/tmp") }
    #expect(folder?.message == "is a folder, not a file")
    let device = #expect(throws: TabularError.self) { try TabularFile.open("/dev/null") }
    #expect(device?.message == "is not a regular file")
  }

  @Test("a file on disk is hashed and read as its bytes are")
  func hash() throws {
    let file = ScratchFile("hash.csv")
    try file.write(Array("abc".utf8))
    let opened = try TabularFile.open(file.path)
    #expect(opened.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(opened.byteCount == 3)
    #expect(opened.sheetNames == ["carnet-tabular-\(getpid())-hash"])
  }

  @Test("a file that changes between the passes is an error, not another table")
  func changed() throws {
    let file = ScratchFile("changed.csv")
    try file.write(Array("a\n1\n2\n".utf8))
    let sheet = try TabularFile.open(file.path).sheet(at: 0).typed()
    try file.write(Array("a\n1\nx\n".utf8))
    let wrongType = #expect(throws: TabularError.self) { try sheet.forEachBatch { _ in } }
    #expect(wrongType?.code == .changed)
    try file.write(Array("a\n1\n2\n3\n".utf8))
    let longer = #expect(throws: TabularError.self) { try sheet.forEachBatch { _ in } }
    #expect(longer?.code == .changed)
  }

  @Test("a load can be cancelled in either pass, and a thrown error comes back")
  func cancelled() throws {
    let text = "a\n" + String(repeating: "1\n", count: 30_000)
    let source = try open(text).sheet(at: 0)
    let first = #expect(throws: TabularError.self) { try source.typed(cancel: { true }) }
    #expect(first?.code == .cancelled)
    let sheet = try source.typed()
    var batches = 0
    let second = #expect(throws: TabularError.self) {
      try sheet.forEachBatch(isCancelled: { batches == 2 }) { _ in batches += 1 }
    }
    #expect(second?.code == .cancelled)
    #expect(batches == 2)
    struct Stop: Error {}
    #expect(throws: Stop.self) { try sheet.forEachBatch { _ in throw Stop() } }
  }

  @Test("progress counts rows and bytes up to the whole file")
  func progress() throws {
    let text = "a\n" + String(repeating: "1\n", count: 30_000)
    var seen: [LoadProgress] = []
    let sheet = try open(text).sheet(at: 0).typed(progress: { seen.append($0) })
    try sheet.forEachBatch(progress: { seen.append($0) }) { _ in }
    let ends = seen.filter { $0.rows == 30_000 }
    #expect(ends.count == 2)
    #expect(ends.allSatisfy { $0.bytesRead == text.utf8.count && $0.bytesTotal == $0.bytesRead })
  }

  @Test("UTF-8 is checked over the seams of the pieces, by the standard's table")
  func utf8() {
    let good = "é€😀\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}" + "plain text"
    let bad: [[UInt8]] = [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0x80], [0xED, 0xA0, 0x80],
      [0xF0, 0x8F, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82],
      [0xC3, 0x41], [0xFF],
    ]
    for size in 1...9 {
      #expect(Self.isUTF8(Array(good.utf8), pieces: size))
      for bytes in bad {
        #expect(!Self.isUTF8(Array("abcdefgh".utf8) + bytes, pieces: size), "\(bytes)")
      }
    }
  }

  static func isUTF8(_ bytes: [UInt8], pieces: Int) -> Bool {
    var check = UTF8Check()
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      Array(bytes[start..<min(start + pieces, bytes.count)]).withUnsafeBytes { check.feed($0) }
    }
    return check.isValidAtEnd
  }
}
