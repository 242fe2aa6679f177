import TerminalText

/// What happened when a recorded statement ran again.
public enum ReplayOutcome: Hashable, Sendable {
  /// It gave these facts; `holds` where it proves something by itself, such as an assertion.
  case succeeded(FactSet, holds: Bool = false)
  case failed(RecordedError)
}

/// What a comparison has to know beside the record and what was found.
public struct ReplayBasis: Sendable {
  /// The record's format: 1 compares facts alone, 2 and later everything.
  public var format: Int
  /// Whether this version of Carnet made the record.
  public var isSameVersion: Bool
  /// Whether SQLite is the same, so that its messages are.
  public var isSameSQLite: Bool
  /// Whether reals may lie apart by the tolerance, as another math library computed them.
  public var isClose: Bool

  public init(
    format: Int, isSameVersion: Bool = true, isSameSQLite: Bool = true, isClose: Bool = false
  ) {
    self.format = format
    self.isSameVersion = isSameVersion
    self.isSameSQLite = isSameSQLite
    self.isClose = isClose
  }
}

/// Holds one recorded statement against what it gave now.
public struct ReplayComparison {
  private let recorded: SessionEntry
  private let basis: ReplayBasis
  private let openOrder: () throws -> OpenOrder?
  private let shown: () throws -> Shown

  /// The order of a statement's rows where the statement does not decide it whole.
  public struct OpenOrder: Hashable, Sendable {
    /// Why it is open.
    public var reason: String
    /// The columns of the result by which rows are ordered all the same, in any order.
    public var keys: [String]

    public init(_ reason: String, keys: [String] = []) {
      self.reason = reason
      self.keys = keys
    }
  }

  /// What a statement shows, as its record would hold it.
  public struct Shown: Sendable {
    public var blocks: [RecordedBlock]
    public var picture: [ScreenLine]

    public init(blocks: [RecordedBlock] = [], picture: [ScreenLine] = []) {
      self.blocks = blocks
      self.picture = picture
    }
  }

  /// A comparison with one entry.
  ///
  /// - Parameters:
  ///   - recorded: The entry of the session file.
  ///   - basis: What the record was made by.
  ///   - openOrder: Asked only where rows stand in another order: what the statement leaves open; nil
  ///     where it decides the order.
  ///   - shown: Asked once, and only where it is compared or something moved.
  public init(
    with recorded: SessionEntry, on basis: ReplayBasis,
    openOrder: @escaping () throws -> OpenOrder? = { nil },
    shown: @escaping () throws -> Shown = { Shown() }
  ) {
    self.recorded = recorded
    self.basis = basis
    self.openOrder = openOrder
    var kept: Shown?
    self.shown = {
      if let kept { return kept }
      let drawn = try shown()
      kept = drawn
      return drawn
    }
  }

  /// The verdict, and what of the record itself was edited where the verdict comes from that.
  ///
  /// - Throws: What the order and what is shown now throw.
  /// - Complexity: O(facts · columns + cells of the blocks).
  public func verdict(
    on found: ReplayOutcome
  ) throws -> (verdict: ReplayVerdict, edited: String?) {
    switch (recorded.expectedError, found) {
    case (nil, .failed(let error)): return (.failed(error), nil)
    case (let expected?, .failed(let error)):
      guard isSame(expected, error) else {
        return (.otherError(expected: expected, found: error), nil)
      }
      if let edited = errorBlock(error) { return (.pictureEdited(edited), edited) }
      var evidence = ReplayEvidence()
      evidence.error = expected
      return (basis.format > 1 ? .verified(evidence) : .weaker(evidence), nil)
    case (let expected?, .succeeded): return (.expectedErrorVanished(expected), nil)
    case (nil, .succeeded(let facts, let holds)): return try verdict(on: facts, holds: holds)
    }
  }

  /// Whether two errors are the same: code, values, and of SQL's the extended code and the object.
  ///
  /// SQLite's own words are compared where it is the same version, and where a record holds words
  /// alone.
  private func isSame(_ expected: RecordedError, _ found: RecordedError) -> Bool {
    guard expected.code == found.code else { return false }
    // A name in it may have become known as private only behind the statement.
    if basis.format > 1, Pseudonyms.isHidden(expected.message) {
      return expected.sqlite == found.sqlite && Pseudonyms.covers(expected.message, found.message)
    }
    guard expected.hasPayload, found.hasPayload else {
      // A hand may have written the code alone, in records of format 1 the beginning of the words.
      let isWorded = expected.code == Self.sqlCode || basis.format > 1 && basis.isSameVersion
      guard isWorded, !expected.message.isEmpty else { return true }
      return basis.format > 1
        ? found.message == expected.message : found.message.hasPrefix(expected.message)
    }
    guard let code = expected.sqlite, let other = found.sqlite else {
      return expected.sentence.values == found.sentence.values
    }
    guard code == other, expected.object == found.object else { return false }
    return !basis.isSameSQLite || expected.sentence.values == found.sentence.values
  }

  private static let sqlCode = "E-sql"

  /// What the block of the expected error says otherwise than the line that states it; nil where
  /// they agree.
  private func errorBlock(_ found: RecordedError) -> String? {
    if basis.format > 1, !recorded.facts.isEmpty || !recorded.picture.isEmpty {
      return "it failed, and the record has a result beside its error"
    }
    return switch recorded.blocks.first {
    case .error(let error)?:
      "the block of its error: “\(error)”, the statement gives “\(found)”"
    case _?: "it failed, and the record has a block beside its error"
    case nil: nil
    }
  }

  // MARK: Success

  private func verdict(on facts: FactSet, holds: Bool) throws -> (ReplayVerdict, String?) {
    var evidence = ReplayEvidence()
    evidence.holds = holds
    let differences = try differences(facts, &evidence)
    let moved = differences.filter { $0.kind != .added }
    if !moved.isEmpty {
      let blocks = try shown().blocks
      return (
        .diverged(movements(moved, to: blocks, evidence)), contradiction(moved, blocks, evidence)
      )
    }
    let recordedCount = recorded.facts.compared.count
    let isBare = recorded.blocks.isEmpty && recorded.picture.isEmpty
    if recordedCount == 0, isBare || basis.format == 1 {
      return holds ? (.verified(evidence), nil) : (.notCompared, nil)
    }
    let added = differences.filter { $0.kind == .added }
    evidence.facts = recordedCount
    evidence.addedCount = added.count
    guard basis.format > 1 else { return (.weaker(evidence), nil) }
    // The preamble of a session, and the script of a result, hold facts alone: those that its
    // command stated.
    if recorded.isEarlier {
      evidence.isEarlier = true
      return (.verified(evidence), nil)
    }
    let shown = try shown()
    if basis.isSameVersion, let first = added.first {
      return (
        .diverged(movements(added, to: shown.blocks, evidence)),
        "the fact `\(first.key)` was struck out"
      )
    }
    return blocks(shown, evidence)
  }

  /// The facts that differ; where only the order of rows does and it is open, none do.
  private func differences(
    _ facts: FactSet, _ evidence: inout ReplayEvidence
  ) throws -> [FactDifference] {
    let all = compared(facts, inAnyOrder: false)
    guard all.contains(where: { $0.kind == .changed }) else { return all }
    let inAnyOrder = compared(facts, inAnyOrder: true)
    guard inAnyOrder.count < all.count, let order = try openOrder(),
      try order.keys.isEmpty || hasSameOrder(of: order.keys)
    else { return all }
    evidence.multiset = order.reason
    // Rows that are shown in the order of now had this order when they were recorded, too.
    return try inAnyOrder.isEmpty && isShownInOrder() ? all : inAnyOrder
  }

  private func compared(_ facts: FactSet, inAnyOrder: Bool) -> [FactDifference] {
    facts.differences(
      from: recorded.facts, inAnyOrder: inAnyOrder, isExact: basis.format > 1 && !basis.isClose
    ).filter { difference in
      !difference.isEvidence && !(basis.isClose && difference.isOfReals)
        && (basis.isSameVersion || !difference.isOnlyAddedColumns)
    }
  }

  /// Whether the record holds all that it shows, and shows it in the order of now.
  private func isShownInOrder() throws -> Bool {
    guard basis.format > 1, basis.isSameVersion, isWhole else { return false }
    let blocks = try shown().blocks
    return BlockComparison(
      from: recorded.blocks, to: blocks, isMultiset: false, isSameVersion: true
    ).edited == nil
  }

  /// Whether the record holds all rows of what it shows.
  private var isWhole: Bool {
    !recorded.blocks.isEmpty
      && recorded.blocks.allSatisfy { block in
        if case .table(let table) = block { table.rowCount == table.rows.count } else { true }
      }
  }

  /// Whether the rows that are recorded stand in the order of those found now, as far as the columns
  /// tell that order them: rows that are equal in these may change places, their cells do not.
  ///
  /// - Complexity: O(rows that are kept · columns).
  private func hasSameOrder(of keys: [String]) throws -> Bool {
    let was = RecordedTable.first(of: recorded.blocks, with: keys)
    guard let was, let now = RecordedTable.first(of: try shown().blocks, with: keys) else {
      return true
    }
    return keys.allSatisfy { key in
      zip(was.cells(of: key), now.cells(of: key)).allSatisfy { $0.ordersAs($1) }
    }
  }

  /// What of the record was edited where a fact of it is another and all that it shows, whole tables
  /// among it, is as the statement gives it now; nil where that cannot be told.
  private func contradiction(
    _ moved: [FactDifference], _ blocks: [RecordedBlock], _ evidence: ReplayEvidence
  ) -> String? {
    guard basis.format > 1, basis.isSameVersion, isWhole else { return nil }
    let comparison = BlockComparison(
      from: recorded.blocks, to: blocks, isMultiset: evidence.multiset != nil,
      isSameVersion: true)
    guard comparison.edited == nil, blocks.count == recorded.blocks.count else {
      return nil
    }
    return "its fact `\(moved[0].key)` does not fit what it shows"
  }

  // MARK: Blocks

  private func blocks(
    _ found: Shown, _ evidence: ReplayEvidence
  ) -> (ReplayVerdict, String?) {
    var evidence = evidence
    let isMultiset = evidence.multiset != nil
    if basis.isSameVersion, recorded.blocks.count < found.blocks.count {
      let struck =
        "\(counted(found.blocks.count - recorded.blocks.count, "block")) of it struck out"
      return (.diverged([Movement(struck)]), struck)
    }
    let comparison = BlockComparison(
      from: recorded.blocks, to: found.blocks, isMultiset: isMultiset,
      isSameVersion: basis.isSameVersion, tolerance: basis.isClose ? .standard : nil)
    if let edited = comparison.edited { return (.pictureEdited(edited), edited) }
    evidence.blocks = comparison.count
    evidence.volatileCount = comparison.volatileCount
    if basis.isClose { countReals(&evidence) }
    if basis.isSameVersion, recorded.picture.isEmpty, !found.picture.isEmpty {
      let struck = "its picture was struck out"
      return (.pictureEdited(struck), struck)
    }
    if !basis.isClose, let line = picture(found.picture, isMultiset: isMultiset) {
      let edited = "line \(line) of the picture is not what the statement gave"
      return (.pictureEdited(edited), edited)
    }
    return (basis.isClose ? .close(evidence) : .verified(evidence), nil)
  }

  /// Counts the reals that were compared cell by cell, and those of which only sums were.
  private func countReals(_ evidence: inout ReplayEvidence) {
    for case .table(let table) in recorded.blocks {
      let reals = table.columns.count { $0.kind == "real" }
      evidence.closeCount += reals * table.rows.count
      evidence.summedCount += reals * (table.rowCount - table.rows.count)
    }
  }

  /// The first line, from 1, in which the recorded picture is another than that of now.
  private func picture(_ found: [ScreenLine], isMultiset: Bool) -> Int? {
    PictureComparison(recorded.picture, found).firstDifference(
      isSameVersion: basis.isSameVersion, isMultiset: isMultiset, beside: recorded.blocks)
  }

  // MARK: What moved

  private func movements(
    _ differences: [FactDifference], to blocks: [RecordedBlock], _ evidence: ReplayEvidence
  ) -> [Movement] {
    StatementMovements(
      differences, from: recorded.blocks, to: blocks,
      isMultiset: evidence.multiset != nil
    ).all
  }
}

extension SessionEntry {
  /// Whether it was made before the session, so that its record is facts alone: what holds blocks or
  /// a picture shows what it gave, whatever its facts say.
  var isEarlier: Bool { facts.isEarlier && blocks.isEmpty && picture.isEmpty }
}

extension RecordedTable {
  /// The first table of a list of blocks that has all of some columns.
  fileprivate static func first(
    of blocks: [RecordedBlock], with columns: [String]
  ) -> RecordedTable? {
    for case .table(let table) in blocks {
      if columns.allSatisfy({ name in table.columns.contains { $0.name == name } }) { return table }
    }
    return nil
  }

  /// The cells of the first column of a name, in the order of the rows; none where there is none.
  fileprivate func cells(of name: String) -> [RecordedValue] {
    guard let place = columns.firstIndex(where: { $0.name == name }) else { return [] }
    return rows.map { $0[place] }
  }
}

extension RecordedValue {
  /// Whether two cells may stand for one place in an order, whatever collation it is by.
  fileprivate func ordersAs(_ other: RecordedValue) -> Bool {
    switch (self, other) {
    case (.integer(let left), .real(let right)), (.real(let right), .integer(let left)):
      Double(left) == right
    case (.text(let left), .text(let right)):
      Pseudonyms.isHidden(left) || Pseudonyms.isHidden(right)
        || left.lowercased().trimmed == right.lowercased().trimmed
    default: self == other
    }
  }
}

extension String {
  /// Without blanks at its end, which the collation `RTRIM` leaves aside.
  fileprivate var trimmed: Substring {
    guard let last = lastIndex(where: { $0 != " " }) else { return "" }
    return self[...last]
  }
}
