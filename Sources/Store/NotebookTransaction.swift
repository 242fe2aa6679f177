import FleetModel
import GRDB
import GRDBSQLite
import Naming
import Tabular

/// What a command may write, inside one transaction that its lineage entry joins.
public struct NotebookTransaction {
  let database: Database
  /// Asked every thousand records; true ends the transaction, which is then undone.
  let isInterrupted: @Sendable () -> Bool

  /// Stores a dataset under its name, in place of what had the name.
  public func insert(_ dataset: DatasetRecord, identity: String) throws {
    try removeObject(named: dataset.name)
    try dataset.insert(in: database, isInterrupted: isInterrupted)
    try register(
      ObjectRecord(name: dataset.name, kind: .dataset, identity: identity, source: dataset.file))
  }

  /// Stores a plan under its name, in place of the plan that had it.
  public func insert(_ plan: PlanRecord, identity: String) throws {
    try removeObject(named: plan.name)
    try plan.insert(in: database)
    try register(
      ObjectRecord(
        name: plan.name, kind: .plan, identity: identity,
        source: "\(plan.dataset) with \(plan.method)"))
  }

  /// Keeps a setting of the notebook.
  public func set(_ name: String, to value: String) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO main.carnet_setting VALUES (?, ?)", arguments: [name, value])
  }

  /// Removes an object, whatever its kind, with what hangs on it.
  public func removeObject(named name: String) throws {
    let exact = try rows(ObjectRecord.selection + " WHERE name = ?", [.text(name)])
    // SQLite folds ASCII alone: the rest is looked for by the notebook's own rule.
    let folded = AccessPolicy.folded(name)
    let found = try exact.isEmpty ? rows(Self.otherLetters(than: name), []) : exact
    let object = found.map(ObjectRecord.init(row:)).first {
      AccessPolicy.folded($0.name) == folded
    }
    guard let object else { return }
    try forgetDeclarations(of: object.name)
    switch object.kind {
    case .dataset: try DatasetRecord.remove(object.name, in: database)
    case .plan: try PlanRecord.remove(object.name, in: database)
    case .agent: try AgentRecord.remove(object.name, in: database)
    case .table, .result:
      try database.execute(sql: "DROP TABLE IF EXISTS \(SQLIdentifier(object.name))")
      try database.execute(
        sql: "DELETE FROM main.carnet_object WHERE name = ?", arguments: [object.name])
      try execute(TableContent.forgetting, [.text(object.name)])
      try database.execute(
        sql: "DELETE FROM main.carnet_table_reject WHERE name = ?", arguments: [object.name])
    }
  }

  /// The objects whose names may be a name that SQLite does not find: those beyond ASCII, and of a
  /// name beyond ASCII all.
  private static func otherLetters(than name: String) -> String {
    let isPlain = name.utf8.allSatisfy { $0 < 0x80 }
    return ObjectRecord.selection
      + (isPlain ? " WHERE length(CAST(name AS BLOB)) > length(name)" : "") + " ORDER BY name"
  }

  /// Registers an object under its name.
  func register(_ object: ObjectRecord) throws {
    try execute(ObjectRecord.insertion, object.values)
  }

  /// Adds an entry to the notebook's lineage.
  func append(_ entry: LineageEntry) throws {
    for values in entry.values { try execute(LineageEntry.insertion, values) }
  }

  private func execute(_ sql: String, _ values: [SQLValue]) throws {
    _ = try rows(sql, values)
  }

  /// Runs one of the notebook's own statements inside the transaction.
  func rows(_ sql: String, _ values: [SQLValue] = []) throws -> [[SQLValue]] {
    guard let connection = database.sqliteConnection else { return [] }
    let statement = try RawStatement(sql, on: connection)
    statement.bind(values)
    return try statement.rows()
  }
}

extension NotebookDatabase {
  /// Runs a command's writes and its lineage entry as one transaction.
  ///
  /// - Parameters:
  ///   - isInterrupted: Asked every thousand records; true undoes it.
  ///   - body: Writes, and gives the entry.
  /// - Throws: ``StoreError``, or what the body throws; the notebook is then as it was.
  public func transaction(
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    _ body: (NotebookTransaction) throws -> LineageEntry?
  ) throws {
    try write { database in
      let transaction = NotebookTransaction(database: database, isInterrupted: isInterrupted)
      if let entry = try body(transaction) { try transaction.append(entry) }
    }
  }

  /// Keeps a setting with its lineage entry.
  ///
  /// By the connection of analysts' SQL: to the other one every table that SQL made since would have
  /// to be read first.
  ///
  /// - Throws: ``StoreError``; the notebook is then as it was.
  public func keep(setting name: String, as value: String, entry: LineageEntry) throws {
    try analystConnection.transaction(.immediate) {
      try analystConnection.execute(
        "INSERT OR REPLACE INTO main.carnet_setting VALUES (?, ?)", [.text(name), .text(value)])
      for values in entry.values {
        try analystConnection.execute(LineageEntry.insertion, values)
      }
    }
  }

  /// What the last statement that changed the notebook left of itself; nil in an untouched one.
  ///
  /// - Throws: ``StoreError`` where the notebook cannot be read.
  public func lastLineage() throws -> LineageEntry? {
    try rows(LineageEntry.selection + " ORDER BY sequence DESC LIMIT 1").first
      .map(LineageEntry.init(row:))
  }

  /// The last statement that changed a subject; nil where none did.
  ///
  /// - Parameter subject: What it replaced or changed.
  /// - Returns: Its entry.
  /// - Throws: ``StoreError`` where the notebook cannot be read.
  /// - Complexity: O(entries), of which those alone are decoded that name the subject.
  public func lastLineage(writing subject: Subject) throws -> LineageEntry? {
    try rows(
      LineageEntry.selection + " WHERE instr(effects, ?) ORDER BY sequence DESC",
      [.text(Effects.mark(of: subject))]
    ).lazy.map { LineageEntry(row: $0) }.first { $0.effects.writes.contains(subject) }
  }

  /// The lineage of everything in the notebook, oldest first, behind its first entries.
  ///
  /// - Parameter count: How many of the oldest entries are left out.
  /// - Returns: The entries, oldest first.
  /// - Throws: ``StoreError`` where the notebook cannot be read.
  /// - Complexity: O(entries given + log n): entries are numbered from 1 and never removed.
  public func lineage(after count: Int = 0) throws -> [LineageEntry] {
    try rows(LineageEntry.selection + " WHERE sequence > \(count) ORDER BY sequence")
      .map(LineageEntry.init(row:))
  }

  /// The settings kept in the notebook, by name.
  public func settings() throws -> [(name: String, value: String)] {
    try rows("SELECT name, value FROM main.carnet_setting ORDER BY name")
      .map { ($0[0].text, $0[1].text) }
  }
}
