import CivilTime

/// The times that headers of HTTP state.
enum RetryTime {
  /// The seconds of a header `Retry-After`: a number, or a date by the server's own clock.
  ///
  /// - Parameters:
  ///   - text: The header's value.
  ///   - date: The value of the answer's header `Date`.
  ///   - now: Seconds since 1970 here, for servers without a clock.
  /// - Returns: 0 or more; nil where the text is neither.
  static func seconds(_ text: String, date: String?, now: Int) -> Int? {
    let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    // More digits than any wait has would not fit.
    if isNumber { return Int(text.prefix(9)) }
    guard let then = moment(text) else { return nil }
    return max(0, then - (date.flatMap(moment) ?? now))
  }

  /// Seconds since 1970 of `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7); nil for other forms.
  static func moment(_ text: String) -> Int? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
      let month = months.firstIndex(of: String(words[2])),
      let date = CivilDate(year: year, month: month + 1, day: day)
    else { return nil }
    let clock = words[4].split(separator: ":").map { Int($0) ?? -1 }
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]),
      (0...60).contains(clock[2])
    else { return nil }
    return date.dayNumber * 86_400 + clock[0] * 3_600 + clock[1] * 60 + clock[2]
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
