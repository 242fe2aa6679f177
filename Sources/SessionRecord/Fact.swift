/// One thing that a statement established, compared on replay by its typed value.
///
///     Fact("rows", .integer(4))
///     Fact("sum(km)", .real(123.456))
public struct Fact: Hashable, Sendable {
  /// What the value is of: one or more words, such as `rows`, `sum(km)` or `greedy gap`.
  public var key: String
  public var value: FactValue

  public init(_ key: String, _ value: FactValue) {
    self.key = key
    self.value = value
  }
}

/// The value of a fact, with the type that decides how two of them are compared.
public enum FactValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case real(Double, tolerance: FactTolerance = .standard)
  case text(String)
  /// A digest as `algorithm:digits`; equal to a shortened form of itself.
  case hash(ContentHash)
  case list([String])
  /// The columns of a table, in their order.
  case columns([FactColumn])
  /// A claim that the figure found is at most this.
  case atMost(Double)
  /// A claim that the figure found is at least this.
  case atLeast(Double)
}

/// How far two real values may lie apart and still be the same fact.
public enum FactTolerance: Hashable, Sendable {
  /// A share of the larger magnitude.
  case relative(Double)
  /// A distance in the value's own unit.
  case absolute(Double)

  /// One part in 10⁹: what the order of a sum may cost, far below any real change.
  public static let standard = FactTolerance.relative(1e-9)

  /// Says whether two values are the same within the tolerance; NaN equals NaN.
  public func accepts(_ left: Double, _ right: Double) -> Bool {
    if left == right || (left.isNaN && right.isNaN) { return true }
    guard left.isFinite, right.isFinite else { return false }
    switch self {
    case .absolute(let distance):
      return (left - right).magnitude <= distance
    case .relative(let share):
      return (left - right).magnitude <= share * max(left.magnitude, right.magnitude)
    }
  }
}

extension FactValue {
  /// Says whether a value found now is the same fact as this recorded one.
  ///
  /// The recorded value's tolerance decides. An integer equals a real of the same value, since
  /// a hand may have written `4.0` for `4`.
  ///
  /// - Parameters:
  ///   - found: The value now.
  ///   - inAnyOrder: Whether the rows of a table may stand in any order.
  /// - Returns: Whether it is.
  public func accepts(_ found: FactValue, inAnyOrder: Bool = false) -> Bool {
    switch (self, found) {
    case (.real(let recorded, let tolerance), .real(let value, _)):
      tolerance.accepts(recorded, value)
    case (.real(let recorded, let tolerance), .integer(let value)):
      tolerance.accepts(recorded, Double(value))
    case (.integer(let recorded), .real(let value, _)):
      Double(recorded) == value
    case (.hash(let recorded), .hash(let value)):
      recorded.agrees(with: value)
    case (.columns(let recorded), .columns(let columns)):
      recorded.count == columns.count
        && zip(recorded, columns).allSatisfy {
          $0.accepts($1, inAnyOrder: inAnyOrder)
        }
    // One of two records may be from before its text was hidden.
    case (.hash(let recorded), _) where recorded.isHidden:
      found.hidden.map { recorded.agrees(with: $0) } ?? false
    case (_, .hash(let value)) where value.isHidden:
      hidden.map { value.agrees(with: $0) } ?? false
    case (.atMost(let bound), _):
      found.figure.map { $0 <= bound } ?? (self == found)
    case (.atLeast(let bound), _):
      found.figure.map { $0 >= bound } ?? (self == found)
    default:
      self == found
    }
  }

  /// Says whether a value found now is this recorded one to the letter: reals to the bit, hashes and
  /// digests whole, and no bound or tolerance that the statement does not state itself.
  func isExactly(_ found: FactValue) -> Bool {
    switch (self, found) {
    case (.real(let recorded, let tolerance), .real(let value, let other)):
      recorded.isSame(value) && tolerance == other
    case (.real, .integer), (.integer, .real): false
    case (.hash(let recorded), .hash(let value)):
      recorded.isHidden || value.isHidden || recorded == value
    case (.columns(let recorded), .columns(let columns)):
      zip(recorded, columns).allSatisfy { $0.isAsExact(as: $1) }
    case (.text(let recorded), .text(let value)): recorded.utf8.elementsEqual(value.utf8)
    case (.atMost, _), (.atLeast, _): self == found
    default: true
    }
  }

  /// Whether format 1 had no such value.
  var isOfFormat2: Bool {
    switch self {
    case .hash(let hash): hash.algorithm == RecordForm.second.hashName
    case .columns(let columns): columns.contains { $0.digest != nil }
    default: false
    }
  }

  /// The hash that stands for a text or a number where it is private; nil for any other value.
  public var hidden: ContentHash? {
    switch self {
    case .text(let text): .hidden(text)
    case .integer(let value): .hidden("\(value)")
    case .real(let value, _): .hidden("\(value)")
    case .hash(let hash) where hash.isHidden: hash
    default: nil
    }
  }

  /// Whether it stands for a private text or number.
  var isHidden: Bool { if case .hash(let hash) = self { hash.isHidden } else { false } }

  /// The value as a number, where it is one.
  private var figure: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value, _): value
    default: nil
    }
  }
}

extension Double {
  /// Whether it is the other value to the bit; NaN is the same as any NaN.
  func isSame(_ other: Double) -> Bool {
    bitPattern == other.bitPattern || isNaN && other.isNaN
  }
}
