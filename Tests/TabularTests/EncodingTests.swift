import Testing

@testable import Tabular

/// How bytes stand for characters, told by the evidence of the whole file.
@Suite struct EncodingTests {
  static let sentences = [
    "Genève", "Zürich", "École primaire de Pâquis", "Rue du Château 12", "à la gare",
    "Müller & Söhne", "garçon", "Noël", "hôpital", "Straße", "l'été dernier", "Où êtes-vous",
    "Thérèse Bérolavaz", "Café de l’Hôtel", "Größe", "maïs", "naïve",
  ]

  static func encoded(_ text: String, _ encoding: CSVDialect.Encoding) throws -> [UInt8] {
    switch encoding {
    case .utf8: return Array(text.utf8)
    case .utf8WithMark: return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    case .utf16LittleEndian:
      return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .utf16BigEndian:
      return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .windows1252, .macRoman, .cp850:
      let page = try #require(CodePage(encoding))
      return try text.unicodeScalars.map { scalar in
        if scalar.isASCII { return UInt8(scalar.value) }
        return UInt8(128 + (try #require(page.high.firstIndex { UInt32($0) == scalar.value })))
      }
    }
  }

  @Test("a code page has 128 characters above ASCII, each once")
  func pages() {
    for page in [CodePage.windows1252, .macRoman, .cp850] {
      #expect(page.high.count == 128)
      #expect(Set(page.high).count == 128)
    }
  }

  @Test(
    "text in any encoding is read with its letters, each sentence alone and all together",
    arguments: [
      CSVDialect.Encoding.utf8, .utf8WithMark, .utf16LittleEndian, .utf16BigEndian, .windows1252,
      .macRoman, .cp850,
    ])
  func letters(encoding: CSVDialect.Encoding) throws {
    // Older code pages have no such apostrophe.
    let writable = Self.sentences.filter { encoding != .cp850 || !$0.contains("’") }
    let all = "texte;n\n" + writable.map { "\($0);1\n" }.joined()
    let file = try TabularFile.open(bytes: Self.encoded(all, encoding), name: "t.csv")
    #expect(file.dialect?.encoding == encoding)
    #expect(try ReadTable(file.sheet(at: 0).typed())[0] == writable.map { .text($0) })
    #expect(try file.sheet(at: 0).typed().reading.encoding == encoding)
    // The frequent letters are enough by themselves.
    let frequent: Set<Character> = ["é", "è", "à", "ü", "ç"]
    for sentence in writable
    where sentence.allSatisfy({ $0.isASCII || frequent.contains($0) }) {
      let alone = try TabularFile.open(
        bytes: Self.encoded("texte;n\n\(sentence);1\n", encoding), name: "t.csv")
      #expect(try ReadTable(alone.sheet(at: 0).typed())[0] == [.text(sentence)], "\(sentence)")
    }
  }

  @Test("UTF-16 with its mark is read, in delimited text and in JSON")
  func marks() throws {
    let json = "[{\"ville\": \"Genève 😀\", \"n\": 1}]"
    let lines = "{\"ville\":\"Genève\"}\n{\"ville\":\"Zürich\"}\n"
    let csv = "ville;n\nGenève 😀;1\n"
    for (mark, encoding) in [
      ([0xFF, 0xFE], CSVDialect.Encoding.utf16LittleEndian), ([0xFE, 0xFF], .utf16BigEndian),
    ] as [([UInt8], CSVDialect.Encoding)] {
      for marked in [true, false] {
        let front = marked ? mark : []
        func read(_ text: String, _ name: String) throws -> ReadTable {
          let bytes = front + (try Self.encoded(text, encoding))
          return try ReadTable(TabularFile.open(bytes: bytes, name: name).sheet(at: 0).typed())
        }
        #expect(try read(csv, "t.csv").rows == [[.text("Genève 😀"), .integer(1)]])
        #expect(try read(csv, "t.csv").names == ["ville", "n"])
        #expect(try read(json, "t.json").rows == [[.text("Genève 😀"), .integer(1)]])
        #expect(try read(lines, "t.jsonl")[0] == [.text("Genève"), .text("Zürich")])
      }
    }
  }

  @Test("half a pair of UTF-16 and an odd byte are refused with their row")
  func brokenUTF16() throws {
    var bytes: [UInt8] = [0xFF, 0xFE] + (try Self.encoded("a;b\n1;", .utf16LittleEndian))
    bytes += [0x00, 0xD8] + (try Self.encoded("x\n", .utf16LittleEndian))
    let error = try #require(failure(bytes, "t.csv"))
    #expect(error.message == "is not valid UTF-16")
    #expect(error.row == 2)
    #expect(failure([0xFF, 0xFE] + Array("a\0;\0b\0\n\0c".utf8), "t.csv")?.code == .malformed)
  }

  @Test("pieces of any size give the same text, characters that straddle them too")
  func straddling() throws {
    let text = "a;b\n" + (0..<90_000).map { "é😀\($0);x\n" }.joined()
    let bytes = [0xFE, 0xFF] + (try Self.encoded(text, .utf16BigEndian))
    let file = try TabularFile.open(bytes: bytes, name: "t.csv")
    let read = try ReadTable(file.sheet(at: 0).typed())
    #expect(read.rows.count == 90_000)
    #expect(read[0].last == .text("é😀89999"))
  }

  @Test("a NUL is told with its row and cell")
  func nul() throws {
    let error = try #require(failure("a;b\n1;\"x\ny\"\n2;z\0z\n", "t.csv"))
    #expect(error.row == 3)
    #expect(error.column == 2)
    #expect(error.message == "contains a NUL, which no text has")
    let json = try #require(failure("[\n{\"a\": \"\0\"}]", "t.json"))
    #expect(json.row == 2)
  }

  @Test("a few bad bytes among others are counted, and the first one is placed")
  func badBytes() throws {
    let text =
      Array("nom;ville\nThérèse;Genève\nAn".utf8) + [0xE9]
      + Array(";x\nb;".utf8) + [0xFF] + Array("\n".utf8)
    let error = try #require(failure(text, "t.csv"))
    #expect(
      error.message == "is UTF-8 but for 2 bytes; the first, E9, is no character")
    #expect(error.row == 3)
    #expect(error.column == 1)
  }

  @Test("an encoding that is named is taken, and other names for it are known")
  func named() throws {
    var options = ReadingOptions()
    options.encoding = .init(named: "Latin-1")
    let bytes = Array("ville;n\nGen".utf8) + [0x8A] + Array("ve;1\n".utf8)
    let file = try TabularFile.open(bytes: bytes, name: "t.csv", options: options)
    #expect(file.dialect?.encoding == .windows1252)
    #expect(CSVDialect.Encoding(named: "utf-16") == .utf16LittleEndian)
    #expect(CSVDialect.Encoding(named: "ebcdic") == nil)
    for encoding in CSVDialect.Encoding.allCases {
      #expect(CSVDialect.Encoding(named: encoding.rawValue) == encoding)
    }
  }
}
