import CommandLanguage
import TerminalText

/// What happened when a recorded statement ran again.
public enum ReplayOutcome: Hashable, Sendable {
  /// It gave these facts; `holds` where it proves something by itself, such as an assertion.
  case succeeded(FactSet, holds: Bool = false)
  /// It failed: with the error as records hold it, and as it is where something in it is hidden.
  case failed(RecordedError, truth: RecordedError? = nil)
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
  /// What is compared less strictly than on this machine, a sentence each.
  public var differences: [String] = []

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
  private let found: () throws -> FoundBlocks
  private let draw: ([RecordedBlock]) -> [ScreenLine]

  /// The order of a statement's rows where the statement does not decide it whole.
  public struct OpenOrder: Hashable, Sendable {
    /// Why it is open.
    public var reason: String
    /// The number of each row's group, from 0, within which it is open; nil for all rows as one.
    public var groups: [Int]?

    public init(_ reason: String, groups: [Int]? = nil) {
      self.reason = reason
      self.groups = groups
    }
  }

  /// A comparison with one entry.
  ///
  /// - Parameters:
  ///   - recorded: The entry of the session file.
  ///   - basis: What the record was made by.
  ///   - openOrder: Asked only where rows stand in another order: what the statement leaves open; nil
  ///     where it decides the order.
  ///   - draw: Draws the picture of blocks.
  ///   - found: Asked once, and only where it is compared or something moved: what the statement shows.
  public init(
    with recorded: SessionEntry, on basis: ReplayBasis,
    openOrder: @escaping () throws -> OpenOrder? = { nil },
    draw: @escaping ([RecordedBlock]) -> [ScreenLine] = { _ in [] },
    found: @escaping () throws -> FoundBlocks = { FoundBlocks() }
  ) {
    self.recorded = recorded
    self.basis = basis
    self.openOrder = openOrder
    self.draw = draw
    var kept: FoundBlocks?
    self.found = {
      if let kept { return kept }
      let blocks = try found()
      kept = blocks
      return blocks
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
    case (nil, .failed(let error, _)): return (.failed(error), nil)
    case (let recorded?, .failed(let error, let truth)):
      let expected = Self.revised(recorded, error, truth ?? error)
      guard isSame(expected, error) else {
        return (.otherError(expected: expected, found: error), nil)
      }
      let edited = errorBlock(error) ?? errorWords(expected, error)
      if let edited { return (.pictureEdited(edited), edited) }
      var evidence = ReplayEvidence()
      evidence.error = expected
      // A hand wrote the code, or its words with it; Carnet writes what the error names, too.
      let isByCode = error.hasPayload && !expected.hasPayload
      evidence.isLoose = basis.format > 1 && !basis.isSameVersion && expected != error
      let isWeak = basis.format == 1 || isByCode || evidence.isLoose
      return (isWeak ? .weaker(evidence) : .verified(evidence), nil)
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
    guard expected.hasPayload, found.hasPayload else {
      // A hand may have written the code alone, in records of format 1 the beginning of the words.
      let isWorded =
        expected.code == ErrorCode.sql.rawValue || basis.format > 1 && basis.isSameVersion
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

  /// A recorded error with the words of now where its own stand for the true ones: a name in it may have
  /// become known as private only behind the statement.
  private static func revised(
    _ recorded: RecordedError, _ found: RecordedError, _ truth: RecordedError
  ) -> RecordedError {
    guard recorded != found, Pseudonyms.isHidden(recorded.message),
      let sentence = BlockStanding.sentence(recorded.sentence, found.sentence, truth.sentence)
    else { return recorded }
    var object = recorded.object
    if let named = object, let name = truth.object, Pseudonyms.stands(named, for: name) {
      object = found.object
    }
    return RecordedError(
      code: recorded.code, sentence, sqlite: recorded.sqlite, object: object)
  }

  /// What the block of the expected error says otherwise than the line that states it; nil where
  /// they agree.
  private func errorBlock(_ found: RecordedError) -> String? {
    if basis.format > 1, !recorded.facts.isEmpty || !recorded.picture.isEmpty {
      return "it failed, but the record also contains a result"
    }
    return switch recorded.blocks.first {
    case .error(let error)?:
      recorded.expectedError?.description == error.description
        ? "its `#x` line was removed"
        : "its `#x` line: “\(recorded.expectedError?.description ?? "")”, the block below it: "
          + "“\(error)”; the statement returns “\(found)”"
    case _?: "it failed, but the record also contains another block"
    case nil: nil
    }
  }

  /// What the words of the expected error say otherwise than this version's; nil where they agree.
  private func errorWords(_ expected: RecordedError, _ found: RecordedError) -> String? {
    guard basis.format > 1, basis.isSameVersion, basis.isSameSQLite, expected.hasPayload,
      expected != found || !"\(expected)".utf8.elementsEqual("\(found)".utf8)
    else { return nil }
    return expected.description == found.description
      ? "its error is written differently from what the statement returns"
      : "its error: “\(expected)”, the statement returns “\(found)”"
  }

  // MARK: Success

  private func verdict(on facts: FactSet, holds: Bool) throws -> (ReplayVerdict, String?) {
    var evidence = ReplayEvidence()
    evidence.holds = holds
    let differences = try differences(facts, &evidence)
    let moved = differences.filter { $0.kind != .added }
    if !moved.isEmpty {
      let blocks = try self.found()
      return (
        .diverged(movements(moved, to: blocks.shown, evidence)),
        try contradiction(moved, blocks, evidence)
      )
    }
    let recordedCount = recorded.facts.compared.count
    let isBare = recorded.blocks.isEmpty && recorded.picture.isEmpty
    if recordedCount == 0, isBare || basis.format == 1 {
      return holds ? (.verified(evidence), nil) : (.notCompared, nil)
    }
    let added = differences.filter { $0.kind == .added }
    evidence.facts = recordedCount
    evidence.tablesWithoutReals = tablesWithoutReals(facts)
    evidence.addedCount = added.count
    guard basis.format > 1 else { return (.weaker(evidence), nil) }
    // The preamble of a session, and the script of a result, hold facts alone: those that its
    // command stated.
    if recorded.isEarlier {
      evidence.isEarlier = true
      return (.weaker(evidence), nil)
    }
    let found = try found()
    if basis.isSameVersion, let first = added.first {
      return (
        .diverged(movements(added, to: found.shown, evidence)),
        "the fact `\(first.key)` was removed"
      )
    }
    guard !basis.isSameVersion else {
      return try blocks(found, evidence, isSameVersion: true)
    }
    // What another version wrote as this one does is compared to the letter. Words and drawings that
    // changed since are not, which the verdict says.
    let strict = try blocks(found, evidence, isSameVersion: true)
    guard !strict.0.isVerified || !added.isEmpty else { return strict }
    evidence.isLoose = true
    return try blocks(found, evidence, isSameVersion: false)
  }

  /// The facts that differ; where only the order of rows does and it is open, none do.
  private func differences(
    _ facts: FactSet, _ evidence: inout ReplayEvidence
  ) throws -> [FactDifference] {
    let all = compared(facts, inAnyOrder: false)
    guard all.contains(where: { $0.kind == .changed }) else { return all }
    let inAnyOrder = compared(facts, inAnyOrder: true)
    guard inAnyOrder.count < all.count, let order = try openOrder(),
      try order.groups.map(hasSameOrder) ?? true
    else { return all }
    evidence.multiset = order.reason
    // Rows that are shown in the order of now had this order when they were recorded, too.
    return try inAnyOrder.isEmpty && isShownInOrder() ? all : inAnyOrder
  }

  private func compared(_ facts: FactSet, inAnyOrder: Bool) -> [FactDifference] {
    facts.differences(
      from: recorded.facts, inAnyOrder: inAnyOrder, isExact: basis.format > 1 && !basis.isClose
    ).filter { difference in
      !difference.isEvidence
        && !(basis.isClose && (difference.isOfReals || isPlot(difference)))
        && (basis.isSameVersion || !difference.isOnlyAddedColumns)
    }
  }

  /// Whether a difference is that of a plot's data whose figures the block holds, which is compared.
  private func isPlot(_ difference: FactDifference) -> Bool {
    difference.kind == .changed
      && (difference.key == "plot" || difference.key.hasPrefix("plot "))
      && recorded.blocks.contains { if case .plot = $0 { true } else { false } }
  }

  /// How many tables that the statement changed were compared without their reals, and so without whole
  /// rows: nothing but hashes is recorded of them, and another math library moved these.
  private func tablesWithoutReals(_ facts: FactSet) -> Int {
    guard basis.isClose else { return 0 }
    let moved = facts.differences(from: recorded.facts, isExact: false).filter(\.isOfReals)
    return Set(moved.map { FactKey($0.key).prefix }.filter { !$0.isEmpty }).count
  }

  /// Whether the record holds all that it shows, and shows it in the order of now.
  private func isShownInOrder() throws -> Bool {
    guard basis.format > 1, basis.isSameVersion, isWhole else { return false }
    return try BlockComparison(
      from: recorded.blocks, to: try found(), isMultiset: false, isSameVersion: true
    ).edited == nil
  }

  /// Whether the record holds all rows of what it shows.
  private var isWhole: Bool {
    !recorded.blocks.isEmpty
      && recorded.blocks.allSatisfy { block in
        if case .table(let table) = block { table.rowCount == table.rows.count } else { true }
      }
  }

  /// Whether the record holds a table that its facts are of: of a statement that changes one they are of
  /// that, which nothing shows.
  private var showsTable: Bool {
    recorded.blocks.contains { if case .table = $0 { true } else { false } }
  }

  /// Whether the rows that are recorded are those found now, group by group of rows whose order is open.
  ///
  /// - Complexity: O(cells of the table).
  private func hasSameOrder(in groups: [Int]) throws -> Bool {
    let table = zip(recorded.blocks, try found().shown).enumerated().lazy
      .compactMap { index, blocks -> (RecordedTable, Int)? in
        guard case .table(let was) = blocks.0, case .table(let now) = blocks.1,
          now.rowCount == groups.count
        else { return nil }
        return (was, index)
      }.first
    guard let (was, index) = table else { return true }
    return try found().holds(was, at: index, in: groups)
  }

  /// What of the record was edited where a fact of it is another and all that it shows, whole tables
  /// among it, is as the statement gives it now; nil where that cannot be told.
  private func contradiction(
    _ moved: [FactDifference], _ found: FoundBlocks, _ evidence: ReplayEvidence
  ) throws -> String? {
    guard basis.format > 1, basis.isSameVersion, isWhole, showsTable else { return nil }
    let comparison = try BlockComparison(
      from: recorded.blocks, to: found, isMultiset: evidence.multiset != nil,
      isSameVersion: true)
    guard comparison.edited == nil, found.shown.count == recorded.blocks.count else {
      return nil
    }
    return "its fact `\(moved[0].key)` contradicts what it shows"
  }

  // MARK: Blocks

  private func blocks(
    _ found: FoundBlocks, _ evidence: ReplayEvidence, isSameVersion: Bool
  ) throws -> (ReplayVerdict, String?) {
    var evidence = evidence
    let isMultiset = evidence.multiset != nil
    if isSameVersion, recorded.blocks.count < found.shown.count {
      let struck =
        "\(Sentence.counted(found.shown.count - recorded.blocks.count, "block").text) of it removed"
      return (.diverged([Movement(struck)]), struck)
    }
    let comparison = try BlockComparison(
      from: recorded.blocks, to: found, isMultiset: isMultiset,
      isSameVersion: isSameVersion, tolerance: basis.isClose ? .standard : nil)
    if let edited = comparison.edited ?? forgedPlot() { return (.pictureEdited(edited), edited) }
    evidence.blocks = comparison.count
    evidence.addedBlocks = comparison.addedCount
    evidence.volatileCount = comparison.volatileCount
    if basis.isClose { countReals(&evidence) }
    let drawn = draw(recorded.blocks)
    if isSameVersion, recorded.picture.isEmpty, !drawn.isEmpty {
      let struck = "its picture was removed"
      return (.pictureEdited(struck), struck)
    }
    let difference = PictureComparison(recorded.picture, drawn)
      .firstDifference(isSameVersion: isSameVersion, beside: recorded.blocks)
    if let line = difference {
      let edited = "line \(line) of the picture differs from what the statement returned"
      return (.pictureEdited(edited), edited)
    }
    guard !evidence.isLoose else { return (.weaker(evidence), nil) }
    return (basis.isClose ? .close(evidence) : .verified(evidence), nil)
  }

  /// What is wrong with a plot whose data are not those that its fact is of; nil where none is.
  ///
  /// A plot with pseudonyms has other bytes than its fact, which is that of the true labels.
  private func forgedPlot() -> String? {
    let plots = recorded.blocks.compactMap { block -> String? in
      if case .plot(let json) = block { json } else { nil }
    }
    for (index, json) in plots.enumerated() where !Pseudonyms.isHidden(json) {
      guard case .hash(let hash)? = recorded.facts[index == 0 ? "plot" : "plot \(index + 1)"],
        hash != .sha256(of: json)
      else { continue }
      return "the data of a recorded plot contradict its fact"
    }
    return nil
  }

  /// Counts the reals that were compared cell by cell, and those of which only sums were.
  private func countReals(_ evidence: inout ReplayEvidence) {
    for case .table(let table) in recorded.blocks {
      let reals = table.columns.count { $0.kind == "real" }
      evidence.closeCount += reals * table.rows.count
      evidence.summedCount += reals * (table.rowCount - table.rows.count)
    }
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

extension SessionFile {
  /// The place of the session's own first statement, behind those that make what it uses; nil where
  /// there are none of these.
  public var ownBeginning: Int? { entries.lastIndex(where: \.isEarlier).map { $0 + 1 } }
}

extension SessionEntry {
  /// Whether it was made before the session, so that its record is facts alone: what holds blocks or
  /// a picture shows what it gave, whatever its facts say.
  public var isEarlier: Bool { facts.isEarlier && blocks.isEmpty && picture.isEmpty }
}
