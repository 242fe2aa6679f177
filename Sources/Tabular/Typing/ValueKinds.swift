/// What a value could be read as; a column is what all of its values could be.
struct ValueKinds: OptionSet {
  let rawValue: UInt16

  static let integer = ValueKinds(rawValue: 1 << 0)
  /// A number that a Double holds, with a decimal point or none.
  static let realPoint = ValueKinds(rawValue: 1 << 1)
  /// A number that a Double holds, with a decimal comma or none.
  static let realComma = ValueKinds(rawValue: 1 << 2)
  static let date = ValueKinds(rawValue: 1 << 3)
  static let time = ValueKinds(rawValue: 1 << 4)
  /// A date with or without a time of day.
  static let datetime = ValueKinds(rawValue: 1 << 5)
  static let trueFalse = ValueKinds(rawValue: 1 << 6)
  static let ouiNon = ValueKinds(rawValue: 1 << 7)
  static let yesNo = ValueKinds(rawValue: 1 << 8)

  static let reals: ValueKinds = [.realPoint, .realComma]
  static let temporals: ValueKinds = [.date, .time, .datetime]
  static let booleans: ValueKinds = [.trueFalse, .ouiNon, .yesNo]
  static let all: ValueKinds = [.integer, .reals, .temporals, .booleans]
  static let none: ValueKinds = []
}

/// The evidence for one column's type, gathered over all of its values.
struct ColumnTyping {
  /// What every value so far could be read as.
  var candidates: ValueKinds
  /// Whether any value is there at all.
  var hasValue = false
  /// Whether a time of day states seconds.
  var hasSeconds = false

  init(candidates: ValueKinds = .all) {
    self.candidates = candidates
  }

  /// True once nothing more can be learnt: the column is text.
  var isSettled: Bool { candidates.isEmpty }

  mutating func observe(_ kinds: ValueKinds) {
    // Only blanks could be anything; where nothing else follows they are text.
    if kinds == .all { return }
    hasValue = true
    candidates.formIntersection(kinds)
  }

  /// The type that fits all values; of several, the narrowest.
  var format: ColumnFormat {
    var format = ColumnFormat(type: type)
    format.hasDecimalComma = !candidates.contains(.realPoint)
    format.hasSeconds = hasSeconds
    return format
  }

  private var type: ColumnType {
    guard hasValue else { return .text }
    if candidates.contains(.integer) { return .integer }
    if !candidates.isDisjoint(with: .reals) { return .real }
    if candidates.contains(.date) { return .date }
    if candidates.contains(.time) { return .time }
    if candidates.contains(.datetime) { return .datetime }
    if !candidates.isDisjoint(with: .booleans) { return .boolean }
    return .text
  }
}

/// How a column's values are read and stored.
struct ColumnFormat: Hashable, Sendable {
  var type: ColumnType
  var hasDecimalComma = false
  /// Whether its times are stored as `HH:MM:SS` and not as `HH:MM`.
  var hasSeconds = false

  init(type: ColumnType) {
    self.type = type
  }
}
