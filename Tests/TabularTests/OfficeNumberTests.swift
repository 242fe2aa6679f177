import Testing

@testable import Tabular

/// Numbers as offices write them, decided by all cells of a column.
@Suite struct OfficeNumberTests {
  private func sheet(_ cells: [String], delimiter: String = ";") throws -> TypedSheet {
    let rows = cells.map { "x\(delimiter)\"\($0)\"\n" }.joined()
    return try open("k\(delimiter)v\n" + rows).sheet(at: 0).typed()
  }

  @Test(
    "numbers with blanks, apostrophes, signs, currencies and percent signs are numbers",
    arguments: [
      (["1 234,50", "2,00"], [1234.5, 2]),
      (["1\u{A0}234,50"], [1234.5]),
      (["1\u{202F}234\u{202F}567,5"], [1_234_567.5]),
      (["1'234.50", "7"], [1234.5, 7]),
      (["1’234.50"], [1234.5]),
      (["1.234,50", "3,00"], [1234.5, 3]),
      (["1,234.50", "3.00"], [1234.5, 3]),
      (["1.234", "12,5"], [1234, 12.5]),
      (["1,234", "12.5"], [1234, 12.5]),
      (["−5,5", "3"], [-5.5, 3]),
      (["+5,5", "-3"], [5.5, -3]),
      (["CHF 12.50", "CHF 1'000.00"], [12.5, 1000]),
      (["12.50 €", "3.20 €"], [12.5, 3.2]),
      (["-12.50 €", "€ 3.20"], [-12.5, 3.2]),
      (["CHF -12.50", "-CHF 3.20"], [-12.5, -3.2]),
      (["12,5 %", "7%"], [12.5, 7]),
      (["1'234.–", "12.50"], [1234, 12.5]),
      (["Fr. 5.--", "Fr. 6.50"], [5, 6.5]),
    ])
  func reals(cells: [String], values: [Double]) throws {
    let read = try ReadTable(sheet(cells))
    #expect(read.types[1] == .real, "\(cells)")
    #expect(read[1] == values.map { .real($0) }, "\(cells)")
  }

  @Test(
    "whole numbers stay whole",
    arguments: [
      (["1\u{A0}234", "5"], [1234, 5] as [Int64]),
      (["1,234,567", "1,000"], [1_234_567, 1000]),
      (["1.234.567", "1.000"], [1_234_567, 1000]),
      (["−5", "3"], [-5, 3]),
      (["+5", "-3"], [5, -3]),
      (["CHF 12", "CHF 1'000"], [12, 1000]),
      (["9\u{A0}007\u{A0}199\u{A0}254\u{A0}740\u{A0}993"], [9_007_199_254_740_993]),
    ])
  func integers(cells: [String], values: [Int64]) throws {
    let read = try ReadTable(sheet(cells))
    #expect(read.types[1] == .integer, "\(cells)")
    #expect(read[1] == values.map { .integer($0) }, "\(cells)")
  }

  @Test(
    "what may be something else stays text, and the report says why",
    arguments: [
      (["+41", "+42"], TextGround.plusSigns),
      (["1 234", "5 678"], .blanks),
      (["1,234", "2,500"], .ambiguousMarks),
      (["1,234", "1.234"], .ambiguousMarks),
      (["12 %", "5"], .percentSigns),
      (["CHF 5.50", "€ 5.50"], .currencies),
      (["1,5", "2.5"], .mixedMarks),
      (["1'234.5", "1,234.5"], .mixedMarks),
      (["1E5", "2E7"], .exponents),
      (["NO", "NO"], .loneWord),
      (["1", "2", "x"], .cells),
    ])
  func texts(cells: [String], ground: TextGround) throws {
    let sheet = try sheet(cells)
    #expect(sheet.columns[1].type == .text, "\(cells)")
    #expect(sheet.reading.columns[1].ground == ground, "\(cells)")
    #expect(try ReadTable(sheet)[1] == cells.map { .text($0) }, "\(cells)")
  }

  @Test(
    "codes, phone numbers and words beside digits are no numbers",
    arguments: [
      "022 123 45 67", "+41221234567", "+41 22 123 45 67", "1.2.3.4", "1 2", "12 34 567",
      "1'2345", "1,23,456", "1.23.456", "0.1.234", "A12", "CHF", "-", "%", "CHF 1 2", "12-5",
      "1 234,", "1,234.", "$", "€ € 5", "- 5", "5 -", "1..5", "1,,5", "5 %%", "E5",
    ])
  func codes(text: String) throws {
    let sheet = try sheet([text])
    #expect(sheet.columns[1].type == .text, "\(text)")
    #expect(try ReadTable(sheet)[1] == [.text(text)])
  }

  @Test("exponents are numbers beside others")
  func exponents() throws {
    #expect(try ReadTable(sheet(["1E5", "2.5"]))[1] == [.real(100_000), .real(2.5)])
    #expect(try ReadTable(sheet(["1e-5"]))[1] == [.real(0.00001)])
  }

  @Test("a mark with three digits behind it follows the table's other columns, or is said")
  func ambiguousMarks() throws {
    let comma = try open("a;b\n1,234;12,5\n2,500;3,25\n").sheet(at: 0).typed()
    #expect(try ReadTable(comma)[0] == [.real(1.234), .real(2.5)])
    #expect(
      comma.reading.columns[0].note == "a: the mark in '1,234' (row 2) was taken for decimals")
    let point = try open("a;b\n1,234;12.5\n2,500;3.25\n").sheet(at: 0).typed()
    #expect(try ReadTable(point)[0] == [.integer(1234), .integer(2500)])
    #expect(
      point.reading.columns[0].note == "a: the mark in '1,234' (row 2) was taken for thousands")
    let against = try open("a;b\n1.234;12,5\n2.500;3,25\n").sheet(at: 0).typed()
    #expect(against.columns[0].type == .text)
    let alone = try open("a;b\n1.234;x\n2.500;y\n").sheet(at: 0).typed()
    #expect(try ReadTable(alone)[0] == [.real(1.234), .real(2.5)])
    #expect(
      alone.reading.columns[0].note == "a: the mark in '1.234' (row 2) was taken for decimals")
    let plain = try open("a;b\n1.234;x\n2.5;y\n").sheet(at: 0).typed()
    #expect(plain.reading.columns[0].note == nil)
  }

  @Test("commas separate thousands in text that commas delimit")
  func quotedThousands() throws {
    let grouped = try sheet(["1,234.50", "12.00"], delimiter: ",")
    #expect(try ReadTable(grouped)[1] == [.real(1234.5), .real(12)])
    #expect(grouped.reading.columns[1].note == "v: ',' separates thousands")
    let open = try sheet(["1,234"], delimiter: ",")
    #expect(open.columns[1].type == .text)
    let decimal = try sheet(["2,5"], delimiter: ",")
    #expect(
      decimal.reading.columns[1].note
        == "v is text: row 2 is '2,5', and commas separate the cells")
  }

  @Test("currencies and percent signs are the column's unit")
  func units() throws {
    #expect(try sheet(["CHF 5.50"]).reading.columns[1].unit == "CHF")
    #expect(try sheet(["5 %"]).reading.columns[1].note == "v: numbers in %")
  }

  @Test("the few cells that keep a column text are named, wherever they stand")
  func culprits() throws {
    for place in [0, 1, 2_000, 8_999] {
      var cells = (0..<9_000).map { "\($0)" }
      cells[place] = "environ 5"
      let reading = try sheet(cells).reading.columns[1]
      #expect(reading.note == "v is text: row \(place + 2) is 'environ 5'")
      #expect(reading.culpritCount == 1)
    }
    let words = (0..<200).map { $0 % 7 == 0 ? "\($0)" : "mot \($0)" }
    #expect(try sheet(words).reading.columns[1].note == nil)
  }

  @Test("any number an office could write is read as it was meant, or stays text")
  func random() throws {
    for seed in 1...300 as ClosedRange<UInt64> {
      var dice = TestDice(state: seed)
      let (group, mark) = dice.pick([
        ("", "."), ("", ","), ("'", "."), ("’", "."), ("\u{A0}", ","), ("\u{202F}", ","),
        (".", ","),
        (",", "."), (" ", ","),
      ])
      let minus = dice.pick(["-", "−"])
      var cells: [String] = []
      var values: [Double] = []
      for _ in 0..<(1 + dice.below(12)) {
        let cents = dice.below(dice.pick([100, 10_000, 100_000_000, 10_000_000_000]))
        let isNegative = dice.below(5) == 0 && cents > 0
        let digits = Array(String(cents / 100))
        var whole = ""
        for (index, digit) in digits.enumerated() {
          if index > 0, (digits.count - index) % 3 == 0 { whole += group }
          whole.append(digit)
        }
        let fraction = cents % 100
        cells.append(
          (isNegative ? minus : "") + whole + mark + (fraction < 10 ? "0" : "") + "\(fraction)")
        values.append(Double(cents) / 100 * (isNegative ? -1 : 1))
      }
      let read = try ReadTable(sheet(cells))
      #expect(read.types[1] == .real, "seed \(seed): \(cells)")
      #expect(read[1] == values.map { .real($0) }, "seed \(seed): \(cells)")
    }
  }
}
