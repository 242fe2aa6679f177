import CommandLanguage
import Foundation
import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("Sessions as documents")
struct ExportSessionTests {
  private static func recorded(in folder: TemporaryDirectory) throws -> NotebookHarness {
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    return notebook
  }

  private static func text(_ name: String, in folder: TemporaryDirectory) throws -> String {
    try TemporaryDirectory.text(of: folder.path + "/" + name)
  }

  @Test("a document is made of the record, and making it is no part of the record")
  func document() throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.recorded(in: folder)
    try notebook.outcome("note \"Two numbers.\"\nselect 1 as one, 'x' as two;\nset rule speed 30")
    let outcome = try notebook.outcome("export session to \"a.md\"")
    #expect(
      NotebookHarness.talk(outcome) == ["a.md: 2 statements and 1 note, not verified"])
    let text = try Self.text("a.md", in: folder)
    #expect(text.hasPrefix("# a\n\nTwo numbers.\n\n```sql\nselect 1 as one, 'x' as two;\n```\n\n"))
    #expect(text.contains("| one | two |\n| ---: | --- |\n| 1 | x |"))
    #expect(text.contains("- exported: 1970-01-01\n- record: not verified\n"))
    try notebook.outcome("export session to \"b.md\"")
    #expect(try Self.text("b.md", in: folder) == text.replacing("# a\n", with: "# b\n"))
    #expect(notebook.session.recorder?.recordedCount == 3)
  }

  @Test("a file that exists, and an ending that names no document, are refused at their place")
  func refusals() throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.recorded(in: folder)
    try notebook.outcome("select 1 as one;\nexport session to \"a.html\"")
    #expect(notebook.failure("export session to \"a.html\"")?.code == "E-record")
    #expect(notebook.failure("export session to \"a.html\" replace") == nil)
    #expect(notebook.failure("export session to \"a.pdf\"")?.code == "E-format")
    #expect(notebook.blamed("export session to \"a.pdf\"") == "\"a.pdf\"")
    #expect(try NotebookHarness().failure("export session to \"a.md\"")?.code == "E-record")
  }

  @Test(
    "mistakes of notes are recorded and found again; those of exports of the session are no part")
  func recordedMistakes() throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.recorded(in: folder)
    notebook.run(
      "select 1 as one;\nexport session to \"a.pdf\"\nnote \"{{nothing.n}}\"\n"
        + "export session to \"a.md\"\nexport session to \"a.md\"")
    let talk = NotebookHarness.talk(try notebook.outcome("export session to \"b.txt\" verify"))
    #expect(talk == ["b.txt: 2 statements, verified: 2 of 2 statements, 1970-01-01"])
    let text = try Self.text("b.txt", in: folder)
    #expect(
      text.contains(
        "carnet> note \"{{nothing.n}}\"\nexpected error E-figure: there is nothing called `nothing`"
      ))
  }

  @Test("`verify` replays the record: the footer says how many statements hold")
  func verified() throws {
    let folder = try TemporaryDirectory()
    try folder.write(Array("driver,rides\nAna,2\n".utf8), to: "t.csv")
    let notebook = try Self.recorded(in: folder)
    try notebook.outcome("load \"t.csv\" as t\nselect * from t;\nnote \"{{t.rides}}\"")
    let outcome = try notebook.outcome("export session to \"a.txt\" verify")
    #expect(
      NotebookHarness.talk(outcome) == [
        "a.txt: 2 statements and 1 note, verified: 3 of 3 statements, 1970-01-01"
      ])
    try folder.write(Array("driver,rides\nAna,3\n".utf8), to: "t.csv")
    let other = try notebook.outcome("export session to \"b.html\" verify")
    #expect(other.hasDiverged)
    #expect(NotebookHarness.talk(other).last?.hasPrefix("the record does not match: ") == true)
    let html = try Self.text("b.html", in: folder)
    #expect(html.contains("Take care:</strong> diverged: 0 of 3 statements verified"))
  }

  @Test(
    "a figure takes the value of one row, or of all by a word",
    arguments: [
      ("{{one.n}}", "4", "the only row"), ("{{one.max}}", "9", "a column of that very name"),
      ("{{t.rides.max}}", "5", "the most"), ("{{t.rides.min}}", "2", "the least"),
      ("{{t.rides.sum}}", "10", "the sum"), ("{{t.rides.mean}}", "3.333", "the mean"),
      ("{{t.rides.count}}", "3", "how many"), ("{{t.count}}", "3", "how many rows"),
      ("{{t.sum}}", "10", "the only column of numbers"), ("{{T.RIDES.MAX}}", "5", "any case"),
      ("{{t.rides where driver = 'Ana'}}", "2", "a row by its key"),
      ("{{t.driver where rides = 5}}", "Bo", "a text by a number"),
      ("{{t.rides.sum where driver = 'Cy'}}", "3", "a sum over some rows"),
    ])
  func figures(figure: String, value: String, reason: String) throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.recorded(in: folder)
    try notebook.outcome(Self.tables)
    try notebook.outcome("note \"It is \(figure).\"\nexport session to \"a.txt\" verify")
    let text = try Self.text("a.txt", in: folder)
    #expect(text.contains("It is \(value)."), "\(reason)")
    #expect(text.contains("verified: 3 of 3"), "\(reason)")
  }

  private static let tables = """
    one = select 4 as n, 9 as max;
    t = select 'Ana' as driver, 2 as rides union all select 'Bo', 5 union all select 'Cy', 3;

    """

  @Test(
    "a figure that names nothing, or many rows, is refused at its place",
    arguments: [
      ("{{on.n}}", "there is nothing called `on`"), ("{{one.m}}", "one has no column `m`"),
      ("{{t.rides}}", "t has 3 rows, not one"),
      ("{{t.rides.most}}", "`most` is not an aggregate"),
      ("{{t.driver.sum}}", "t.driver is not a numeric column"),
      ("{{one.sum}}", "one has 2 numeric columns"),
      ("{{t.rides where driver = 'Z'}}", "t has 0 rows with that value, not one"),
      ("{{t.rides where who = 'Z'}}", "t has no column `who`"),
      ("{{t.rides.max where driver = 'Z'}}", "the figure has no value"),
      ("{{t}}", "a figure must name a column"),
    ])
  func mistakes(figure: String, headline: String) throws {
    let notebook = try NotebookHarness()
    try notebook.outcome(Self.tables)
    for note in ["note \"a {{one.n}} \"\"b\"\" \(figure) c\"", "note\nä {{one.n}}\n\(figure)\n."] {
      #expect(notebook.failure(note)?.headline == headline)
      #expect(notebook.failure(note)?.code == "E-figure")
      #expect(notebook.blamed(note) == figure)
    }
  }

  @Test("a note's figures are facts: a replay finds the one that was edited")
  func facts() throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.recorded(in: folder)
    try notebook.outcome(Self.tables)
    try notebook.outcome("note \"falls to {{one.n}}\"")
    #expect(try notebook.replay(savedAs: "s.carnet").isVerified)
    let script = try Self.text("s.carnet", in: folder)
    #expect(script.contains("note \"falls to {{one.n}}\"\n#= figure(one.n) 4\n#| falls to 4\n"))
    try folder.write(
      Array(script.replacing("figure(one.n) 4", with: "figure(one.n) 5").utf8), to: "s.carnet")
    let report = try SessionReplay(context: NotebookHarness.context(folder: folder.path))
      .run(folder.path + "/s.carnet", show: { _, _, _ in })
    #expect(report.lines.map(\.verdict.isVerified) == [true, true, false])
  }

  @Test("a figure that a later statement changed is marked, and the export warns")
  func stale() throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.recorded(in: folder)
    try notebook.outcome(Self.tables)
    try notebook.outcome("note \"falls to {{one.n}} of {{t.rides.sum}}\"\none = select 5 as n;")
    let outcome = try notebook.outcome("export session to \"a.md\"")
    #expect(
      NotebookHarness.talk(outcome).last
        == "1 figure in notes no longer holds and is marked as stale")
    #expect(try Self.text("a.md", in: folder).contains("falls to 4 (stale: now 5) of 10"))
    try notebook.outcome("drop table t;\nexport session to \"a.md\" replace")
    #expect(try Self.text("a.md", in: folder).contains("of 10 (stale: it no longer exists)"))
  }
}
