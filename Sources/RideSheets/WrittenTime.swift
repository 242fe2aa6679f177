import CivilTime

/// Times of day as offices write them in figures.
enum WrittenTime {
  /// Reads `08:30`, `8h05`, `8h`, `08.30`, `8,30`, `0830`, `08:30:00`; `24:00` ends the day.
  ///
  /// - Throws: `RideSchedule.Unreadable` for a time that does not exist, and for any other word.
  static func figures(_ word: String) throws(RideSchedule.Unreadable) -> Minutes {
    let clock = evened(word)
    if let time = Minutes(clock: clock) { return time }
    if ["24:00", "24h00", "24h"].contains(clock) { return endOfDay }
    let isNumeric = clock.contains { $0 == ":" || $0 == "h" }
    throw RideSchedule.Unreadable(
      reason: isNumeric && ScheduleText.hasDigit(clock)
        ? "the time \(word) does not exist" : "'\(word)' is neither a date nor a time")
  }

  /// The end of a day, which is the next day's 00:00.
  static let endOfDay = Minutes(1_440)

  /// Reads a time of twelve hours; a bare hour counts too: `8 AM`.
  ///
  /// - Throws: `RideSchedule.Unreadable` for an hour above twelve, and for what is no time.
  static func twelveHours(
    _ word: String, isAfternoon: Bool
  ) throws(RideSchedule.Unreadable) -> Minutes {
    let isHour = ScheduleText.isDigits(word) && word.utf8.count <= 2
    let time = try figures(isHour ? word + "h" : word)
    guard (60..<780).contains(time.count) else {
      let half = isAfternoon ? "PM" : "AM"
      throw RideSchedule.Unreadable(reason: "the time \(word) \(half) does not exist")
    }
    return Minutes(time.count % 720 + (isAfternoon ? 720 : 0))
  }

  /// The word with a colon between hours and minutes, without seconds and a closing `h`.
  private static func evened(_ word: String) -> String {
    var clock = word
    if clock.hasSuffix("h"), clock.contains(where: { ":.,".contains($0) }) { clock.removeLast() }
    if ScheduleText.isDigits(word), word.utf8.count == 4, let number = Int(word), number % 5 == 0 {
      // 1203 is a postcode rather than a time; what a dispatcher writes are fives.
      clock = "\(word.prefix(2)):\(word.suffix(2))"
    }
    let fields = clock.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    if fields.count == 2, !clock.contains(":"), !clock.contains("h") {
      clock = fields.joined(separator: ":")
    }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 3, isSeconds(parts[2]) { clock = "\(parts[0]):\(parts[1])" }
    return clock
  }

  /// `00` to `59`, with a fraction or without.
  private static func isSeconds(_ text: Substring) -> Bool {
    let fields = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    guard (1...2).contains(fields.count), fields.allSatisfy({ ScheduleText.isDigits($0) }),
      let seconds = Int(fields[0])
    else { return false }
    return (0..<60).contains(seconds)
  }
}
