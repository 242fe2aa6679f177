import Naming
import SeededRandom
import Store
import Testing

@Suite("Names kept from statement to statement")
struct SchemaNamesTests {
  private func run(_ sql: String, as name: String? = nil, in notebook: NotebookDatabase) throws {
    _ = try notebook.run(sql: sql, naming: name, isInterrupted: { false }, seed: 1) { outcome in
      LineageEntry(source: sql, settings: "", folder: "", effects: outcome.effects)
    }
  }

  /// What a name stands for by all that the schema holds, read anew.
  private func readAnew(_ name: String, in notebook: NotebookDatabase) throws -> Relation? {
    let folded = NameFolding.folded(name)
    return try notebook.relations().first { NameFolding.folded($0.name) == folded }
      ?? notebook.indexNames().first { NameFolding.folded($0) == folded }
      .map { Relation(name: $0, kind: "index", source: "") }
  }

  private static let names = [
    "a", "B", "é", "É", "ß", "\u{212A}", "k", "x y", "rides", "ABSENT", "carnet_ride",
    "carnet_ride_by_date",
  ]

  private static func statement(_ draws: inout SeededGenerator) -> (sql: String, name: String?) {
    func name() -> String { names[Int(draws.next() % 8)] }
    let one = SQLIdentifier(name()).description
    let two = SQLIdentifier(name()).description
    return switch draws.next() % 11 {
    case 0: ("create table \(one) (c integer)", nil)
    case 1: ("create table \(one) as select 1 c", nil)
    case 2: ("create view \(one) as select 2 c", nil)
    case 3: ("drop table \(one)", nil)
    case 4: ("drop view if exists \(one)", nil)
    case 5: ("alter table \(one) rename to \(two)", nil)
    case 6: ("create index \(one) on \(two) (c)", nil)
    case 7: ("drop index \(one)", nil)
    case 8: ("create trigger \(one) after insert on \(two) begin select 1; end", nil)
    case 9: ("drop trigger \(one)", nil)
    default: ("select 3 c", name())
    }
  }

  @Test("say what a reading of the whole schema says, whatever SQL did before", arguments: 1...12)
  func agreeWithTheSchema(seed: UInt64) throws {
    var draws = SeededGenerator(seed: seed)
    let scratch = try ScratchNotebook()
    let notebook = try NotebookDatabase(.file(scratch.path))
    let other = try NotebookDatabase(.file(scratch.path))
    var done = 0
    for step in 0..<120 {
      let (sql, name) = Self.statement(&draws)
      // Another shell's changes are seen too.
      let shell = step % 7 == 6 ? other : notebook
      if (try? run(sql, as: name, in: shell)) != nil { done += 1 }
      for name in Self.names {
        #expect(
          try notebook.holder(of: name) == readAnew(name, in: notebook), "\(name) after \(sql)")
        let object = try notebook.objects().first {
          NameFolding.folded($0.name) == NameFolding.folded(name)
        }
        #expect(try notebook.object(named: name) == object, "\(name) after \(sql)")
      }
    }
    #expect(done > 20)
  }

  @Test("know what the program itself made and removed between two statements of SQL")
  func programsOwnChanges() throws {
    let notebook = try NotebookDatabase(.memory)
    try run("select 1 c", as: "kept", in: notebook)
    let dataset = DatasetRecord(
      name: "May", file: "f", sha256: "s", format: "csv", rowsRead: 0, blankRows: 0, rides: [],
      rejects: [], findings: [])
    try notebook.transaction {
      try $0.insert(dataset, identity: "i")
      return nil
    }
    #expect(try notebook.holder(of: "mAY")?.kind == "dataset")
    #expect(throws: StoreError.self) { try run("create table may (c)", in: notebook) }
    #expect(throws: StoreError.self) { try run("drop view may", in: notebook) }
    try notebook.transaction {
      try $0.removeObject(named: "MAY")
      return nil
    }
    #expect(try notebook.holder(of: "may") == nil)
    try run("create table may (c)", in: notebook)
    #expect(try notebook.holder(of: "MAY")?.kind == "table")
    #expect(try notebook.holder(of: "KEPT")?.kind == "result")
  }

  @Test("are those of before where a statement fails after it made something")
  func undone() throws {
    let notebook = try NotebookDatabase(.memory)
    try run("create table t (c)", in: notebook)
    #expect(throws: StoreError.self) {
      _ = try notebook.run(
        sql: "create table mine (c)", naming: nil, isInterrupted: { false }, seed: 1
      ) { _ in throw StoreError.interrupted }
    }
    #expect(try notebook.holder(of: "mine") == nil)
    try run("create view mine as select 1 c", in: notebook)
    #expect(try notebook.holder(of: "mine")?.kind == "view")
  }
}
