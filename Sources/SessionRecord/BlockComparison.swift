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
  /// - Complexity: O(cells).
  init(
    from recorded: [RecordedBlock], to found: [RecordedBlock], isMultiset: Bool,
    isSameVersion: Bool
  ) {
    guard recorded.count == found.count else {
      // Another version may show more, or less.
      if isSameVersion {
        edited = "the record holds \(counted(recorded.count, "block")), the statement gives \(found.count)"
      }
      return
    }
    for (was, now) in zip(recorded, found) {
      if let difference = Self.difference(was, now, isMultiset, isSameVersion) {
        edited = difference
        return
      }
      count += 1
    }
  }

  private static func difference(
    _ was: RecordedBlock, _ now: RecordedBlock, _ isMultiset: Bool, _ isSameVersion: Bool
  ) -> String? {
    switch (was, now) {
    case (.table(let was), .table(let now)):
      let movements = TableMovements(
        from: was, to: now, isMultiset: isMultiset, accepts: accepts
      ).all
      return movements.isEmpty ? nil : "a recorded table: \(Movement.text(of: movements))"
    case (.message(let was), .message(let now)):
      return was == now || !isSameVersion || Pseudonyms.isHidden(was.text) || Pseudonyms.isHidden(now.text)
        ? nil : "a recorded message: “\(was.text)”, the statement says “\(now.text)”"
    case (.plot(let was), .plot(let now)):
      return was == now || !isSameVersion ? nil : "the data of a recorded plot are others"
    case (.lines(let was), .lines(let now)):
      return was == now || !isSameVersion || was.contains(where: Pseudonyms.isHidden) ? nil : "recorded lines of text are others"
    case (.other, _): return nil
    default: return isSameVersion ? "a recorded block is of another kind" : nil
    }
  }

  /// Cells with a pseudonym are compared by the facts, which are of the true values.
  private static func accepts(_ was: RecordedValue, _ now: RecordedValue) -> Bool {
    if was == now { return true }
    return [was, now].contains { if case .text(let text) = $0 { Pseudonyms.isHidden(text) } else { false } }
  }

  /// What moved between the tables of two lists of blocks, in figures.
  static func movements(
    from recorded: [RecordedBlock], to found: [RecordedBlock], isMultiset: Bool
  ) -> [Movement] {
    let (was, now) = (tables(recorded), tables(found))
    guard was.count == now.count else { return [] }
    return zip(was, now).flatMap {
      TableMovements(from: $0, to: $1, isMultiset: isMultiset, accepts: accepts).all
    }
  }

  private static func tables(_ blocks: [RecordedBlock]) -> [RecordedTable] {
    blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }
}

extension Pseudonyms {
  /// Whether a text holds what stands for a private value.
  static func isHidden(_ text: String) -> Bool {
    prefixes.contains { text.contains($0) }
  }
}
