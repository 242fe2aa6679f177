import SessionRecord
import Store
import Tabular

/// The facts of a table: its size, its columns, hashes of its cells and sums of its reals.
enum TableFacts {
  /// The facts of a relation, read once from the database.
  ///
  /// - Complexity: O(cells).
  static func facts(
    of relation: String, columns: [ResultColumn], in database: NotebookDatabase,
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> FactSet {
    let fingerprint = try database.fingerprint(
      of: relation, isReal: columns.map { $0.kind == .real }, isInterrupted: isInterrupted)
    return facts(fingerprint, columns: columns.map { FactColumn($0.name, $0.kind.rawValue) })
  }

  /// The facts of a table that was loaded with typed columns.
  static func facts(_ fingerprint: TableFingerprint, columns: [Tabular.Column]) -> FactSet {
    facts(fingerprint, columns: columns.map { FactColumn($0.name, $0.type.rawValue) })
  }

  /// The facts of a table that a statement shows; of volatile columns the names alone.
  ///
  /// - Complexity: O(cells).
  static func facts(of table: ResultTable, in database: NotebookDatabase) throws -> FactSet {
    let compared = table.columns.indices.filter { table.columns[$0].nature == .fact }
    // Of a report about the program not even the number of rows is a fact.
    guard !compared.isEmpty else { return FactSet() }
    var fingerprinter = TableFingerprinter(
      isReal: compared.map { table.columns[$0].kind == .real })
    try table.forEachRow(in: database) { row in
      for index in compared { fingerprinter.add(row[index]) }
      fingerprinter.endRow()
    }
    return facts(fingerprinter.fingerprint, columns: compared.map { FactColumn(table.columns[$0]) })
  }

  private static func facts(_ fingerprint: TableFingerprint, columns: [FactColumn]) -> FactSet {
    var facts = FactSet([
      Fact("rows", .integer(Int64(fingerprint.rowCount))), Fact("columns", .columns(columns)),
    ])
    facts.beginGroup([
      Fact("ordered", hash(fingerprint.ordered)), Fact("unordered", hash(fingerprint.orderFree)),
    ])
    for real in fingerprint.reals {
      guard let least = real.min, let most = real.max else { continue }
      let name = columns[real.index].name
      facts.beginGroup([
        Fact("sum(\(name))", .real(real.sum)), Fact("min(\(name))", .real(least)),
        Fact("max(\(name))", .real(most)),
      ])
    }
    return facts
  }

  private static func hash(_ hash: Hash128) -> FactValue {
    ContentHash(algorithm: "rows", digits: hash.description).map(FactValue.hash)
      ?? .text(hash.description)
  }
}

extension FactColumn {
  /// A column of a result as facts name it.
  init(_ column: ResultColumn) {
    self =
      column.nature == .volatile
      ? .volatile(column.name) : FactColumn(column.name, column.kind.rawValue)
  }
}

extension TableFingerprinter {
  fileprivate mutating func add(_ value: SQLValue) {
    switch value {
    case .null: addNull()
    case .integer(let integer): add(integer: integer)
    case .real(let real): add(real: real)
    case .text(let text): add(text: text)
    case .blob(let bytes): add(text: "\u{0}blob" + SQLValue.hexDigits(of: bytes))
    }
  }
}
