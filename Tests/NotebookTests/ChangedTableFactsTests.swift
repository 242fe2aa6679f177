import SessionRecord
import Testing

@testable import Notebook

@Suite("Facts of tables: those that SQL changes, and those that a record took otherwise")
struct ChangedTableFactsTests {
  private func facts(_ statements: String..., in notebook: NotebookHarness) throws -> FactSet {
    var facts = FactSet()
    for statement in statements { facts = try notebook.outcome(statement).facts }
    return facts
  }

  @Test("a table that SQL changed has facts under its name, equal for the same rows in any order")
  func changed() throws {
    let one = try NotebookHarness()
    let facts = try facts(
      "create table t (a, b real);", "insert into t values (1, 2), (2, 2.5);", in: one)
    #expect(facts["changed"] == .integer(2))
    #expect(facts["t rows"] == .integer(2))
    guard case .columns(let columns)? = facts["t columns"] else {
      Issue.record("no columns")
      return
    }
    #expect(columns.map { "\($0.name) \($0.type)" } == ["a integer", "b real"])
    #expect(columns.allSatisfy { $0.digest != nil && $0.digest?.ordered == nil })
    #expect(facts["t ordered"] == nil && facts["t unordered"] != nil)
    let other = try NotebookHarness()
    let turned = try self.facts(
      "create table t (a, b real);", "insert into t values (2, 2.5), (1, 2);", in: other)
    #expect(turned == facts)
    let moved = try self.facts("update t set b = 3 where a = 2;", in: other)
    #expect(moved.differences(from: facts).map(\.description).first == "changed was 2, is 1")
    #expect(moved.differences(from: facts).map(\.key) == ["changed", "t columns", "t unordered"])
    #expect(moved.differences(from: facts)[1].description == "t columns: b moved")
    #expect(try FactSet(lines: facts.lines) == facts)
  }

  @Test("rows that a change returns and rows of the table both have facts; a named result has one")
  func returning() throws {
    let notebook = try NotebookHarness()
    let facts = try facts(
      "create table t (a);", "insert into t values (1), (2) returning a * 2 as d;", in: notebook)
    #expect(facts["rows"] == .integer(2) && facts["t rows"] == .integer(2))
    let named = try self.facts("r = select a from t order by a;", in: notebook)
    #expect(named["rows"] == .integer(2) && named["r rows"] == nil)
  }

  /// The facts of a statement where a replay compares them with those given.
  private func compared(_ statement: String, with recorded: FactSet) throws -> FactSet {
    let notebook = try NotebookHarness()
    notebook.session.comparison = FactComparison(with: recorded)
    return try notebook.outcome(statement).comparedFacts
  }

  @Test("a record of the first form is compared by its own hashes, over the columns that it names")
  func firstForm() throws {
    // As `#carnet 1` recorded `select 1 as a, 'x' as t, 2.5 as r`.
    let recorded = try FactSet(lines: [
      "#= rows 1 · columns (a integer, t text, r real)",
      "#= ordered rows:\(Self.first.ordered) · unordered rows:\(Self.first.unordered)",
      "#= sum(r) 2.5 · min(r) 2.5 · max(r) 2.5",
    ])
    let same = try compared("select 1 as a, 'x' as t, 2.5 as r;", with: recorded)
    #expect(same.differences(from: recorded).isEmpty)
    let added = try compared("select 9 as b, 1 as a, 'x' as t, 2.5 as r;", with: recorded)
    #expect(
      added.differences(from: recorded).filter { $0.kind != .added }.map(\.description)
        == ["columns: b came"])
    let other = try compared("select 2 as a, 'x' as t, 2.5 as r;", with: recorded)
    #expect(other.differences(from: recorded).map(\.key) == ["ordered", "unordered"])
  }

  /// What the first form gave for that row.
  private static let first = (
    ordered: "6eefd3a9a96ff511924be694da4dd537", unordered: "734e2f8644aea4da91170e8752f70f2d"
  )

  @Test("columns that came leave the hashes of the recorded ones standing")
  func cameSince() throws {
    let recorded = try facts("select 1 as a, 'x' as t;", in: NotebookHarness())
    let found = try compared("select 7 as n, 'x' as t, 1 as a, 2.5 as r;", with: recorded)
    let differences = found.differences(from: recorded).filter { $0.kind != .added }
    #expect(
      differences.map(\.description)
        == ["columns: a in another position, t in another position, n came, r came"])
  }
}
