import CommandLanguage
import Store
import TerminalText
import Testing

@testable import Notebook

@Suite("Loading files")
struct LoadingTests {
  @Test("the bundled files become what they are, and loading one again changes nothing")
  func bundled() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome(
      "load \"datasets/year-2025.xlsx\" as year\nload \"datasets/week-2025-43.json\" as week")
    #expect(
      try notebook.rows("select dataset, count(*) from rides group by 1 order by 1;") == [
        [.text("october"), .integer(211)], [.text("week"), .integer(53)],
        [.text("year"), .integer(2501)],
      ])
    let before = try notebook.contents()
    for statement in [
      "load \"datasets/october-2025.xlsx\" as october", "load \"datasets/drivers.csv\"",
      "load \"datasets/places.csv\"",
    ] {
      let talk = NotebookHarness.talk(try notebook.outcome(statement))
      #expect(talk.contains { $0.contains("nothing changed") }, "\(statement)")
    }
    #expect(try notebook.contents() == before)
  }

  @Test(
    "drivers and places that were exported are the same when they are loaded again",
    arguments: ["csv", "xlsx", "json"])
  func exportedAgain(format: String) throws {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness(folder: folder.path)
    let tables = ["drivers", "places"]
    let before = try tables.map { try notebook.rows("select * from \($0);") }
    for table in tables {
      try notebook.outcome("export \(table) to \"\(table).\(format)\"")
      let talk = NotebookHarness.talk(
        try notebook.outcome("load \"\(table).\(format)\" replace"))
      #expect(talk.contains { $0.contains("nothing changed") }, "\(talk)")
    }
    #expect(try tables.map { try notebook.rows("select * from \($0);") } == before)
  }

  @Test(
    "a file that cannot be read is one error at its path, and nothing else happens",
    arguments: [
      ("empty.csv", "", "0 bytes"), ("text.xlsx", "a,b\n1,2\n", "text under another name"),
      ("cut.json", "[{\"a\": 1}, {\"a\"", "a document cut off"),
    ])
  func broken(name: String, content: String, reason: String) throws {
    let folder = try TemporaryDirectory()
    try folder.write(Array(content.utf8), to: name)
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("tables")
    let before = try notebook.contents()
    let failure = try #require(notebook.failure("load \"\(name)\""), "\(reason) was loaded")
    #expect(failure.code == "E-file")
    #expect(failure.headline.hasPrefix(name), "\(reason): \(failure.headline)")
    #expect(notebook.blamed("load \"\(name)\"") == "\"\(name)\"")
    #expect(try notebook.contents() == before)
  }

  @Test("a row of a table that cannot be read is a reject with its place, until the table goes")
  func rejects() throws {
    let folder = try TemporaryDirectory()
    try folder.write("a;b\n1;2\n3;4;5\n6;7\n".utf8, to: "ragged.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    let talk = NotebookHarness.talk(try notebook.outcome("load \"ragged.csv\" as t"))
    #expect(talk.first == "t: 2 rows, 2 columns, 1 rejected; separated by semicolons")
    #expect(talk.contains { $0.hasPrefix("row 3 could not be read: ") }, "\(talk)")
    let rejects = "select dataset, sheet, row, value from rejects;"
    #expect(
      try notebook.rows(rejects) == [[.text("t"), .text("ragged"), .integer(3), .text("3;4;5")]])
    try notebook.outcome("forget t")
    #expect(try notebook.rows(rejects).isEmpty)
    try folder.write("a;b\n1;2\n".utf8, to: "ragged.csv")
    try notebook.outcome("load \"ragged.csv\" as t")
    #expect(try notebook.rows(rejects).isEmpty)
  }

  @Test(
    "a row of a ride sheet as csv that cannot be taken apart is a reject, and every row is counted")
  func brokenRide() throws {
    let folder = try TemporaryDirectory()
    let header =
      "Nom/Prénom;Date et Heure prévues;Course;Adresse de départ;Adresse d'arrivée;CFT;Prix\n"
    let row = "DUPONT Anne;03.11.2025 08:00;A;1247 Anières;1205 Genève;Y.L;45,50\n"
    try folder.write((header + row + "x;\"y\" z;3\n" + row + row).utf8, to: "sheet.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    let talk = NotebookHarness.talk(try notebook.outcome("load \"sheet.csv\" as s"))
    #expect(talk.contains("4 rows: 3 with rides, 1 rejected"), "\(talk)")
    #expect(
      try notebook.rows("select row, value from rejects;") == [[.integer(3), .text("x;\"y\" z;3")]])
    // Its further column is of numbers, though csv has only texts.
    #expect(try notebook.rows("select sum(prix) as chf from s;") == [[.real(136.5)]])
  }

  @Test(
    "what a load says of a file holds in place of what its content tells",
    arguments: [
      ("a,b;c\n1,2;3\n", " delimiter \",\"", [["a", "b;c"], ["1", "2;3"]]),
      ("titre\n\nid;km\n1;NA\n2;3\n", " header 3 null \"NA\"", [["id", "km"], ["1", "NULL"]]),
      ("1;2\n3;4\n", " header 1", [["1", "2"], ["3", "4"]]),
      ("a;b\n1;2\n3;4\n", " header none", [["column_1", "column_2"], ["a", "b"]]),
      ("a;b\n1;2\n3;4\n5;6\n", " rows 3 to 3", [["a", "b"], ["3", "4"]]),
    ])
  func options(content: String, clauses: String, head: [[String]]) throws {
    let folder = try TemporaryDirectory()
    try folder.write(content.utf8, to: "f.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"f.csv\" as t" + clauses)
    let columns = try notebook.session.database.columnNames(of: "t")
    let first = try notebook.rows("select * from t limit 1;")[0].map { value in
      switch value {
      case .null: "NULL"
      case .integer(let integer): String(integer)
      case .text(let text): text
      case .real(let real): String(real)
      case .blob: "blob"
      }
    }
    #expect([columns, first] == head)
  }

  @Test(
    "what a load says that means nothing is refused at its word",
    arguments: [
      (" delimiter \"xy\"", "\"xy\""), (" encoding \"klingon\"", "\"klingon\""),
      (" header \"third\"", "\"third\""), (" rows 5 to 3", "3"),
    ])
  func wrongOptions(clauses: String, blamed: String) throws {
    let folder = try TemporaryDirectory()
    try folder.write("a;b\n1;2\n".utf8, to: "f.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    #expect(notebook.blamed("load \"f.csv\" as t" + clauses) == blamed)
  }

  @Test("a table that is not rides keeps leading zeros as text and reads decimal commas")
  func typed() throws {
    let folder = try TemporaryDirectory()
    try folder.write(Array("code;km;day\n0041;1,5;22.10.2025\n0042;2,25;\n".utf8), to: "t.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    #expect(
      try notebook.rows("load \"t.csv\"\nselect code, km, day from t order by code;") == [
        [.text("0041"), .real(1.5), .text("2025-10-22")], [.text("0042"), .real(2.25), .null],
      ])
  }

  @Test("other content under a taken name needs `replace`, and other drivers do")
  func replacing() throws {
    let folder = try TemporaryDirectory()
    try folder.write(Array("a\n1\n".utf8), to: "one.csv")
    try folder.write(Array("a\n2\n".utf8), to: "two.csv")
    try folder.write(Array("name,initials,kind\nAnna,A.A,regular\n".utf8), to: "staff.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"one.csv\" as t")
    #expect(notebook.failure("load \"two.csv\" as t")?.code == "E-taken")
    #expect(try notebook.rows("select a from t;") == [[.integer(1)]])
    #expect(
      try notebook.rows("load \"two.csv\" as t replace\nselect a from t;") == [[.integer(2)]])
    #expect(notebook.failure("load \"staff.csv\"")?.code == "E-taken")
    #expect(
      try notebook.rows("load \"staff.csv\" replace\nselect driver from drivers;")
        == [[.text("Anna")]])
  }

  @Test("a load that is stopped leaves the notebook as it was")
  func stopped() throws {
    let notebook = try NotebookHarness(isInterrupted: NotebookHarness.interruption(after: 1))
    #expect(
      notebook.failure("load \"datasets/october-2025.xlsx\" as october")?.code == "E-stopped")
    #expect(try notebook.session.database.objects().isEmpty)
  }

  @Test("the same file under a second name says that the view of all rides has them twice")
  func twice() throws {
    let notebook = try NotebookHarness.october()
    func warnings(_ statement: String) throws -> [String] {
      try notebook.outcome(statement).blocks.compactMap { block in
        if case .warning(let sentence) = block { sentence.text } else { nil }
      }
    }
    let second = try warnings("load \"datasets/october-2025.xlsx\" as again")
    #expect(second.contains { $0.hasPrefix("october contains the same file") })
    #expect(try warnings("load \"datasets/october-2025.xlsx\" as again").isEmpty)
    #expect(try notebook.rows("select count(*) from rides;") == [[.integer(422)]])
  }
}
