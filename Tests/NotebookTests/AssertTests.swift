import CommandLanguage
import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("Assertions")
struct AssertTests {
  /// Assertions that hold.
  static let holding = [
    "assert 1;", "assert select 2.5;", "assert 1 = 1 and 2 > 1;", "assert exists (select 1);",
    "assert not exists (select 1 where 0);", "assert with a as (select 1 as n) select n from a;",
    "assert values (1);", "assert \"claim\" select count(*) = 0 from rejects -- none\n;",
    "assert (select 1) -- why\n;",
  ]

  /// Assertions that fail, their code, what they say, and the word to blame.
  static let failing: [(text: String, code: String, says: String, blamed: String)] = [
    ("assert 1 = 2;", "E-assert", "the assertion does not hold, found 0", "1 = 2"),
    ("assert select null;", "E-assert", "found NULL", "select null"),
    ("assert \"sum\" select 0.0;", "E-assert", "sum: does not hold, found 0.0", "select 0.0"),
    ("assert select 'a';", "E-assert", "found the text 'a'", "select 'a'"),
    ("assert select 1 where 0;", "E-assert", "it returns no row", "select 1 where 0"),
    ("assert values (1), (2);", "E-assert", "more than one row", "values (1), (2)"),
    ("assert select 1, 2;", "E-assert", "it returns 2 columns", "select 1, 2"),
    ("assert select a from nowhere;", "E-sql", "no such table: nowhere", "nowhere"),
    ("assert nope > 1;", "E-sql", "no such column: nope", "nope"),
    (
      "assert with x as (select 1) insert into t select * from x returning a;", "E-refused",
      "a check reads the notebook", "assert"
    ),
  ]

  @Test("one that holds says so, keeps `_`, and states what was found")
  func holds() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("select 42 as answer;")
    for text in Self.holding {
      let outcome = try notebook.outcome(text)
      #expect(outcome.facts["holds"] == .boolean(true), "\(text)")
      #expect(NotebookHarness.talk(outcome)[0].hasSuffix("holds"), "\(text)")
    }
    #expect(try notebook.session.database.rows("SELECT * FROM _") == [[.integer(42)]])
  }

  @Test("one that fails says what was found, at its place, and changes nothing")
  func fails() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("create table t (a);\ntables")
    let before = try notebook.contents()
    for (text, code, says, blamed) in Self.failing {
      let failure = notebook.failure(text)
      #expect(failure?.code == code, "\(text)")
      #expect(failure?.headline.contains(says) == true, "\(failure?.headline ?? "")")
      #expect(notebook.blamed(text) == blamed, "\(text)")
    }
    #expect(try notebook.contents() == before)
    #expect(notebook.failure("x = assert 1;")?.code == "E-name")
  }

  @Test("a replay verifies what was found, and tells where an assertion no longer holds")
  func replays() throws {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness(folder: folder.path)
    try folder.write("a\n1\n2\n".utf8, to: "t.csv")
    try notebook.record()
    try notebook.outcome("load \"t.csv\"\nassert \"rows\" select count(*) >= 2 from t;")
    #expect(try notebook.replay(savedAs: "s.carnet").isVerified)
    try folder.write("a\n1\n".utf8, to: "t.csv")
    let report = try SessionReplay(context: NotebookHarness.context(folder: folder.path))
      .run(folder.path + "/s.carnet", show: { _, _, _ in })
    #expect(!report.isVerified)
    #expect(report.lines.last?.verdict.word != "verified")
  }
}
