import Testing

@testable import Tabular

/// The form of delimited text: delimiter, quotes, header and rows that do not fit.
@Suite struct DialectTests {
  private func typed(
    _ text: String, _ change: (inout ReadingOptions) -> Void = { _ in }
  ) throws -> TypedSheet {
    var options = ReadingOptions()
    change(&options)
    return try TabularFile.open(bytes: Array(text.utf8), name: "t.csv", options: options)
      .sheet(at: 0).typed()
  }

  @Test(
    "the delimiter is judged by many rows, whatever the first line holds",
    arguments: [
      ("a,b,c;d\n1;2\n3;4\n5;6\n", UInt8(ascii: ";"), "commas in a header"),
      ("Liste, octobre, Genève\n\nnom;km\nA;1,5\nB;2,5\n", UInt8(ascii: ";"), "commas in a title"),
      ("nom|prix\nA, B|1,5\nC, D|2,5\n", UInt8(ascii: "|"), "bars and commas"),
      ("nom;km\n\"a|b\";1\n\"c|d\";2\n", UInt8(ascii: ";"), "bars in quotes"),
      ("nom\tadresse\nA\tRue x, 1; Genève\nB\tRue y, 2; Sion\n", 0x09, "tabs"),
      ("1,5;2,5\n3,5;4,5\n", UInt8(ascii: ";"), "decimal commas without a header"),
      ("a,b;c\n1,5;2\n3,5;4\n", UInt8(ascii: ";"), "decimal commas, and one in the header"),
      ("a,b\n1;2,3\n4;5,6\n", UInt8(ascii: ","), "semicolons in cells"),
      ("n\n1\n2\n", UInt8(ascii: ","), "one column"),
    ])
  func delimiter(text: String, delimiter: UInt8, reason: String) throws {
    #expect(try open(text).dialect?.delimiter == delimiter, "\(reason)")
  }

  @Test(
    "the delimiter of the header counts, whatever texts below it hold",
    arguments: [
      (
        "nom;adresse;km\nA;Rue x, 1, Genève;5\nB;Rue y, 2, Sion;6;urgent\n"
          + "C;Rue z, 3, Nyon;7\nD;Rue w, 4, Aigle;8;tard\n",
        ["nom", "adresse", "km"], "every second row has a remark without a header"
      ),
      (
        "nom;adresse;km\nA;Rue x,1,Genève;5;\nB;Rue y,2,Sion;6;\nC;Rue z,3,Nyon;7;\n",
        ["nom", "adresse", "km"], "rows end in a delimiter, the header does not"
      ),
      ("a;b\nx;1;\ny;2;\n", ["a", "b"], "two short rows end in a delimiter"),
      ("a,b\n1\n2\n3\n4,5\n", ["a", "b"], "most rows leave the second cell out"),
    ])
  func headedDelimiter(text: String, names: [String], reason: String) throws {
    let sheet = try typed(text) { $0.brokenRows = .collected }
    #expect(sheet.columns.map(\.name) == names, "\(reason)")
    #expect(sheet.reading.titleRows == 0, "\(reason)")
    #expect(sheet.reading.headerRow == 1, "\(reason)")
    let lines = text.split(separator: "\n").count - 1
    #expect(sheet.rowCount + sheet.brokenRows.count == lines, "\(reason)")
  }

  @Test(
    "dates and times of a form that is not read are text, and the first is named",
    arguments: ["13/11/2025", "03.11.25", "3-11-2025", "2025-11-03T07:00:00Z", "7h30"])
  func otherMoments(text: String) throws {
    let sheet = try typed("d;n\n\(text);1\n\(text);2\n")
    #expect(sheet.columns[0].type == .text)
    #expect(
      sheet.reading.notes == ["d is text: row 2 is '\(text)', a date or time of another form"])
    #expect(try typed("d;n\n022 123 45 67;1\n12.34.56.78;2\n").reading.notes.isEmpty)
  }

  @Test("a header that counts its columns may be data, and the load says so")
  func countingHeader() throws {
    let sheet = try typed("1;2;3\n4;5;6\n7;8;9\n")
    #expect(
      sheet.reading.notes == ["row 1 names the columns by number; `header none` reads it as data"])
  }

  @Test("rows without a value and rows called totals are data, and told")
  func remarks() throws {
    func notes(_ text: String) throws -> [String] {
      var remarks = RowRemarks()
      try typed(text).forEachBatch { remarks.add($0) }
      return remarks.notes
    }
    #expect(
      try notes("a;b\n1;x\n;\n3;Total\n5;Sous-total :\n;\n") == [
        "2 rows of the table hold nothing, the first is row 2",
        "2 rows of the table are totals by name, the first 'Total' in row 3, and data like any "
          + "other: sums count them",
      ])
    #expect(try notes("a;b\n1;Totalement\n2;Tout\n").isEmpty)
  }

  @Test("single quotes are kept, and said with the first cell that has them")
  func singleQuotes() throws {
    let sheet = try typed("a,b\n1,it's\n2,'x'\n3,'y z'\n")
    #expect(try ReadTable(sheet)[1].contains(.text("'x'")))
    #expect(
      sheet.reading.notes
        == ["cells stand in single quotes, which are kept; the first in row 3, column B"])
    #expect(try typed("a,b\n1,it's\n2,'\n").reading.notes.isEmpty)
  }

  @Test("a report laid out by blanks is one column, and the load says so")
  func aligned() throws {
    let report = "driver     rides    km\nAna            3  41.0\nBo             4   8.5\nC  1  2\n"
    #expect(try typed(report).reading.notes.first?.contains("laid out by blanks") == true)
    let remarks = "remark\nwaits  at the door\ncalls\nring twice\n"
    #expect(try typed(remarks).reading.notes.isEmpty)
  }

  @Test("commas that split texts or decimals alone make no columns")
  func oneColumn() throws {
    let amounts = try ReadTable(typed("montant\n12,50\n8,25\n3,75\n"))
    #expect(amounts.names == ["montant"])
    #expect(amounts[0] == [.real(12.5), .real(8.25), .real(3.75)])
    #expect(try typed("montant\n12,50\n8,25\n").reading.formWords == [])
    let shares = try ReadTable(typed("t\n12 %\n13,5%\n14 %\n"))
    #expect(shares.names == ["t"])
    #expect(shares[0] == [.real(12), .real(13.5), .real(14)])
    let names = try ReadTable(typed("nom\nDupont, Jean\nMartin, Anne\n"))
    #expect(names.names == ["nom"])
    #expect(names[0] == [.text("Dupont, Jean"), .text("Martin, Anne")])
    let places = try ReadTable(typed("lieu\nA, b, c\nD, e, f\nG, h, i\nJ, k, l\n"))
    #expect(places.names == ["lieu"])
    #expect(places.rows.count == 4)
    let remarks = try typed("remarque\nbonjour; merci\noui, non\nA | B\nx\ty\n")
    #expect(remarks.columns.map(\.name) == ["remarque"])
    #expect(remarks.rowCount == 4)
    #expect(remarks.reading.formWords == [])
    let spaced = try typed("Export\nnom, age, ville\nA, 5, G\nB, 6, H\nC, 7, I\n")
    #expect(spaced.columns.map(\.name) == ["nom", "age", "ville"])
  }

  @Test("titles above rows without a header are counted too")
  func titlesAboveData() throws {
    let sheet = try typed("Liste du mois\n\n7;2;3\n4;5;6\n7;8;9\n")
    #expect(sheet.reading.isHeaderless)
    #expect(sheet.reading.formWords.contains("1 title row above it left out"))
  }

  @Test("random tables are read under their own delimiter, titles above them or none")
  func randomDialects() throws {
    let delimiters = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")]
    for seed in 1...200 as ClosedRange<UInt64> {
      var dice = TestDice(state: seed)
      let delimiter = dice.pick(delimiters)
      let columns = 2 + dice.below(5)
      var writer = CSVWriter(delimiter: delimiter)
      let titles = dice.below(3)
      let words = ["Genève", "a b", "x, y", "1;2", "p|q", "Rue du Lac 3", "-", "12:30", "été"]
      writer.write((0..<columns).map { "nom\($0)" })
      var expected: [[Stated]] = []
      for _ in 0..<(2 + dice.below(30)) {
        var row = (0..<columns).map { _ in dice.pick(words) + "\(dice.below(100))x" }
        row[0] = "k" + row[0]
        row[1] = "1x" + row[1]
        expected.append(row.map { .text($0) })
        writer.write(row)
      }
      let front = ["Rapport du mois\n", "Rapport du mois\n\nétabli à Genève\n"]
      let text = (titles == 0 ? "" : front[titles - 1]) + writer.text
      let sheet = try open(text).sheet(at: 0).typed()
      #expect(sheet.reading.delimiter == delimiter, "seed \(seed)")
      #expect(sheet.reading.titleRows == titles, "seed \(seed)")
      #expect(try ReadTable(sheet).rows == expected, "seed \(seed)")
    }
  }

  @Test("backslashes before quotes are taken where nothing else makes the rows fit")
  func backslashes() throws {
    let sheet = try typed("a,b\n\"say \\\"hi\\\", you\",1\n\"c:\\\\dir\",2\n")
    #expect(sheet.reading.hasBackslashes)
    #expect(try ReadTable(sheet)[0] == [.text("say \"hi\", you"), .text("c:\\dir")])
    let plain = try typed("a,b\n\"c:\\dir\\\",1\n\"x\"\"y\",2\n")
    #expect(!plain.reading.hasBackslashes)
    #expect(try ReadTable(plain)[0] == [.text("c:\\dir\\"), .text("x\"y")])
  }

  @Test("titles padded to the table's width are titles")
  func paddedTitles() throws {
    let sheet = try typed("Rapport;;\nOctobre;;\nclient;km;prix\nA;1;2\nB;2;3\n")
    #expect(sheet.columns.map(\.name) == ["client", "km", "prix"])
    #expect(sheet.reading.titleRows == 2)
    let bank = try typed(
      "Compte:;12\nSolde:;1'234.50 CHF\n\nDate;Texte;Débit;Crédit\n03.11.2025;Loyer;-1'200.00;\n"
        + "04.11.2025;Salaire;;5'000.00\n")
    #expect(bank.columns.map(\.name) == ["Date", "Texte", "Débit", "Crédit"])
    #expect(bank.reading.titleRows == 2)
    let narrow = try typed("Rapport;\nclient;km\nA;1\nB;2\n")
    #expect(narrow.columns.map(\.name) == ["client", "km"])
  }

  @Test(
    "a header is a header whatever it looks like",
    arguments: [
      ("region;2023;2024\nA;1;2\nB;3;4\n", "years above numbers"),
      ("0;1;2\n5;6;7\n8;9;10\n", "counted columns"),
      ("client;101;102\nA;6;5\nB;3;4\n", "numbers that grow above others"),
      ("code;nom\nA;B\nC;D\n", "texts above texts"),
      ("date;12:30\n2025-01-01;x\n2025-01-02;y\n", "a time above texts"),
      ("1;2;3\n", "a row alone"),
    ])
  func headers(text: String, reason: String) throws {
    #expect(try typed(text).reading.headerRow == 1, "\(reason)")
    #expect(try !typed(text).reading.isHeaderless, "\(reason)")
  }

  @Test("options override the guesses")
  func options() throws {
    let text = "Rapport, octobre\na;b\n1;2\n3;4\n5;6\n"
    let named = try typed(text) { $0.header = .row(2) }
    #expect(named.columns.map(\.name) == ["a", "b"])
    let numbered = try typed("1;2\n3;4\n") { $0.header = ReadingOptions.Header.none }
    #expect(numbered.columns.map(\.name) == ["column_1", "column_2"])
    #expect(numbered.rowCount == 2)
    #expect(!numbered.reading.isHeaderGuessed)
    let comma = try typed("a;b,c\n1;2,3\n") { $0.delimiter = UInt8(ascii: ",") }
    #expect(comma.columns.map(\.name) == ["a;b", "c"])
    let some = try typed(text) {
      $0.header = .row(2)
      $0.rows = 4...4
    }
    #expect(try ReadTable(some).rows == [[.integer(3), .integer(4)]])
    #expect(
      some.reading.notes == ["2 rows left out, the first row 3: outside the rows asked for"])
    let missing = #expect(throws: TabularError.self) { try typed(text) { $0.header = .row(9) } }
    #expect(missing?.message == "has no cells in row 9, which should name the columns")
  }

  @Test("the same options have the same identity, other options another one")
  func identity() {
    var options = ReadingOptions()
    #expect(options.identity == "")
    #expect(options.isEmpty)
    options.delimiter = 0x09
    options.header = .row(3)
    options.rows = 4...9
    options.nulls = ["n/a", "- %"]
    options.encoding = .windows1252
    options.brokenRows = .collected
    #expect(
      options.identity
        == "delimiter=%09 encoding=Windows-1252 header=3 rows=4-9 null=-%20%25 null=n/a broken=collected"
    )
    var other = options
    other.nulls = ["- %", "n/a"]
    #expect(other.identity == options.identity)
    other.header = ReadingOptions.Header.none
    #expect(other.identity != options.identity)
  }

  @Test("broken rows are collected with their numbers, texts and reasons, and the others read")
  func brokenRows() throws {
    let sheet = try typed("a,b\n1,x\n1,2,3\n\n\"x\"y,2\n2,y\n3,\"open\n4,z\n") {
      $0.brokenRows = .collected
    }
    #expect(try ReadTable(sheet)[0] == [.integer(1), .integer(2), .integer(4)])
    #expect(sheet.brokenRows.map(\.row) == [3, 5, 7])
    #expect(sheet.brokenRows.map(\.text) == ["1,2,3", "\"x\"y,2", "3,\"open"])
    #expect(
      sheet.brokenRows.map(\.reason) == [
        "it has 3 cells where the header has 2", "there is text after a closing quote",
        "a quote is never closed",
      ])
  }

  @Test("broken rows come out the same whatever blocks they fall into")
  func brokenRowsInBlocks() throws {
    var text = "a,b\n"
    var expected: [Int] = []
    for row in 2...30_000 {
      if row % 977 == 0 {
        text += row % 2 == 0 ? "1,2,3\n" : "\"x\"y,\(row)\n"
        expected.append(row)
      } else {
        text += "\(row),\"t\(row)\"\n"
      }
    }
    let sheet = try typed(text) { $0.brokenRows = .collected }
    #expect(sheet.brokenRows.map(\.row) == expected)
    #expect(sheet.rowCount == 29_999 - expected.count)
    #expect(try ReadTable(sheet).rows.count == sheet.rowCount)
  }

  @Test("lines that are no objects are collected as broken rows are")
  func brokenLines() throws {
    let text = "{\"a\":1}\n{\"a\":\n[2]\n{\"a\":3}\n{\"a\":4}\n"
    var options = ReadingOptions()
    options.brokenRows = .collected
    let sheet = try TabularFile.open(bytes: Array(text.utf8), name: "t.jsonl", options: options)
      .sheet(at: 0).typed()
    #expect(try ReadTable(sheet)[0] == [.integer(1), .integer(3), .integer(4)])
    #expect(sheet.brokenRows.map(\.row) == [2, 3])
    #expect(sheet.brokenRows[1].reason == "an element is an array, not an object")
  }

  @Test("rows for recognisers are errors where nobody takes the broken ones")
  func brokenRowsForRecognisers() throws {
    let bytes =
      Array("ville;n\nGenève;1\nZürich;2\nCh".utf8) + [0xE2] + Array("tel;3\n\"x\"y;4\n".utf8)
    var options = ReadingOptions()
    options.brokenRows = .collected
    let sheet = try TabularFile.open(bytes: bytes, name: "t.csv", options: options).sheet(at: 0)
    let error = #expect(throws: TabularError.self) { try sheet.forEachRow { _, _ in true } }
    #expect(error?.row == 4)
    var broken: [Int] = []
    var rows: [Int] = []
    try sheet.forEachRow(broken: { broken.append($0.row) }) { row, _ in
      rows.append(row)
      return true
    }
    #expect(rows == [1, 2, 3])
    #expect(broken == [4, 5])
  }

  @Test("many title lines of one cell are titles where a table begins below them")
  func manyTitles() throws {
    let text =
      "Transports XY\nRue du Lac 1\n1200 Genève\nTél 022\nPlanning\nSemaine 45\n"
      + "nom;date;km\nA;2025-11-03;5\n"
    let sheet = try typed(text)
    #expect(sheet.columns.map(\.name) == ["nom", "date", "km"])
    #expect(sheet.reading.titleRows == 6)
    let list = try typed("nom\nA\nB\nC\nD,\n")
    #expect(list.columns.map(\.name).first == "nom")
  }

  @Test("where most rows are broken the file is refused with the first reason")
  func mostlyBroken() {
    let error = #expect(throws: TabularError.self) {
      try typed("a,b\n1,2,3\n1,2,3\n1,2,3\n1,2\n") { $0.brokenRows = .collected }
    }
    #expect(error?.message.hasPrefix("most rows cannot be read") == true)
    #expect(error?.row == 2)
  }

  @Test("short rows are filled with NULL and counted")
  func shortRows() throws {
    let sheet = try typed("a,b,c\n1,2,3\n4,5\n6\n7,8,9\n")
    #expect(sheet.reading.shortRows == 2)
    #expect(sheet.reading.firstShortRow == 3)
    #expect(
      sheet.reading.notes == [
        "2 rows, the first row 3, have fewer cells than the header; the rest is NULL"
      ])
  }

  @Test("invisible characters in a name are dropped and named")
  func invisible() throws {
    let sheet = try typed("\u{200B}client;k\u{AD}m\nA;1\n")
    #expect(sheet.columns.map(\.name) == ["client", "km"])
    #expect(
      sheet.reading.notes == [
        "the name client has invisible characters in the file: U+200B",
        "the name km has invisible characters in the file: U+00AD",
      ])
  }
}
