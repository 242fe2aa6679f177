import Files
import GRDBSQLite
import SeededRandom
import Synchronization
import Testing

@testable import Store

@Suite("Functions of texts")
struct TextFunctionTests {
  /// SQLite with its own functions.
  private final class PlainSQLite {
    let pointer: OpaquePointer

    init() throws {
      var opened: OpaquePointer?
      try #require(sqlite3_open(":memory:", &opened) == SQLITE_OK)
      pointer = try #require(opened)
    }

    deinit { sqlite3_close_v2(pointer) }

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [[SQLValue]] {
      let statement = try RawStatement(sql, on: pointer)
      statement.bind(values)
      return try statement.rows()
    }
  }

  /// A value of few different pieces, so that one is often found in another.
  private static func value(_ random: inout SeededGenerator) -> SQLValue {
    let pieces: [[UInt8]] = [
      [0x61], [0x62], [0x20], [0xC3, 0xA9], [0xF0, 0x9F, 0x9A, 0x95], [0xA9], [0xC3], [0xFF], [0],
      [0x31],
    ]
    let most = Int.random(in: 0...8, using: &random)
    let bytes = (0..<most).flatMap { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return .null
    case 1: return .integer(Int64.random(in: -20...120, using: &random))
    case 2: return .real(Double(Int.random(in: -20...20, using: &random)) / 4)
    case 3, 4, 5: return .blob(bytes)
    default: return .text(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test("instr, replace and trim have SQLite's own results for any values")
  func sameAsSQLite() throws {
    let plain = try PlainSQLite()
    let notebook = try NotebookDatabase(.memory, through: FileGate())
    var random = SeededGenerator(seed: 7)
    let calls = [
      "instr(?1, ?2)", "replace(?1, ?2, ?3)", "trim(?1)", "ltrim(?1)", "rtrim(?1)",
      "trim(?1, ?2)", "ltrim(?1, ?2)", "rtrim(?1, ?2)",
      // Broken UTF-8 comes as text by a cast alone.
      "instr(cast(?1 as text), cast(?2 as text))",
      "replace(cast(?1 as text), cast(?2 as text), cast(?3 as text))",
      "trim(cast(?1 as text), cast(?2 as text))",
    ]
    for call in calls {
      let sql =
        "SELECT typeof(x), hex(x), typeof(?1), hex(?1) FROM (SELECT \(call) AS x)"
        + " WHERE ?2 IS ?2 AND ?3 IS ?3"
      for _ in 0..<1_500 {
        let values = (0..<3).map { _ in Self.value(&random) }
        #expect(
          try notebook.rows(sql, values) == plain.rows(sql, values), "\(call) of \(values)")
      }
    }
  }

  @Test("a long search gives SQLite's result where pieces meet and at both ends")
  func longTexts() throws {
    let notebook = try NotebookDatabase(.memory, through: FileGate())
    let long = "replace(hex(zeroblob(700000)), '0', 'ab')"
    for (sql, expected) in [
      ("instr(\(long) || 'x', 'x')", 2_800_001), ("instr(\(long), 'ba')", 2),
      ("instr(\(long) || 'c' || \(long), 'bca')", 2_800_000),
      ("instr('é' || \(long) || 'c', \(long) || 'c')", 2), ("instr(\(long), \(long) || 'c')", 0),
      ("length(replace(\(long), \(long), 'x'))", 1),
      ("length(replace(\(long), 'b', ''))", 1_400_000),
      ("length(trim(\(long), 'ba'))", 0),
    ] {
      #expect(try notebook.rows("SELECT \(sql)") == [[.integer(Int64(expected))]], "\(sql)")
    }
  }

  @Test(
    "one call of a function on large texts hears Ctrl-C",
    arguments: [
      "instr(hex(zeroblob(20000000)), hex(zeroblob(10000000)) || '1')",
      "length(replace(hex(zeroblob(20000000)), hex(zeroblob(10000000)) || '1', 'x'))",
      "length(replace(hex(zeroblob(10000000)), '0', 'x'))",
      "trim(hex(zeroblob(20000000)), replace(hex(zeroblob(5000000)), '0', 'x') || '0')",
    ])
  func stops(call: String) throws {
    let notebook = try NotebookDatabase(.memory, through: FileGate())
    // The machine has a few instructions only, so that whatever asks is the function.
    let asked = Mutex(0)
    notebook.isInterrupted = {
      asked.withLock {
        $0 += 1
        return $0 > 2
      }
    }
    #expect(throws: StoreError.interrupted) { try notebook.rows("SELECT \(call)") }
  }

  @Test("a Ctrl-C that came within one call stops the statement after it")
  func stopsAfterwards() throws {
    let notebook = try NotebookDatabase(.memory, through: FileGate())
    #expect(throws: StoreError.interrupted) {
      try notebook.run(
        sql: "create table long as select printf('%.*c', 40000000, 'x') as a", naming: nil,
        isInterrupted: { true }, seed: 1
      ) { _ in
        LineageEntry(source: "", settings: "", folder: "/")
      }
    }
    #expect(try notebook.rows("SELECT name FROM main.sqlite_schema WHERE name = 'long'").isEmpty)
  }
}
