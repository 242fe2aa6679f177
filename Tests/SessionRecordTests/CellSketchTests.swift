import Testing

@testable import SessionRecord

@Suite("Sketches of cells: the place of a change without the old file")
struct CellSketchTests {
  /// Three sheets of rows and columns of texts.
  private static let cells: [[[String]]] = (0..<3).map { sheet in
    (0..<20).map { row in (0..<7).map { "\(sheet) \(row * 31 % 7) \($0)" } }
  }

  private static func sketch(_ sheets: [[[String]]]) -> CellSketch {
    var sketch = CellSketch()
    for (sheet, rows) in sheets.enumerated() {
      for (row, cells) in rows.enumerated() {
        for (column, text) in cells.enumerated() {
          sketch.add(text, sheet: sheet, row: row, column: column)
        }
      }
    }
    return sketch
  }

  @Test("every single cell is found again", arguments: 0..<3)
  func cell(sheet: Int) {
    let before = Self.sketch(Self.cells)
    for row in 0..<20 {
      for column in 0..<7 {
        var changed = Self.cells
        changed[sheet][row][column] += "!"
        let place = CellSketch.Change.cell(sheet: sheet, row: row, column: column)
        #expect(Self.sketch(changed).change(from: before) == place)
      }
    }
  }

  @Test("cells of one row, of one column, and rows in another order are told apart")
  func several() {
    let before = Self.sketch(Self.cells)
    var row = Self.cells
    row[1][5][2] = "a"
    row[1][5][4] = "b"
    #expect(Self.sketch(row).change(from: before) == .row(sheet: 1, row: 5))
    var column = Self.cells
    for index in 0..<20 { column[2][index][3] = "x\(index)" }
    #expect(Self.sketch(column).change(from: before) == .column(sheet: 2, column: 3))
    var order = Self.cells
    order[0].swapAt(3, 11)
    #expect(Self.sketch(order).change(from: before) == .order)
    var many = Self.cells
    many[0][1][1] = "a"
    many[2][9][5] = "b"
    #expect(Self.sketch(many).change(from: before) == .several)
    #expect(Self.sketch(Self.cells).change(from: before) == .none)
  }

  @Test("a sketch reads back from its fact, and other hashes are none")
  func fact() throws {
    let sketch = Self.sketch(Self.cells)
    #expect(CellSketch(sketch.hash) == sketch)
    #expect(CellSketch(ContentHash.sha256(of: "x")) == nil)
    let high = try #require(
      ContentHash(algorithm: "sketch", digits: String(repeating: "f", count: 64)))
    #expect(CellSketch(high) == nil)
  }

  @Test("settings are compared by name, and what is not named is the default")
  func settings() {
    let changes = SettingChange.changes(
      from: "seed 1 speed=30 stay=2", to: "seed 2 speed=30 alight=4")
    #expect(
      changes == [
        SettingChange("seed", recorded: "1", found: "2"),
        SettingChange("stay", recorded: "2", found: "the default"),
        SettingChange("alight", recorded: "the default", found: "4"),
      ])
  }

  @Test("evidence is never compared")
  func evidence() throws {
    let recorded = SessionEntry(
      "a", facts: [Fact("rows", .integer(1)), Fact("under", .text("seed 1"))])
    let found = FactSet([Fact("rows", .integer(1)), Fact("under", .text("seed 2"))])
    let comparison = ReplayComparison(with: recorded, on: ReplayBasis(format: 2))
    for facts in [found, FactSet([Fact("rows", .integer(1))])] {
      let verdict = try comparison.verdict(on: .succeeded(facts)).verdict
      #expect(verdict.isVerified)
      #expect(verdict.evidence?.facts == 1)
    }
  }
}
