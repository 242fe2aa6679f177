import TerminalText

/// The blocks of a record against those that a statement gives now.
struct BlockComparison {
  /// What a recorded block shows that the statement did not give; nil where all agree.
  private(set) var edited: String?
  /// Blocks that were compared.
  private(set) var count = 0
  /// Blocks that the statement gives now and the record, by another version, does not hold.
  private(set) var addedCount = 0
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
  /// - Throws: What gives the true blocks.
  /// - Complexity: O(cells); O(rows²) in the rows that stand in any order and hold names that were not
  ///   known as private alike.
  init(
    from recorded: [RecordedBlock], to found: FoundBlocks, isMultiset: Bool,
    isSameVersion: Bool, tolerance: FactTolerance? = nil
  ) throws {
    guard recorded.count == found.shown.count else {
      // Another version may show more; what is recorded is there all the same.
      if isSameVersion || recorded.count > found.shown.count {
        edited =
          "the record holds \(Sentence.counted(recorded.count, "block").text), the statement returns "
          + "\(found.shown.count)"
      } else {
        try compareInside(recorded, found, isMultiset, tolerance)
      }
      return
    }
    let revised = try found.revising(recorded, isMultiset: isMultiset)
    for (index, (was, now)) in zip(revised, found.shown).enumerated() {
      volatileCount += Self.volatileCount(now)
      if isMultiset, case .table(let table) = recorded[index], table.rows.count < table.rowCount,
        let row = try found.strangeRow(of: table, at: index)
      {
        edited =
          "a recorded table: the row \(Movement.text(ofRow: row)) is not a row of the statement's result"
        return
      }
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

  /// Compares the blocks of another version, each with the next one of now that says the same.
  private mutating func compareInside(
    _ recorded: [RecordedBlock], _ found: FoundBlocks, _ isMultiset: Bool,
    _ tolerance: FactTolerance?
  ) throws {
    var next = 0
    for was in recorded {
      let place = (next..<found.shown.count).first { place in
        Self.difference(was, found.shown[place], isMultiset, false, tolerance) == nil
      }
      guard let place else {
        edited = "a recorded block is not one of those that the statement returns"
        return
      }
      volatileCount += Self.volatileCount(found.shown[place])
      count += 1
      next = place + 1
    }
    addedCount = found.shown.count - recorded.count
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

  /// Whether two blocks that say the same are written otherwise.
  private static func letters(_ was: RecordedBlock, _ now: RecordedBlock) -> String? {
    let (left, right) = (was.line, now.line)
    guard !left.utf8.elementsEqual(right.utf8) else { return nil }
    return "a recorded block is written differently from what the statement returns"
  }

  private static func difference(
    _ was: RecordedBlock, _ now: RecordedBlock, _ isMultiset: Bool, _ isSameVersion: Bool,
    _ tolerance: FactTolerance?
  ) -> String? {
    switch (was, now) {
    case (.table(let was), .table(let now)):
      if let struck = struck(was, now, isSameVersion) { return struck }
      let movements = TableMovements(
        from: was, to: now, isMultiset: isMultiset, ignoresNewColumns: !isSameVersion,
        accepts: { accepts($0, $1, isSameVersion) || isNear($0, $1, tolerance) }
      ).all
      return movements.isEmpty ? nil : "a recorded table: \(Movement.text(of: movements))"
    case (.message(let was), .message(let now)):
      return message(was, now, isSameVersion)
    case (.plot(let was), .plot(let now)):
      if was == now || !isSameVersion || tolerance.map({ isNear(was, now, $0) }) == true {
        return nil
      }
      return "the data of a recorded plot differ"
    case (.lines(let was), .lines(let now)):
      return was == now || !isSameVersion ? nil : "recorded lines of text differ"
    case (.sidecar, _):
      return "the file of a recorded table is missing, unreadable or changed"
    case (.other, _): return "a recorded block cannot be read"
    default: return "a recorded block is of another kind"
    }
  }

  /// What of a table is struck out or has another title; nil where neither is so.
  private static func struck(
    _ was: RecordedTable, _ now: RecordedTable, _ isSameVersion: Bool
  ) -> String? {
    guard was.rows.count == min(was.rowCount, RecordedTable.mostRows) else {
      return "rows of a recorded table were removed"
    }
    guard isSameVersion, !was.title.utf8.elementsEqual(now.title.utf8) else { return nil }
    return "the title of a recorded table: “\(was.title)”, the statement returns “\(now.title)”"
  }

  /// A message's severity and values, in order; on the same version its words too.
  private static func message(
    _ was: RecordedMessage, _ now: RecordedMessage, _ isSameVersion: Bool
  ) -> String? {
    guard was != now else { return nil }
    // Words may be others on another version.
    if !isSameVersion,
      values(was).elementsEqual(values(now), by: { accepts($0, $1, isSameVersion) })
    {
      return nil
    }
    return "a recorded message: “\(was.text)”, the statement returns “\(now.text)”"
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

  /// Whether a recorded cell may be one of now: where what is known as private may be other, or data are, a
  /// pseudonym may stand for much.
  private static func accepts(
    _ was: RecordedValue, _ now: RecordedValue, _ isSameVersion: Bool
  ) -> Bool {
    if was == now { return true }
    guard !isSameVersion, case .text(let recorded) = was, case .text(let found) = now else {
      return false
    }
    return switch (Pseudonyms.isHidden(recorded), Pseudonyms.isHidden(found)) {
    case (false, false): false
    case (false, true): true
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

  /// Whether two texts of JSON are the same but for numbers that lie within a tolerance.
  private static func isNear(_ was: String, _ now: String, _ tolerance: FactTolerance) -> Bool {
    func tokens(_ json: String) -> [Substring] {
      Pseudonyms.jsonPieces(of: json).flatMap { piece in
        piece.isString ? [piece.text[...]] : piece.text.split { "[]{},:".contains($0) }
      }
    }
    let (left, right) = (tokens(was), tokens(now))
    return left.count == right.count
      && zip(left, right).allSatisfy { was, now in
        if was.utf8.elementsEqual(now.utf8) { return true }
        guard let before = Double(was), let after = Double(now) else { return false }
        return tolerance.accepts(before, after)
      }
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
