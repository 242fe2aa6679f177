import Tabular

/// A column of a table: its name, its type in words, and what its values come down to.
///
///     FactColumn("driver", "text", digest: digest)
///     FactColumn.volatile("seconds")
public struct FactColumn: Hashable, Sendable {
  public var name: String
  public var type: String
  /// The hashes of its values alone; nil in records of the first form and where it is volatile.
  public var digest: ColumnDigest?

  public init(_ name: String, _ type: String, digest: ColumnDigest? = nil) {
    self.name = name
    self.type = type
    self.digest = digest
  }

  /// A column whose values are shown and never compared.
  public static func volatile(_ name: String) -> FactColumn { FactColumn(name, volatileType) }

  static let volatileType = "volatile"

  /// Whether its values are never compared.
  public var isVolatile: Bool { type == Self.volatileType }

  /// Says whether a column found now is the same as this recorded one.
  ///
  /// A record without a digest is of the first form, and compares name and type alone.
  func accepts(_ found: FactColumn, inAnyOrder: Bool = false) -> Bool {
    guard name == found.name, type == found.type else { return false }
    guard let digest else { return true }
    return found.digest.map { digest.accepts($0, inAnyOrder: inAnyOrder) } ?? false
  }
}

extension FactColumn {
  /// Whether it states as much of its values as another one does.
  func isAsExact(as other: FactColumn) -> Bool {
    (digest == nil) == (other.digest == nil)
      && (digest?.ordered == nil) == (other.digest?.ordered == nil)
  }
}

/// What the values of a column come down to: a hash that knows their order, and one that does not.
///
///     "\(digest)"     // "JmbGlUP_cbWqsA2TNyZUuQ/Y8pZ3n0aBEGNXtLBkTXzUg"
public struct ColumnDigest: Hashable, Sendable, CustomStringConvertible {
  /// Of the values in the order of the rows; nil where a table has no order, as one that SQL
  /// changed.
  public var ordered: Hash128?
  /// Of the values in any order.
  public var unordered: Hash128

  public init(ordered: Hash128?, unordered: Hash128) {
    self.ordered = ordered
    self.unordered = unordered
  }

  /// Reads what ``description`` gives, or nil for any other text.
  public init?(_ text: some StringProtocol) {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count == 2, let unordered = Hash128(base64: halves[1]) else { return nil }
    let ordered = Hash128(base64: halves[0])
    guard ordered != nil || halves[0].isEmpty else { return nil }
    self.init(ordered: ordered, unordered: unordered)
  }

  public var description: String { "\(ordered?.base64 ?? "")/\(unordered.base64)" }

  /// Says whether values found now are the recorded ones, in their order where both have one.
  func accepts(_ found: ColumnDigest, inAnyOrder: Bool = false) -> Bool {
    guard unordered == found.unordered else { return false }
    guard !inAnyOrder, let ordered, let other = found.ordered else { return true }
    return ordered == other
  }
}

/// What became of one column between a record and now.
public struct FactColumnChange: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// It was not recorded.
    case came
    /// It is there no more.
    case went
    /// Its values have another type.
    case retyped(from: String, to: String)
    /// Some of its values are others.
    case moved
    /// Its values are the same in another order.
    case reordered
    /// It stands at another place among the columns that both have.
    case relocated
  }

  public var name: String
  public var kind: Kind

  public init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// A few words, such as `km moved`.
  public var description: String {
    switch kind {
    case .came: "\(name) came"
    case .went: "\(name) went"
    case .retyped(let before, let after): "\(name) was \(before), is \(after)"
    case .moved: "\(name) moved"
    case .reordered: "\(name) in another order"
    case .relocated: "\(name) in another position"
    }
  }

  /// What became of the columns: those recorded in their order, then those that came.
  ///
  /// - Parameters:
  ///   - recorded: The columns of the record.
  ///   - found: The columns now.
  ///   - inAnyOrder: Whether the order of the rows is left aside.
  /// - Returns: The changes, in the columns' order.
  /// - Complexity: O(columns).
  public static func changes(
    from recorded: [FactColumn], to found: [FactColumn], inAnyOrder: Bool = false
  ) -> [FactColumnChange] {
    let names = NamePairs(recorded.map(\.name), found.map(\.name))
    let order = names.places.compactMap { $0 }
    let sorted = order.sorted()
    var place = -1
    var changes: [FactColumnChange] = []
    for (column, other) in zip(recorded, names.places) {
      guard let other else {
        changes.append(FactColumnChange(column.name, .went))
        continue
      }
      place += 1
      if let kind = kind(from: column, to: found[other], inAnyOrder: inAnyOrder) {
        changes.append(FactColumnChange(column.name, kind))
      } else if sorted[place] != other {
        changes.append(FactColumnChange(column.name, .relocated))
      }
    }
    return changes + names.fresh.map { FactColumnChange(found[$0].name, .came) }
  }

  private static func kind(
    from column: FactColumn, to found: FactColumn, inAnyOrder: Bool
  ) -> Kind? {
    if column.type != found.type { return .retyped(from: column.type, to: found.type) }
    if column.accepts(found, inAnyOrder: inAnyOrder) { return nil }
    return column.accepts(found, inAnyOrder: true) ? .reordered : .moved
  }
}
