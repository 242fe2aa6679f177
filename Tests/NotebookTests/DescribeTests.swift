import SeededRandom
import Store
import Testing

@testable import Notebook

@Suite("describe tells of each column by its values")
struct DescribeTests {
  private func row(_ column: String, _ outcome: Outcome) throws -> [String: SQLValue] {
    let table = try #require(outcome.result)
    let place = try #require(table.column("column").firstIndex(of: .text(column)))
    return table.row(place)
  }

  /// The quartile by the definition itself, over a sorted array.
  private func quartile(_ p: Double, _ sorted: [Double]) -> Double {
    let position = Double(sorted.count - 1) * p
    let low = Int(position)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (position - Double(low))
  }

  @Test("quartiles are exact for any number of rows, in whatever order, nulls left out")
  func quartiles() throws {
    var draws = SeededGenerator(seed: 41)
    for count in [1, 2, 3, 4, 5, 8, 13, 100] {
      let notebook = try NotebookHarness()
      let values = (0..<count).map { _ in Double(Int.random(in: -50...50, using: &draws)) / 4 }
      let list = (values.map { "(\($0))" } + ["(null)"]).joined(separator: ", ")
      try notebook.outcome("create table t as select column1 as v from (values \(list));")
      let described = try row("v", notebook.outcome("describe t"))
      let sorted = values.sorted()
      for (name, p) in [("q1", 0.25), ("median", 0.5), ("q3", 0.75)] {
        guard case .real(let found)? = described[name] else {
          Issue.record("\(name) of \(count) values is no number")
          continue
        }
        #expect(abs(found - quartile(p, sorted)) < 1e-9, "\(name) of \(sorted)")
      }
      #expect(described["nulls"] == .integer(1))
      #expect(described["distinct"] == .integer(Int64(Set(values).count)))
    }
  }

  @Test("the shape has ten bins, and a single far value is seen")
  func shape() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome(
      """
      create table t as with recursive n(i) as (select 1 union all select i + 1 from n where i < 999)
        select i % 10 as v from n union all select 99;
      """)
    guard case .text(let shape)? = try row("v", notebook.outcome("describe t"))["shape"] else {
      Issue.record("there is no shape")
      return
    }
    #expect(shape == "█▁▁▁▁▁▁▁▁▂")
  }

  @Test("texts, empty tables and columns of one value have no quartiles that mislead")
  func odd() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("create table t as select 'x' as name, 7 as same, null as missing;")
    let outcome = try notebook.outcome("describe t")
    #expect(try row("name", outcome)["median"] == .null)
    #expect(try row("same", outcome)["median"] == .real(7))
    #expect(try row("same", outcome)["shape"] == .null)
    #expect(try row("missing", outcome)["nulls"] == .integer(1))
    try notebook.outcome("delete from t;")
    #expect(try row("same", notebook.outcome("describe t"))["max"] == .null)
  }

  @Test("head, tables and schema show what there is, and how much")
  func lists() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("create table t (a integer, b text);")
    try notebook.outcome("insert into t values (1, 'x'), (2, 'y'), (3, 'z');")
    #expect(try notebook.rows("head t 2").count == 2)
    #expect(try notebook.rows("head t").count == 3)
    let tables = try #require(try notebook.outcome("tables").result)
    let place = try #require(tables.column("name").firstIndex(of: .text("t")))
    #expect(tables.row(place)["rows"] == .integer(3))
    #expect(tables.row(place)["columns"] == .integer(2))
    let outcome = try notebook.outcome("schema t")
    #expect(outcome.result?.column("type") == [.text("integer"), .text("text")])
    #expect(
      outcome.blocks.contains {
        if case .lines(let lines) = $0 { lines.joined().contains("CREATE TABLE t") } else { false }
      })
    #expect(try notebook.outcome("schema").result?.column("name").contains(.text("rides")) == true)
  }
}
