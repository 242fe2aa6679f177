import Store
import TerminalText
import Testing

@testable import Notebook

@Suite("Warnings of dates and times that compare as something else")
struct LiteralWarningTests {
  /// The warnings of SQL of which every column named `time`, `starts` or `ends` holds times.
  private func sentences(_ sql: String) -> [String] {
    LiteralWarnings(SQLPieces(sql).pieces).sentences { ["time", "starts", "ends"].contains($0) }
      .map(\.text)
  }

  private func warnings(_ notebook: NotebookHarness, _ text: String) throws -> [String] {
    try notebook.outcome(text).blocks.compactMap {
      if case .warning(let sentence) = $0 { sentence.text } else { nil }
    }
  }

  private static let date = "an unquoted date is arithmetic: 2025-10-22 is 1993; write '2025-10-22'"

  @Test(
    "an unquoted date that is compared is called arithmetic",
    arguments: [
      "date = 2025-10-22", "date == 2025-10-22", "date <> 2025-10-22", "date != 2025-10-22",
      "date < 2025-10-22", "date > 2025-10-22", "date <= 2025-10-22", "date >= 2025-10-22",
      "2025-10-22 <= date", "(date) = (1) and r.\"date\"=2025-10-22", "date in ('x', 2025-10-22)",
      "date not in (2025-10-22)", "date between 2025-10-22 and '2025-10-31'",
      "km > 1 and date not between '2025-10-01' and 2025-10-22",
      "2025-10-22 between first and last", "date = /* the day */ 2025-10-22 -- no more",
      "max(date, other) = 2025-10-22",
    ])
  func dates(condition: String) {
    #expect(sentences("select * from october r where \(condition);") == [Self.date])
  }

  @Test(
    "arithmetic that is no date, or is compared with nothing, is left alone",
    arguments: [
      "date = '2025-10-22'", "date = \"2025-10-22\"", "x = 2025-13-22", "x = 2025-10-32",
      "x = 1899-10-22", "x = 2101-10-22", "x = 2025-10", "x = 2025-10-22-1", "x = 2025-10-22 * 2",
      "x = 1 + 2025-10-22", "2025-10-22", "f(2025-10-22)", "x -> 2025-10-22", "x << 2025-10-22",
      "x = 2025.5-10-22", "x = 2025+10-22", "x like 2025-10-22", "x = 1 -- = 2025-10-22",
      "a and 2025-10-22", "f(1, 2025-10-22) = 3", "x = -2025-10-22",
    ])
  func otherArithmetic(condition: String) {
    #expect(sentences("select * from october where \(condition);").isEmpty)
  }

  @Test("of many dates the first three are named, each once, with what they come to")
  func manyDates() {
    #expect(
      sentences(
        "select 1 from t where d in (2025-1-5, 2025-01-02, 2025-01-02, 2025-2-3, 2024-12-31)")
        == [
          "an unquoted date is arithmetic: 2025-1-5 is 2019, 2025-01-02 is 2022, 2025-2-3 is 2020 and "
            + "1 more; write '2025-01-05', '2025-01-02', '2025-02-03' and 1 more"
        ])
  }

  @Test(
    "a time in another form than the column's is named with the form that compares",
    arguments: [
      ("time > '9:00'", "for '9:00' write '09:00'"), ("time = '9h00'", "for '9h00' write '09:00'"),
      ("time >= '09H30'", "for '09H30' write '09:30'"),
      ("'7:15'<r.time", "for '7:15' write '07:15'"),
      ("\"time\" < '9h'", "for '9h' write '09:00'"),
      ("r.\"time\" < '0:05'", "for '0:05' write '00:05'"),
      ("time in ('10:00', '9:00')", "for '9:00' write '09:00'"),
      ("time between '8:00' and '9:30'", "for '8:00' write '08:00', for '9:30' write '09:30'"),
      ("'8:00' between starts and ends", "for '8:00' write '08:00'"),
    ])
  func times(condition: String, cure: String) {
    #expect(
      sentences("select * from october r where \(condition);")
        == ["times are compared as text in the form 09:05: \(cure)"])
  }

  @Test(
    "other texts, other columns and what is no comparison are left alone",
    arguments: [
      "select 1 from t where time > '09:00'", "select 1 from t where time > '24:00'",
      "select 1 from t where time > '9:60'", "select 1 from t where time > '9:0'",
      "select 1 from t where time > '9:'", "select 1 from t where time > '9'",
      "select 1 from t where time > '9:00:00'", "select 1 from t where time > \"9:00\"",
      "select 1 from t where note = '9:00'", "select 1 from t where time(x) = '9:00'",
      "select 1 from t where substr(time, 1) = '9:00'", "select '9:00' as time",
      "select 1 from t where time = '9:00' || ':00'", "update t set time = '9:00'",
      "update t set km = 1, time = '9:00' where km = 2", "insert into t values ('9:00')",
    ])
  func otherTexts(sql: String) {
    #expect(sentences(sql).isEmpty)
  }

  @Test("queries, views and assertions are warned about, whether or not rows come")
  func statements() throws {
    let notebook = try NotebookHarness.october()
    let time = "times are compared as text in the form 09:05: for '9:00' write '09:00'"
    let count = "select count(*) as n from october where"
    #expect(try warnings(notebook, "\(count) date = 2025-10-22;") == [Self.date])
    #expect(try warnings(notebook, "\(count) date > 2025-10-22;") == [Self.date])
    #expect(try warnings(notebook, "\(count) time > '9:00';") == [time])
    #expect(try warnings(notebook, "\(count) time < '9:00';") == [time])
    #expect(
      try warnings(notebook, "create view v as select * from october where time<'9:00';") == [time])
    #expect(try warnings(notebook, "assert (\(count) date = 2025-10-22) = 0;") == [Self.date])
    #expect(try warnings(notebook, "\(count) date = '2025-10-22' and time > '09:00';").isEmpty)
  }

  @Test("a column's values tell whether it holds times, its name only where there are none")
  func kinds() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("create table t (a text, pickup_time text, empty_time text, empty text);")
    try notebook.outcome(
      "insert into t values ('07:30', '9:00', null, null), ('12:00', '10:00', null, null);")
    func isWarned(_ column: String, of relation: String = "t") throws -> Bool {
      try !warnings(notebook, "select 1 as one from \(relation) where \(column) > '9:00';").isEmpty
    }
    #expect(try isWarned("a"))
    #expect(try isWarned("A"))
    // Here '9:00' and '10:00' are among the values: the analyst's own form is left alone.
    #expect(try !isWarned("pickup_time"))
    #expect(try isWarned("empty_time"))
    #expect(try !isWarned("empty"))
    #expect(try isWarned("start_time", of: "(select a as start_time from t)"))
    #expect(try !isWarned("start", of: "(select a as start from t)"))
  }

  @Test("a column is asked once, however many times a list holds")
  func longLists() {
    let list = (0..<20_000).map { $0 % 2 == 0 ? "'9:00'" : "2025-10-22" }.joined(separator: ", ")
    var asked: [String] = []
    let pieces = SQLPieces("select 1 from t where note in (\(list));").pieces
    let found = LiteralWarnings(pieces).sentences {
      asked.append($0)
      return false
    }
    #expect(asked == ["note"])
    #expect(found.map(\.text) == [Self.date])
  }

  @Test("a replay says nothing of it")
  func replay() throws {
    let folder = try TemporaryDirectory()
    let state = try TemporaryDirectory()
    try folder.write("#carnet 1\nselect 1 as one where 'x' = 2025-10-22;\n".utf8, to: "s.carnet")
    func run(_ arguments: [String]) throws -> String {
      let run = try ProgramRun(arguments, in: folder.path, state: state)
      return run.output + run.talk
    }
    #expect(try run(["-c", "select 1 as one where 'x' = 2025-10-22;"]).contains(Self.date))
    #expect(try !run(["replay", "s.carnet"]).contains("arithmetic"))
  }
}
