/// What the values of a text column are, so that the few which made it text can be named.
struct TextSurvey {
  /// Sorts of values that a type could be made of.
  private enum Sort: Int, CaseIterable {
    case other
    case number
    case date
    case time
    case truth
  }

  private var counts = [Int](repeating: 0, count: Sort.allCases.count)
  private var places = [[CellMention]](repeating: [], count: Sort.allCases.count)
  private var nullWords = 0
  /// Numbers in brackets or with a unit, and the first of them.
  private var measures = 0
  private var firstMeasure: CellMention?
  /// Dates and times of a form that is not read, and the first of them.
  private var moments = 0
  private var firstMoment: CellMention?
  /// False once it is clear that most values are text.
  private(set) var isOpen = true

  private static let mostPlaces = 3
  /// Values after which a column of mostly texts is no longer surveyed.
  private static let enough = 64

  /// Begins behind `count` values of one sort that fitted.
  init(before any: ValueKinds, count: Int) {
    // The value that did not fit is in `any` too; what was there before it decides.
    if count > 0 { counts[Self.sort(any).rawValue] = count }
  }

  private static func sort(_ kinds: ValueKinds) -> Sort {
    if !kinds.isDisjoint(with: .numbers) { return .number }
    if !kinds.isDisjoint(with: [.date, .datetime]) { return .date }
    if kinds.contains(.time) { return .time }
    return kinds.isDisjoint(with: .booleans) ? .other : .truth
  }

  mutating func add(_ kinds: ValueKinds, row: Int, part: String?, text: () -> String) {
    let sort = Self.sort(kinds)
    counts[sort.rawValue] += 1
    let isNew = places[sort.rawValue].count < Self.mostPlaces
    if isNew || sort == .other {
      let text = text()
      if isNew { places[sort.rawValue].append(CellMention(row: row, text: text, part: part)) }
      if sort == .other, NullWords.common.contains(text.lowercased()) { nullWords += 1 }
      if sort == .other, Self.isMeasure(text) {
        measures += 1
        if measures == 1 { firstMeasure = CellMention(row: row, text: text, part: part) }
      }
      if sort == .other, Self.isMoment(text) {
        moments += 1
        if moments == 1 { firstMoment = CellMention(row: row, text: text, part: part) }
      }
    }
    let total = counts.reduce(0, +)
    if total >= Self.enough, best.count * 2 < total, nullWords + best.count < total {
      isOpen = false
    }
  }

  private var best: (sort: Sort, count: Int) {
    let sort = Sort.allCases.dropFirst().max { counts[$0.rawValue] < counts[$1.rawValue] }
    return (sort ?? .number, counts[(sort ?? .number).rawValue])
  }

  /// The values that stand against a type which most have, or nil where there is no such type.
  var deviants: (first: [CellMention], count: Int)? {
    let total = counts.reduce(0, +)
    let best = best
    let others = total - best.count
    guard isOpen, best.count > 0, best.count * 2 >= total || others == nullWords else { return nil }
    let first = Sort.allCases.filter { $0 != best.sort }.flatMap { places[$0.rawValue] }
      .sorted { $0.part == $1.part && $0.row < $1.row }
    return (Array(first.prefix(Self.mostPlaces)), others)
  }

  /// The first number that is written otherwise than those before it, where all are numbers.
  var otherNumber: CellMention? {
    counts.reduce(0, +) == counts[Sort.number.rawValue] ? places[Sort.number.rawValue].first : nil
  }

  /// The first number with a unit or in brackets, where all values that were looked at are such.
  var measure: CellMention? { measures == counts.reduce(0, +) ? firstMeasure : nil }

  /// The first date or time of another form, where most values that were looked at are such.
  var moment: CellMention? { moments * 5 >= counts.reduce(0, +) * 4 ? firstMoment : nil }

  /// Whether a text is a date or a time that the columns of tables are not read as: `13/11/2025`,
  /// `03.11.25`, `2025-11-03T07:00:00Z`, `7h30`.
  private static func isMoment(_ text: String) -> Bool {
    guard text.utf8.count <= longestMeasure, let first = text.utf8.first,
      (0x30...0x39).contains(first)
    else { return false }
    let parts = text.utf8.split { !(0x30...0x39).contains($0) }
    let marks = text.utf8.filter { !(0x30...0x39).contains($0) }
    if (1...2).contains(parts.count), parts.allSatisfy({ $0.count <= 2 }) {
      return marks.elementsEqual("h".utf8) || marks.elementsEqual("H".utf8)
    }
    guard parts.count >= 3, let mark = marks.first, "/.-".utf8.contains(mark),
      marks.count > 1, marks[1] == mark
    else { return false }
    let isYearFirst = parts[0].count == 4
    return parts[1].count <= 2 && (isYearFirst ? parts[2].count : parts[0].count) <= 2
      && (isYearFirst || [2, 4].contains(parts[2].count))
  }

  private static let units: Set<String> = [
    "km", "m", "kg", "g", "h", "min", "mn", "s", "sec", "l", "chf", "eur", "fr", "frs", "€", "$",
  ]

  /// A longer text is none, and may be one character of a million code points.
  private static let longestMeasure = 32

  /// Whether a text is a number with a unit behind it, or one in brackets: `12,5 km`, `(12,50)`.
  private static func isMeasure(_ text: String) -> Bool {
    guard text.utf8.count <= longestMeasure else { return false }
    let text = text.lowercased()
    let digits = text.drop { "(-+−".contains($0) }.prefix { $0.isNumber || ".,'’".contains($0) }
    guard digits.contains(where: \.isNumber) else { return false }
    let rest = text[digits.endIndex...].filter { !$0.isWhitespace && $0 != "." }
    return text.first == "(" ? rest == ")" : units.contains(rest)
  }

  /// Whether all of the values that stand against a type are words for a missing value.
  var deviantsAreNullWords: Bool {
    let others = counts.reduce(0, +) - best.count
    return others > 0 && others == nullWords
  }
}
