import Files
import GRDBSQLite
import Tabular

/// The tables of another program's SQLite file, of which nothing is changed and beside which nothing is
/// left.
///
/// It is opened as immutable: SQLite then takes no lock and makes no file. What only a log beside it
/// holds would be missed, so a file that has one is refused.
///
/// Source: "Uniform Resource Identifiers", `immutable`, sqlite.org/uri.html.
public enum DatabaseFile {
  /// The tables and views, ordered by name; SQLite's own and those behind virtual tables are left out.
  ///
  /// - Parameter path: The file, which begins as an SQLite file does.
  /// - Returns: What can be read of it.
  /// - Throws: `TabularError` for a notebook, for a file that is damaged, truncated or being changed.
  public static func tables(_ path: String) throws(TabularError) -> [any OutsideTable] {
    try requireReadable(path)
    let rows = try ReadingConnection(path).rows(
      """
      SELECT name FROM pragma_table_list WHERE schema = 'main'
      AND type IN ('table', 'view', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      ORDER BY name
      """
    )
    return rows.map { DatabaseTable(path: path, name: $0[0].text) }
  }

  private static func requireReadable(_ path: String) throws(TabularError) {
    let header = (try? FileHeader(path: path)) ?? nil
    guard let header, header.isSQLite, !header.isTruncated else {
      throw TabularError(
        .damaged, "is a truncated SQLite database", file: path, remedy: "copy it again")
    }
    guard header.applicationID != NotebookDatabase.applicationID else {
      throw TabularError(
        .unsupported, "is a notebook of Carnet", file: path,
        remedy: "open it with `carnet FILE`; `export` writes its tables to files")
    }
    for (ending, what) in [("-wal", "changes"), ("-journal", "a change that was not finished")]
    where isInUse(path + ending) {
      throw TabularError(
        .changed, "has \(what) in the file beside it that ends in \(ending)", file: path,
        expected: "a database that no program has open",
        remedy: "close the program that uses it, or have sqlite3 open and close it")
    }
  }

  /// Whether a log or a journal holds anything: one that was finished begins with zeros, if it is kept.
  private static func isInUse(_ path: String) -> Bool {
    guard let file = try? OpenFile.reading(path) else { return false }
    defer { file.close() }
    return ((try? file.read(upTo: 8)) ?? []).contains { $0 != 0 }
  }
}

/// A table or view of a database that is read alone.
struct DatabaseTable: OutsideTable {
  let path: String
  let name: String

  func columnNames() throws(TabularError) -> [String] {
    try ReadingConnection(path).statement(selection).columnNames
  }

  func notes(isCancelled: () -> Bool) throws -> [String] {
    let names = try columnNames()
    let connection = try ReadingConnection(path)
    // Nothing but values of their types tells: a column may hold what it does not declare.
    let counts = names.map { "sum(typeof(\(SQLIdentifier($0))) = 'blob')" }
      .joined(separator: ", ")
    var row: [SQLValue] = []
    try connection.whileAsking(isCancelled) {
      row = try connection.rows("SELECT \(counts) FROM \(SQLIdentifier(name))").first ?? []
    }
    return zip(names, row).compactMap { name, count in
      guard case .integer(let blobs) = count, blobs > 0 else { return nil }
      return "\(name): \(blobs) blob\(blobs == 1 ? " is" : "s are") read as hexadecimal digits"
    }
  }

  func forEachRow(
    isCancelled: () -> Bool,
    _ body: (_ row: Int, _ value: (_ column: Int) throws -> OutsideValue) throws -> Bool
  ) throws {
    let connection = try ReadingConnection(path)
    try connection.whileAsking(isCancelled) {
      var row = 0
      try connection.forEachRow(selection) { statement in
        row += 1
        return try body(row) { column in
          statement.outsideValue(at: Int32(column))
        }
      }
    }
  }

  private var selection: String { "SELECT * FROM \(SQLIdentifier(name))" }
}

/// A connection to a file that is read alone and never waited for.
final class ReadingConnection {
  private let pointer: OpaquePointer
  private let path: String

  /// Opens a file.
  ///
  /// - Throws: `TabularError` where it is no database that SQLite can read.
  init(_ path: String) throws(TabularError) {
    self.path = path
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX
    let code = sqlite3_open_v2(NotebookDatabase.uri(of: path, immutable: true), &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      throw TabularError(
        .unreadable, "cannot be opened: \(String(cString: sqlite3_errstr(code)))", file: path)
    }
    pointer = opened
    sqlite3_limit(opened, SQLITE_LIMIT_ATTACHED, 0)
    sqlite3_limit(opened, SQLITE_LIMIT_LENGTH, Int32(NotebookDatabase.largestCell))
    // Its views and its checks are somebody else's.
    sqlite3_exec(opened, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON", nil, nil, nil)
  }

  deinit { sqlite3_close_v2(pointer) }

  /// A statement that is ready to run.
  ///
  /// - Throws: `TabularError` where SQLite refuses it, such as a view over a table that is gone.
  func statement(_ sql: String) throws(TabularError) -> RawStatement {
    do throws(StoreError) {
      return try RawStatement(sql, on: pointer)
    } catch {
      throw failure(error)
    }
  }

  /// All rows of a statement.
  ///
  /// - Throws: `TabularError` where SQLite cannot read them.
  func rows(_ sql: String) throws(TabularError) -> [[SQLValue]] {
    let statement = try statement(sql)
    do throws(StoreError) {
      return try statement.rows()
    } catch {
      throw failure(error)
    }
  }

  /// Calls `body` with a statement at each of its rows until it answers false.
  ///
  /// - Throws: `TabularError` where SQLite cannot read on, and whatever `body` throws.
  func forEachRow(_ sql: String, _ body: (RawStatement) throws -> Bool) throws {
    let statement = try statement(sql)
    while try step(statement) {
      guard try body(statement) else { return }
    }
  }

  private func step(_ statement: RawStatement) throws(TabularError) -> Bool {
    do throws(StoreError) {
      return try statement.step()
    } catch {
      throw failure(error)
    }
  }

  /// Runs a body whose statements end where `isCancelled` answers true.
  func whileAsking(_ isCancelled: () -> Bool, _ body: () throws -> Void) throws {
    // The handler is taken off before the closure ends.
    try withoutActuallyEscaping(isCancelled) { isCancelled in
      let question = Question(isAnswered: isCancelled)
      sqlite3_progress_handler(
        pointer, Self.stepsBetweenQuestions,
        { context in
          guard let context else { return 0 }
          return Unmanaged<Question>.fromOpaque(context).takeUnretainedValue().isAnswered() ? 1 : 0
        }, Unmanaged.passUnretained(question).toOpaque())
      defer { sqlite3_progress_handler(pointer, 0, nil, nil) }
      try withExtendedLifetime(question, body)
    }
  }

  private final class Question {
    let isAnswered: () -> Bool
    init(isAnswered: @escaping () -> Bool) { self.isAnswered = isAnswered }
  }

  private static let stepsBetweenQuestions: Int32 = 4_000

  private func failure(_ error: StoreError) -> TabularError {
    switch error {
    case .interrupted: TabularError(.cancelled, "the load was cancelled", file: path)
    case .damaged(_, let reason):
      TabularError(
        .damaged, "is a damaged SQLite database: \(reason)", file: path,
        remedy: "have the program that made it repair it, or take an older copy")
    case .sql(let message, _, _):
      TabularError(
        .unreadable, "cannot be read by SQLite: \(message)", file: path,
        remedy: "load another table of it")
    default: TabularError(.unreadable, "cannot be read by SQLite: \(error)", file: path)
    }
  }
}

extension RawStatement {
  /// A value of the current row, where it lies.
  fileprivate func outsideValue(at column: Int32) -> OutsideValue {
    switch sqlite3_column_type(pointer, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(pointer, column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(pointer, column))
    case SQLITE_TEXT:
      let text = sqlite3_column_text(pointer, column)
      return .text(
        UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(pointer, column))))
    case SQLITE_BLOB:
      let blob = sqlite3_column_blob(pointer, column)
      let bytes = UnsafeRawBufferPointer(
        start: blob, count: Int(sqlite3_column_bytes(pointer, column)))
      return .blob(bytes)
    default: return .null
    }
  }
}
