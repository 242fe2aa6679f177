import CivilTime
import TablesHarness
import Testing

@testable import Tabular

/// Workbooks whose parts are binary records (.xlsb).
@Suite struct BinaryWorkbookTests {
  private typealias Parts = BinaryWorkbook

  /// A cell's column and style.
  private static func place(_ column: Int, _ style: Int = 0) -> [UInt8] {
    Parts.word(UInt32(column)) + Parts.word(UInt32(style))
  }

  private static func row(_ number: Int, isHidden: Bool = false) -> [UInt8] {
    Parts.word(UInt32(number - 1)) + [UInt8](repeating: 0, count: 7) + [isHidden ? 0x10 : 0, 0]
  }

  private static func real(_ value: Double) -> [UInt8] { Parts.word(value.bitPattern) }

  private static func styles() -> [UInt8] {
    var styles = Parts()
    styles.add(44, Parts.word(UInt16(164)) + Parts.text("[h]:mm"))
    styles.add(43, Parts.word(UInt16(220)) + Parts.word(UInt16(0)))
    styles.add(43, Parts.word(UInt16(220)) + Parts.word(UInt16(8)))
    // Formats of named styles come first and do not count.
    styles.add(47, [UInt8](repeating: 9, count: 16))
    styles.add(617)
    for (format, font) in [(0, 0), (14, 0), (22, 0), (164, 0), (0, 1)] {
      styles.add(
        47,
        Parts.word(UInt16(0)) + Parts.word(UInt16(format)) + Parts.word(UInt16(font))
          + [UInt8](repeating: 0, count: 10))
    }
    styles.add(618)
    return styles.bytes
  }

  private static func texts(_ texts: [String]) -> [UInt8] {
    var shared = Parts()
    for text in texts { shared.add(19, [0] + Parts.text(text)) }
    return shared.bytes
  }

  private func open(
    texts: [String] = [], is1904: Bool = false, _ fill: (inout BinaryWorkbook) -> Void
  ) throws -> TabularFile {
    var sheet = Parts()
    sheet.add(145)
    fill(&sheet)
    sheet.add(146)
    return try TabularFile.open(
      bytes: Parts.archive(
        sheet: sheet.bytes, sharedTexts: Self.texts(texts), styles: Self.styles(), is1904: is1904),
      name: "t.xlsb")
  }

  @Test("cells of every kind are read with their styles")
  func cells() throws {
    let file = try open(texts: ["Genève 😀"]) { sheet in
      sheet.add(0, Self.row(1))
      sheet.add(7, Self.place(0) + Parts.word(UInt32(0)))
      sheet.add(6, Self.place(1) + Parts.text("été"))
      sheet.add(2, Self.place(2) + Parts.word(UInt32(1_234 << 2 | 3)))
      sheet.add(5, Self.place(3) + Self.real(0.1))
      sheet.add(4, Self.place(4) + [1])
      sheet.add(3, Self.place(5) + [0x2A])
      sheet.add(1, Self.place(6))
      sheet.add(62, Self.place(7) + [0] + Parts.text("rich"))
      sheet.add(0, Self.row(3))
      sheet.add(5, Self.place(0, 1) + Self.real(45_964))
      sheet.add(5, Self.place(1, 2) + Self.real(45_964.3125))
      sheet.add(9, Self.place(2, 3) + Self.real(1.5) + [0, 0])
      sheet.add(8, Self.place(3) + Parts.text("f") + [0, 0])
      sheet.add(10, Self.place(4) + [0, 0])
      sheet.add(11, Self.place(5) + [0x07])
    }
    #expect(file.format == .xlsb)
    #expect(file.sheetNames == ["Feuil1"])
    let day = try #require(CivilDate(iso: "2025-11-03"))
    #expect(
      try rows(file) == [
        [
          .text("Genève 😀"), .text("été"), .number(12.34), .number(0.1), .boolean(true),
          .error("#N/A"), .empty, .text("rich"),
        ],
        [
          .date(day, time: nil), .date(day, time: Minutes(450)), .text("36:00"), .text("f"),
          .boolean(false), .error("#DIV/0!"),
        ],
      ])
  }

  @Test("numbers in four bytes are read with their sign, their hundredths and their fractions")
  func packed() throws {
    let words: [(UInt32, Double)] = [
      (UInt32(bitPattern: -5 << 2) | 2, -5), (UInt32(bitPattern: -512 << 2) | 3, -5.12),
      (UInt32(truncatingIfNeeded: (1.5).bitPattern >> 32), 1.5),
      (UInt32(truncatingIfNeeded: (150.0).bitPattern >> 32) | 1, 1.5),
    ]
    let file = try open { sheet in
      sheet.add(0, Self.row(1))
      for (index, word) in words.enumerated() {
        sheet.add(2, Self.place(index) + Parts.word(word.0))
      }
    }
    #expect(try rows(file) == [words.map { .number($0.1) }])
  }

  @Test("dates of the other system are read, and a table has their types")
  func table() throws {
    let file = try open(texts: ["d", "n"], is1904: true) { sheet in
      sheet.add(0, Self.row(1))
      sheet.add(7, Self.place(0) + Parts.word(UInt32(0)))
      sheet.add(18, Parts.word(UInt32(0)) + Parts.word(UInt32(1)))
      sheet.add(0, Self.row(2))
      sheet.add(5, Self.place(0, 1) + Self.real(44_502))
      sheet.add(16, Parts.word(UInt32(0)) + Self.real(2))
    }
    let read = try ReadTable(file.sheet(at: 0).typed())
    #expect(read.names == ["d", "n"])
    #expect(read.types == [.date, .integer])
    #expect(read.rows == [[.text("2025-11-03"), .integer(2)]])
  }

  @Test("hidden rows and struck cells are told")
  func marks() throws {
    let file = try open { sheet in
      sheet.add(0, Self.row(1, isHidden: true))
      sheet.add(5, Self.place(0) + Self.real(1))
      sheet.add(5, Self.place(2, 4) + Self.real(2))
    }
    var marks: [RowMarks] = []
    try file.sheet(at: 0).forEachMarkedRow { _, _, found in
      marks.append(found)
      return true
    }
    #expect(marks == [RowMarks(isHidden: true, struckColumns: [2])])
  }

  @Test("merged cells are told behind the rows")
  func mergedCells() throws {
    let file = try open { sheet in
      sheet.add(0, Self.row(1))
      sheet.add(5, Self.place(0) + Self.real(1))
      sheet.add(0, Self.row(2))
      sheet.add(5, Self.place(0) + Self.real(2))
      sheet.add(176, [1, 2, 0, 1].flatMap { Parts.word(UInt32($0)) })
    }
    var merged: [String] = []
    try file.sheet(at: 0).forEachMarkedRow(merged: { merged = $0.map(\.description) }) { _, _, _ in
      true
    }
    #expect(merged == ["A2:B3"])
  }

  @Test("many rows come whole over the blocks and the pieces of the file")
  func manyRows() throws {
    let file = try open(texts: ["a", "b"]) { sheet in
      sheet.add(0, Self.row(1))
      sheet.add(7, Self.place(0) + Parts.word(UInt32(0)))
      sheet.add(7, Self.place(1) + Parts.word(UInt32(1)))
      for number in 2...9_000 {
        sheet.add(0, Self.row(number))
        sheet.add(6, Self.place(0) + Parts.text("t\(number)" + String(repeating: "é", count: 90)))
        sheet.add(5, Self.place(1) + Self.real(Double(number)))
      }
    }
    let read = try ReadTable(file.sheet(at: 0).typed())
    #expect(read.rows.count == 8_999)
    for (index, row) in read.rows.enumerated() {
      let text = "t\(index + 2)" + String(repeating: "é", count: 90)
      #expect(row == [.text(text), .integer(Int64(index + 2))])
    }
  }

  @Test("records that contradict each other are refused with the reason")
  func refused() throws {
    let backwards = try open { sheet in
      sheet.add(0, Self.row(5))
      sheet.add(5, Self.place(0) + Self.real(1))
      sheet.add(0, Self.row(3))
    }
    #expect(throws: TabularError.self) { try rows(backwards) }
    let missing = try open { sheet in
      sheet.add(0, Self.row(1))
      sheet.add(7, Self.place(0) + Parts.word(UInt32(7)))
    }
    let error = #expect(throws: TabularError.self) { try rows(missing) }
    #expect(error?.message == "a cell refers to a shared text that does not exist")
    #expect(error?.row == 1)
    let wide = try open { sheet in
      sheet.add(0, Self.row(1))
      sheet.add(5, Self.place(16_384) + Self.real(1))
    }
    #expect(throws: TabularError.self) { try rows(wide) }
  }

  @Test("records with bytes changed anywhere give an error or rows, and never trap")
  func mutated() {
    var sheet = Parts()
    sheet.add(145)
    for number in 1...20 {
      sheet.add(0, Self.row(number))
      sheet.add(6, Self.place(0) + Parts.text("t\(number)"))
      sheet.add(2, Self.place(1, 1) + Parts.word(UInt32(number << 2 | 2)))
      sheet.add(5, Self.place(2, 3) + Self.real(Double(number)))
    }
    var dice = TestDice(state: 31)
    for _ in 0..<2_000 {
      var broken = dice.below(2) == 0 ? sheet.bytes : Self.styles() + Self.texts(["a", "é"])
      for _ in 0...dice.below(4) {
        broken[dice.below(broken.count)] = UInt8(truncatingIfNeeded: dice.next())
      }
      TabularFuzz.binaryRecords(broken.prefix(dice.below(broken.count + 1)))
    }
  }
}
