import CivilTime
import Tabular

/// The date and the one or two times of a schedule cell, from a ride sheet or any other table.
///
///     try RideSchedule(.text("lundi 3 novembre 2025 8h05")).date.dotted  // "03.11.2025"
///
/// What could mean two things is refused: a year of two digits behind dashes (`03-11-25`), `minuit`,
/// a day without its year.
public struct RideSchedule: Hashable, Sendable {
  /// The date as written; a time of 24:00 is on the next day.
  public let date: CivilDate
  /// One or two times, counted from the date's midnight up to 24:00.
  public let times: [Minutes]
  /// True where the two times are the ends of a span: `de 08:30 à 10:00`.
  public private(set) var isSpan = false
  /// The weekday that stands by the date where it is not the date's own, as written.
  public private(set) var contradictingWeekday: String?
  /// True for a true date at 00:00, which may be a date that nobody gave a time.
  public private(set) var mayLackTime = false
  /// True where the cell says that its time is not settled.
  public private(set) var isUnconfirmed = false
  /// The time zone that stands by a time, which is passed over.
  public private(set) var zone: String?

  /// What stands in a cell that cannot be read.
  public struct Unreadable: Error, Hashable, Sendable {
    /// Why, as a reject states it.
    public let reason: String
  }

  /// Reads a cell: a true date of a workbook with its time, or a text.
  ///
  /// Dates are `DD.MM.YYYY` with points, slashes or dashes, of two or four digits of a year, ISO,
  /// or in words; times `HH:MM`, `7:30`, `07h30`, `7h`, `07.30`, `8,30`, `0830`, `8:30 AM`, `midi`.
  ///
  /// - Parameter cell: The cell; a number is no date, for nothing tells which.
  /// - Throws: `Unreadable` with what is wrong or doubtful.
  /// - Complexity: O(n) in the text's length, of which at most 2,000 characters are read.
  public init(_ cell: Cell) throws(Unreadable) {
    switch cell {
    case .date(let date, .some(let time)):
      self = RideSchedule(date: date, times: [time])
      mayLackTime = time == .zero
    case .date(_, nil):
      throw Unreadable(reason: "the date has no time")
    case .text(let text):
      self = try RideSchedule(text: text)
    case .empty:
      throw Unreadable(reason: "the date and time are missing")
    case .number, .boolean, .error:
      throw Unreadable(reason: "not a date and time; expected DD.MM.YYYY HH:MM")
    }
  }

  private init(date: CivilDate, times: [Minutes]) {
    self.date = date
    self.times = times
  }

  /// The form of nearly all cells, `DD.MM.YYYY HH:MM`, read from its bytes; nil for any other.
  private init?(plain text: String) {
    var text = text
    let found = text.withUTF8 { bytes -> RideSchedule? in
      guard bytes.count == 16, bytes[2] == UInt8(ascii: "."), bytes[5] == UInt8(ascii: "."),
        bytes[10] == UInt8(ascii: " "), bytes[13] == UInt8(ascii: ":")
      else { return nil }
      func number(_ places: Range<Int>) -> Int? {
        places.reduce(0 as Int?) { number, place in
          let digit = bytes[place] &- 48
          return number.flatMap { digit < 10 ? $0 * 10 + Int(digit) : nil }
        }
      }
      guard let day = number(0..<2), let month = number(3..<5), let year = number(6..<10),
        let hour = number(11..<13), let minute = number(14..<16), hour < 24, minute < 60,
        let date = CivilDate(year: year, month: month, day: day)
      else { return nil }
      return RideSchedule(date: date, times: [Minutes(hour * 60 + minute)])
    }
    guard let found else { return nil }
    self = found
  }

  /// Whether a text is a date and time in their most usual form.
  static func isPlain(_ text: String) -> Bool { RideSchedule(plain: text) != nil }

  private init(text: String) throws(Unreadable) {
    if let plain = RideSchedule(plain: text) {
      self = plain
      return
    }
    guard let words = ScheduleText.words(text) else {
      throw Unreadable(reason: "too long for a date and time; expected DD.MM.YYYY HH:MM")
    }
    var reader = ScheduleReader(words: words)
    try reader.read()
    guard reader.saysSomething else { throw Unreadable(reason: "the date and time are missing") }
    guard words.contains(where: { ScheduleText.hasDigit($0) }) else {
      throw Unreadable(reason: "not a date and time; expected DD.MM.YYYY HH:MM")
    }
    guard let date = reader.date else {
      throw Unreadable(reason: "there is no date; expected DD.MM.YYYY HH:MM")
    }
    guard !reader.times.isEmpty else { throw Unreadable(reason: "the date has no time") }
    guard reader.times.count <= 2 else {
      throw Unreadable(reason: "\(reader.times.count) times; expected one or two")
    }
    self = RideSchedule(date: date, times: reader.times)
    isSpan = reader.opensSpan && reader.times.count == 2
    contradictingWeekday = reader.weekdays.first { !$0.days.contains(date.weekday) }?.word
    zone = reader.zone
    isUnconfirmed = reader.isUnconfirmed
  }
}

/// Goes through the words of a schedule cell and gathers what they say.
private struct ScheduleReader {
  typealias Unreadable = RideSchedule.Unreadable

  let words: [String]
  private(set) var date: CivilDate?
  private(set) var times: [Minutes] = []
  private(set) var weekdays: [(word: String, days: Set<Weekday>)] = []
  private(set) var opensSpan = false
  private(set) var zone: String?
  private(set) var isUnconfirmed = false
  /// True where a time is one of twelve hours, as those write who put the month first.
  private var hasHalves = false
  /// False where the words are only such as are passed over.
  private(set) var saysSomething = false

  init(words: [String]) { self.words = words }

  mutating func read() throws(Unreadable) {
    guard words.contains(where: { ScheduleText.hasDigit($0) }) else {
      saysSomething = words.contains { !isPassedOver($0) }
      return
    }
    saysSomething = true
    var index = 0
    while index < words.count { index += try take(at: index) }
    if hasHalves, let word = words.first(where: WrittenDate.mayBeAmerican) {
      throw Unreadable(
        reason: "'\(word)' may have its day first or its month; expected DD.MM.YYYY")
    }
  }

  private func isPassedOver(_ word: String) -> Bool {
    ScheduleWords.passedOver.contains(word) || ScheduleWords.weekdays[word] != nil
  }

  /// Takes what starts at an index.
  ///
  /// - Returns: How many words it has.
  private mutating func take(at index: Int) throws(Unreadable) -> Int {
    let word = words[index]
    if let spoken = try WrittenDate.spoken(words, at: index) {
      try set(spoken.date)
      return spoken.count
    }
    let next = index + 1 < words.count ? words[index + 1] : ""
    if ScheduleText.hasDigit(word), let isAfternoon = Self.half(next) {
      times.append(try WrittenTime.twelveHours(word, isAfternoon: isAfternoon))
      hasHalves = true
      return 2
    }
    if WrittenDate.looksLikeDate(word) {
      try set(try WrittenDate.figures(word))
    } else if let days = ScheduleWords.weekdays[word] {
      weekdays.append((word, days))
    } else if ScheduleWords.spans.contains(word) {
      opensSpan = true
    } else if ScheduleWords.noon.contains(word) {
      times.append(Minutes(720))
    } else if ScheduleWords.midnight.contains(word) {
      throw Unreadable(
        reason: "'\(word)' may begin the day or end it; expected 00:00 or 24:00")
    } else if word.contains(":"), !ScheduleText.hasDigit(word), word.utf8.count > 1 {
      throw Unreadable(reason: "'\(word)' stands for a time that is missing")
    } else if ScheduleWords.unconfirmed.contains(word) {
      isUnconfirmed = true
    } else if ScheduleWords.back.contains(word), isUnsettled(behind: index) {
      // What is not settled of the ride back has no time here.
      return words.count - index
    } else if !ScheduleWords.passedOver.contains(word) {
      try takeTime(word)
    }
    return 1
  }

  /// Whether all that follows a word says that something is not settled.
  private func isUnsettled(behind index: Int) -> Bool {
    let rest = words[(index + 1)...].filter {
      !ScheduleWords.passedOver.contains($0) && !ScheduleWords.hours.contains($0)
    }
    return !rest.isEmpty && rest.allSatisfy(ScheduleWords.unconfirmed.contains)
  }

  private static func half(_ word: String) -> Bool? {
    if ScheduleWords.forenoon.contains(word) { return false }
    return ScheduleWords.afternoon.contains(word) ? true : nil
  }

  private mutating func takeTime(_ word: String) throws(Unreadable) {
    if let split = ClockZone.split(word) {
      zone = split.zone
      times.append(try WrittenTime.figures(split.time))
    } else {
      times.append(try WrittenTime.figures(word))
    }
  }

  private mutating func set(_ date: CivilDate) throws(Unreadable) {
    guard self.date == nil else { throw Unreadable(reason: "two dates") }
    self.date = date
  }
}
