import Testing

@testable import Notebook
@testable import Terminal

@Suite("What Tab offers in a notebook")
struct ShellCompletionTests {
  let notebook: NotebookHarness

  init() throws { notebook = try NotebookHarness.october() }

  /// The candidates at the end of a text, or at `|` in it.
  private func offers(_ text: String) -> [String] {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false)
    let whole = parts.joined()
    return ShellCompleter(session: notebook.session)
      .completion(of: whole, cursor: (parts.first ?? "").utf8.count).candidates.map(\.text)
  }

  @Test("a table, a view and a result are offered as soon as they are made")
  func freshNames() throws {
    let completer = ShellCompleter(session: notebook.session)
    func names(_ text: String) -> [String] {
      completer.completion(of: text, cursor: text.utf8.count).candidates.map(\.text)
    }
    #expect(names("show fres").isEmpty)
    try notebook.outcome("create table fresh_one as select 1 as alpha, 2 as beta;")
    #expect(names("show fres") == ["fresh_one"])
    #expect(names("select al").contains("alpha"))
    try notebook.outcome("create view fresh_view as select alpha as gamma from fresh_one;")
    try notebook.outcome("fresh_rows = select 3 as delta;")
    #expect(names("select * from fres") == ["fresh_one", "fresh_rows", "fresh_view"])
    #expect(names("select * from fresh_view where g").first == "gamma")
    try notebook.outcome("alter table fresh_one rename column beta to zeta;")
    #expect(names("select * from fresh_one where ze") == ["zeta"])
    try notebook.outcome("drop view fresh_view;")
    #expect(names("select * from fresh_v").isEmpty)
  }

  @Test(
    "columns are those of the tables that the select names, wherever from stands",
    arguments: [
      ("select wheelc| from october", ["wheelchair"]),
      ("select o.wheelc| from october o", ["wheelchair"]),
      ("select d.shift_s| from drivers d", ["shift_start"]),
      ("select d.wheelc| from october, drivers d", ["wheelchair"]),
      ("select km from october where driver in (select shift_st| from drivers)", ["shift_start"]),
      ("select wheelc|", ["wheelchair"]),
      ("with mine as (select km as far from october) select fa| from mine", ["far"]),
      ("with mine as (select 1 as n) select * from min|", ["mine"]),
      ("select shift_st| from october", []),
      ("select later.shift_st|", ["shift_start"]),
    ])
  func columns(text: String, expected: [String]) {
    #expect(offers(text) == expected)
  }

  @Test("values of a column are offered in quotes: dates that exist, drivers")
  func values() {
    #expect(offers("select * from october where date = '2025-10-2").contains("'2025-10-22'"))
    #expect(offers("select * from october where driver = 'Gi") == ["'Giuseppe'"])
    #expect(offers("select * from october where km = '1").isEmpty)
  }

  @Test("a command's slots are offered with what the notebook holds for them")
  func commands() throws {
    try notebook.outcome("dispatch october on 2025-10-22 with greedy as wednesday")
    #expect(offers("plot load of wedn") == ["wednesday"])
    #expect(offers("dispatch october on 2025-10-2").allSatisfy { $0.hasPrefix("2025-10-2") })
    #expect(offers("dispatch october on 2025-10-2").count == 8)
    #expect(offers("dispatch october with ").contains("greedy"))
    #expect(offers("train v on october with jit") == ["jitter"])
    #expect(offers("train v on october with double ") == ["on", "off"])
    #expect(offers("train v on october with jitter ").count == 1)
    #expect(offers("set rule max_") == ["max_rides", "max_span"])
    #expect(offers("set numbers ") == ["plain", "swiss"])
    #expect(offers("show october ") == ["all", "vertical", "limit"])
    #expect(offers("help ke") == ["keys"])
  }

  @Test("where nothing can be listed, the help says what may stand there")
  func hints() {
    let completer = ShellCompleter(session: notebook.session)
    let text = "show october limit "
    let completion = completer.completion(of: text, cursor: text.utf8.count)
    #expect(completion.candidates.isEmpty)
    #expect(completion.hint.hasPrefix("COUNT: the most rows to show"))
    #expect(
      CompletionStep(completion, text: text, cursor: text.utf8.count) == .hint)
  }
}
