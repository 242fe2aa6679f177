/// What a value could be read as, and how it is written.
///
/// The lower bits are readings: a column can be read in the ways that all of its values can. The
/// upper ones are traits, of which the decision asks whether any value or every value has them.
struct ValueKinds: OptionSet {
  let rawValue: UInt32

  // MARK: Readings

  /// A whole number without thousands, or with thousands by apostrophes or blanks.
  static let integer = ValueKinds(rawValue: 1 << 0)
  /// A number that a Double holds, with a decimal point or none.
  static let realPoint = ValueKinds(rawValue: 1 << 1)
  /// A number that a Double holds, with a decimal comma or none.
  static let realComma = ValueKinds(rawValue: 1 << 2)
  /// A whole number where commas separate thousands: `1,234`.
  static let commaGroupedInteger = ValueKinds(rawValue: 1 << 3)
  /// A number where commas separate thousands and a point decimals: `1,234.50`.
  static let commaGroupedReal = ValueKinds(rawValue: 1 << 4)
  /// A whole number where points separate thousands: `1.234`.
  static let pointGroupedInteger = ValueKinds(rawValue: 1 << 5)
  /// A number where points separate thousands and a comma decimals: `1.234,50`.
  static let pointGroupedReal = ValueKinds(rawValue: 1 << 6)
  static let date = ValueKinds(rawValue: 1 << 7)
  static let time = ValueKinds(rawValue: 1 << 8)
  /// A date with or without a time of day.
  static let datetime = ValueKinds(rawValue: 1 << 9)
  static let trueFalse = ValueKinds(rawValue: 1 << 10)
  static let ouiNon = ValueKinds(rawValue: 1 << 11)
  static let yesNo = ValueKinds(rawValue: 1 << 12)
  static let vraiFaux = ValueKinds(rawValue: 1 << 29)

  static let integers: ValueKinds = [.integer, .commaGroupedInteger, .pointGroupedInteger]
  static let reals: ValueKinds = [.realPoint, .realComma, .commaGroupedReal, .pointGroupedReal]
  static let numbers: ValueKinds = [.integers, .reals]
  static let temporals: ValueKinds = [.date, .time, .datetime]
  static let booleans: ValueKinds = [.trueFalse, .ouiNon, .yesNo, .vraiFaux]
  /// Every reading: what a blank value is.
  static let all: ValueKinds = [.numbers, .temporals, .booleans]
  static let none: ValueKinds = []

  // MARK: Traits

  /// States seconds.
  static let seconds = ValueKinds(rawValue: 1 << 13)
  /// Has decimals.
  static let fraction = ValueKinds(rawValue: 1 << 14)
  /// Leaves open whether its one mark separates decimals or thousands: `1,234`.
  static let ambiguous = ValueKinds(rawValue: 1 << 15)
  /// Leaves no doubt about its marks: `1234.5`, `1,234,567`.
  static let decisive = ValueKinds(rawValue: 1 << 16)
  static let negative = ValueKinds(rawValue: 1 << 17)
  static let plus = ValueKinds(rawValue: 1 << 18)
  /// Digits, `E` and digits, as codes are written too: `1E5`.
  static let codeLike = ValueKinds(rawValue: 1 << 19)
  /// Needs the reader of offices' numbers: `1 234`, `CHF 12.50`, `12 %`.
  static let office = ValueKinds(rawValue: 1 << 20)
  /// Has thousands separated by ordinary blanks.
  static let spaced = ValueKinds(rawValue: 1 << 21)
  static let percent = ValueKinds(rawValue: 1 << 22)
  static let currency = ValueKinds(rawValue: 1 << 23)
  /// A word for yes, one for no, or a truth value that is none of words.
  static let affirmative = ValueKinds(rawValue: 1 << 24)
  static let denying = ValueKinds(rawValue: 1 << 25)
  /// A text of a workbook or JSON, which must keep its characters.
  static let literal = ValueKinds(rawValue: 1 << 26)
  /// A literal time without seconds.
  static let minutesAlone = ValueKinds(rawValue: 1 << 27)
  /// A number of a workbook or JSON, which has no marks to doubt.
  static let typedNumber = ValueKinds(rawValue: 1 << 28)
}
