import SessionRecord
import Store
import Tabular

/// The facts of a table: its size, its columns with hashes of their values, hashes of its rows, and
/// figures of its real columns.
struct TableFacts {
  let columns: [FactColumn]
  /// Whose facts they are, where a statement has several tables.
  var owner: String?
  /// What a replay compares them with; nil outside replays.
  var comparison: FactComparison?

  /// Of a result's columns.
  init(of columns: [ResultColumn], owner: String? = nil, comparison: FactComparison? = nil) {
    self.columns = columns.map(FactColumn.init)
    self.owner = owner
    self.comparison = comparison
  }

  /// Of a sheet's columns.
  init(of columns: [Tabular.Column], owner: String? = nil, comparison: FactComparison? = nil) {
    self.columns = columns.map { FactColumn($0.name, $0.type.rawValue) }
    self.owner = owner
    self.comparison = comparison
  }

  /// Of a table that SQL changed.
  init(of content: TableContent, comparison: FactComparison? = nil) {
    columns = content.columns.map {
      FactColumn(
        $0.name, $0.kind.rawValue, digest: ColumnDigest(ordered: nil, unordered: $0.orderFree))
    }
    owner = content.name
    self.comparison = comparison
  }

  private var prefix: String { owner.map { "\($0) " } ?? "" }

  /// The columns whose values are compared: all but the volatile ones.
  static func comparedIndices(of columns: [FactColumn]) -> [Int] {
    columns.indices.filter { !columns[$0].isVolatile }
  }

  private func isReal(_ indices: [Int]) -> [Bool] {
    indices.map { columns[$0].type == ColumnKind.real.rawValue }
  }

  private var projection: FactComparison.Projection? {
    comparison?.projection(of: columns, prefix: prefix)
  }

  // MARK: Rows

  /// The facts of a relation, read once from the database; twice where a record took them otherwise.
  ///
  /// - Complexity: O(cells).
  func facts(of relation: String, in database: NotebookDatabase) throws -> FactSet {
    if let projection {
      let (indices, isReal) = (projection.indices, isReal(projection.indices))
      switch projection.form {
      case .first:
        let old = try database.firstFormFingerprint(
          of: relation, columns: indices, isReal: isReal)
        comparison?.note(ordered: old.ordered, unordered: old.orderFree, prefix: prefix)
      case .second:
        note(try database.fingerprint(of: relation, columns: indices, isReal: isReal))
      }
    }
    let indices = Self.comparedIndices(of: columns)
    return facts(
      try database.fingerprint(of: relation, columns: indices, isReal: isReal(indices)))
  }

  /// The facts of a relation that was read already; it is read again where a record took them otherwise.
  ///
  /// - Parameters:
  ///   - relation: Its name.
  ///   - database: Where it lies.
  ///   - fingerprint: That of all its columns, with figures of all.
  /// - Throws: `StoreError` where it has to be read again and cannot be.
  /// - Returns: The facts.
  func facts(
    of relation: String, in database: NotebookDatabase, read fingerprint: TableFingerprint
  ) throws -> FactSet {
    let indices = Self.comparedIndices(of: columns)
    guard projection == nil, indices.count == columns.count else {
      return try facts(of: relation, in: database)
    }
    return facts(fingerprint.keepingFigures(isReal(indices)))
  }

  /// The facts of rows in memory.
  ///
  /// - Complexity: O(cells).
  func facts(of rows: [[SQLValue]]) -> FactSet {
    if let projection {
      let (indices, isReal) = (projection.indices, isReal(projection.indices))
      switch projection.form {
      case .first:
        var fingerprinter = FirstFormFingerprinter(isReal: isReal)
        Self.add(rows, indices, to: &fingerprinter)
        let old = fingerprinter.fingerprint
        comparison?.note(ordered: old.ordered, unordered: old.orderFree, prefix: prefix)
      case .second:
        var fingerprinter = TableFingerprinter(isReal: isReal)
        Self.add(rows, indices, to: &fingerprinter)
        note(fingerprinter.fingerprint)
      }
    }
    let indices = Self.comparedIndices(of: columns)
    var fingerprinter = TableFingerprinter(isReal: isReal(indices))
    Self.add(rows, indices, to: &fingerprinter)
    return facts(fingerprinter.fingerprint)
  }

  private static func add(
    _ rows: [[SQLValue]], _ indices: [Int], to fingerprinter: inout some RowTaker
  ) {
    for row in rows {
      for index in indices { fingerprinter.add(row[index]) }
      fingerprinter.endRow()
    }
  }

  private func note(_ fingerprint: TableFingerprint) {
    comparison?.note(
      ordered: fingerprint.ordered, unordered: fingerprint.orderFree, prefix: prefix)
  }

  // MARK: Batches

  /// Takes the batches of a sheet for its facts.
  struct Batches {
    private let facts: TableFacts
    private var fingerprinter: TableFingerprinter
    private var asRecorded: AsRecorded?

    /// The same rows as a record took them.
    private enum AsRecorded {
      case first(FirstFormFingerprinter, [Int])
      case second(TableFingerprinter, [Int])
    }

    init(_ facts: TableFacts) {
      self.facts = facts
      fingerprinter = TableFingerprinter(isReal: facts.isReal(Array(facts.columns.indices)))
      guard let projection = facts.projection else { return }
      let (indices, isReal) = (projection.indices, facts.isReal(projection.indices))
      switch projection.form {
      case .first: asRecorded = .first(FirstFormFingerprinter(isReal: isReal), indices)
      case .second: asRecorded = .second(TableFingerprinter(isReal: isReal), indices)
      }
    }

    /// Adds a batch's rows.
    mutating func add(_ batch: TableBatch) {
      fingerprinter.add(batch)
      switch asRecorded {
      case .first(var other, let indices):
        other.add(batch.picking(indices))
        asRecorded = .first(other, indices)
      case .second(var other, let indices):
        other.add(batch.picking(indices))
        asRecorded = .second(other, indices)
      case nil: break
      }
    }

    /// The facts of the rows taken.
    func finish() -> FactSet {
      switch asRecorded {
      case .first(let other, _):
        let old = other.fingerprint
        facts.comparison?.note(
          ordered: old.ordered, unordered: old.orderFree, prefix: facts.prefix)
      case .second(let other, _): facts.note(other.fingerprint)
      case nil: break
      }
      return facts.facts(fingerprinter.fingerprint)
    }
  }

  // MARK: Facts

  /// The facts of a fingerprint over the columns that are compared.
  private func facts(_ fingerprint: TableFingerprint) -> FactSet {
    let compared = Array(zip(Self.comparedIndices(of: columns), fingerprint.columns))
    var columns = columns
    for (index, column) in compared {
      columns[index].digest = ColumnDigest(
        ordered: column.ordered, unordered: column.orderFree)
    }
    var facts = FactSet([
      Fact(FactKey.rows, .integer(Int64(fingerprint.rowCount))),
      Fact(FactKey.columns, .columns(columns)),
    ])
    facts.beginGroup(
      Self.rowHashes(fingerprint.ordered, fingerprint.orderFree, as: .current))
    for (index, column) in compared {
      guard let figures = column.figures, let least = figures.min, let most = figures.max else {
        continue
      }
      let values = [figures.sum, least, most]
      facts.beginGroup(
        zip(FactKey.figures, values).map { Fact("\($0)(\(columns[index].name))", .real($1)) })
    }
    return owner.map(facts.prefixed(with:)) ?? facts
  }

  /// The facts of what a table holds that SQL changed, whatever the order of its rows.
  func facts(of content: TableContent) -> FactSet {
    FactSet([
      Fact(FactKey.rows, .integer(Int64(content.rowCount))),
      Fact(FactKey.columns, .columns(columns)),
      Fact(FactKey.unordered, Self.hash(content.orderFree, as: .current)),
    ]).prefixed(with: content.name)
  }

  /// Takes the hash of a changed table's rows as a record took it that names other columns.
  ///
  /// - Complexity: O(cells) where it does.
  func noteAsRecorded(_ table: String, in database: NotebookDatabase) throws {
    guard let projection else { return }
    let rows = try database.fingerprint(
      of: table, columns: projection.indices, isReal: isReal(projection.indices))
    comparison?.note(ordered: nil, unordered: rows.orderFree, prefix: prefix)
  }

  static func rowHashes(_ ordered: Hash128?, _ unordered: Hash128, as form: RecordForm) -> [Fact] {
    (ordered.map { [Fact(FactKey.ordered, hash($0, as: form))] } ?? [])
      + [Fact(FactKey.unordered, hash(unordered, as: form))]
  }

  private static func hash(_ hash: Hash128, as form: RecordForm) -> FactValue {
    ContentHash(algorithm: form.hashName, digits: hash.description).map(FactValue.hash)
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

extension ResultTable {
  /// The facts of the table's rows, in memory or in the database.
  ///
  /// - Parameters:
  ///   - database: Where the rows lie that are not in memory.
  ///   - owner: The table's title, where a statement has several.
  ///   - comparison: What a replay compares them with.
  /// - Returns: The facts.
  /// - Throws: `StoreError` where rows in the database cannot be read.
  /// - Complexity: O(cells).
  func facts(
    in database: NotebookDatabase, owner: String? = nil, comparison: FactComparison?
  ) throws -> FactSet {
    let facts = TableFacts(of: columns, owner: owner, comparison: comparison)
    // Of a report about the program not even the number of rows is a fact.
    guard !TableFacts.comparedIndices(of: facts.columns).isEmpty else { return FactSet() }
    return try relation.map { try facts.facts(of: $0, in: database) } ?? facts.facts(of: rows)
  }
}
