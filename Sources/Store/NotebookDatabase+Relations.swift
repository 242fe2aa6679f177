import GRDBSQLite

/// A table or view that an analyst can name.
public struct Relation: Sendable, Hashable {
  public var name: String
  /// `dataset`, `plan`, `result`, `agent`, `table`, `view` or `built-in`.
  public var kind: String
  /// Where it came from, such as a file's name; empty where an analyst made it.
  public var source: String

  public init(name: String, kind: String, source: String) {
    self.name = name
    self.kind = kind
    self.source = source
  }
}

extension Relation {
  /// The kind of a table or view that every notebook has.
  public static let builtIn = "built-in"

  /// Whether every notebook has it.
  public var isBuiltIn: Bool { kind == Self.builtIn }

  /// The end of a remedy where an index has a name that is wanted; empty for anything else.
  public var wayToDropIndex: String {
    kind == "index" ? ", or `drop index \(SQLIdentifier(name));` first" : ""
  }
}

/// What counting a view's rows came to.
public enum ViewCount: Sendable, Equatable {
  case counted(SQLValue)
  /// It cannot be read, in SQLite's words.
  case broken(String)
  /// It has too many rows to count them all.
  case endless
}

extension NotebookDatabase {
  /// The objects that commands made, by name.
  public func objects() throws -> [ObjectRecord] {
    try rows(ObjectRecord.selection + " ORDER BY name").map(ObjectRecord.init(row:))
  }

  /// Every table and view that an analyst can name, by name; built-in ones last.
  public func relations() throws -> [Relation] {
    // A notebook of an earlier version may hold two names that fold alike: each by its own letters.
    let objects = Dictionary(grouping: try objects()) { AccessPolicy.folded($0.name) }
    let rows = try rows(
      """
      SELECT name, type FROM main.sqlite_master WHERE type IN ('table', 'view')
      AND name NOT LIKE 'carnet\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      AND name NOT LIKE 'grdb\\_%' ESCAPE '\\' ORDER BY name
      """)
    let all = rows.map { row -> Relation in
      let name = row[0].text
      if reservedNames.contains(name) {
        return Relation(name: name, kind: Relation.builtIn, source: "")
      }
      let named = objects[AccessPolicy.folded(name)] ?? []
      guard
        let object = named.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) ?? named.first
      else {
        return Relation(name: name, kind: row[1].text, source: "")
      }
      return Relation(name: object.name, kind: object.kind.rawValue, source: object.source)
    }
    return all.filter { !$0.isBuiltIn } + all.filter(\.isBuiltIn)
  }

  /// The names of the notebook's indexes, by name: no table or view can have one of them.
  public func indexNames() throws -> [String] {
    try rows(
      "SELECT name FROM main.sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    ).map { $0[0].text }
  }

  /// The number of a view's rows, or why it is not known.
  ///
  /// A view of an analyst's may stand on what is gone, or have rows without end.
  ///
  /// - Throws: ``StoreError/interrupted`` where somebody asks for it.
  public func rowCount(ofView view: String) throws -> ViewCount {
    do {
      let sql = "SELECT count(*) FROM \(SQLIdentifier(view))"
      let connection = analystConnection
      return try connection.limitingMemory(to: Self.mostMemory) {
        try connection.limitingSteps(to: Self.mostStepsToCount) {
          .counted(try rows(sql).first?.first ?? .null)
        }
      }
    } catch StoreError.interrupted where !isInterrupted() {
      return .endless
    } catch StoreError.sql(let message, _, _) {
      return .broken(message)
    }
  }

  /// The most instructions of SQLite's machine that counting a view takes: about a second.
  private static let mostStepsToCount = 40_000_000

  /// The names of a relation's columns in order; empty where there is no such relation.
  public func columnNames(of relation: String) throws -> [String] {
    // Only a step looks whether the schema that the statement was prepared under still holds: a
    // migration, or another shell, may have changed it.
    guard
      let statement = try? RawStatement(
        "SELECT * FROM \(SQLIdentifier(relation)) LIMIT 0", on: analystConnection.pointer),
      (try? statement.step()) != nil
    else { return [] }
    return statement.columnNames
  }

  /// Reads a relation's rows in its own order.
  ///
  /// - Parameters:
  ///   - relation: A table's or view's name, `_` included.
  ///   - limit: The most rows to read, or nil for all.
  ///   - offset: Rows to pass over first.
  ///   - body: Is given each row's values.
  /// - Throws: ``StoreError``, or what the body throws.
  /// - Complexity: O(rows read).
  public func forEachRow(
    of relation: String, limit: Int? = nil, offset: Int = 0, _ body: ([SQLValue]) throws -> Void
  ) throws {
    try forEachRow(
      ofQuery: "SELECT * FROM \(SQLIdentifier(relation)) LIMIT \(limit ?? -1) OFFSET \(offset)",
      body)
  }

  /// Reads the rows of one of the notebook's own queries.
  ///
  /// - Throws: ``StoreError``, or what the body throws.
  /// - Complexity: O(rows read).
  public func forEachRow(ofQuery sql: String, _ body: ([SQLValue]) throws -> Void) throws {
    let statement = try RawStatement(sql, on: analystConnection.pointer)
    let count = sqlite3_column_count(statement.pointer)
    while try statement.step() {
      try body((0..<count).map { statement.value(at: $0) })
    }
  }

  /// Runs one of the notebook's own queries and gives its rows.
  public func rows(_ sql: String, _ values: [SQLValue] = []) throws -> [[SQLValue]] {
    let statement = try RawStatement(sql, on: analystConnection.pointer)
    statement.bind(values)
    return try statement.rows()
  }

  /// The columns of a relation with the kinds of their values, over all rows.
  ///
  /// `isInterrupted` is asked often; true ends the reading with ``StoreError/interrupted``.
  ///
  /// - Complexity: O(rows × columns).
  public func resultColumns(
    of relation: String, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> (columns: [ResultColumn], rows: Int) {
    try readColumns(of: relation)
  }

  /// Reads a relation's rows once, in its own order, for the kinds of their values.
  ///
  /// - Parameters:
  ///   - relation: A table's or view's name, `_` included.
  ///   - cell: Called with each cell, the statement standing at its row.
  ///   - afterRow: Called with each row's number, from 1.
  /// - Returns: The columns with the kinds of their values, and the number of rows.
  /// - Throws: ``StoreError`` where the rows cannot be read, and what `afterRow` throws.
  /// - Complexity: O(rows × columns).
  func readColumns(
    of relation: String, cell: (_ statement: OpaquePointer, _ column: Int32) -> Void = { _, _ in },
    afterRow: (Int) throws -> Void = { _ in }
  ) throws -> (columns: [ResultColumn], rows: Int) {
    let statement = try RawStatement(
      "SELECT * FROM \(SQLIdentifier(relation))", on: analystConnection.pointer)
    let names = statement.columnNames
    var kinds = [ColumnKind](repeating: .null, count: names.count)
    var rows = 0
    while try statement.step() {
      for column in names.indices {
        let type = sqlite3_column_type(statement.pointer, Int32(column))
        kinds[column] = kinds[column].adding(ColumnKind(type: type))
        cell(statement.pointer, Int32(column))
      }
      rows += 1
      try afterRow(rows)
    }
    return (zip(names, kinds).map { ResultColumn(name: $0, kind: $1) }, rows)
  }

  /// Makes `_` hold rows that a command computed.
  ///
  /// - Throws: ``StoreError`` where the temporary database cannot be written.
  public func setLastResult(columns names: [String], rows: [[SQLValue]]) throws {
    let connection = analystConnection
    let unique = Self.uniqueNames(names)
    let list = unique.map { SQLIdentifier($0).description }.joined(separator: ", ")
    try connection.transaction {
      try connection.execute("DROP TABLE IF EXISTS temp.\(SQLIdentifier(Self.lastResult))")
      guard !unique.isEmpty else { return }
      try connection.execute("CREATE TEMP TABLE \(SQLIdentifier(Self.lastResult)) (\(list))")
      let marks = unique.map { _ in "?" }.joined(separator: ", ")
      let insertion = try RawStatement(
        "INSERT INTO temp.\(SQLIdentifier(Self.lastResult)) VALUES (\(marks))",
        on: connection.pointer)
      for row in rows {
        insertion.bind(row)
        try insertion.run()
      }
    }
  }
}
