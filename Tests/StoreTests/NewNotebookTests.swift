import Testing

@testable import Store

@Suite("A new notebook")
struct NewNotebookTests {
  /// What SQLite keeps of a notebook's own tables, views and indexes, blanks aside.
  private func schema(of notebook: NotebookDatabase) throws -> [[String]] {
    try notebook.rows("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
      .map { row in row.map { $0.text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      }
      .filter { row in
        row[1].hasPrefix("carnet_") || row[1].hasPrefix("grdb_") || row[1].hasPrefix("sqlite_")
          || NotebookDatabase.builtInNames.contains(row[1])
      }
  }

  private let migrations = "SELECT identifier FROM grdb_migrations ORDER BY identifier"

  @Test("has, in a file and in memory, what the migrations make of the earliest format")
  func isAsMigrated() throws {
    let (old, new) = (try ScratchNotebook(), try ScratchNotebook())
    try FormatOneNotebook.make(at: old.path)
    let migrated = try NotebookDatabase(.file(old.path))
    let expected = try schema(of: migrated)
    #expect(expected.count > 30)
    for fresh in [try NotebookDatabase(.file(new.path)), try NotebookDatabase(.memory)] {
      #expect(try schema(of: fresh) == expected)
      #expect(try fresh.rows(migrations) == migrated.rows(migrations))
    }
  }

  @Test("that another shell makes at the same time is made once")
  func isMadeOnce() throws {
    let file = try ScratchNotebook()
    let first = try AnalystConnection(path: file.path)
    let second = try AnalystConnection(path: file.path)
    #expect(try Schema.create(on: first))
    #expect(try !Schema.create(on: second))
    #expect(
      try RawStatement(migrations, on: second.pointer).rows()
        == (1...Int(Schema.version)).map { [.text(String($0))] })
  }

  @Test("in memory holds what is written through either of its connections")
  func isShared() throws {
    let notebook = try NotebookDatabase(.memory)
    try notebook.transaction { transaction in
      try transaction.set("seed", to: "7")
      return LineageEntry(source: "set seed 7", settings: "", folder: "/")
    }
    #expect(try notebook.settings().map(\.value) == ["7"])
    #expect(try notebook.lineage().map(\.source) == ["set seed 7"])
  }
}
