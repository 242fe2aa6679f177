import Tabular
import Testing

@testable import SessionRecord

@Suite struct FactColumnTests {
  static func digest(_ ordered: UInt64?, _ unordered: UInt64) -> ColumnDigest {
    ColumnDigest(
      ordered: ordered.map { Hash128(high: $0, low: 1) },
      unordered: Hash128(high: 2, low: unordered))
  }

  static let recorded: [FactColumn] = [
    FactColumn("driver", "text", digest: digest(1, 1)),
    FactColumn("km", "real", digest: digest(2, 2)),
    .volatile("took"), FactColumn("rides", "integer", digest: digest(3, 3)),
  ]

  /// The recorded table with other columns, and sums that would say so by themselves.
  static func facts(_ columns: [FactColumn], sum: Double = 1.5) -> FactSet {
    FactSet([
      Fact("rows", .integer(4)), Fact("columns", .columns(columns)), Fact("sum(km)", .real(sum)),
    ])
  }

  @Test("a table's columns with digests are written in one fact and read back from it")
  func notation() throws {
    let columns = [
      FactColumn(
        "driver", "text",
        digest: ColumnDigest(
          ordered: Hash128(high: 0, low: 0), unordered: Hash128(high: .max, low: .max))),
      FactColumn.volatile("took"),
      FactColumn(
        "km", "real", digest: ColumnDigest(ordered: nil, unordered: Hash128(high: 0, low: 1))),
    ]
    let facts = FactSet([Fact("columns", .columns(columns))])
    #expect(
      facts.lines == [
        "#= columns (driver text AAAAAAAAAAAAAAAAAAAAAA/_____________________w, took volatile,",
        "#=   km real /AAAAAAAAAAAAAAAAAAAAAQ)",
      ])
    #expect(try FactSet(lines: facts.lines) == facts)
  }

  @Test(
    "each change of a column is told by name, and a hash is never shown",
    arguments: [
      (1, FactColumn("km", "real", digest: digest(9, 9)), FactColumnChange.Kind.moved, "km moved"),
      (
        1, FactColumn("km", "real", digest: digest(9, 2)), .reordered, "km in another order"
      ),
      (
        1, FactColumn("km", "integer", digest: digest(9, 9)),
        .retyped(from: "real", to: "integer"), "km was real, is integer"
      ),
      (1, FactColumn("km", "real"), .moved, "km moved"),
      (
        2, FactColumn("took", "real", digest: digest(1, 1)), .retyped(from: "volatile", to: "real"),
        "took was volatile, is real"
      ),
    ])
  func changes(index: Int, column: FactColumn, kind: FactColumnChange.Kind, text: String) throws {
    var columns = Self.recorded
    columns[index] = column
    let difference = try #require(
      Self.facts(columns).differences(from: Self.facts(Self.recorded)).first)
    #expect(difference.columnChanges == [FactColumnChange(column.name, kind)])
    #expect(difference.description == "columns: \(text)")
    #expect(!difference.isOnlyAddedColumns)
  }

  @Test("columns that came, went or stand elsewhere leave the others standing")
  func sets() throws {
    func changes(_ columns: [FactColumn]) throws -> [FactColumnChange] {
      try #require(
        Self.facts(columns).differences(from: Self.facts(Self.recorded)).first
      ).columnChanges
    }
    let more = FactColumn("more", "text", digest: Self.digest(4, 4))
    let recorded = Self.recorded
    #expect(try changes([more] + recorded) == [FactColumnChange("more", .came)])
    #expect(try changes(Array(recorded.dropFirst())) == [FactColumnChange("driver", .went)])
    #expect(
      try changes([recorded[1], recorded[0], recorded[2], recorded[3], more]) == [
        FactColumnChange("driver", .relocated), FactColumnChange("km", .relocated),
        FactColumnChange("more", .came),
      ])
    let difference = FactDifference(
      key: "columns", recorded: .columns(recorded), found: .columns(recorded + [more]))
    #expect(difference.isOnlyAddedColumns)
  }

  @Test("where the order of the rows is left aside, only the digests without it count")
  func anyOrder() {
    var columns = Self.recorded
    columns[1] = FactColumn("km", "real", digest: Self.digest(9, 2))
    var (found, recorded) = (Self.facts(columns), Self.facts(Self.recorded))
    found.add("ordered", .text("b"))
    recorded.add("ordered", .text("a"))
    #expect(found.differences(from: recorded).map(\.key) == ["columns", "ordered"])
    #expect(found.differences(from: recorded, inAnyOrder: true).isEmpty)
    columns[1] = FactColumn("km", "real", digest: Self.digest(2, 9))
    #expect(
      Self.facts(columns).differences(from: Self.facts(Self.recorded), inAnyOrder: true).map(\.key)
        == ["columns"])
  }

  @Test("a sum that is other beside the same values is told, but for the order of adding up")
  func sums() {
    let recorded = Self.facts(Self.recorded)
    let edited = Self.facts(Self.recorded, sum: 2)
    #expect(edited.differences(from: recorded).map(\.key) == ["sum(km)"])
    #expect(edited.differences(from: recorded, inAnyOrder: true).map(\.key) == ["sum(km)"])
    func added(_ sum: Double) -> FactSet {
      var facts = Self.facts(Self.recorded, sum: sum)
      facts.beginGroup([
        Fact("rows", .integer(1_000)), Fact("min(km)", .real(-1e9)), Fact("max(km)", .real(1e9)),
      ])
      return facts
    }
    #expect(added(0.25).differences(from: added(0.125), inAnyOrder: true).isEmpty)
    #expect(added(1).differences(from: added(0.125), inAnyOrder: true).map(\.key) == ["sum(km)"])
    var columns = Self.recorded
    columns[1] = FactColumn("km", "real", digest: Self.digest(9, 9))
    #expect(
      Self.facts(columns, sum: 2).differences(from: recorded, inAnyOrder: true).map(\.key)
        == ["columns", "sum(km)"])
    #expect(Self.facts(columns).differences(from: recorded).map(\.key) == ["columns"])
    let bare = [FactColumn("km", "real")]
    #expect(
      Self.facts(bare, sum: 2).differences(from: Self.facts(bare), inAnyOrder: true).map(\.key)
        == ["sum(km)"])
  }

  @Test("a record without digests compares names and types")
  func firstForm() {
    let bare = Self.recorded.map { FactColumn($0.name, $0.type) }
    #expect(Self.facts(Self.recorded).differences(from: Self.facts(bare)).isEmpty)
    #expect(!Self.facts(bare).differences(from: Self.facts(Self.recorded)).isEmpty)
  }

  @Test("finding, replacing and reading facts stays linear in their number")
  func manyFacts() throws {
    let facts = FactSet((0..<20_000).map { Fact("f\($0)", .integer(Int64($0))) })
    var changed = facts
    for index in stride(from: 0, to: 20_000, by: 2) { changed.add("f\(index)", .integer(-1)) }
    #expect(changed.differences(from: facts).count == 10_000)
    #expect(changed.count == 20_000)
    #expect(changed["f19998"] == .integer(-1))
    #expect(changed["f20000"] == nil)
  }
}
