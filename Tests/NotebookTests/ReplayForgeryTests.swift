import SessionRecord
import Testing

@testable import Notebook

/// What outsiders did to records so that a replay lied, and true sessions that it refused.
@Suite("Replay: forged records and true ones that look odd")
struct ReplayForgeryTests {
  private static let script = """
    load "r.csv" as t
    select driver, sum(km) as km from t group by driver order by driver;
    select * from nix;
    note "km {{t.km.sum}}"
    select -0.0 as z, 'é' as e;
    select driver, km from t;
    select id as a, driver as b, km as a from t order by id;
    """

  private static func recorded(_ script: String = script) throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try folder.write("id,driver,km\n1,Anna,4.5\n2,Bo,3.25\n3,Anna,1.5\n".utf8, to: "r.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    notebook.run(script)
    try notebook.outcome("save session as \"s.carnet\"")
    return folder
  }

  private static func replay(_ folder: TemporaryDirectory) throws -> ReplayReport {
    try SessionReplay(context: NotebookHarness.context(folder: folder.path))
      .run(folder.path + "/s.carnet", show: { _, _, _ in })
  }

  /// A text of the record and what stands in its place; a text that ends in a line break is a line.
  struct Forgery: CustomTestStringConvertible {
    var what: String
    var old: String
    var new: String
    var testDescription: String { what }
  }

  static let forgeries = [
    Forgery(
      what: "a table under an expected error", old: "\"object\":\"nix\"}}\n",
      new: "\"object\":\"nix\"}}\n"
        + "#^ {\"table\":{\"columns\":[[\"rides\",\"integer\"]],\"rows\":[[77]]}}\n"),
    Forgery(
      what: "a picture under an expected error", old: "\"object\":\"nix\"}}\n",
      new: "\"object\":\"nix\"}}\n#| 77\n"),
    Forgery(
      what: "the block of an error names another column", old: "[\"no such table: nix\"]",
      new: "[\"no such table: mix\"]"),
    Forgery(
      what: "the block of an error has another code", old: "{\"error\":{\"code\":\"E-sql\"",
      new: "{\"error\":{\"code\":\"E-sqls\""),
    Forgery(
      what: "rows struck out by a count", old: "[[\"Anna\",6.0],[\"Bo\",3.25]]}}",
      new: "[[\"Anna\",6.0]],\"count\":2}}"),
    Forgery(what: "a note's figure struck out", old: "#= figure(t.km.sum) 9.25\n", new: ""),
    Forgery(what: "a note's figure edited", old: "#| km 9.25\n", new: "#| km 99.99\n"),
    Forgery(
      what: "a title that no statement gave",
      old: "{\"table\":{\"columns\":[[\"driver\",\"text\"],[\"km\"",
      new: "{\"table\":{\"title\":\"proven\",\"columns\":[[\"driver\",\"text\"],"
        + "[\"km\""),
    Forgery(what: "-0.0 for 0.0", old: "[[-0.0,", new: "[[0.0,"),
    Forgery(
      what: "a letter written otherwise", old: "[[-0.0,\"\u{E9}\"]]",
      new: "[[-0.0,\"e\u{301}\"]]"),
    Forgery(
      what: "an unknown member of a block", old: "[[-0.0,\"\u{E9}\"]]}}",
      new: "[[-0.0,\"\u{E9}\"]]},\"x\":1}"),
    Forgery(
      what: "a tolerance of a hand's own", old: "sum(km) 9.25 ", new: "sum(km) 9.5 ±1 "),
    Forgery(what: "another sum", old: "sum(km) 9.25 ", new: "sum(km) 9.2500000001 "),
    Forgery(what: "a number for its like", old: "[1,\"Anna\",4.5]", new: "[1,\"Anna\",1.5]"),
    Forgery(
      what: "the second of two columns of one name", old: "[2,\"Bo\",3.25],[3,\"Anna\",1.5]",
      new: "[2,\"Bo\",1.5],[3,\"Anna\",3.25]"),
    Forgery(
      what: "a picture struck out",
      old: "#| driver    km\n#| ──────  ────\n#| Anna       6\n#| Bo      3.25\n", new: ""),
    Forgery(what: "a file that calls itself older", old: "#carnet 2\n", new: "#carnet 1\n"),
  ]

  @Test("nothing of a record may be other than the statement gave it", arguments: forgeries)
  func forged(forgery: Forgery) throws {
    let folder = try Self.recorded()
    let text = try TemporaryDirectory.text(of: folder.path + "/s.carnet")
    try #require(text.contains(forgery.old), "\(forgery.old) is not in \(text)")
    try folder.write(
      text.replacing(forgery.old, with: forgery.new, maxReplacements: 1).utf8, to: "s.carnet")
    do {
      let report = try Self.replay(folder)
      #expect(report.exitCode == 3, "\(report.summary)")
      let diverged = report.lines.filter(\.verdict.isDivergence)
      #expect(diverged.allSatisfy { $0.cause?.word == "record edited" }, "\(diverged)")
    } catch is SessionRecordError {
      // A file that cannot be read is not verified either.
    }
  }

  @Test("untouched, the same session verifies")
  func untouched() throws {
    let report = try Self.replay(try Self.recorded())
    #expect(report.isVerified, "\(report.lines)")
  }

  @Test(
    "what only looks like a name or a number of a phone is saved as it was drawn",
    arguments: [
      // Cut words that begin as a client's name does.
      "load \"\(NotebookHarness.repository)/datasets/october-2025.xlsx\" as october\nrules\n"
        + "select * from places limit 30;",
      "select '021' as a, 310 as b, 45 as c, 67 as d;",
      // Clients who are called as the program's own labels.
      "load \"labels.csv\" as x\nselect max(n) as table_max, 5 as \"table\" from x;",
      "load \"labels.csv\" as x\nplot bars client, n of x\nprivate client of x",
    ])
  func lookAlikes(script: String) throws {
    let folder = try TemporaryDirectory()
    try folder.write("client,n\ntable,1\nrows,2\n".utf8, to: "labels.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    for evaluation in notebook.run(script) { #expect(evaluation.failure == nil) }
    let report = try notebook.replay(savedAs: "s.carnet")
    #expect(report.isVerified, "\(report.lines.map(\.because))")
  }

  @Test(
    "a name that becomes known only later is hidden before, verifies, and stays hidden in updates")
  func namesKnownLater() throws {
    let folder = try TemporaryDirectory()
    try folder.write("who,n\nAnna Keller,1\nBo Lindt,2\n".utf8, to: "who.csv")
    try folder.write("client,phone\nAnna Keller,1\nBo Lindt,2\n".utf8, to: "crm.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    notebook.run(
      """
      load "who.csv"
      t = select who, n from who order by n desc;
      note "{{t.who where n = 2}} leads"
      select n as "Anna Keller", who || char(10) || who as twice from t;
      select * from "Anna Keller";
      describe who
      load "crm.csv"
      """)
    let report = try notebook.replay(savedAs: "s.carnet")
    #expect(report.isVerified, "\(report.lines.map(\.because))")
    let saved = try TemporaryDirectory.text(of: folder.path + "/s.carnet")
    try notebook.outcome("replay \"s.carnet\" update")
    #expect(try TemporaryDirectory.text(of: folder.path + "/s.carnet") == saved)
    // Statements, and facts that name their columns, are as they were typed.
    let shown = saved.split(separator: "\n").filter { $0.hasPrefix("#|") || $0.hasPrefix("#^") }
    #expect(shown.filter { $0.contains("Keller") }.isEmpty)
  }

  @Test("`--update` writes all of a forged record anew, and says so")
  func update() throws {
    let folder = try Self.recorded()
    let text = try TemporaryDirectory.text(of: folder.path + "/s.carnet")
    try folder.write(
      text.replacing("\"object\":\"nix\"}}\n", with: "\"object\":\"nix\"}}\n#| 77\n").utf8,
      to: "s.carnet")
    let notebook = try NotebookHarness(folder: folder.path)
    let outcome = try notebook.outcome("replay \"s.carnet\" update")
    #expect(
      NotebookHarness.talk(outcome) == ["s.carnet: the record was rewritten; no figure moved"])
    #expect(try TemporaryDirectory.text(of: folder.path + "/s.carnet") == text)
  }

  @Test("the time zone of dates and a missing temporary folder are told for what they are")
  func machine() throws {
    let folder = try Self.recorded("select datetime('2025-10-22 00:30', 'localtime') as a;")
    #expect(try Self.replay(folder).lines.map(\.verdict.word) == ["not verifiable"])
  }
}
