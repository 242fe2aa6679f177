import Naming
import TablesHarness
import Testing

@testable import Tabular

/// Files that would fill the memory or the time of whoever reads them, and the limits that end them.
@Suite struct LimitTests {
  private func sheet(_ body: String) -> [UInt8] {
    StoredZip.workbook(
      sheet: Array("<worksheet \(StoredZip.main)><sheetData>\(body)</sheetData></worksheet>".utf8))
  }

  @Test("a part that claims more than all may inflate to is refused before anything is inflated")
  func claimed() throws {
    var zip = StoredZip.workbook()
    // The sizes of the sheet's entry in the directory: its fourth one.
    let directory = try #require(
      zip.indices.filter { zip[$0...].starts(with: [0x50, 0x4B, 0x01, 0x02]) }.dropFirst(3).first)
    for (offset, byte) in ([0, 0, 0, 0x70] as [UInt8]).enumerated() {
      zip[directory + 24 + offset] = byte
    }
    let error = try #require(failure(zip, "t.xlsx"))
    #expect(error.code == .tooLarge)
    #expect(error.description.contains("at most 1024 MB"), "\(error)")
  }

  @Test("a row of more text than a row holds is refused with its row")
  func longRow() throws {
    let error = try #require(
      failure(
        sheet("<row><c t=\"str\"><v>\(String(repeating: "x", count: 17 << 20))</v></c></row>"),
        "t.xlsx"))
    #expect(error.message == "a row is longer than 16 MB")
    #expect(error.row == 1)
  }

  @Test("a tag that never ends and elements without end are refused")
  func endless() throws {
    let tag = try #require(
      failure(sheet("<row x=\"\(String(repeating: "x", count: 3 << 20))\"/>"), "t.xlsx"))
    #expect(tag.message.contains("a tag is longer than 1 MB"), "\(tag)")
    let open = try #require(failure(sheet(String(repeating: "<row>", count: 5_000)), "t.xlsx"))
    #expect(open.message.contains("nested deeper than 256 levels"), "\(open)")
  }

  @Test("wide sheets are read in blocks of bounded memory")
  func wideBlocks() throws {
    let row = "<row>\(String(repeating: "<c><v>1</v></c>", count: 4_000))</row>"
    var largest = 0
    var rows = 0
    let bytes = ByteSource(bytes: sheet(String(repeating: row, count: 400)), name: "t.xlsx")
    let blocks = WorkbookSheet(
      workbook: try Workbook(bytes, watch: .none), sheetName: "Feuil1", part: "xl/s.xml")
    _ = try blocks.forEachBlock(watch: .none) { block in
      largest = max(largest, block.memory)
      rows += block.rowCount
      return true
    }
    #expect(rows == 400)
    #expect(largest < 12 << 20, "\(largest)")
  }

  @Test(
    "more columns than a table has are one mistake with the limit, in every form",
    arguments: ["csv", "json", "jsonl"])
  func columns(ending: String) throws {
    let names = (0..<3_000).map { "c\($0)" }
    let object = "{" + names.map { "\"\($0)\": 1" }.joined(separator: ",") + "}"
    let text =
      switch ending {
      case "csv": names.joined(separator: ",") + "\n"
      case "json": "[\(object)]"
      default: object + "\n"
      }
    let error = try #require(failure(text, "t.\(ending)"))
    #expect(error.code == .tooLarge)
    #expect(error.message == "has 3000 columns")
    #expect(error.expected == "at most 2000 columns")
  }

  @Test("a row of a million cells is refused while rows are looked through")
  func millionCells() throws {
    let file = try open(String(repeating: "1,", count: 1_000_000) + "1\n")
    let error = #expect(throws: TabularError.self) {
      try file.sheet(at: 0).forEachRow { _, _ in true }
    }
    #expect(error?.code == .tooLarge)
    #expect(error?.message == "has 1000001 columns")
    let padded = try open("a,b" + String(repeating: ",", count: 100_000) + "\n1,2\n")
    #expect(try rows(padded).count == 2)
  }

  @Test("a header of megabytes is a column's name, in time that grows with its length")
  func longHeader() throws {
    let name = String(repeating: "É ", count: 500_000) + "x"
    let read = try table("\(name),b,\(name)\n1,2,3\n")
    #expect(read.names == [name, "b", "\(name)_2"])
  }

  @Test("names that differ in case or normal form alone are told apart by a number, in every form")
  func foldedNames() throws {
    let csv = try table("\u{e9},\u{c9},e\u{301},σ,ς,Σ\n1,2,3,4,5,6\n")
    let keys = csv.names.map { Array($0.utf8) }
    #expect(
      keys == ["\u{e9}", "\u{c9}_2", "e\u{301}_3", "σ", "ς_2", "Σ_3"].map { Array($0.utf8) })
    let object = "{\"\u{e9}\":1,\"\u{c9}\":2,\"e\u{301}\":3,\"σ\":4,\"ς\":5,\"Σ\":6}"
    for (name, text) in [("t.json", "[\(object),\(object)]"), ("t.jsonl", object + "\n" + object)] {
      let read = try table(text, name)
      #expect(read.names.map { Array($0.utf8) } == keys, "\(name)")
      #expect(
        read.rows == Array(repeating: (Int64(1)...6).map { Stated.integer($0) }, count: 2),
        "\(name)")
    }
    #expect(NameFolding.folded("STRASSE") == "strasse")
    #expect(NameFolding.folded("Ä\u{308}") == NameFolding.folded("ä\u{308}"))
    #expect(NameFolding.folded("maß") != NameFolding.folded("mass"))
  }
}
