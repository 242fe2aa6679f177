/// One fact that is not now what the record says.
public struct FactDifference: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: String, Hashable, Sendable {
    /// Recorded, and not established now.
    case missing
    /// Established now, and not recorded.
    case added
    case changed
  }

  public var key: String
  public var recorded: FactValue?
  public var found: FactValue?

  /// Makes the difference of one key; at least one of the values is there.
  ///
  /// Where one of the two is hidden, so is the other, such as in a record from before.
  public init(key: String, recorded: FactValue?, found: FactValue?) {
    self.key = key
    let isHidden = recorded?.isHidden == true || found?.isHidden == true
    self.recorded = isHidden ? recorded.map(Self.hidden) : recorded
    self.found = isHidden ? found.map(Self.hidden) : found
  }

  private static func hidden(_ value: FactValue) -> FactValue {
    value.hidden.map(FactValue.hash) ?? value
  }

  public var kind: Kind {
    switch (recorded, found) {
    case (_?, nil): .missing
    case (nil, _): .added
    case (_?, _?): .changed
    }
  }

  /// What became of each column, where the fact is of a table's columns; empty for any other.
  public var columnChanges: [FactColumnChange] { columnChanges(inAnyOrder: false) }

  /// What became of each column, the order of the rows left aside where asked for.
  func columnChanges(inAnyOrder: Bool) -> [FactColumnChange] {
    guard case .columns(let before)? = recorded, case .columns(let after)? = found else {
      return []
    }
    return FactColumnChange.changes(from: before, to: after, inAnyOrder: inAnyOrder)
  }

  /// Whether all that is other is columns that the record does not name.
  public var isOnlyAddedColumns: Bool {
    let changes = columnChanges
    return !changes.isEmpty && changes.allSatisfy { $0.kind == .came }
  }

  /// One line, such as `rows was 4, is 5`; columns are named, their hashes never shown.
  public var description: String {
    let changes = columnChanges
    if !changes.isEmpty {
      return "\(key): \(changes.map(\.description).joined(separator: ", "))"
    }
    return switch (recorded.map(Self.text), found.map(Self.text)) {
    case (let was?, let now?): "\(key) was \(was), is \(now)"
    case (let was?, nil): "\(key) was \(was), is missing"
    case (nil, let now?): "\(key) is \(now), was not recorded"
    case (nil, nil): key
    }
  }

  private static func text(of value: FactValue) -> String {
    switch value {
    case .hash(let hash): "\(hash.algorithm):\(hash.display)"
    case .columns(let columns):
      FactNotation.text(of: .columns(columns.map { FactColumn($0.name, $0.type) }))
    default: FactNotation.text(of: value)
    }
  }
}

extension FactSet {
  /// What differs between the recorded facts and these, which were found now.
  ///
  /// Values are compared by type and by the recorded tolerance, never as text. Missing and changed
  /// facts come in the recorded order, then the added ones in theirs. Added up in another order, a
  /// sum may differ more than its tolerance: where the order of rows is left aside and a column's
  /// digest says that its values are the recorded ones, its sum is compared as far as rounding goes.
  ///
  /// - Parameters:
  ///   - recorded: The facts of the record.
  ///   - inAnyOrder: Whether tables' rows may stand in any order.
  ///   - isExact: Whether recorded values must be found to the letter, whatever tolerance, bound or
  ///     shortened hash a hand wrote.
  /// - Returns: The differences; empty where all that is recorded holds and nothing was added.
  /// - Complexity: O(facts + columns).
  public func differences(
    from recorded: FactSet, inAnyOrder: Bool = false, isExact: Bool = false
  ) -> [FactDifference] {
    let decided = inAnyOrder ? sumsDecidedByDigests(beside: recorded) : [:]
    var differences: [FactDifference] = []
    for fact in recorded.facts {
      let found = self[fact.key]
      if let column = decided[fact.key], isNear(fact.value, found, of: column) { continue }
      if inAnyOrder, FactKey(fact.key).word == FactKey.ordered { continue }
      if let found, fact.value.accepts(found, inAnyOrder: inAnyOrder),
        !isExact || fact.value.isExactly(found)
      {
        continue
      }
      differences.append(FactDifference(key: fact.key, recorded: fact.value, found: found))
    }
    for fact in facts where recorded[fact.key] == nil {
      differences.append(FactDifference(key: fact.key, recorded: nil, found: fact.value))
    }
    return differences
  }

  /// Whether a sum is the recorded one but for what the order of its terms costs: each of n additions
  /// may round, by one part in 2⁵³ of at most n times the largest term.
  private func isNear(
    _ sum: FactValue, _ found: FactValue?, of column: (prefix: String, name: String)
  ) -> Bool {
    guard case .real(let was, _) = sum, case .real(let now, _)? = found else { return false }
    let bounds = ["min", "max"].compactMap { bound -> Double? in
      guard case .real(let value, _)? = self["\(column.prefix)\(bound)(\(column.name))"] else {
        return nil
      }
      return value.magnitude
    }
    guard case .integer(let rows)? = self[column.prefix + FactKey.rows], let largest = bounds.max()
    else { return false }
    let count = Double(rows)
    return was == now || (was - now).magnitude <= count * count * largest * 0x1p-52
  }

  /// The sums of columns whose digests say that their values are as recorded, by key.
  private func sumsDecidedByDigests(
    beside recorded: FactSet
  ) -> [String: (prefix: String, name: String)] {
    var keys: [String: (prefix: String, name: String)] = [:]
    for fact in recorded.facts {
      guard case .columns(let before) = fact.value, case .columns(let after)? = self[fact.key]
      else { continue }
      let prefix = FactKey(fact.key).prefix
      let now = Dictionary(after.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      for column in before where column.digest != nil {
        if let found = now[column.name], column.accepts(found, inAnyOrder: true) {
          keys["\(prefix)sum(\(column.name))"] = (prefix, column.name)
        }
      }
    }
    return keys
  }
}

/// The parts of a fact's key: whose it is, where the statement has several tables, and what.
public struct FactKey: Hashable, Sendable {
  /// What stands before the last word, its blank included; empty where it is the statement's own.
  public let prefix: String
  public let word: String

  public init(_ key: String) {
    let cut = key.lastIndex(of: " ").map { key.index(after: $0) } ?? key.startIndex
    prefix = String(key[..<cut])
    word = String(key[cut...])
  }

  public static let rows = "rows"
  public static let columns = "columns"
  public static let ordered = "ordered"
  public static let unordered = "unordered"
  /// What is told of each real column, as `sum(km)`.
  public static let figures = ["sum", "min", "max"]
}
