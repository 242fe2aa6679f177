import Testing

@testable import Tabular

@Suite struct InferenceTests {
  @Test(
    "a column's type is what all of its values are",
    arguments: [
      (["1", "-2", "0"], ColumnType.integer, "whole numbers"),
      (["1", "", "3"], .integer, "an empty cell says nothing"),
      (["1", " 2 "], .integer, "blanks around a number"),
      (["0041", "1"], .text, "a zero in front is a code"),
      (["+41221234567"], .text, "a phone number"),
      (["9223372036854775807", "-9223372036854775808"], .integer, "the ends of Int64"),
      (["9223372036854775808"], .text, "beyond Int64"),
      (["1", "2.5"], .real, "integers that a Double holds"),
      (["9007199254740993", "2.5"], .text, "an integer that a Double would change"),
      (["1'234", "12"], .integer, "thousands apostrophes"),
      (["1’234", "999"], .integer, "typographic apostrophes"),
      (["12'34"], .text, "an apostrophe in the wrong place"),
      (["1,5", "2"], .real, "a decimal comma"),
      (["1,5", "2.5"], .text, "comma and point mixed"),
      (["1'234,50", "3"], .real, "Swiss amounts with a comma"),
      (["1’234.50"], .real, "Swiss amounts with a point"),
      (["1e3", "1.5E-3"], .real, "exponents"),
      (["1e999"], .text, "beyond Double"),
      (["-0"], .real, "an integer would lose the sign"),
      ([".5", "-.5"], .real, "no digit before the point"),
      (["5."], .text, "no digit behind the point"),
      (["-", "."], .text, "no digit at all"),
      (["1.2.3"], .text, "a version"),
      (["00.5"], .text, "two zeros in front"),
      (["2025-10-22", "22.10.2025", "1.9.2025"], .date, "ISO and dotted dates"),
      (["2024-02-29"], .date, "a leap day"),
      (["2025-02-29"], .text, "no leap day"),
      (["31.11.2025"], .text, "no such day"),
      (["22.10.25"], .text, "a year of two digits"),
      (["2025-10-22", "x"], .text, "one that is no date"),
      (["07:30", "7:05", "23:59:59"], .time, "times of day"),
      (["24:00"], .text, "no time of day"),
      (["VRAI", "faux"], .boolean, "truth values of a French spreadsheet"),
      (["VRAI", "non"], .text, "words of two pairs"),
      (["VRAI"], .text, "one word alone"),
      (["07h30"], .text, "an office's own time"),
      (["2025-10-22T07:30", "22.10.2025 07:30:15"], .datetime, "both apart by T or blanks"),
      (["2025-10-22", "2025-10-22 07:30"], .datetime, "a date is midnight of it"),
      (["2025-10-22T07:30Z"], .text, "a zone"),
      (["true", "FALSE"], .boolean, "English truth"),
      (["oui", "Non"], .boolean, "French yes and no"),
      (["yes", "NO"], .boolean, "English yes and no"),
      (["yes", "oui"], .text, "pairs mixed"),
      (["1", "true"], .text, "number and truth mixed"),
      (["nan", "inf"], .text, "words that some parsers take for numbers"),
      (["", ""], .text, "nothing at all"),
      (["  "], .text, "blanks alone"),
      (["0x10"], .text, "hexadecimal"),
      (["½", "²"], .text, "digits that are not ASCII"),
      (["1 234"], .text, "a blank inside"),
    ])
  func type(values: [String], type: ColumnType, reason: String) throws {
    let text = "k;v\n" + values.map { "x;\"\($0)\"\n" }.joined()
    #expect(try table(text).types[1] == type, "\(reason): \(values)")
  }

  @Test("a decimal comma is text where the delimiter is a comma")
  func commaInCommas() throws {
    #expect(try table("a,b\n1,\"2,5\"\n").types == [.integer, .text])
  }

  @Test("values are delivered as their type stores them")
  func values() throws {
    let read = try table(
      """
      i;r;d;t;dt;b;s
      1'234;-1'234,50;22.10.2025;7:05;22.10.2025  7:05;Oui;0041
      -9223372036854775808;0,1;2025-01-02;23:59;2025-01-02;non; x\u{20}
      ;;;;;;
      0;1e2; 1.2.2024 ;0:00;1.2.2024T00:00;OUI;ü
      """)
    #expect(read.types == [.integer, .real, .date, .time, .datetime, .boolean, .text])
    #expect(read[0] == [.integer(1234), .integer(.min), .null, .integer(0)])
    #expect(read[1] == [.real(-1234.5), .real(0.1), .null, .real(100)])
    #expect(
      read[2] == [.text("2025-10-22"), .text("2025-01-02"), .null, .text("2024-02-01")])
    #expect(read[3] == [.text("07:05"), .text("23:59"), .null, .text("00:00")])
    #expect(
      read[4] == [
        .text("2025-10-22T07:05"), .text("2025-01-02T00:00"), .null, .text("2024-02-01T00:00"),
      ])
    #expect(read[5] == [.integer(1), .integer(0), .null, .integer(1)])
    #expect(read[6] == [.text("0041"), .text(" x "), .null, .text("ü")])
  }

  @Test("one time with seconds gives all of the column seconds")
  func seconds() throws {
    #expect(try table("a,b\n7:05,1\n7:05:09,1\n")[0] == [.text("07:05:00"), .text("07:05:09")])
  }

  @Test("a late value changes the type of a long column")
  func lateValue() throws {
    let numbers = (0..<9_000).map { "\($0)\n" }.joined()
    #expect(try table("a\n\(numbers)").types == [.integer])
    #expect(try table("a\n\(numbers)x\n").types == [.text])
    #expect(try table("a\n\(numbers)1.5\n").types == [.real])
  }

  @Test("reals are read to the nearest Double, whatever their form")
  func nearest() throws {
    var dice = TestDice(state: 11)
    var values: [Double] = [
      0.1, 1 / 3, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, 1e22,
      1e22 * 10,
      9007199254740994, 1e22 * 12345, .leastNormalMagnitude.nextDown, -.leastNonzeroMagnitude,
    ]
    while values.count < 3_000 {
      let value = Double(bitPattern: dice.next())
      if value.isFinite { values.append(value) }
      values.append(Double(dice.below(1_000_000)) / 1000)
    }
    let text = values.map { "\($0.description)" }
    for (value, text) in zip(values, text) {
      let read = Array(text.utf8).withUnsafeBufferPointer { bytes in
        bytes.baseAddress.flatMap { ValueText($0, bytes.count).real }
      }
      #expect(read == value, "\(text)")
    }
  }

  @Test("numbers with units or in brackets stay text, and the column says why")
  func measures() throws {
    let text = "way;loss;note\n12,5 km;(12,50);12 rue\n3 km;(1.00);3e\n"
    let file = try TabularFile.open(bytes: Array(text.utf8), name: "m.csv")
    let reading = try file.sheet(at: 0).typed().reading
    #expect(
      reading.columns[0].note == "way is text: row 2 is '12,5 km', a number with more beside it")
    #expect(reading.columns[1].ground == .measures)
    #expect(reading.columns[2].note == nil)
  }
}
