import GRDB
import GRDBSQLite

/// The hashes of private values that a notebook has seen, in buckets by their highest bits.
///
/// It grows with each load and never shrinks: what was private stays so when its table is gone. The
/// table is made by the first load; a notebook without one has seen nothing, or is older.
public final class PrivateIndex {
  private let connection: AnalystConnection
  private var statement: RawStatement?
  private var isMissing = false
  /// Buckets read so far; the index of a statement is short-lived.
  private var buckets: [Int: [UInt64]] = [:]

  init(_ connection: AnalystConnection) {
    self.connection = connection
  }

  /// The hashes of a bucket, ascending; none where the notebook has no index.
  ///
  /// - Complexity: O(hashes of the bucket), once.
  public func hashes(inBucket bucket: Int) -> [UInt64] {
    if let known = buckets[bucket] { return known }
    let read = isMissing ? [] : read(bucket)
    buckets[bucket] = read
    return read
  }

  /// All hashes of the notebook's index, ascending.
  ///
  /// - Complexity: O(hashes).
  public func allHashes() throws -> [UInt64] {
    let statement = try RawStatement(
      "SELECT hashes FROM main.carnet_private ORDER BY bucket", on: connection.pointer)
    var all: [UInt64] = []
    while try statement.step() { all += Self.hashes(in: statement) }
    return all
  }

  private func read(_ bucket: Int) -> [UInt64] {
    do {
      let statement = try statement ?? RawStatement(Self.selection, on: connection.pointer)
      self.statement = statement
      defer { statement.reset() }
      statement.bind(.integer(Int64(bucket)), at: 1)
      guard try statement.step() else { return [] }
      return Self.hashes(in: statement)
    } catch {
      // No table: nothing was ever seen.
      isMissing = true
      return []
    }
  }

  // MARK: Storing

  static let tables = """
    CREATE TABLE IF NOT EXISTS main.carnet_private (
      bucket INTEGER PRIMARY KEY, hashes BLOB NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS main.carnet_private_column (
      relation TEXT NOT NULL COLLATE NOCASE, column_name TEXT NOT NULL COLLATE NOCASE,
      privacy TEXT NOT NULL, PRIMARY KEY (relation, column_name)
    ) STRICT, WITHOUT ROWID;
    """

  static let forgetting = "DELETE FROM main.carnet_private_column WHERE relation = ?"
  private static let selection = "SELECT hashes FROM main.carnet_private WHERE bucket = ?"

  private static func hashes(in statement: RawStatement) -> [UInt64] {
    guard let bytes = sqlite3_column_blob(statement.pointer, 0) else { return [] }
    let count = Int(sqlite3_column_bytes(statement.pointer, 0)) / 8
    return (0..<count).map {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
    }
  }

  /// Adds hashes to the index of a database.
  ///
  /// - Parameters:
  ///   - hashes: Ascending, each once.
  ///   - bucket: The bucket of a hash; it ascends with them.
  ///   - dropping: The hash of its bucket that a hash takes out, if any.
  ///   - connection: An open connection, in a transaction.
  /// - Throws: ``StoreError`` where the notebook cannot be written.
  /// - Complexity: O(hashes and what their buckets hold).
  static func add(
    _ hashes: [UInt64], bucket: (UInt64) -> Int, dropping: (UInt64) -> UInt64? = { _ in nil },
    on connection: OpaquePointer
  ) throws(StoreError) {
    guard sqlite3_exec(connection, tables, nil, nil, nil) == SQLITE_OK else {
      throw StoreError(code: sqlite3_errcode(connection), connection: connection)
    }
    guard !hashes.isEmpty else { return }
    let reading = try RawStatement(selection, on: connection)
    let writing = try RawStatement(
      "INSERT OR REPLACE INTO main.carnet_private VALUES (?, ?)", on: connection)
    var start = 0
    while start < hashes.count {
      let number = bucket(hashes[start])
      var end = start + 1
      while end < hashes.count, bucket(hashes[end]) == number { end += 1 }
      reading.bind(.integer(Int64(number)), at: 1)
      let known = try reading.step() ? Self.hashes(in: reading) : []
      reading.reset()
      let new = hashes[start..<end]
      let dropped = known.isEmpty ? [] : Set(new.compactMap(dropping)).intersection(known)
      let all =
        known.isEmpty
        ? Array(new) : merged(dropped.isEmpty ? known : known.filter { !dropped.contains($0) }, new)
      if all.count > known.count || !dropped.isEmpty {
        sqlite3_bind_int64(writing.pointer, 1, Int64(number))
        let little = all.map(\.littleEndian)
        _ = little.withUnsafeBytes {
          sqlite3_bind_blob(
            writing.pointer, 2, $0.baseAddress, Int32($0.count), transientDestructor)
        }
        try writing.run()
      }
      start = end
    }
  }

  private static func merged(_ known: [UInt64], _ new: ArraySlice<UInt64>) -> [UInt64] {
    var merged: [UInt64] = []
    merged.reserveCapacity(known.count + new.count)
    var place = 0
    for hash in new {
      while place < known.count, known[place] < hash {
        merged.append(known[place])
        place += 1
      }
      if place < known.count, known[place] == hash { continue }
      merged.append(hash)
    }
    return merged + known[place...]
  }
}

/// What somebody declared of a column: `private`, or `public`.
public struct PrivateColumnRecord: Hashable, Sendable {
  public var relation: String
  public var column: String
  /// How its cells may leave; the words are the caller's.
  public var privacy: String

  public init(relation: String, column: String, privacy: String) {
    self.relation = relation
    self.column = column
    self.privacy = privacy
  }
}

extension NotebookTransaction {
  /// Adds hashes of private values to the notebook's index, which is made where there is none.
  ///
  /// - Parameters:
  ///   - hashes: Ascending, each once.
  ///   - bucket: The bucket of a hash; it ascends with them.
  ///   - dropping: The hash of its bucket that a hash takes out, if any.
  /// - Throws: ``StoreError`` where the notebook cannot be written.
  /// - Complexity: O(hashes and what their buckets hold).
  public func addPrivate(
    _ hashes: [UInt64], bucket: (UInt64) -> Int, dropping: (UInt64) -> UInt64?
  ) throws {
    guard let connection = database.sqliteConnection else { return }
    try PrivateIndex.add(hashes, bucket: bucket, dropping: dropping, on: connection)
  }

  /// Forgets what was declared of the columns of a table that is gone or new.
  func forgetDeclarations(of relation: String) throws {
    guard let connection = database.sqliteConnection,
      let statement = try? RawStatement(PrivateIndex.forgetting, on: connection)
    else { return }
    statement.bind([.text(relation)])
    try statement.run()
  }

  /// Keeps what was declared of a column, in place of what was before.
  public func declare(_ column: PrivateColumnRecord) throws {
    try addPrivate([], bucket: { _ in 0 }, dropping: { _ in nil })
    _ = try rows(
      "INSERT OR REPLACE INTO main.carnet_private_column VALUES (?, ?, ?)",
      [.text(column.relation), .text(column.column), .text(column.privacy)])
  }
}

extension NotebookDatabase {
  /// The notebook's index of private values as it is now; use it for one statement.
  public func privateIndex() -> PrivateIndex { PrivateIndex(analystConnection) }

  /// How much the notebook knows as private: another number where it knows more, or declared a column.
  ///
  /// - Complexity: O(buckets of the index), of which no hash is read.
  public func privateExtent() throws -> Int64 {
    guard try hasPrivateIndex() else { return 0 }
    let row = try rows(
      """
      SELECT coalesce(sum(length(hashes)), 0) + (SELECT count(*) FROM main.carnet_private_column)
      FROM main.carnet_private
      """
    ).first
    return row?.first?.integer ?? 0
  }

  /// Whether the notebook has an index of private values.
  ///
  /// - Complexity: O(1): SQLite finds a table by its name, and a row of its schema only by a search.
  public func hasPrivateIndex() throws -> Bool {
    try !columnNames(of: "carnet_private").isEmpty
  }

  /// Adds hashes of private values outside a command's transaction, as for an older notebook.
  ///
  /// - Parameters:
  ///   - hashes: Ascending, each once.
  ///   - bucket: The bucket of a hash; it ascends with them.
  ///   - dropping: The hash of its bucket that a hash takes out, if any.
  /// - Throws: ``StoreError`` where the notebook cannot be written.
  public func addPrivate(
    _ hashes: [UInt64], bucket: (UInt64) -> Int, dropping: (UInt64) -> UInt64?
  ) throws {
    let connection = analystConnection
    func add() throws {
      try PrivateIndex.add(hashes, bucket: bucket, dropping: dropping, on: connection.pointer)
    }
    let isInside = sqlite3_get_autocommit(connection.pointer) == 0
    if isInside { try add() } else { try connection.transaction(.immediate, add) }
  }

  /// What was declared of columns; none where there is no index.
  public func privateColumns() throws -> [PrivateColumnRecord] {
    guard try hasPrivateIndex() else { return [] }
    return try rows(
      "SELECT relation, column_name, privacy FROM main.carnet_private_column ORDER BY 1, 2"
    ).map { PrivateColumnRecord(relation: $0[0].text, column: $0[1].text, privacy: $0[2].text) }
  }

  /// Forgets what was declared of the columns of a table that is gone or new.
  public func forgetDeclarations(of relation: String) throws {
    guard try hasPrivateIndex() else { return }
    _ = try rows(PrivateIndex.forgetting, [.text(relation)])
  }

  /// Calls a body with each text of a column, in UTF-8.
  ///
  /// - Parameters:
  ///   - column: A column's name.
  ///   - relation: A table's or view's name.
  ///   - condition: SQL that chooses rows, or nil for all.
  ///   - body: Is given each text.
  /// - Throws: ``StoreError``, or what the body throws.
  /// - Complexity: O(rows).
  public func forEachText(
    of column: String, in relation: String, where condition: String? = nil,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    let name = SQLIdentifier(column)
    let statement = try RawStatement(
      "SELECT \(name) FROM main.\(SQLIdentifier(relation)) WHERE typeof(\(name)) = 'text'"
        + (condition.map { " AND (\($0))" } ?? ""), on: analystConnection.pointer)
    while try statement.step() {
      guard let bytes = sqlite3_column_text(statement.pointer, 0) else { continue }
      let count = Int(sqlite3_column_bytes(statement.pointer, 0))
      try body(UnsafeBufferPointer(start: bytes, count: count))
    }
  }

  /// Calls a body with the texts of a column in some rows, in UTF-8.
  ///
  /// - Complexity: O(rows · log n).
  public func forEachText(
    of column: String, in relation: String, rows: [Int64],
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    let name = SQLIdentifier(column)
    let statement = try RawStatement(
      "SELECT \(name) FROM main.\(SQLIdentifier(relation)) WHERE rowid = ? "
        + "AND typeof(\(name)) = 'text'", on: analystConnection.pointer)
    for row in rows {
      statement.reset()
      statement.bind(.integer(row), at: 1)
      guard try statement.step(), let bytes = sqlite3_column_text(statement.pointer, 0) else {
        continue
      }
      let count = Int(sqlite3_column_bytes(statement.pointer, 0))
      try body(UnsafeBufferPointer(start: bytes, count: count))
    }
  }

  /// Whether the notebook holds a table that is none of its own, or a dataset.
  public func holdsAnything() throws -> Bool {
    try !rows(
      """
      SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'carnet\\_%' ESCAPE '\\'
      AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'grdb_migrations'
      UNION ALL SELECT 1 FROM main.carnet_dataset LIMIT 1
      """
    ).isEmpty
  }

  /// The tables that are none of the notebook's own with their columns, by name.
  ///
  /// - Complexity: O(columns), in one query.
  public func columnsOfOwnTables() throws -> [(relation: String, columns: [String])] {
    var tables: [(relation: String, columns: [String])] = []
    for (column, relation) in try columnsOfTables()
    where !relation.hasPrefix("carnet_") && !relation.hasPrefix("sqlite_")
      && relation != "grdb_migrations"
    {
      if tables.last?.relation != relation { tables.append((relation, [])) }
      tables[tables.count - 1].columns.append(column)
    }
    return tables
  }

  /// The names of the columns of every table and view, each once.
  ///
  /// - Complexity: O(columns), in one query.
  public func columnNamesOfAll() throws -> [String] {
    try rows(
      """
      SELECT DISTINCT c.name FROM main.sqlite_master m JOIN pragma_table_info(m.name) c
      WHERE m.type IN ('table', 'view') ORDER BY 1
      """
    ).map { $0[0].text }
  }

  /// Runs one of the notebook's own queries and gives its texts; anything else is empty.
  public func texts(_ sql: String) throws -> [[String]] {
    try rows(sql).map { $0.map(\.text) }
  }

  /// Whether a word belongs to SQL, whatever its case.
  public static func isKeyword(_ word: String) -> Bool {
    var word = word
    return word.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        sqlite3_keyword_check($0.baseAddress, Int32($0.count)) != 0
      }
    }
  }
}
