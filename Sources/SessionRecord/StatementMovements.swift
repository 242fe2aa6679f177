/// What moved between two records of one statement, in figures, the telling ones first.
public struct StatementMovements: Sendable {
  /// Movements by how much they tell: cells and named figures, then sums and bounds of columns, then
  /// counts, then columns, then what only hashes tell.
  public let ranked: [[Movement]]

  /// All movements, the telling ones first.
  public var all: [Movement] { ranked.flatMap { $0 } }

  /// Puts differences of facts and of blocks together.
  ///
  /// - Parameters:
  ///   - differences: Of the statement's facts.
  ///   - recorded: The blocks of the record.
  ///   - found: Those of now.
  ///   - isMultiset: Whether rows may stand in any order.
  /// - Complexity: O(facts · columns + cells of the blocks).
  public init(
    _ differences: [FactDifference], from recorded: [RecordedBlock], to found: [RecordedBlock],
    isMultiset: Bool = false
  ) {
    let shown = BlockComparison.movements(from: recorded, to: found, isMultiset: isMultiset)
    let facts = FactMovements(differences)
    let isSum = { (movement: Movement) in Fact.isOfColumn(movement.subject) }
    let isCount = { (movement: Movement) in
      movement.subject == "rows" || movement.subject.hasSuffix(" rows")
    }
    let figures = facts.figures.filter { !shown.contains($0) }
    ranked = [
      figures.filter { !isSum($0) && !isCount($0) } + shown.filter { !isCount($0) },
      // The cells that moved tell more than their sum.
      shown.isEmpty ? figures.filter(isSum) : [],
      shown.filter(isCount) + figures.filter(isCount),
      facts.columns.filter { !shown.contains($0) },
      shown.isEmpty ? facts.contents : [],
    ]
  }
}

extension Fact {
  /// Whether a fact's name is that of a sum or bound of a column, of which the cells tell more.
  public static func isOfColumn(_ key: String) -> Bool {
    ["sum(", "min(", "max("].contains { key.contains($0) }
  }
}
