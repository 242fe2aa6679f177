import Testing

@testable import SessionRecord

@Suite("What moved between two tables")
struct TableMovementTests {
  private static func table(
    _ columns: [String], _ rows: [[RecordedValue]], count: Int? = nil
  ) -> RecordedTable {
    RecordedTable(
      columns: columns.map { .init($0, kind: "text") }, rows: rows, rowCount: count)
  }

  private static func moved(
    _ was: RecordedTable, _ now: RecordedTable, isMultiset: Bool = false
  ) -> [String] {
    TableMovements(from: was, to: now, isMultiset: isMultiset).all.map(\.description)
  }

  private static let drivers = table(
    ["driver", "km"],
    [[.text("Anna"), .real(10.5)], [.text("Bo"), .real(20.5)], [.text("Cleo"), .null]])

  @Test("cells are named by the first column of texts that tells the rows apart")
  func keyed() {
    let now = Self.table(
      ["driver", "km"],
      [[.text("Anna"), .real(10.5)], [.text("Bo"), .null], [.text("Cleo"), .real(20.5)]])
    #expect(Self.moved(Self.drivers, now) == ["km of Bo 20.5 → NULL", "km of Cleo NULL → 20.5"])
    #expect(Self.moved(Self.drivers, Self.drivers) == [])
  }

  @Test("rows without a key are named by their numbers")
  func numbered() {
    let was = Self.table(["n"], [[.integer(1)], [.integer(2)], [.integer(3)]])
    let now = Self.table(["n"], [[.integer(1)], [.integer(2)], [.real(3)]])
    #expect(Self.moved(was, now) == ["n of row 3 3 → 3.0"])
  }

  @Test("rows and columns that came or went are named")
  func cameAndWent() {
    let now = Self.table(
      ["driver", "rides"], [[.text("Anna"), .integer(1)], [.text("Dora"), .integer(1)]])
    #expect(
      Self.moved(Self.drivers, now) == [
        "column km is missing", "column rides is new", "driver Bo is missing",
        "driver Cleo is missing",
        "driver Dora is new",
      ])
  }

  @Test(
    "the same rows in another order are told by the first that moved; as a multiset they are equal")
  func order() {
    let now = Self.table(["driver", "km"], Self.drivers.rows.reversed())
    #expect(
      Self.moved(Self.drivers, now)
        == ["the same rows in another order: driver of row 1 Anna → Cleo"])
    #expect(Self.moved(Self.drivers, now, isMultiset: true) == [])
  }

  @Test("as a multiset, rows without a key that are only on one side are named")
  func rowsOnOneSide() {
    let was = Self.table(["n"], [[.integer(1)], [.integer(1)], [.integer(3)]])
    let now = Self.table(["n"], [[.integer(3)], [.integer(1)], [.integer(2)]])
    #expect(Self.moved(was, now, isMultiset: true) == ["row (1) is missing", "row (2) is new"])
  }

  @Test("of tables that hold their first rows alone none is said to be gone")
  func firstRows() {
    let was = Self.table(["n", "k"], [[.text("a"), .integer(1)]], count: 2_000)
    let now = Self.table(["n", "k"], [[.text("b"), .integer(1)]], count: 2_000)
    #expect(!Self.moved(was, now).contains { $0.contains("gone") })
  }
}
