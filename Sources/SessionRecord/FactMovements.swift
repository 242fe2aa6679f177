/// What moved between facts, in words and figures: a hash is never among them.
struct FactMovements {
  /// The figures that moved, in the recorded order.
  private(set) var figures: [Movement] = []
  /// The columns that moved, came or went.
  private(set) var columns: [Movement] = []
  /// What only hashes tell.
  private(set) var contents: [Movement] = []

  /// Sorts differences of one statement by what they are of.
  ///
  /// - Complexity: O(n · m) in the differences and the columns of a table.
  init(_ differences: [FactDifference]) {
    let keys = Set(differences.map(\.key))
    for difference in differences {
      switch (difference.recorded, difference.found) {
      case (.columns(let was)?, .columns(let now)?):
        columns += Self.movements(of: difference.key, from: was, to: now)
      case (.columns?, nil): columns.append(Movement("\(difference.key) are missing"))
      case (.hash(let was)?, _) where Self.isRows(was):
        if let movement = Self.rows(difference, beside: keys) { contents.append(movement) }
      case (nil, .columns?), (nil, .hash?), (nil, .list?):
        contents.append(Movement("\(difference.key) is not recorded"))
      case (.hash?, _), (.list?, _): contents.append(Self.content(difference))
      default:
        let (was, now) = (difference.recorded?.cell, difference.found?.cell)
        figures.append(
          was == now && was != nil
            ? Movement("\(difference.key) has a tolerance that the statement does not state")
            : Movement(difference.key, was, now))
      }
    }
    // Which columns moved says more than that rows did.
    if !columns.isEmpty || !figures.isEmpty { contents.removeAll { $0 == Self.cellsMoved } }
  }

  private static let cellsMoved = Movement("cells of its rows differ")

  private static func isRows(_ hash: ContentHash) -> Bool { hash.algorithm.hasPrefix("rows") }

  /// The name before the last word of a key, with which it is told which table is meant.
  private static func title(of key: String) -> String {
    key.contains(" ") ? key.split(separator: " ").dropLast().joined(separator: " ") + ": " : ""
  }

  private static func rows(_ difference: FactDifference, beside keys: Set<String>) -> Movement? {
    let title = title(of: difference.key)
    guard difference.found != nil else {
      return Movement("\(difference.key) is no longer returned")
    }
    if difference.key.hasSuffix("unordered") {
      return title.isEmpty ? cellsMoved : Movement("\(title)cells of its rows differ")
    }
    let other = String(difference.key.dropLast("ordered".count)) + "unordered"
    return keys.contains(other) ? nil : Movement("\(title)the same rows in another order")
  }

  private static func content(_ difference: FactDifference) -> Movement {
    guard difference.found != nil else { return Movement("\(difference.key) is missing") }
    return Movement("\(difference.key) differs")
  }

  private static func movements(
    of key: String, from was: [FactColumn], to now: [FactColumn]
  ) -> [Movement] {
    let title = title(of: key)
    let all = FactColumnChange.changes(from: was, to: now).map { change in
      switch change.kind {
      case .came: Movement("\(title)column \(change.name) is new")
      case .went: Movement("\(title)column \(change.name) is missing")
      case .retyped(let before, let after):
        Movement("\(title)type of \(change.name)", .text(before), .text(after))
      case .moved: Movement("\(title)values of \(change.name) differ")
      case .reordered: Movement("\(title)the same values of \(change.name) in another order")
      case .relocated: Movement("\(title)column \(change.name) is in another position")
      }
    }
    return all.isEmpty ? [Movement("\(title)the columns are in another order")] : all
  }
}

extension FactDifference {
  /// Whether nothing but values of real columns need be another: their digests, and the hashes of the
  /// rows that hold them.
  var isOfReals: Bool {
    switch (recorded, found) {
    case (.hash(let was)?, .hash?): was.algorithm.hasPrefix("rows")
    case (.columns(let was)?, .columns(let now)?):
      FactColumnChange.changes(from: was, to: now).allSatisfy { change in
        (change.kind == .moved || change.kind == .reordered)
          && [was, now].allSatisfy { columns in
            columns.contains { $0.name == change.name && $0.type == "real" }
          }
      }
    default: false
    }
  }
}
