import CivilTime

/// A day and month in the midst of a text: `reporté au 05.12`.
struct MentionedDay: Hashable {
  let day: Int
  let month: Int

  /// Whether it is the day of a date, in whatever year.
  func isPart(of date: CivilDate) -> Bool {
    let parts = date.parts
    return parts.day == day && parts.month == month
  }

  /// All that a text has, a year behind them or not.
  ///
  /// - Complexity: O(n) in the text.
  static func all(in text: String) -> [MentionedDay] {
    text.split { !$0.isASCII || !($0.isNumber || $0 == "." || $0 == "/") }.compactMap { word in
      let parts = word.split { $0 == "." || $0 == "/" }
      guard (2...3).contains(parts.count), let day = Int(parts[0]), let month = Int(parts[1]),
        (1...31).contains(day), (1...12).contains(month)
      else { return nil }
      return MentionedDay(day: day, month: month)
    }
  }
}
