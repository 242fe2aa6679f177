import CivilTime
import Testing

@testable import Tabular

/// What is written and read again is the same, as far as the format can hold it.
@Suite struct IdentityTests {
  /// Values that a column of one kind holds, some missing.
  private static func column(_ dice: inout TestDice, rows: Int) -> [Stated] {
    let kind = dice.below(5)
    var values: [Stated] = (0..<rows).map { _ in
      if dice.below(6) == 0 { return .null }
      switch kind {
      case 0: return .integer(Int64(bitPattern: dice.next() >> UInt64(dice.below(64))))
      case 1:
        let value = Double(bitPattern: dice.next())
        return .real(value.isFinite ? value : 0.1)
      case 2: return .text("2025-0\(1 + dice.below(9))-1\(dice.below(10))")
      case 3: return .text("0\(dice.below(10)):3\(dice.below(10))")
      default: return .text("x" + dice.pick(AwkwardText.all))
      }
    }
    // A value that leaves no doubt of its column's type.
    if rows > 0, values.contains(where: { $0 != .null }), kind == 1 { values[0] = .real(0.1) }
    return values
  }

  private static func randomTable(_ dice: inout TestDice) -> (names: [String], rows: [[Stated]]) {
    let columns = 1 + dice.below(5)
    let rows = dice.below(12)
    let names = (0..<columns).map {
      dice.pick(["c", "2025", "nom d'été", "a;b", "1,5", "x|y"]) + "_\($0)"
    }
    let values = (0..<columns).map { _ in column(&dice, rows: rows) }
    return (names, (0..<rows).map { row in values.map { $0[row] } })
  }

  @Test("random tables are the same after csv, with rows of NULL alone and with no rows at all")
  func csv() throws {
    for seed in 1...400 as ClosedRange<UInt64> {
      var dice = TestDice(state: seed)
      let (names, rows) = Self.randomTable(&dice)
      var writer = CSVWriter(delimiter: dice.pick([UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]))
      writer.write(header: names)
      for row in rows {
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
      let read = try table(writer.text)
      #expect(read.names == names, "seed \(seed)")
      #expect(read.rows == rows, "seed \(seed)")
    }
  }

  @Test("random tables are the same after JSON and JSON lines, empty texts and looks included")
  func json() throws {
    for seed in 1...300 as ClosedRange<UInt64> {
      var dice = TestDice(state: seed)
      var (names, rows) = Self.randomTable(&dice)
      if rows.isEmpty { rows = [names.map { _ in .null }] }
      names.append("t")
      for index in rows.indices {
        rows[index].append(.text(dice.pick(["", "7", "1E5", "NO", "1,5"])))
      }
      let objects = rows.map { row in
        JSONValue.object(
          zip(names, row).map { name, value in
            switch value {
            case .null: (name, .null)
            case .integer(let value): (name, .integer(value))
            case .real(let value): (name, .real(value))
            case .text(let text): (name, .string(text))
            }
          })
      }
      for (text, name) in [
        (JSONValue.array(objects).description, "t.json"),
        (objects.map { $0.description + "\n" }.joined(), "t.jsonl"),
      ] {
        let read = try table(text, name)
        #expect(read.names == names, "seed \(seed)")
        #expect(read.rows == rows, "seed \(seed) \(name)")
      }
    }
  }

  @Test("random tables are the same after a workbook, for what its cells hold")
  func workbook() throws {
    let file = ScratchFile("identity.xlsx")
    for seed in 1...60 as ClosedRange<UInt64> {
      var dice = TestDice(state: seed)
      let rows = 1 + dice.below(8)
      let values: [[Stated]] = (0..<rows).map { _ in
        [
          .text(dice.pick(["7", "1E5", "NO", "1,5", "007", "22.10.2025", "true"])),
          .integer(Int64(dice.below(1 << 53)) - (1 << 52)),
          .real(Double(dice.below(1_000_000)) / 64 * 2 + 0.015625),
          dice.below(3) == 0 ? .null : .text("x" + dice.pick(AwkwardText.all)),
        ]
      }
      let writer = try WorkbookWriter(path: file.path)
      try writer.addSheet("Feuil1")
      try writer.write(["t", "i", "r", "x"], isHeader: true)
      for row in values {
        try writer.write(
          row.map { value in
            switch value {
            case .null: .empty
            case .integer(let value): .number(Double(value))
            case .real(let value): .number(value)
            case .text(let text): .text(text)
            }
          })
      }
      try writer.close()
      let read = try ReadTable(TabularFile.open(file.path).sheet(at: 0).typed())
      #expect(read.rows == values, "seed \(seed)")
    }
  }

  @Test("a header alone is a table without rows")
  func noRows() throws {
    #expect(try table("a,b\n").rows.isEmpty)
    #expect(try table("\"1\",\"2025-01-01\"\n").names == ["1", "2025-01-01"])
    #expect(try table("\"1\",\"2025-01-01\"\n1,2025-01-02\n").names == ["1", "2025-01-01"])
  }

  @Test("cells of one column keep the delimiters of others")
  func oneColumn() throws {
    let read = try table("a\nx;y\nz;w\n")
    #expect(read.names == ["a"])
    #expect(read[0] == [.text("x;y"), .text("z;w")])
  }

  @Test("what a format cannot hold is counted, each kind in its own words")
  func losses() {
    func sentences(_ form: WrittenLosses.Form, _ fill: (inout WrittenLosses) -> Void) -> [String] {
      var losses = WrittenLosses(form, columns: ["a", "b"])
      fill(&losses)
      return losses.sentences
    }
    func codes(_ losses: inout WrittenLosses) {
      losses.add(text: "7")
      losses.addNull()
      losses.endRow()
      losses.add(text: "8")
      losses.add(text: "")
      losses.endRow()
    }
    #expect(
      sentences(.csv, codes) == [
        "a: texts such as '7' are read back as whole numbers",
        "b: 1 empty text cannot be told from NULL",
      ])
    #expect(sentences(.json, codes) == [])
    #expect(sentences(.json) { _ in } == ["without rows the names of the columns are lost"])
    func numbers(_ losses: inout WrittenLosses) {
      losses.add(real: .infinity)
      losses.add(integer: 1 << 53 + 1)
      losses.endRow()
      losses.add(real: 0.1 + 0.2)
      losses.endRow()
      losses.endRow()
    }
    #expect(sentences(.json, numbers) == ["a: 1 infinite number written as null"])
    #expect(
      sentences(.workbook, numbers) == [
        "1 row of NULL alone cannot be told from no row", "a: 1 infinite number written as text",
        "a: 1 number of 17 digits rounded to 16", "b: 1 whole number beyond 2^53 written as text",
      ])
    #expect(
      sentences(.csv) { losses in
        losses.add(text: "x")
        losses.endRow()
        losses.add(integer: 7)
        losses.endRow()
      } == ["a: 1 number beside texts become texts when they are read back"])
  }
}
