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
  /// Why the order of the statement's rows is open; nil where the statement decides it.
  private let openOrder: () -> String?
  private let shown: () -> Shown

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
  ///   - openOrder: Asked only where rows stand in another order: why the statement leaves it open.
  ///   - shown: Asked only where it is compared, or where something moved.
  public init(
    with recorded: SessionEntry, on basis: ReplayBasis,
    openOrder: @escaping () -> String? = { nil }, shown: @escaping () -> Shown = { Shown() }
  ) {
    self.recorded = recorded
    self.basis = basis
    self.openOrder = openOrder
    self.shown = shown
  }

  /// The verdict, and what of the record itself was edited where the verdict comes from that.
  ///
  /// - Complexity: O(facts · columns + cells of the blocks).
  public func verdict(on found: ReplayOutcome) -> (verdict: ReplayVerdict, edited: String?) {
    switch (recorded.expectedError, found) {
    case (nil, .failed(let error)): return (.failed(error), nil)
    case (let expected?, .failed(let error)):
      guard isSame(expected, error) else {
        return (.otherError(expected: expected, found: error), nil)
      }
      var evidence = ReplayEvidence()
      evidence.error = expected
      return (basis.format > 1 ? .verified(evidence) : .weaker(evidence), nil)
    case (let expected?, .succeeded): return (.expectedErrorVanished(expected), nil)
    case (nil, .succeeded(let facts, let holds)): return verdict(on: facts, holds: holds)
    }
  }

  /// Whether two errors are the same: code, values, and of SQL's the extended code and the object.
  ///
  /// SQLite's own words are compared where it is the same version, and where a record holds words
  /// alone.
  private func isSame(_ expected: RecordedError, _ found: RecordedError) -> Bool {
    guard expected.code == found.code else { return false }
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

  // MARK: Success

  private func verdict(on facts: FactSet, holds: Bool) -> (ReplayVerdict, String?) {
    var evidence = ReplayEvidence()
    evidence.holds = holds
    let differences = differences(facts, &evidence)
    let moved = differences.filter { $0.kind != .added }
    if !moved.isEmpty {
      return (.diverged(movements(moved, evidence)), contradiction(moved, evidence))
    }
    let recordedCount = recorded.facts.compared.count
    if recordedCount == 0, recorded.blocks.isEmpty || basis.format == 1 {
      return holds ? (.verified(evidence), nil) : (.notCompared, nil)
    }
    let added = differences.filter { $0.kind == .added }
    evidence.facts = recordedCount
    evidence.addedCount = added.count
    guard basis.format > 1 else { return (.weaker(evidence), nil) }
    // A preamble's facts are those that its command stated.
    if basis.isSameVersion, !recorded.facts.isEarlier, let first = added.first {
      return (.diverged(movements(added, evidence)), "the fact `\(first.key)` was struck out")
    }
    return blocks(evidence)
  }

  /// The facts that differ; where only the order of rows does and it is open, none do.
  private func differences(
    _ facts: FactSet, _ evidence: inout ReplayEvidence
  ) -> [FactDifference] {
    let all = facts.differences(from: recorded.facts).filter { difference in
      !difference.isEvidence && !(basis.isClose && difference.isOfReals)
        && (basis.isSameVersion || !difference.isOnlyAddedColumns)
    }
    guard all.contains(where: { $0.kind == .changed }) else { return all }
    let inAnyOrder = facts.differences(from: recorded.facts, inAnyOrder: true)
      .filter { !$0.isEvidence }
    guard inAnyOrder.count < all.count, let reason = openOrder() else { return all }
    evidence.multiset = reason
    return inAnyOrder
  }

  /// What of the record was edited where a fact of it is another and all that it shows, whole tables
  /// among it, is as the statement gives it now; nil where that cannot be told.
  private func contradiction(_ moved: [FactDifference], _ evidence: ReplayEvidence) -> String? {
    guard basis.format > 1, basis.isSameVersion, !recorded.blocks.isEmpty else { return nil }
    let isWhole = recorded.blocks.allSatisfy { block in
      if case .table(let table) = block { table.rowCount == table.rows.count } else { true }
    }
    let blocks = shown().blocks
    let comparison = BlockComparison(
      from: recorded.blocks, to: blocks, isMultiset: evidence.multiset != nil,
      isSameVersion: true)
    guard isWhole, comparison.edited == nil, blocks.count == recorded.blocks.count else {
      return nil
    }
    return "its fact `\(moved[0].key)` does not fit what it shows"
  }

  // MARK: Blocks

  private func blocks(_ evidence: ReplayEvidence) -> (ReplayVerdict, String?) {
    var evidence = evidence
    let found = shown()
    let isMultiset = evidence.multiset != nil
    // The preamble of a session, and the script of a result, hold facts alone.
    if recorded.facts.isEarlier { return (.verified(evidence), nil) }
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
    _ differences: [FactDifference], _ evidence: ReplayEvidence
  ) -> [Movement] {
    StatementMovements(
      differences, from: recorded.blocks, to: shown().blocks,
      isMultiset: evidence.multiset != nil
    ).all
  }
}
