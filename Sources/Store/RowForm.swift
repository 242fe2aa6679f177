import GRDB

/// How records of one kind stand in a table of the notebook's: each column by name, beside its value.
struct RowForm<Record>: Sendable {
  private let table: String
  let columns: [Column]

  /// A column and what a record has in it.
  struct Column: Sendable {
    let name: String
    let value: @Sendable (Record) -> (any DatabaseValueConvertible)?

    init(
      _ name: String, _ value: @escaping @Sendable (Record) -> (any DatabaseValueConvertible)?
    ) {
      self.name = name
      self.value = value
    }
  }

  init(_ table: String, _ columns: [Column]) {
    self.table = table
    self.columns = columns
  }

  /// Adds records as rows.
  ///
  /// - Parameters:
  ///   - records: In the order in which they are to stand.
  ///   - owner: Columns that all rows have alike, such as the dataset that they belong to.
  ///   - database: Where to.
  ///   - replaces: Whether a row of the same key gives way.
  ///   - isInterrupted: Asked every thousand rows.
  /// - Throws: `StoreError.interrupted`; `DatabaseError` where a row cannot be written.
  /// - Complexity: O(records).
  func insert(
    _ records: some Sequence<Record>, beside owner: KeyValuePairs<String, Int64?> = [:],
    in database: Database, replaces: Bool = false, isInterrupted: () -> Bool = { false }
  ) throws {
    let names = (owner.map(\.key) + columns.map(\.name)).joined(separator: ", ")
    let statement = try database.cachedStatement(
      sql: """
        INSERT \(replaces ? "OR REPLACE " : "")INTO main.\(table) (\(names))
        VALUES (\(databaseQuestionMarks(count: owner.count + columns.count)))
        """)
    let shared = owner.map { $0.value as (any DatabaseValueConvertible)? }
    for (index, record) in records.enumerated() {
      if index % 1_000 == 0, isInterrupted() { throw StoreError.interrupted }
      try statement.execute(
        arguments: StatementArguments(shared + columns.map { $0.value(record) }))
    }
  }
}

extension Database {
  /// The number of the row of a name, or nil where there is none.
  func rowID(of name: String?, in table: String) throws -> Int64? {
    try Int64.fetchOne(
      self, sql: "SELECT id FROM main.\(table) WHERE name = ?", arguments: [name])
  }
}
