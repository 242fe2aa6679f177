import Glibc
import Naming
import Store
import Testing

@Suite("A notebook's file")
struct NotebookFileTests {
  /// A path in a folder of its own, removed after the body.
  private func withPath(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/carnet-store-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = folder + "/n.sqlite"
    defer {
      for ending in ["", "-wal", "-shm", "-journal"] { unlink(path + ending) }
      rmdir(folder)
    }
    try body(path)
  }

  private func bytes(of path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "re"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    return Array(bytes[..<fread(&bytes, 1, bytes.count, file)])
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let file = try #require(fopen(path, "we"))
    defer { fclose(file) }
    try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }

  /// The first 100 bytes of an SQLite file with the version and mark of a program.
  private func header(version: UInt8, mark: [UInt8]) -> [UInt8] {
    var bytes = Array("SQLite format 3\0".utf8) + [UInt8](repeating: 0, count: 496)
    bytes[63] = version
    bytes.replaceSubrange(68..<72, with: mark)
    return bytes
  }

  @discardableResult
  private func run(_ sql: String, named name: String? = nil, in notebook: NotebookDatabase) throws
    -> SQLOutcome
  {
    try notebook.run(sql: sql, naming: name, isInterrupted: { false }, seed: 1) { done in
      LineageEntry(
        source: sql, settings: "", folder: "/", effects: done.effects)
    }
  }

  @Test("what one opening kept is there at the next, and the tables are made once")
  func opensAgain() throws {
    try withPath { path in
      var tables: [[SQLValue]] = []
      do {
        let first = try NotebookDatabase(.file(path))
        try run("select 1 as a;", named: "kept", in: first)
        tables = try first.rows("select name, sql from sqlite_master order by name")
      }
      let second = try NotebookDatabase(.file(path))
      #expect(try second.rows("select a from kept") == [[.integer(1)]])
      #expect(try second.rows("select name, sql from sqlite_master order by name") == tables)
      #expect(try second.lineage().map(\.effects.creates) == [[.named("kept")]])
    }
  }

  @Test("another program's database, a text and a later notebook are refused and left untouched")
  func refusesForeignFiles() throws {
    let mark = Array("Crnt".utf8)
    let cases: [([UInt8], (String) -> StoreError)] = [
      (header(version: 0, mark: [0, 0, 0, 0]), { .foreignDatabase(path: $0) }),
      (Array("plain words\n".utf8), { .notADatabase(path: $0) }),
      (
        Array(String(repeating: "long plain words\n", count: 100).utf8), { .notADatabase(path: $0) }
      ),
      (header(version: 99, mark: mark), { .newerNotebook(path: $0, version: 99, supported: 9) }),
    ]
    for (content, error) in cases {
      try withPath { path in
        try write(content, to: path)
        #expect(throws: error(path)) { try NotebookDatabase(.file(path)) }
        #expect(try bytes(of: path) == content)
        #expect(access(path + "-wal", F_OK) != 0)
      }
    }
  }

  @Test("a path that cannot be a file is told with the reason")
  func refusesFolders() {
    #expect(throws: StoreError.self) { try NotebookDatabase(.file("/tmp")) }
    #expect(throws: StoreError.self) { try NotebookDatabase(.file("/nonexistent/n.sqlite")) }
  }

  @Test("every error is one sentence that names the way out")
  func sentences() {
    let errors: [StoreError] = [
      .foreignDatabase(path: "n"), .notADatabase(path: "n"),
      .newerNotebook(path: "n", version: 4, supported: 9), .locked(path: "n", seconds: 5),
    ]
    for error in errors {
      #expect("\(error)".hasPrefix("n "))
      #expect("\(error)".contains("; "))
    }
  }

  @Test("two notebooks in memory share nothing")
  func memoryIsPrivate() throws {
    let first = try NotebookDatabase(.memory)
    let second = try NotebookDatabase(.memory)
    try run("create table t (a);", in: first)
    #expect(try second.columnNames(of: "t").isEmpty)
  }

  @Test("the columns of a table that another shell made anew are the new ones")
  func schemaOfAnother() throws {
    try withPath { path in
      let first = try NotebookDatabase(.file(path))
      try run("create table t (a);", in: first)
      #expect(try first.columnNames(of: "t") == ["a"])
      let second = try NotebookDatabase(.file(path))
      try run("drop table t;", in: second)
      try run("create table t (b, c);", in: second)
      #expect(try first.columnNames(of: "t") == ["b", "c"])
      try run("drop table t;", in: second)
      #expect(try first.columnNames(of: "t").isEmpty)
    }
  }

  @Test("any name survives being quoted, drawn from a hundred seeds of awkward characters")
  func quotesAnyName() throws {
    let notebook = try NotebookDatabase(.memory)
    let letters = Array("a\"'`[];- \\%é東\u{301}\n\t🚑Z0_")
    for seed in UInt64(1)...100 {
      var state = seed &* 0x9E37_79B9_7F4A_7C15
      var name = "x"
      for _ in 0..<(seed % 12) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        name.append(letters[Int(state >> 33) % letters.count])
      }
      try run("select 1 as \(SQLIdentifier(name));", named: "kept", in: notebook)
      #expect(try notebook.columnNames(of: "kept") == [name], "seed \(seed)")
    }
  }

  @Test("values of every kind come back as they went in")
  func roundTripsValues() throws {
    let notebook = try NotebookDatabase(.memory)
    let values: [SQLValue] = [
      .null, .integer(.min), .integer(.max), .real(-0.5), .real(1e300), .text(""), .text("é\0東"),
      .blob([]), .blob([0, 255]),
    ]
    try notebook.setLastResult(
      columns: values.indices.map { "c\($0)" }, rows: [values])
    #expect(try notebook.rows("select * from _") == [values])
  }
}
