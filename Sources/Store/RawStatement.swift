import GRDB
import GRDBSQLite

/// A prepared statement on a bare SQLite connection, finalized with its owner.
///
/// Rows of loads and results go through here one value at a time: GRDB's rows allocate, and a
/// million of them would cost more than SQLite's own work.
final class RawStatement {
  let pointer: OpaquePointer
  private let connection: OpaquePointer

  /// Prepares one statement.
  ///
  /// - Throws: ``StoreError/sql(message:offset:code:)`` where SQLite refuses the text.
  init(_ sql: String, on connection: OpaquePointer) throws(StoreError) {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v2(connection, sql, -1, &prepared, nil)
    guard code == SQLITE_OK, let prepared else {
      throw StoreError(code: code, connection: connection)
    }
    pointer = prepared
    self.connection = connection
  }

  deinit {
    sqlite3_finalize(pointer)
  }

  /// Refuses variables such as `:limit`, which SQLite would take for NULL.
  ///
  /// - Throws: ``StoreError/refused(_:)`` that names the first.
  func requireNoVariables() throws(StoreError) {
    guard sqlite3_bind_parameter_count(pointer) > 0 else { return }
    let name = sqlite3_bind_parameter_name(pointer, 1).map { String(cString: $0) } ?? "?"
    throw .refused(
      SQLRefusal(
        reason: "`\(name)` has no value: SQL would take it for NULL",
        remedy: "write the value itself; a script's parameters are written $name"))
  }

  /// Steps once: true while there is a row.
  func step() throws(StoreError) -> Bool {
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw StoreError(code: code, connection: connection)
    }
  }

  func reset() {
    sqlite3_reset(pointer)
  }

  /// Runs a statement whose rows are of no interest, and makes it ready for new values.
  ///
  /// A statement that is not reset takes no values: binding to it would fail in silence.
  func run() throws(StoreError) {
    defer { sqlite3_reset(pointer) }
    while try step() {}
  }

  /// Runs a statement and gives its rows.
  ///
  /// - Complexity: O(rows), all of them held.
  func rows() throws(StoreError) -> [[SQLValue]] {
    let count = sqlite3_column_count(pointer)
    var rows: [[SQLValue]] = []
    while try step() { rows.append((0..<count).map { value(at: $0) }) }
    return rows
  }

  /// Binds values to the parameters from the first on.
  func bind(_ values: [SQLValue]) {
    for (index, value) in values.enumerated() { bind(value, at: Int32(index + 1)) }
  }

  func bind(_ value: SQLValue, at index: Int32) {
    switch value {
    case .null: sqlite3_bind_null(pointer, index)
    case .integer(let integer): sqlite3_bind_int64(pointer, index, integer)
    case .real(let real): sqlite3_bind_double(pointer, index, real)
    case .text(let text): bindText(text, at: index)
    case .blob(let bytes):
      _ = bytes.withUnsafeBytes {
        sqlite3_bind_blob(pointer, index, $0.baseAddress, Int32($0.count), transientDestructor)
      }
    }
  }

  /// Binds text by its UTF-8 length, so that a NUL inside it is kept.
  func bindText(_ text: String, at index: Int32) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        _ = sqlite3_bind_text(
          pointer, index, characters.baseAddress, Int32(characters.count), transientDestructor)
      }
    }
  }

  func value(at column: Int32) -> SQLValue {
    switch sqlite3_column_type(pointer, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(pointer, column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(pointer, column))
    case SQLITE_TEXT:
      guard let bytes = sqlite3_column_text(pointer, column) else { return .null }
      let count = Int(sqlite3_column_bytes(pointer, column))
      return .text(String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self))
    case SQLITE_BLOB:
      guard let bytes = sqlite3_column_blob(pointer, column) else { return .blob([]) }
      let count = Int(sqlite3_column_bytes(pointer, column))
      return .blob([UInt8](UnsafeRawBufferPointer(start: bytes, count: count)))
    default: return .null
    }
  }

  /// The table and column that each column of the rows is read from, also through views and
  /// subqueries; nil for what is computed.
  ///
  /// Source: sqlite.org/c3ref/column_database_name.html.
  var columnOrigins: [ColumnOrigin?] {
    (0..<sqlite3_column_count(pointer)).map { column in
      guard let relation = sqlite3_column_table_name(pointer, column),
        let name = sqlite3_column_origin_name(pointer, column)
      else { return nil }
      return ColumnOrigin(
        relation: String(cString: relation), column: String(cString: name))
    }
  }

  var columnNames: [String] {
    (0..<sqlite3_column_count(pointer)).map { column in
      sqlite3_column_name(pointer, column).map { String(cString: $0) } ?? ""
    }
  }
}

/// SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
let transientDestructor = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension StoreError {
  /// The error of the last call on a connection.
  init(code: Int32, connection: OpaquePointer) {
    let message = sqlite3_errmsg(connection).map { String(cString: $0) } ?? "unknown error"
    switch code & 0xff {
    case SQLITE_INTERRUPT: self = .interrupted
    case SQLITE_BUSY, SQLITE_LOCKED:
      let file = sqlite3_db_filename(connection, "main").map { String(cString: $0) } ?? ""
      self = .locked(
        path: "the notebook", seconds: NotebookDatabase.lockWaitSeconds,
        holder: LockHolder.name(ofFile: file))
    case SQLITE_READONLY: self = .readOnly
    case SQLITE_FULL: self = .cannotWrite(reason: Self.fullness(of: connection))
    case SQLITE_IOERR: self = .cannotWrite(reason: message)
    case SQLITE_CORRUPT, SQLITE_NOTADB: self = .damaged(path: "the notebook", reason: message)
    case SQLITE_TOOBIG:
      let most = NotebookDatabase.largestCell / 1_000_000
      self = .sql(
        message: "a value would be larger than \(most) MB, the maximum of a cell", offset: nil,
        code: code)
    case SQLITE_NOMEM:
      self = .sql(
        message: "the statement needs more memory than allowed", offset: nil, code: code)
    default:
      let offset = sqlite3_error_offset(connection)
      self = .sql(
        message: message, offset: offset < 0 ? nil : Int(offset),
        code: sqlite3_extended_errcode(connection))
    }
  }
  /// What SQLite's word of a full database can mean: it has one for the file and for its keys.
  ///
  /// Source: sqlite.org/rescode.html, `SQLITE_FULL`; sqlite.org/autoinc.html.
  private static func fullness(of connection: OpaquePointer) -> String {
    let file = sqlite3_db_filename(connection, "main")
    let isInMemory =
      sqlite3_uri_parameter(file, "vfs").map { String(cString: $0) == MemoryFiles.name } ?? false
    return
      (isInMemory
      ? "it has reached the 1 GB limit of a notebook in memory"
      : "the disk or the database is full") + ", or a table has used its largest key"
  }
}
