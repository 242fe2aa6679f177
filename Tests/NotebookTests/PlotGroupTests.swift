import Plotting
import Store
import Testing

@testable import Notebook

/// Values that differ in Unicode's normal form alone: two in SQL, and so two in plots.
@Suite("Groups of plots")
struct PlotGroupTests {
  /// A table with `é` in one scalar, in two, and in one again.
  private func notebook() throws -> NotebookHarness {
    let notebook = try NotebookHarness()
    try notebook.outcome(
      """
      create table t (name text, day text, km real, x real);
      insert into t values ('\u{e9}', 'a', 1, 1), ('e\u{301}', 'a', 2, 2), ('\u{e9}', 'b', 4, 3),
        ('e\u{301}', 'e\u{301}', 8, 1), ('NULL', 'a', 16, 1), (null, 'a', 32, 1);
      """)
    return notebook
  }

  private func plot(_ statement: String) throws -> Plot {
    let plots = try notebook().outcome(statement).blocks.compactMap { block in
      if case .plot(let plot) = block { plot } else { nil }
    }
    return try #require(plots.first)
  }

  @Test("a heat map has a row for each value that SQL keeps apart, in an order of its own")
  func heat() throws {
    for _ in 0..<5 {
      guard case .heat(let data) = try plot("plot heat name, day of t value km").data else {
        Issue.record("no heat map")
        return
      }
      #expect(
        data.rows.map { Array($0.utf8) }
          == ["NULL", "e\u{301}", "\u{e9}", "NULL"].map { Array($0.utf8) })
      #expect(data.columns.map { Array($0.utf8) } == ["a", "b", "e\u{301}"].map { Array($0.utf8) })
      #expect(data.values == [[16, nil, nil], [2, nil, 8], [1, 4, nil], [32, nil, nil]])
    }
  }

  @Test("a scatter and lines have a group for each value that SQL keeps apart")
  func groups() throws {
    guard case .scatter(let data) = try plot("plot scatter x, km of t by name").data else {
      Issue.record("no scatter")
      return
    }
    #expect(data.groups.map(\.points.count) == [2, 2, 1, 1])
    guard case .table(let table) = try plot("plot line x, km of t by name").data else {
      Issue.record("no lines")
      return
    }
    #expect(table.series.count == 4)
    #expect(
      try notebook().rows("select count(*) from (select 1 from t group by name);") == [
        [.integer(4)]
      ])
  }
}
