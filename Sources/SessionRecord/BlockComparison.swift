import TerminalText

/// The blocks of a record against those that a statement gives now.
struct BlockComparison {
  /// What a recorded block shows that the statement did not give; nil where all agree.
  private(set) var edited: String?
  /// Blocks that were compared.
  private(set) var count = 0
  /// Values among them that change from run to run, which were not.
  private(set) var volatileCount = 0

  /// Compares blocks whose statement's facts hold.
  ///
  /// - Parameters:
  ///   - recorded: The blocks of the record.
  ///   - found: Those of now.
  ///   - isMultiset: Whether rows may stand in any order.
  ///   - isSameVersion: Whether the same version drew both, so that words are the same too.
  ///   - tolerance: How far reals of tables may lie apart; nil for not at all.
  /// - Complexity: O(cells).
  init(
    from recorded: [RecordedBlock], to found: [RecordedBlock], isMultiset: Bool,
    isSameVersion: Bool, tolerance: FactTolerance? = nil
  ) {
    guard recorded.count == found.count else {
      // Another version may show more, or less.
      if isSameVersion {
        edited =
          "the record holds \(counted(recorded.count, "block")), the statement gives \(found.count)"
      }
      return
    }
    for (was, now) in zip(recorded, found) {
      volatileCount += Self.volatileCount(now)
      let difference =
        Self.difference(was, now, isMultiset, isSameVersion, tolerance)
        ?? (isSameVersion && !isMultiset && tolerance == nil ? Self.letters(was, now) : nil)
      if let difference {
        edited = difference
        return
      }
      count += 1
    }
  }

  /// How many values of a block change from run to run.
  private static func volatileCount(_ block: RecordedBlock) -> Int {
    switch block {
    case .message(let message):
      message.sentence.parts.count { part in
        if case .volatile = part { true } else { false }
      }
    case .table(let table): table.columns.count(where: \.isVolatile) * table.rows.count
    case .plot, .error, .lines, .sidecar, .other: 0
    }
  }

  /// Whether two blocks that say the same are written otherwise; texts with pseudonyms may be.
  private static func letters(_ was: RecordedBlock, _ now: RecordedBlock) -> String? {
    let (left, right) = (was.line, now.line)
    guard !left.utf8.elementsEqual(right.utf8), ![left, right].contains(where: Pseudonyms.isHidden)
    else { return nil }
    return "a recorded block is written otherwise than the statement gives it"
  }

  private static func difference(
    _ was: RecordedBlock, _ now: RecordedBlock, _ isMultiset: Bool, _ isSameVersion: Bool,
    _ tolerance: FactTolerance?
  ) -> String? {
    switch (was, now) {
    case (.table(let was), .table(let now)):
      if let struck = struck(was, now, isSameVersion) { return struck }
      let movements = TableMovements(
        from: named(was, as: now), to: now, isMultiset: isMultiset,
        ignoresNewColumns: !isSameVersion,
        accepts: { accepts($0, $1, isSameVersion) || isNear($0, $1, tolerance) }
      ).all
      return movements.isEmpty ? nil : "a recorded table: \(Movement.text(of: movements))"
    case (.message(let was), .message(let now)):
      return message(was, now, isSameVersion)
    case (.plot(let was), .plot(let now)):
      return was == now || !isSameVersion || Pseudonyms.isHidden(was)
        ? nil : "the data of a recorded plot are others"
    case (.lines(let was), .lines(let now)):
      return was == now || !isSameVersion || was.contains(where: Pseudonyms.isHidden)
        ? nil : "recorded lines of text are others"
    case (.sidecar, _): return "the file of a recorded table is missing, or was changed"
    case (.other, _): return isSameVersion ? "a recorded block cannot be read" : nil
    default: return isSameVersion ? "a recorded block is of another kind" : nil
    }
  }

  /// A recorded table with the names of now for columns whose own hold pseudonyms.
  private static func named(_ was: RecordedTable, as now: RecordedTable) -> RecordedTable {
    guard was.columns.count == now.columns.count else { return was }
    var table = was
    for index in table.columns.indices {
      let (recorded, found) = (was.columns[index].name, now.columns[index].name)
      if Pseudonyms.isHidden(recorded), Pseudonyms.covers(recorded, found) {
        table.columns[index].name = found
      }
    }
    return table
  }

  /// What of a table is struck out or has another title; nil where neither is so.
  private static func struck(
    _ was: RecordedTable, _ now: RecordedTable, _ isSameVersion: Bool
  ) -> String? {
    guard was.rows.count == min(was.rowCount, RecordedTable.mostRows) else {
      return "rows of a recorded table were struck out"
    }
    guard isSameVersion, !accepts(.text(was.title), .text(now.title), true) else { return nil }
    return "the title of a recorded table: “\(was.title)”, the statement gives “\(now.title)”"
  }

  /// A message's severity and values, in order; on the same version its words too.
  private static func message(
    _ was: RecordedMessage, _ now: RecordedMessage, _ isSameVersion: Bool
  ) -> String? {
    if isSameVersion, was == now { return nil }
    let (left, right) = (values(was), values(now))
    // Words may be others on another version, and beside a name that is hidden.
    let isByValues =
      !isSameVersion || was.severity == now.severity && left.contains(where: isHidden)
    if isByValues, left.elementsEqual(right, by: { accepts($0, $1, isSameVersion) }) { return nil }
    return "a recorded message: “\(was.text)”, the statement gives “\(now.text)”"
  }

  private static func isHidden(_ value: RecordedValue) -> Bool {
    if case .text(let text) = value { Pseudonyms.isHidden(text) } else { false }
  }

  private static func values(_ message: RecordedMessage) -> [RecordedValue] {
    message.sentence.values.map { value in
      switch value {
      case .integer(let integer): .integer(integer)
      case .real(let real): .real(real)
      case .text(let text): .text(text)
      }
    }
  }

  /// Cells with a pseudonym are compared by the facts, which are of the true values, and by the
  /// pseudonym where it stands alone, since it depends on the value alone.
  ///
  /// A record may hide what the replay does not know as private yet; the reverse on another version only.
  private static func accepts(
    _ was: RecordedValue, _ now: RecordedValue, _ isSameVersion: Bool
  ) -> Bool {
    if was == now { return true }
    guard case .text(let recorded) = was, case .text(let found) = now else { return false }
    return switch (Pseudonyms.isHidden(recorded), Pseudonyms.isHidden(found)) {
    case (false, false): false
    case (false, true): !isSameVersion
    case (true, false): Pseudonyms.mayStand(recorded, for: found)
    case (true, true): Pseudonyms.mayBeOne(recorded, found)
    }
  }

  private static func isNear(
    _ was: RecordedValue, _ now: RecordedValue, _ tolerance: FactTolerance?
  ) -> Bool {
    guard let tolerance, case .real(let before) = was, case .real(let after) = now else {
      return false
    }
    return tolerance.accepts(before, after)
  }

  /// What moved between the tables of two lists of blocks, in figures.
  static func movements(
    from recorded: [RecordedBlock], to found: [RecordedBlock], isMultiset: Bool
  ) -> [Movement] {
    let (was, now) = (tables(recorded), tables(found))
    guard was.count == now.count else { return [] }
    return zip(was, now).flatMap {
      TableMovements(
        from: $0, to: $1, isMultiset: isMultiset, accepts: { accepts($0, $1, false) }
      ).all
    }
  }

  private static func tables(_ blocks: [RecordedBlock]) -> [RecordedTable] {
    blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }
}
