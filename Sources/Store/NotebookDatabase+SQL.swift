import GRDBSQLite
import Naming
import SeededRandom
import Tabular

/// What a statement of SQL did.
public struct SQLOutcome: Sendable {
  /// The result's columns; empty where the statement gives no rows.
  public var columns: [ResultColumn]
  public var rowCount: Int
  /// Rows inserted, updated or deleted; nil for a statement that only reads.
  public var changes: Int?
  /// Names that it read, changed, made and dropped, lower-cased and sorted.
  public var reads: [String]
  public var writes: [String]
  public var creates: [String]
  public var drops: [String]
  /// The tables and views that are new, in the letters that the notebook keeps.
  public var made: [String] { schema.made.filter(\.isRelation).map(\.name) }
  /// What it made, dropped and altered of tables, views, indexes and triggers.
  public var schema = SchemaChange()
  /// Whether a result of the same name was replaced.
  public var replacedResult: Bool
  /// Where each column of the result comes from; nil for what is computed.
  public var origins: [ColumnOrigin?] = []
  /// The rows inserted or updated, by table in lower case; a table that is not named may have
  /// changed as a whole.
  public var changedRows: [String: [Int64]] = [:]
  /// A table of the notebook's own, or of SQLite's, that the statement itself named; nil for none.
  public var ownTable: String?
  /// What it read and changed, as subjects with versions.
  public var effects = Effects()
  /// What the tables hold that it changed, altered or made by `create`, by name.
  public var contents: [TableContent] = []
}

extension NotebookDatabase {
  /// The name of the last result's table.
  public static let lastResult = "_"

  /// Runs one statement of an analyst's SQL in a transaction of its own.
  ///
  /// Rows land in the table `_`, and under `name` where one is given. Nothing is changed where
  /// it fails, is refused or is stopped.
  ///
  /// - Parameters:
  ///   - sql: One statement; a `;` may end it.
  ///   - name: The name for its rows, if it has one.
  ///   - isInterrupted: Asked often; true stops the statement.
  ///   - seed: What `random()` draws from, so that a replay draws the same.
  ///   - mentions: Finds the tables and views that SQL names, folded: SQLite does not report a view
  ///     of which no column is taken.
  ///   - lineage: Makes the lineage entry of a statement that changed the notebook.
  /// - Returns: What it did and touched.
  /// - Throws: ``StoreError``.
  /// - Complexity: O(rows) beyond SQLite's own work; memory does not grow with the rows.
  public func run(
    sql: String, naming name: String?, isInterrupted: @escaping @Sendable () -> Bool,
    seed: UInt64, mentions: (String) -> Set<String> = { _ in [] },
    lineage: (SQLOutcome) throws -> LineageEntry
  ) throws -> SQLOutcome {
    let policy = AccessPolicy(protected: try names().protected)
    let connection = analystConnection
    let earlier = connection.isInterrupted
    connection.isInterrupted = isInterrupted
    connection.draws = SeededGenerator(seed: seed)
    defer { connection.isInterrupted = earlier }
    let watch = ContentWatch(on: connection)
    defer { watch.end() }
    let statement = try connection.prepare(sql, under: policy)
    try statement.requireNoVariables()
    if let name { try refuse(resultName: name, kind: "a result") }
    let isReadOnly = sqlite3_stmt_readonly(statement.pointer) != 0
    if isReadOnly { watch.end() }
    let changesBefore = sqlite3_total_changes(connection.pointer)
    // What may write takes the right to it first: one that has read already cannot wait for it.
    let start: TransactionStart = name != nil || !isReadOnly ? .immediate : .deferred
    return try changingNames(name != nil || policy.changesSchema, start) {
      let schema =
        policy.changesSchema
        ? try SchemaGuard(on: connection, under: policy, names: try names()) : nil
      var outcome = SQLOutcome(policy: policy)
      if !isReadOnly {
        connection.watchChanges()
        try watch.expect(policy.writes)
      }
      defer { connection.endWatchingChanges() }
      try connection.limitingMemory(to: isReadOnly ? Self.mostMemory : Self.mostMemoryToWrite) {
        defer { statement.reset() }
        if sqlite3_column_count(statement.pointer) > 0 {
          outcome.origins = statement.columnOrigins
          try collectRows(of: statement, under: policy, into: &outcome)
        } else {
          while try connection.step(statement, under: policy) {}
        }
      }
      // One call of a function hears nobody: what was asked for meanwhile stops the statement now.
      if isInterrupted() { throw StoreError.interrupted }
      outcome.changedRows = connection.endWatchingChanges()
      watch.end()
      let change = try schema?.check()
      if let change {
        outcome.schema = change
        try take(change)
      }
      if !isReadOnly {
        let changed = Int(sqlite3_total_changes(connection.pointer) - changesBefore)
        outcome.changes = max(0, changed - outcome.rowCount)
        outcome.contents = try settleContents(of: watch, under: policy, made: outcome.made)
      }
      if let name { try keepResult(as: name, &outcome) }
      let mentioned = mentions(sql)
      outcome.ownTable = mentioned.filter(Self.isOwn).min()
      outcome.effects = try effects(of: policy, change, mentioned, mentions)
      if !outcome.columns.isEmpty { outcome.effects.replaces.insert(.single(.lastResult)) }
      if let name {
        outcome.effects.formUnion(
          outcome.replacedResult
            ? Effects(replaces: [.name(name)])
            : Effects(creates: [.name(name)], adds: [.single(.names)]))
      }
      if name != nil || !isReadOnly {
        let entry = try lineage(outcome)
        for values in entry.values {
          try connection.execute(LineageEntry.insertion, values)
        }
      }
      return outcome
    }
  }

  /// Whether a table, by its folded name, is the notebook's own or SQLite's.
  private static func isOwn(_ table: String) -> Bool {
    table.hasPrefix("carnet_") || table.hasPrefix("sqlite_")
  }

  /// The most bytes that SQLite takes for a statement; its rows lie on the disk.
  static let mostMemory: Int64 = 300_000_000
  /// A notebook in memory holds there what a statement writes.
  private static let mostMemoryToWrite: Int64 = 4_000_000_000

  private func collectRows(
    of statement: RawStatement, under policy: AccessPolicy, into outcome: inout SQLOutcome
  ) throws {
    let connection = analystConnection
    let names = Self.uniqueNames(statement.columnNames)
    let isKept = try emptyLastResult(of: statement, naming: names, under: policy)
    let table = isKept ? Self.lastResult : "carnet_next"
    if !isKept {
      let columns = names.map { SQLIdentifier($0).description }.joined(separator: ", ")
      try connection.execute("DROP TABLE IF EXISTS temp.carnet_next")
      try connection.execute("CREATE TEMP TABLE carnet_next (\(columns))")
    }
    let marks = names.map { _ in "?" }.joined(separator: ", ")
    let insertion = try RawStatement(
      "INSERT INTO temp.\(SQLIdentifier(table)) VALUES (\(marks))", on: connection.pointer)
    var kinds = [ColumnKind](repeating: .null, count: names.count)
    while try connection.step(statement, under: policy) {
      for column in 0..<Int32(names.count) {
        let value = sqlite3_column_value(statement.pointer, column)
        kinds[Int(column)] = kinds[Int(column)].adding(ColumnKind(type: sqlite3_value_type(value)))
        sqlite3_bind_value(insertion.pointer, column + 1, value)
      }
      try insertion.run()
      outcome.rowCount += 1
    }
    statement.reset()
    insertion.reset()
    outcome.columns = zip(names, kinds).map { ResultColumn(name: $0, kind: $1) }
    guard !isKept else { return }
    try connection.execute("DROP TABLE IF EXISTS temp.\(SQLIdentifier(Self.lastResult))")
    try connection.execute(
      "ALTER TABLE temp.carnet_next RENAME TO \(SQLIdentifier(Self.lastResult))")
  }

  /// Empties the last result for the rows of a statement, where it has their columns already.
  ///
  /// Each change of the schema costs SQLite a walk through all tables of the notebook, and a new
  /// table for each result is three. A statement that reads the last result needs its rows, and one
  /// that writes counts the rows that it changes: neither has it emptied.
  ///
  /// - Returns: Whether it did.
  private func emptyLastResult(
    of statement: RawStatement, naming names: [String], under policy: AccessPolicy
  ) throws -> Bool {
    guard sqlite3_stmt_readonly(statement.pointer) != 0, !policy.reads.contains(Self.lastResult)
    else { return false }
    let last = "temp.\(SQLIdentifier(Self.lastResult))"
    // Where there is no last result yet, SQLite cannot read its columns.
    let kept = try? RawStatement("SELECT * FROM \(last)", on: analystConnection.pointer)
    guard kept?.columnNames == names else { return false }
    try analystConnection.execute("DELETE FROM \(last)")
    return true
  }

  /// Keeps the last result under a name, in a transaction with its lineage entry.
  ///
  /// - Parameters:
  ///   - name: The name; an earlier result of that name is replaced.
  ///   - columns: The columns of `_`.
  ///   - entry: The lineage of the statement.
  /// - Throws: ``StoreError/refused(_:)`` where something else has the name.
  public func keepLastResult(as name: String, columns: [ResultColumn], entry: LineageEntry) throws {
    try refuse(resultName: name, kind: "a result")
    try changingNames(true, .immediate) {
      try keepResult(as: name, columns, inPlaceOf: try object(named: name))
      for values in entry.values {
        try analystConnection.execute(LineageEntry.insertion, values)
      }
    }
  }

  private func keepResult(as name: String, _ outcome: inout SQLOutcome) throws {
    let earlier = try object(named: name)
    outcome.replacedResult = earlier != nil
    try keepResult(as: name, outcome.columns, inPlaceOf: earlier)
    outcome.creates = [AccessPolicy.folded(name)]
    outcome.writes = [AccessPolicy.folded(name)]
  }

  private func keepResult(
    as name: String, _ columns: [ResultColumn], inPlaceOf earlier: ObjectRecord?
  ) throws {
    let connection = analystConnection
    try connection.execute(TableContent.forgetting, [.text(name)])
    let columns =
      columns
      .map { "\(SQLIdentifier($0.name)) \($0.kind.declaration)" }.joined(separator: ", ")
    let names = try names()
    var removed: [SchemaName] = []
    // The earlier result may have the name in other letters, which are the same name.
    if let earlier {
      removed = try SchemaEntry.all(
        of: SchemaName(type: "table", name: earlier.name), on: connection.pointer
      ).map(\.schemaName)
      try connection.execute("DROP TABLE IF EXISTS main.\(SQLIdentifier(earlier.name))")
      try connection.execute(
        "DELETE FROM main.carnet_object WHERE name = ?", [.text(earlier.name)])
      try connection.execute(TableContent.forgetting, [.text(earlier.name)])
    }
    try connection.execute("DROP TABLE IF EXISTS main.\(SQLIdentifier(name))")
    try connection.execute("CREATE TABLE main.\(SQLIdentifier(name)) (\(columns))")
    try connection.execute(
      "INSERT INTO main.\(SQLIdentifier(name)) SELECT * FROM temp.\(SQLIdentifier(Self.lastResult))"
    )
    let object = ObjectRecord(name: name, kind: .result, identity: "", source: "")
    try connection.execute(ObjectRecord.insertion, object.values)
    try names.replace(
      removed, with: [SchemaName(type: "table", name: name)], reading: connection.pointer,
      at: SchemaPlace.version(on: connection.pointer))
  }

  /// Why a command may make nothing of a name, or nil where it may.
  public static func refusal(ofName name: String) -> SQLRefusal? {
    AccessPolicy(protected: [:]).creationRefusal(name)
  }

  /// Refuses a name that the notebook uses or that something else already has.
  ///
  /// - Throws: ``StoreError/refused(_:)`` with what the name is and what to do.
  func refuse(resultName name: String, kind: String) throws {
    if let refusal = Self.refusal(ofName: name) {
      throw StoreError.refused(refusal)
    }
    if let taken = try holder(of: name), taken.kind != "result" {
      throw StoreError.refused(
        SQLRefusal(
          reason: "\(taken.name) already names \(withArticle(taken.kind))",
          remedy: "choose another name for \(kind)" + taken.wayToDropIndex, subject: taken.name))
    }
  }

  /// Names made different from one another without regard to case: `n`, `n_2`.
  public static func uniqueNames(_ names: [String]) -> [String] {
    var used: Set<String> = []
    return names.map { name in
      var unique = name.isEmpty ? "column" : name
      var number = 2
      while !used.insert(AccessPolicy.folded(unique)).inserted {
        unique = "\(name)_\(number)"
        number += 1
      }
      return unique
    }
  }
}

extension SQLOutcome {
  init(policy: AccessPolicy) {
    self.init(
      columns: [], rowCount: 0, changes: nil, reads: policy.reads.sorted(),
      writes: policy.writes.union(policy.creates).union(policy.drops).sorted(),
      creates: policy.creates.sorted(), drops: policy.drops.sorted(), replacedResult: false)
  }
}

extension ColumnKind {
  init(type: Int32) {
    switch type {
    case SQLITE_INTEGER: self = .integer
    case SQLITE_FLOAT: self = .real
    case SQLITE_TEXT: self = .text
    case SQLITE_BLOB: self = .blob
    default: self = .null
    }
  }
}
