import CivilTime
import Naming
import Tabular

/// The date and the one or two times of a ride sheet's schedule cell.
struct RideSchedule: Hashable, Sendable {
  let date: CivilDate
  let times: [Minutes]

  /// What stands in a cell that cannot be read.
  struct Unreadable: Error, Hashable, Sendable {
    let reason: String
  }

  /// Reads `22.10.2025   07:00   09:30`, `22.10.2025 07h30`, or a true date of a workbook.
  ///
  /// Dates are `DD.MM.YYYY`, `DD/MM/YYYY` or ISO; times `HH:MM`, `7:30`, `07h30`, `7h`, `07.30`.
  /// A weekday's name and the words `à`, `et`, `puis` are passed over.
  init(_ cell: Cell) throws(Unreadable) {
    switch cell {
    case .date(let date, .some(let time)):
      self = RideSchedule(date: date, times: [time])
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

  private init(text: String) throws(Unreadable) {
    let words = Self.words(text)
    guard !words.isEmpty else { throw Unreadable(reason: "the date and time are missing") }
    guard words.contains(where: { $0.utf8.contains { (0x30...0x39).contains($0) } }) else {
      throw Unreadable(reason: "not a date and time; expected DD.MM.YYYY HH:MM")
    }
    var date: CivilDate?
    var times: [Minutes] = []
    for word in words {
      if Self.looksLikeDate(word) {
        let read = try Self.date(word)
        if date != nil { throw Unreadable(reason: "two dates") }
        date = read
      } else {
        times.append(try Self.time(word))
      }
    }
    guard let date else { throw Unreadable(reason: "there is no date; expected DD.MM.YYYY HH:MM") }
    guard !times.isEmpty else { throw Unreadable(reason: "the date has no time") }
    guard times.count <= 2 else {
      throw Unreadable(reason: "\(times.count) times; expected one or two")
    }
    self = RideSchedule(date: date, times: times)
  }

  /// The words that say something, with `7 h 30` and `7 : 30` drawn together.
  private static func words(_ text: String) -> [String] {
    // A cell that holds a novel is no date; its first words say so.
    let scalars = String.UnicodeScalarView(text.unicodeScalars.prefix(200))
    var words: [String] = []
    var opensTime = false
    for part in TextFolding.folded(String(scalars)).split(whereSeparator: { " ,;|".contains($0) }) {
      let word = String(part)
      let isDigits = word.utf8.allSatisfy { (0x30...0x39).contains($0) }
      let startsDigit = word.utf8.first.map { (0x30...0x39).contains($0) } == true
      if let last = words.last, (opensTime && isDigits) || joins(word, to: last) {
        words[words.count - 1] = last + word
        opensTime = word == "h" || word == ":"
        continue
      }
      opensTime = startsDigit && (word.hasSuffix(":") || word.hasSuffix("h"))
      words.append(contentsOf: separated(word))
    }
    return words.filter { !passedOver.contains($0) }
  }

  /// `2025-10-22t07:00` and `07:00-09:30`, `07:00/09:30` as two words.
  private static func separated(_ word: String) -> [String] {
    if let mark = word.firstIndex(of: "t"), CivilDate(iso: word[..<mark]) != nil {
      return [String(word[..<mark]), String(word[word.index(after: mark)...])]
    }
    guard word.contains(":") || word.contains("h") else { return [word] }
    return word.split { $0 == "-" || $0 == "/" }.map(String.init)
  }

  private static func joins(_ word: String, to last: String) -> Bool {
    guard word == "h" || word == ":" || word.hasPrefix(":") else { return false }
    return last.utf8.count <= 2 && last.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static let passedOver: Set<String> = [
    "a", "et", "puis", "le", "-", "/", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
    "dimanche", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.",
  ]

  private static func looksLikeDate(_ word: String) -> Bool {
    let marks = word.utf8.filter { [0x2e, 0x2f, 0x2d].contains($0) }.count
    return marks >= 2 && !word.contains(":") && !word.contains("h")
  }

  private static func date(_ word: String) throws(Unreadable) -> CivilDate {
    let dotted = String(word.map { $0 == "/" ? "." : $0 })
    if let date = CivilDate(iso: word) ?? CivilDate(dotted: dotted) { return date }
    let numbers = dotted.split(separator: ".").map { String($0) }
    let areNumbers = numbers.count == 3 && numbers.allSatisfy { Int($0) != nil }
    if areNumbers, numbers[2].utf8.count == 4 {
      throw Unreadable(reason: "the date \(word) does not exist")
    }
    throw Unreadable(reason: "'\(word)' is not a date; expected DD.MM.YYYY")
  }

  private static func time(_ word: String) throws(Unreadable) -> Minutes {
    var clock = word
    let fields = clock.split(separator: ".", omittingEmptySubsequences: false)
    if fields.count == 2, !clock.contains(":"), !clock.contains("h") {
      clock = fields.joined(separator: ":")
    }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 3, let seconds = Int(parts[2]), (0..<60).contains(seconds) {
      clock = "\(parts[0]):\(parts[1])"
    }
    if clock.contains(":"), clock.hasSuffix("h") { clock.removeLast() }
    if let time = Minutes(clock: clock) { return time }
    let isNumeric = clock.contains { $0 == ":" || $0 == "h" }
    let hasDigits = clock.utf8.contains { (0x30...0x39).contains($0) }
    throw Unreadable(
      reason: isNumeric && hasDigits
        ? "the time \(word) does not exist" : "'\(word)' is neither a date nor a time")
  }
}
