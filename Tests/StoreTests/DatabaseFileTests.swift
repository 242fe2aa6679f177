import Files
import GRDBSQLite
import Tabular
import Testing

@testable import Store

@Suite("Tables of other SQLite files")
struct DatabaseFileTests {
  /// A folder with a database that some SQL made.
  private func database(_ sql: String, _ body: (_ path: String) throws -> Void) throws {
    let folder = try FileGate().scratchFolder()
    let path = folder.path + "/x.sqlite"
    var connection: OpaquePointer?
    #expect(sqlite3_open(path, &connection) == SQLITE_OK)
    #expect(sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK)
    try withExtendedLifetime(folder) { try body(path) }
    sqlite3_close_v2(connection)
  }

  private func open(_ path: String) throws(TabularError) -> TabularFile {
    try TabularFile.open(path, database: DatabaseFile.tables)
  }

  @Test("tables and views are listed by name, and their values keep their types")
  func values() throws {
    try database(
      """
      CREATE TABLE fees (id INTEGER PRIMARY KEY, amount REAL, code TEXT, day TEXT, raw);
      INSERT INTO fees VALUES (9007199254740993, 1.5, '007', '2025-10-22', x'01ff');
      INSERT INTO fees VALUES (9007199254740994, 2, NULL, '2025-10-23', 'é');
      CREATE VIEW all_fees AS SELECT * FROM fees;
      """
    ) { path in
      let before = try WholeFile.read(path, upTo: 1 << 20)
      let file = try open(path)
      #expect(file.format == .sqlite)
      #expect(file.sheetNames == ["all_fees", "fees"])
      for index in 0...1 {
        let sheet = try file.sheet(at: index).typed()
        #expect(
          sheet.columns.map(\.type) == [.integer, .real, .text, .date, .text], "\(sheet.columns)")
        #expect(sheet.reading.notes.contains("raw: 1 blob is read as hexadecimal digits"))
        var rows = 0
        try sheet.forEachBatch { batch in
          rows += batch.rowCount
          guard case .integer(let numbers, _) = batch.columns[0] else { return }
          #expect(numbers == [9_007_199_254_740_993, 9_007_199_254_740_994])
        }
        #expect(rows == 2)
      }
      #expect(try WholeFile.read(path, upTo: 1 << 20) == before)
      #expect(
        OpenFile.names(in: String(path.dropLast("/x.sqlite".count))) == ["x.sqlite"])
    }
  }

  @Test("a text that is not UTF-8 is named with its row and column")
  func badText() throws {
    try database("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'x'), (2, CAST(x'ff' AS TEXT));")
    {
      path in
      let error = #expect(throws: TabularError.self) { try open(path).sheet(at: 0).typed() }
      #expect(error?.row == 2)
      #expect(error?.message.contains("'b'") == true)
    }
  }

  @Test("what a log beside the file holds is not missed: the file is refused")
  func log() throws {
    try database("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1);") {
      path in
      let error = #expect(throws: TabularError.self) { try open(path) }
      #expect(error?.message.contains("-wal") == true)
    }
  }

  @Test("a file that another program has locked is read as it is")
  func locked() throws {
    try database("CREATE TABLE t (a); INSERT INTO t VALUES (1); BEGIN EXCLUSIVE;") { path in
      let sheet = try open(path).sheet(at: 0).typed()
      #expect(sheet.rowCount == 1)
    }
  }

  @Test("a notebook, a truncated file and one that is no database are refused, each by its reason")
  func others() throws {
    try database("PRAGMA application_id = 1131572852; CREATE TABLE t (a);") { path in
      let error = #expect(throws: TabularError.self) { try open(path) }
      #expect(error?.message == "is a notebook of Carnet")
    }
    try database("CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(20000));") { path in
      let bytes = try WholeFile.read(path, upTo: 1 << 20)
      let gate = FileGate()
      try gate.write(Array(bytes.prefix(8_000)), to: path + "2.sqlite", replacing: false)
      let cut = #expect(throws: TabularError.self) { try open(path + "2.sqlite") }
      #expect(cut?.code == .damaged)
      try gate.write(
        (0..<5_000).map { UInt8($0 * 131 % 251) }, to: path + "3.sqlite", replacing: false)
      let other = #expect(throws: TabularError.self) { try open(path + "3.sqlite") }
      #expect(other?.code == .wrongContent)
      #expect(other?.remedy?.contains("encrypted") == true)
    }
  }

  @Test("a view over a table that is gone is an error of its own; the others are read")
  func brokenView() throws {
    try database(
      "CREATE TABLE t (a); INSERT INTO t VALUES (1); CREATE VIEW a AS SELECT * FROM gone;"
    ) {
      path in
      let file = try open(path)
      #expect(throws: TabularError.self) { try file.sheet(at: 0).typed() }
      #expect(try file.sheet(at: 1).typed().rowCount == 1)
    }
  }
}
