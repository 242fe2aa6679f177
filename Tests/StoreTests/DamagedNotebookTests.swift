import Glibc
import Testing

@testable import Store

@Suite("A notebook that is not as it should be")
struct DamagedNotebookTests {
  private func scratch() throws -> ScratchNotebook {
    let scratch = try ScratchNotebook()
    _ = try NotebookDatabase(.file(scratch.path))
    return scratch
  }

  /// Changes a notebook's file behind its back.
  private func change(_ scratch: ScratchNotebook, _ sql: String) throws {
    try AnalystConnection(path: scratch.path).executeAll(sql)
  }

  @Test(
    "a pipe, a device and a folder in a notebook's place are refused at once, with what they are")
  func refusesWhatIsNoFile() throws {
    let scratch = try scratch()
    let pipe = scratch.path + "-wal"
    unlink(pipe)
    #expect(mkfifo(pipe, 0o600) == 0)
    for (path, kind) in [
      (pipe, "a pipe"), ("/dev/null", "a device"), ("/dev/zero", "a device"), ("/tmp", "a folder"),
    ] {
      #expect(throws: StoreError.cannotOpen(path: path, reason: "it is \(kind), not a file")) {
        try NotebookDatabase(.file(path))
      }
    }
  }

  @Test("a file whose end is missing is called truncated, with the way back")
  func truncated() throws {
    let scratch = try scratch()
    #expect(truncate(scratch.path, 50_000) == 0)
    let error = #expect(throws: StoreError.self) { try NotebookDatabase(.file(scratch.path)) }
    #expect(error?.description.contains("truncated") == true)
    #expect(error?.description.contains("keep a copy of it") == true)
  }

  @Test(
    "a notebook that lacks a column, a table or a view of its own says which",
    arguments: [
      ("ALTER TABLE carnet_dataset RENAME COLUMN blank_rows TO blank_rojs", "blank_rows"),
      ("DROP TABLE carnet_proof; CREATE VIEW proof AS SELECT 1", "carnet_proof"),
      ("DROP VIEW loads", "loads"),
    ])
  func lacks(change sql: String, name: String) throws {
    let scratch = try scratch()
    try change(scratch, sql)
    let error = #expect(throws: StoreError.self) { try NotebookDatabase(.file(scratch.path)) }
    #expect(error?.description.hasPrefix("\(scratch.path) is damaged") == true)
    #expect(error?.description.contains(name) == true)
  }

  @Test("every column of the notebook's own tables is among those that an opening looks for")
  func knowsItsColumns() throws {
    let database = try NotebookDatabase(.memory)
    let found = try database.rows(
      """
      SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
      WHERE m.type = 'table' AND m.name LIKE 'carnet\\_%' ESCAPE '\\'
      """
    ).map { "\($0[0].text) \($0[1].text)" }
    #expect(Schema.ownedColumns.map { "\($0.table) \($0.column)" }.sorted() == found.sorted())
    #expect(found.count > 100)
  }

  @Test(
    "a new notebook is known at once by the text of its tables, and one that lacks a view is not")
  func knowsNewNotebooks() throws {
    let database = try NotebookDatabase(.memory)
    let connection = database.analystConnection
    let fresh = try Schema.fingerprint(on: connection)
    #expect(fresh == Schema.newNotebookFingerprint, "0x\(String(fresh, radix: 16))")
    try connection.executeAll("CREATE TABLE mine (a); CREATE VIEW own AS SELECT 1 AS one;")
    #expect(try Schema.fingerprint(on: connection) == Schema.newNotebookFingerprint)
    try connection.executeAll("DROP VIEW loads")
    #expect(try Schema.fingerprint(on: connection) != Schema.newNotebookFingerprint)
  }

  @Test("a notebook whose counter was set to the last number is written again")
  func countsAgain() throws {
    let scratch = try scratch()
    func run(_ sql: String) throws {
      _ = try NotebookDatabase(.file(scratch.path)).run(
        sql: sql, naming: nil, isInterrupted: { false }, seed: 1
      ) { _ in LineageEntry(source: sql, settings: "", folder: "/") }
    }
    try run("create table mine (x);")
    for last in ["9223372036854775806", "9223372036854775807", "'x'", "-5"] {
      try change(
        scratch, "UPDATE sqlite_sequence SET seq = \(last) WHERE name = 'carnet_statement'")
      try run("insert into mine values (1);")
    }
    let statements = try NotebookDatabase(.file(scratch.path)).lineage().map(\.source)
    #expect(statements.first == "create table mine (x);")
    #expect(statements.count == 5)
  }

  @Test("rows numbered at the end are numbered anew in their order")
  func renumbers() throws {
    let scratch = try scratch()
    try change(
      scratch,
      """
      INSERT INTO carnet_statement VALUES (1, 'a', '', '', '', '', '', '', '');
      INSERT INTO carnet_statement VALUES (9223372036854775806, 'b', '', '', '', '', '', '', '');
      INSERT INTO carnet_statement VALUES (9223372036854775807, 'c', '', '', '', '', '', '', '');
      """)
    let database = try NotebookDatabase(.file(scratch.path))
    #expect(
      try database.rows("SELECT sequence, source FROM carnet_statement ORDER BY sequence")
        == [
          [.integer(1), .text("a")], [.integer(2), .text("b")], [.integer(3), .text("c")],
        ])
  }
}
