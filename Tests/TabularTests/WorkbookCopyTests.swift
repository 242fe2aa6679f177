import SeededRandom
import TablesHarness
import Testing

@testable import Tabular

/// Copies of workbooks in which some cells hold other texts.
@Suite struct WorkbookCopyTests {
  private func sheet(_ rows: String, _ rest: String = "") -> [UInt8] {
    Array("<worksheet \(StoredZip.main)><sheetData>\(rows)</sheetData>\(rest)</worksheet>".utf8)
  }

  private func edit(_ row: Int, _ column: Int, _ text: String) -> CellEdit {
    CellEdit(sheet: "Feuil1", row: row, column: column, text: text)
  }

  /// The part of the copy's sheet as text.
  private func copied(_ sheet: [UInt8], _ edits: [CellEdit]) throws -> String {
    let copy = try WorkbookCopy(
      of: StoredZip.workbook(sheet: sheet), name: "t.xlsx", editing: edits
    ).bytes
    let archive = try ZipArchive(ByteSource(bytes: copy, name: "t.xlsx"))
    let text = String(decoding: try archive.bytes(of: "xl/s.xml"), as: UTF8.self)
    return text.replacing(
      "<worksheet \(StoredZip.main)><sheetData>", with: ""
    ).replacing("</sheetData></worksheet>", with: "")
  }

  @Test("a cell's text is written into the cell, its format stays, and so does all around it")
  func replaced() throws {
    let rows =
      "<row r=\"1\" ht=\"20\"><c r=\"A1\" t=\"s\"><v>0</v></c>\n"
      + "<c s=\"7\"  t=\"s\" r='B1'><v>1</v></c><c r=\"C1\"><v>2.50</v></c></row>"
    #expect(
      try copied(sheet(rows), [edit(1, 1, "Y.L")])
        == "<row r=\"1\" ht=\"20\"><c r=\"A1\" t=\"s\"><v>0</v></c>\n"
        + "<c s=\"7\" r='B1' t=\"inlineStr\"><is><t>Y.L</t></is></c><c r=\"C1\"><v>2.50</v></c></row>"
    )
  }

  @Test("cells that a row lacks are added at their place, and an empty text empties a cell")
  func added() throws {
    let rows =
      "<row r=\"1\"><c r=\"B1\" s=\"3\"><v>1</v></c><c r=\"D1\"/></row><row r=\"2\"/>"
      + "<row r=\"4\"><c r=\"A4\"/></row>"
    let edits = [
      edit(4, 2, "c"), edit(1, 0, "a"), edit(1, 1, ""), edit(1, 2, "b"), edit(2, 1, "d"),
      edit(1, 3, "e"),
    ]
    func cell(_ place: String, _ text: String) -> String {
      "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
    }
    #expect(
      try copied(sheet(rows), edits)
        == "<row r=\"1\">\(cell("A1", "a"))<c r=\"B1\" s=\"3\"/>\(cell("C1", "b"))\(cell("D1", "e"))"
        + "</row><row r=\"2\">\(cell("B2", "d"))</row>"
        + "<row r=\"4\"><c r=\"A4\"/>\(cell("C4", "c"))</row>")
  }

  @Test("a sheet whose elements have a prefix is written with it")
  func prefixed() throws {
    let name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let part = Array(
      "<x:worksheet xmlns:x=\"\(name)\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
        .utf8)
    let copy = try WorkbookCopy(
      of: StoredZip.workbook(sheet: part), name: "t.xlsx",
      editing: [edit(1, 0, "Zoé & <Léo>"), edit(1, 1, " _x0041_ ")]
    ).bytes
    let file = try TabularFile.open(bytes: copy, name: "t.xlsx")
    #expect(try rows(file) == [[.text("Zoé & <Léo>"), .text(" _x0041_ ")]])
  }

  @Test("formulas, merged cells and rows that are not there are refused with their cell")
  func refused() throws {
    func failure(_ rows: String, _ rest: String, _ edit: CellEdit) -> TabularError? {
      do {
        _ = try copied(sheet(rows, rest), [edit])
        return nil
      } catch {
        return error as? TabularError
      }
    }
    let formula = "<row r=\"3\"><c r=\"B3\"><f>A1</f><v>1</v></c></row>"
    let found = failure(formula, "", edit(3, 1, "x"))
    #expect(found?.row == 3 && found?.column == 2 && found?.sheet == "Feuil1")
    #expect(found?.message.contains("formula") == true)
    let plain = "<row r=\"3\"><c r=\"B3\"><v>1</v></c></row>"
    let merged = "<mergeCells><mergeCell ref=\"B2:B4\"/></mergeCells>"
    #expect(failure(plain, merged, edit(3, 1, "x"))?.message.contains("B2:B4") == true)
    #expect(failure(plain, "", edit(2, 1, "x"))?.message.contains("does not have") == true)
    #expect(failure(plain, "", edit(9, 1, "x"))?.row == 9)
    // The first of some cells of one row holds what they show.
    let wide = "<mergeCells><mergeCell ref=\"B3:D3\"/></mergeCells>"
    #expect(throws: Never.self) { try copied(sheet(plain, wide), [edit(3, 1, "x")]) }
  }

  @Test("the other parts of the package are the same bytes, and equal edits give equal copies")
  func parts() throws {
    let original = StoredZip.workbook(sheet: sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"))
    let edits = [edit(1, 0, "x")]
    let copy = try WorkbookCopy(of: original, name: "t.xlsx", editing: edits).bytes
    #expect(try WorkbookCopy(of: original, name: "t.xlsx", editing: edits).bytes == copy)
    let old = try ZipArchive(ByteSource(bytes: original, name: "t.xlsx"))
    let new = try ZipArchive(ByteSource(bytes: copy, name: "t.xlsx"))
    #expect(old.names(most: 99) == new.names(most: 99))
    for name in old.names(most: 99) where name != "xl/s.xml" {
      let bytes = try old.bytes(of: name)
      #expect(try new.bytes(of: name) == bytes, "\(name)")
    }
    #expect(try WorkbookCopy(of: original, name: "t.xlsx", editing: []).bytes == original)
  }

  @Test(
    "stored parts of any size in front of the sheet are copied whole", arguments: [20_000, 300_000])
  func storedParts(size: Int) throws {
    let cells = sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")
    let original = StoredZip.workbook(sheet: cells, more: String(repeating: " ", count: size))
    let old = try ZipArchive(ByteSource(bytes: original, name: "t.xlsx"))
    let part = try old.bytes(of: "xl/workbook.xml")
    for _ in 0..<8 {
      let copy = try WorkbookCopy(of: original, name: "t.xlsx", editing: [edit(1, 0, "x")]).bytes
      let new = try ZipArchive(ByteSource(bytes: copy, name: "t.xlsx"))
      #expect(try new.bytes(of: "xl/workbook.xml") == part)
    }
  }

  @Test("a copy of any sheet reads as the sheet with its edits, in XML and in records")
  func property() throws {
    var draws = SeededGenerator(seed: 31)
    for _ in 0..<60 {
      var cells: [[String?]] = (0..<Int.random(in: 1...6, using: &draws)).map { _ in
        (0..<5).map { _ in
          Bool.random(using: &draws) ? "v\(Int.random(in: 0...99, using: &draws))" : nil
        }
      }
      // A row without cells is no row when it is read.
      for row in cells.indices { cells[row][0] = "r\(row)" }
      var edits: [CellEdit] = []
      var wanted = cells
      for row in cells.indices {
        for column in 1..<5 where Int.random(in: 0..<3, using: &draws) == 0 {
          let text = ["", "Y.L", "é\u{1F600}", "a/b"].randomElement(using: &draws) ?? ""
          edits.append(edit(row + 1, column, text))
          wanted[row][column] = text.isEmpty ? nil : text
        }
      }
      edits.shuffle(using: &draws)
      let expected = wanted.map { row -> [Cell] in
        var read = row.map { $0.map(Cell.text) ?? .empty }
        while read.last == .empty { read.removeLast() }
        return read
      }
      for (name, bytes) in [("t.xlsx", Self.xml(cells)), ("t.xlsb", Self.records(cells))] {
        let copy = try WorkbookCopy(of: bytes, name: name, editing: edits).bytes
        let read = try rows(TabularFile.open(bytes: copy, name: name)).map { row -> [Cell] in
          var row = row
          while row.last == .empty { row.removeLast() }
          return row
        }
        #expect(read == expected, "\(name): \(edits)")
      }
    }
  }

  private static func xml(_ cells: [[String?]]) -> [UInt8] {
    let rows = cells.enumerated().map { index, row in
      let own = row.enumerated().compactMap { column, text in
        text.map {
          "<c r=\"\(CellRange.letters(ofColumn: column))\(index + 1)\" t=\"str\"><v>\($0)</v></c>"
        }
      }
      return "<row r=\"\(index + 1)\">\(own.joined())</row>"
    }
    return StoredZip.workbook(
      sheet: Array(
        "<worksheet \(StoredZip.main)><sheetData>\(rows.joined())</sheetData></worksheet>".utf8))
  }

  private static func records(_ cells: [[String?]]) -> [UInt8] {
    typealias Parts = BinaryWorkbook
    var sheet = Parts()
    sheet.add(145)
    for (index, row) in cells.enumerated() {
      sheet.add(
        0, Parts.word(UInt32(index)) + [UInt8](repeating: 0, count: 9))
      var previous = -1
      for (column, text) in row.enumerated() {
        guard let text else { continue }
        // Every other cell beside its neighbour leaves its column out.
        if column == previous + 1, column % 2 == 1 {
          sheet.add(17, Parts.word(UInt32(0)) + Parts.text(text))
        } else {
          sheet.add(6, Parts.word(UInt32(column)) + Parts.word(UInt32(0)) + Parts.text(text))
        }
        previous = column
      }
    }
    sheet.add(146)
    return Parts.archive(sheet: sheet.bytes)
  }
}
