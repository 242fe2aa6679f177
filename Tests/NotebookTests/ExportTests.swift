import CivilTime
import CommandLanguage
import Glibc
import SeededRandom
import SessionRecord
import Store
import Tabular
import Testing

@testable import Notebook

@Suite("Exporting tables")
struct ExportTests {
  let folder: TemporaryDirectory
  let notebook: NotebookHarness

  init() throws {
    folder = try TemporaryDirectory()
    notebook = try NotebookHarness(folder: folder.path)
  }

  private func text(_ name: String) throws -> String {
    try TemporaryDirectory.text(of: folder.path + "/" + name)
  }

  /// One row a kind of value, in a table `odd`.
  private func makeOdd() throws {
    try notebook.outcome(
      """
      create table odd (n, r, t, d, m, c, b);
      insert into odd values
        (1, 0.5, 'a,"b"', '2025-10-22', '2025-10-22T08:30', '08:30', x'00ff'),
        (9007199254740993, -2.0, 'é|' || char(10) || 'x', '2024-02-29', '2025-10-22T23:59', '24:15',
          null),
        (null, null, null, null, null, null, null);
      """)
  }

  @Test("csv, tsv, JSON, JSON lines and Markdown hold every kind of value")
  func textFormats() throws {
    try makeOdd()
    for ending in ["csv", "tsv", "json", "jsonl", "md"] {
      try notebook.outcome("export odd to \"odd.\(ending)\"")
    }
    #expect(
      try text("odd.csv") == """
        n,r,t,d,m,c,b
        1,0.5,"a,""b""\",2025-10-22,2025-10-22T08:30,08:30,00ff
        9007199254740993,-2,"é|
        x",2024-02-29,2025-10-22T23:59,24:15,
        ,,,,,,

        """)
    #expect(try text("odd.tsv").hasPrefix("n\tr\tt\td\tm\tc\tb\n1\t0.5\t\"a,\"\"b\"\"\"\t"))
    let lines = try text("odd.jsonl").split(separator: "\n")
    #expect(lines.count == 3)
    #expect(
      lines[1] == #"{"n":9007199254740993,"r":-2.0,"t":"é|\nx","d":"2024-02-29","#
        + #""m":"2025-10-22T23:59","c":"24:15","b":null}"#)
    #expect(try text("odd.json") == "[\n" + lines.joined(separator: ",\n") + "\n]\n")
    #expect(
      try text("odd.md").split(separator: "\n")[1]
        == "| ---: | ---: | --- | --- | --- | --- | --- |")
    #expect(try text("odd.md").contains(#"é\|<br>x"#))
  }

  @Test("a workbook has dates as dates, numbers as numbers, times past midnight, a sheet a table")
  func workbook() throws {
    try makeOdd()
    try notebook.outcome("create table empty (a, b);")
    try notebook.outcome("select 1 as one;\nexport odd, empty, _ to \"odd.xlsx\"")
    let file = try TabularFile.open(folder.path + "/odd.xlsx")
    #expect(file.sheetNames == ["odd", "empty", "result"])
    var rows: [[Cell]] = []
    try file.sheet(at: 0).forEachRow { _, cells in
      rows.append(cells)
      return true
    }
    #expect(rows[0] == ["n", "r", "t", "d", "m", "c", "b"].map(Cell.text))
    #expect(rows[1][0] == .number(1) && rows[1][1] == .number(0.5))
    #expect(rows[2][0] == .text("9007199254740993"), "a double would lose the last digit")
    guard case .date(let date, nil) = rows[1][3], case .date(_, .some(let time)) = rows[1][4] else {
      Issue.record("no dates: \(rows[1])")
      return
    }
    #expect(date.description == "2025-10-22" && time.clock == "08:30")
    try notebook.outcome("load \"odd.xlsx\" sheet \"odd\" as back")
    #expect(
      try notebook.rows("select d, m, c from back where d is not null;").map(\.texts) == [
        ["2025-10-22", "2025-10-22T08:30", "08:30"], ["2024-02-29", "2025-10-22T23:59", "24:15"],
      ])
  }

  @Test("a table that is exported and loaded again holds the same, in every format that is read")
  func roundTrip() throws {
    var generator = SeededGenerator(seed: 11)
    for round in 0..<12 {
      let count = Int(generator.next() % 30) + 1
      var values: [String] = []
      for row in 0..<count {
        let whole = Int64(generator.next() % 2_000_000) - 1_000_000
        let text = ["'a, b'", "'\"q\"'", "'é '", "'x;y'", "'O''Neil'"][Int(generator.next() % 5)]
        let day = "date('2025-01-01', '+\(generator.next() % 400) days')"
        values.append(
          "(\(row), \(whole), \(Double(whole) + 0.375), \(text), \(generator.next() % 4 == 0 ? "null" : day))"
        )
      }
      try notebook.outcome(
        "create table t\(round) as select column1 as id, column2 as n, column3 as r, column4 as s, "
          + "column5 as d from (values \(values.joined(separator: ", ")));")
      let before = try notebook.rows("select * from t\(round) order by id;")
      for ending in ["csv", "tsv", "json", "jsonl", "xlsx"] {
        let name = "b\(round)_\(ending)"
        try notebook.outcome(
          "export t\(round) to \"\(name).\(ending)\"\nload \"\(name).\(ending)\"")
        let after = try notebook.rows("select id, n, r, s, d from \(name) order by id;")
        #expect(after == before, "\(ending), round \(round)")
      }
    }
  }

  @Test("equal tables are equal bytes, workbooks too, and writing them again changes nothing")
  func deterministic() throws {
    try makeOdd()
    for ending in ["csv", "json", "xlsx", "md"] {
      try notebook.outcome("export odd to \"a.\(ending)\"\nexport odd to \"b.\(ending)\"")
      let (a, b) = (folder.path + "/a.\(ending)", folder.path + "/b.\(ending)")
      #expect(try TemporaryDirectory.bytes(of: a) == TemporaryDirectory.bytes(of: b))
      let again = try notebook.outcome("export odd to \"a.\(ending)\"")
      #expect(NotebookHarness.talk(again)[0].hasPrefix("a.\(ending): 3 rows"))
    }
  }

  /// A statement that fails, its code, and the word to blame.
  static let mistakes: [(text: String, code: String, blamed: String)] = [
    ("export nope to \"x.csv\"", "E-name", "nope"),
    ("export odd, nope to \"x.xlsx\"", "E-name", "nope"),
    ("export odd, ODD to \"x.json\"", "E-syntax", "ODD"),
    ("export odd, other to \"x.csv\"", "E-format", "\"x.csv\""),
    ("export odd to \"x.txt\"", "E-format", "\"x.txt\""),
    ("export _ to \"x.csv\"", "E-result", "_"),
    ("export odd to \"taken.csv\"", "E-record", "\"taken.csv\""),
    ("export odd to \"folder.csv\" replace", "E-record", "\"folder.csv\""),
    ("export odd to \"/proc/none/x.csv\"", "E-record", "\"/proc/none/x.csv\""),
    ("export plan odd to \"x.json\" as dispatch", "E-plan", "odd"),
  ]

  @Test("a mistake says what and where, and leaves no file behind")
  func mistakes() throws {
    try notebook.outcome("create table odd (a);\ncreate table other (a);")
    try folder.write("mine".utf8, to: "taken.csv")
    mkdir(folder.path + "/folder.csv", 0o755)
    for (text, code, blamed) in Self.mistakes {
      let failure = notebook.failure(text)
      #expect(failure?.code == code, "\(text): \(failure?.headline ?? "")")
      #expect(notebook.blamed(text) == blamed, "\(text)")
    }
    #expect(folder.names() == ["folder.csv", "taken.csv"])
    #expect(try self.text("taken.csv") == "mine")
    try notebook.outcome("export odd to \"taken.csv\" replace")
    #expect(try self.text("taken.csv") == "a\n")
  }

  @Test("Ctrl-C leaves no file behind")
  func interrupted() throws {
    let notebook = try NotebookHarness(
      folder: folder.path, isInterrupted: NotebookHarness.interruption(after: 6))
    try notebook.outcome("create table odd as select 1 as a;")
    var failure: ErrorCode?
    for _ in 0..<6 where failure == nil {
      failure = notebook.failure("export odd to \"x.csv\" replace")?.code
    }
    #expect(failure == "E-stopped")
    #expect(folder.names().allSatisfy { !$0.hasSuffix(".draft") })
  }

  @Test("a replay writes to a scratch folder, and reads there what it wrote")
  func replay() throws {
    try notebook.record()
    try makeOdd()
    try notebook.outcome("export odd to \"odd.csv\"\nload \"odd.csv\" as back")
    try notebook.outcome("save session as \"s.carnet\"")
    try folder.write("changed".utf8, to: "odd.csv")
    let report = try SessionReplay(context: NotebookHarness.context(folder: folder.path))
      .run(folder.path + "/s.carnet", show: { _, _, _ in })
    #expect(report.isVerified, "\(report.summary)")
    #expect(try text("odd.csv") == "changed")
    #expect(folder.names() == ["odd.csv", "s.carnet"])
  }

  @Test("sheets have names that workbooks take, no two alike")
  func sheetNames() {
    let long = String(repeating: "é", count: 40)
    let names = WorkbookExport.sheetNames(["a/b", "A_B", "_", long, long + "x", "'q'", "[]"])
    #expect(
      names == [
        "a_b", "A_B 2", "result", String(long.prefix(31)), String(long.prefix(27)) + " 2", "q",
        "__",
      ])
  }
}

@Suite("Names of sheets")
struct SheetNameTests {
  @Test("a control character in a name becomes `_`, as what workbooks refuse does")
  func controls() {
    #expect(
      WorkbookExport.sheetNames(["a\u{1B}b", "a_b", "\u{1}x"]) == ["a_b", "a_b 2", "_x"])
  }
}
