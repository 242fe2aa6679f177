import CivilTime

/// Dates as offices write them, in figures or in words.
enum WrittenDate {
  /// True for three numbers with points, slashes or dashes between, and for eight digits.
  static func looksLikeDate(_ word: String) -> Bool {
    if word.utf8.count == 8, ScheduleText.isDigits(word) { return true }
    let marks = word.utf8.filter { [0x2e, 0x2f, 0x2d].contains($0) }.count
    return marks >= 2 && !word.contains(":") && !word.contains("h")
  }

  /// Reads `03.11.2025`, `03/11/25`, `03-11-2025`, `2025-11-03`, `2025.11.03` or `20251103`.
  ///
  /// - Throws: `RideSchedule.Unreadable` for a day that does not exist, and for two digits of a
  ///   year that could be a day as well.
  static func figures(_ word: String) throws(RideSchedule.Unreadable) -> CivilDate {
    let unknown = RideSchedule.Unreadable(reason: "'\(word)' is not a date; expected DD.MM.YYYY")
    if ScheduleText.isDigits(word) {
      guard let date = run(word) else { throw unknown }
      return date
    }
    let fields = word.split(omittingEmptySubsequences: false) { "./-".contains($0) }
    let marks = Set(word.filter { "./-".contains($0) })
    guard fields.count == 3, marks.count == 1,
      fields.allSatisfy({ ScheduleText.isDigits($0) && $0.utf8.count <= 4 })
    else { throw unknown }
    let numbers = fields.map { Int($0) ?? 0 }
    let lengths = fields.map(\.utf8.count)
    let doesNotExist = RideSchedule.Unreadable(reason: "the date \(word) does not exist")
    switch (lengths[0], lengths[1], lengths[2]) {
    case (1...2, 1...2, 4):
      guard let date = CivilDate(year: numbers[2], month: numbers[1], day: numbers[0]) else {
        throw doesNotExist
      }
      return date
    case (4, 1...2, 1...2):
      guard let date = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]) else {
        throw doesNotExist
      }
      return date
    case (1...2, 1...2, 2):
      return try short(word, numbers, isDashed: marks.contains("-"))
    default:
      throw unknown
    }
  }

  /// True for `11/03/2025`, which is the 3rd of November where the month stands first.
  static func mayBeAmerican(_ word: String) -> Bool {
    let fields = word.split(separator: "/", omittingEmptySubsequences: false)
    guard fields.count == 3, let first = Int(fields[0]), let second = Int(fields[1]) else {
      return false
    }
    return first != second && (1...12).contains(first) && (1...12).contains(second)
  }

  /// A date in words: `3 novembre 2025`, `1er nov. 25`, `November 3 2025`.
  ///
  /// - Parameters:
  ///   - words: The words of the cell.
  ///   - index: Where the date may start.
  /// - Returns: The date and how many words it has, nil where no date in words starts there.
  /// - Throws: `RideSchedule.Unreadable` for one without a year, or of a day that does not exist.
  static func spoken(
    _ words: [String], at index: Int
  ) throws(RideSchedule.Unreadable) -> (date: CivilDate, count: Int)? {
    func word(_ offset: Int) -> String {
      index + offset < words.count ? words[index + offset] : ""
    }
    var offset = 0
    let month: Int
    let day: String
    if let named = ScheduleWords.months[word(0)], isDay(word(1)) {
      (month, day, offset) = (named, word(1), 2)
      if ScheduleWords.ordinals.contains(word(offset)) { offset += 1 }
      // "mar 3 novembre" is a Tuesday, and "jeu 3 mars" none at all.
      if ScheduleWords.months[word(offset)] != nil { return nil }
    } else if isDay(word(0)) {
      offset = 1
      while ScheduleWords.ordinals.contains(word(offset)) { offset += 1 }
      guard let named = ScheduleWords.months[word(offset)] else { return nil }
      (month, day, offset) = (named, word(0), offset + 1)
    } else {
      return nil
    }
    let written = words[index..<(index + offset)].joined(separator: " ")
    guard let year = year(word(offset)) else {
      throw RideSchedule.Unreadable(reason: "'\(written)' has no year; expected DD.MM.YYYY")
    }
    guard let date = CivilDate(year: year, month: month, day: Int(day) ?? 0) else {
      throw RideSchedule.Unreadable(reason: "the date \(written) \(year) does not exist")
    }
    return (date, offset + 1)
  }

  // MARK: - Parts

  private static func isDay(_ word: String) -> Bool {
    ScheduleText.isDigits(word) && word.utf8.count <= 2
  }

  /// Four digits of a year that a sheet may be of, or two.
  private static func year(_ word: String) -> Int? {
    guard ScheduleText.isDigits(word), let number = Int(word) else { return nil }
    if word.utf8.count == 2 { return century(number) }
    return word.utf8.count == 4 && years.contains(number) ? number : nil
  }

  /// Years of which four digits are taken for a year, and not for `0830`.
  private static let years = 1900...2199

  /// The year of two digits; from 70 on it may be of either century.
  private static func century(_ number: Int) -> Int? { number < 70 ? 2000 + number : nil }

  /// Eight digits: `20251103`, or `03112025`; no digits are both.
  private static func run(_ word: String) -> CivilDate? {
    guard let number = Int(word) else { return nil }
    let first = number / 10_000
    let last = number % 10_000
    if years.contains(first) {
      return CivilDate(year: first, month: last / 100, day: last % 100)
    }
    guard years.contains(last) else { return nil }
    return CivilDate(year: last, month: first % 100, day: first / 100)
  }

  /// `03.11.25`; with dashes the year may stand first as well.
  private static func short(
    _ word: String, _ numbers: [Int], isDashed: Bool
  ) throws(RideSchedule.Unreadable) -> CivilDate {
    guard let year = century(numbers[2]) else {
      throw RideSchedule.Unreadable(
        reason: "the year of '\(word)' may be of either century; expected DD.MM.YYYY")
    }
    let date = CivilDate(year: year, month: numbers[1], day: numbers[0])
    if isDashed, let first = century(numbers[0]),
      let other = CivilDate(year: first, month: numbers[1], day: numbers[2])
    {
      guard let date else { return other }
      guard date == other else {
        throw RideSchedule.Unreadable(
          reason: "'\(word)' may be \(date.dotted) or \(other.dotted); expected DD.MM.YYYY")
      }
    }
    guard let date else {
      throw RideSchedule.Unreadable(reason: "the date \(word) does not exist")
    }
    return date
  }
}
