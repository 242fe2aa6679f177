import TablesHarness
import Testing

@testable import Tabular

@Suite struct PropertyTests {
  @Test(
    "random tables survive csv with any delimiter, whatever their cells hold",
    arguments: [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")])
  func csv(delimiter: UInt8) throws {
    for seed in 1...60 as ClosedRange<UInt64> {
      var dice = TestDice(state: seed)
      let columns = 2 + dice.below(5)
      let header = (1...columns).map { "c\($0)" }
      let cells = (0..<dice.below(30)).map { _ in
        (0..<columns).map { _ in dice.pick(AwkwardText.all) }
      }
      var writer = CSVWriter(delimiter: delimiter)
      writer.write(header)
      for row in cells { writer.write(row) }
      let scanner = CSVScanner(
        source: ByteSource(bytes: writer.bytes, name: "t.csv"),
        dialect: CSVDialect(delimiter: delimiter, encoding: .utf8))
      var read: [[String]] = []
      while try scanner.readRecord(mayMove: true) {
        read.append((0..<scanner.fieldCount).map { scanner.text(at: $0) })
        scanner.clear()
      }
      #expect(read == [header] + cells, "seed \(seed)")
    }
  }

  @Test("random typed tables survive csv: values, nulls and types")
  func typed() throws {
    for seed in 1...40 as ClosedRange<UInt64> {
      var dice = TestDice(state: seed)
      var writer = CSVWriter(delimiter: UInt8(ascii: ";"))
      writer.write(["i", "r", "d", "t", "s"])
      var expected: [[Stated]] = [
        [.integer(.min), .real(0.25), .text("2025-01-01"), .text("00:00"), .text("x")]
      ]
      for _ in 0..<dice.below(50) {
        let day = 10 + dice.below(18)
        let row: [Stated] = [
          .integer(Int64(bitPattern: dice.next() >> UInt64(dice.below(60)))),
          .real(Double(Int64(bitPattern: dice.next()) >> 30) / 64 + 0.015625),
          .text("2024-02-\(day)"), .text("1\(dice.below(10)):0\(dice.below(10))"),
          .text("s\(dice.pick(AwkwardText.all))"),
        ]
        expected.append(row.map { dice.below(8) == 0 ? .null : $0 })
      }
      for row in expected {
        writer.write(
          row.map { value in
            switch value {
            case .null: nil
            case .integer(let value): String(value)
            case .real(let value): RoundTripNumber.text(value)
            case .text(let text): text
            }
          })
      }
      let read = try ReadTable(
        TabularFile.open(bytes: writer.bytes, name: "t.csv").sheet(at: 0).typed())
      #expect(read.types == [.integer, .real, .date, .time, .text], "seed \(seed)")
      #expect(read.rows == expected, "seed \(seed)")
    }
  }

  static let samples: [(name: String, bytes: [UInt8])] = [
    ("t.csv", Array("a;\"b\"\r\n1;\"x;\"\"y\"\"\n\"\n2;é\r\n\"3\";\n".utf8)),
    ("t.tsv", Array("\u{FEFF}a\tb\n1\t2\n".utf8)),
    ("t.json", Array("[{\"a\": [1, -2.5e3, \"\\u00e9\\ud83d\\ude00\"], \"b\": null}, {}]".utf8)),
    (
      "t.ods",
      StoredZip.openDocument(
        """
        <table:table table:name="A"><table:table-row table:number-rows-repeated="3">\
        <table:table-cell table:number-columns-repeated="2" office:value-type="date" \
        office:date-value="2025-11-03"/><table:table-cell office:value-type="string">\
        <text:p>a<text:s text:c="2"/>b</text:p></table:table-cell></table:table-row></table:table>
        """)
    ),
    ("t.jsonl", Array("{\"a\": true}\n{\"b\": {\"c\": \"é\"}}\n".utf8)),
    (
      "t.xlsx",
      StoredZip.workbook(
        sheet: Array(
          """
          <?xml version="1.0"?><worksheet \(StoredZip.main)><sheetData>\
          <row r="1"><c r="A1" t="s"><v>0</v></c></row>\
          <row r="2"><c r="A2" s="1"><v>45952.5</v></c></row></sheetData></worksheet>
          """.utf8),
        sharedTexts: Array("<sst \(StoredZip.main)><si><t>é</t></si></sst>".utf8),
        styles: Array(
          """
          <styleSheet \(StoredZip.main)><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>\
          </styleSheet>
          """.utf8))
    ),
  ]

  @Test("a file cut off anywhere gives an error or rows, and never traps")
  func truncated() {
    for (name, bytes) in Self.samples {
      #expect(failure(bytes, name) == nil, "\(name)")
      let step = max(1, bytes.count / 400)
      for length in stride(from: 0, to: bytes.count, by: step) {
        let error = failure(bytes[..<length], name)
        if name.hasSuffix(".json") || name.hasSuffix(".xlsx") || name.hasSuffix(".ods") {
          #expect(error != nil, "\(name) cut at \(length)")
        }
      }
    }
  }

  @Test("a file with bytes changed anywhere gives an error or rows, and never traps")
  func mutated() {
    var dice = TestDice(state: 21)
    for (name, bytes) in Self.samples {
      for _ in 0..<150 {
        var broken = bytes
        for _ in 0...dice.below(3) {
          broken[dice.below(broken.count)] = UInt8(truncatingIfNeeded: dice.next())
        }
        _ = failure(broken, name)
        TabularFuzz.anything(broken)
      }
    }
  }

  @Test("a real workbook cut off anywhere is an error")
  func truncatedWorkbook() throws {
    let file = ScratchFile("whole.xlsx")
    try WriterTests.write(file)
    let bytes = try file.read()
    for length in stride(from: 1, to: bytes.count, by: 97) {
      #expect(failure(bytes[..<length], "t.xlsx") != nil, "cut at \(length)")
    }
  }

  @Test("delimited text of any bytes is read or refused under any options")
  func options() {
    var dice = TestDice(state: 13)
    let pieces =
      [
        "a", "1", ";", ",", "|", "\t", "\n", "\r\n", "\"", "\"\"", "\\\"", "é", "1'234.50", "CHF 5",
        "NA", "-", "2025-01-01", " ", "sep=;\n", "1,234", "\u{A0}", "−5", "12 %", "NO",
      ].map { Array($0.utf8) } + [[0xE9], [0x8A], [0xFF, 0xFE], [0], [0xED, 0xA0], [0xD8, 0x00]]
    for _ in 0..<4_000 {
      let choices = (0..<8).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
      TabularFuzz.csvWithOptions(choices + (0..<dice.below(40)).flatMap { _ in dice.pick(pieces) })
    }
  }

  @Test("the fuzz entry points return on anything")
  func fuzz() {
    var dice = TestDice(state: 8)
    let alphabet = Array("<>/=\"' csrowvit:0123456789,;[]{}\\u\n\r\t".utf8) + [0, 0xC3, 0xA9, 0xFF]
    for _ in 0..<60 {
      let bytes = (0..<dice.below(60)).map { _ in dice.pick(alphabet) }
      TabularFuzz.csv(bytes)
      TabularFuzz.tsv(bytes)
      TabularFuzz.json(bytes)
      TabularFuzz.jsonLines(bytes)
      TabularFuzz.xlsx(bytes)
      TabularFuzz.sheetXML(bytes)
      TabularFuzz.sharedTextsXML(bytes)
      TabularFuzz.stylesXML(bytes)
      TabularFuzz.openDocumentXML(bytes)
      TabularFuzz.binaryRecords(bytes)
    }
  }
}
