import Naming

/// Takes the text of a schedule cell apart into words, each of which is a date, a time or a word.
enum ScheduleText {
  /// No date and time is longer; a cell that holds a novel is none.
  private static let mostScalars = 200

  /// The words of a text, or nil where it is too long for a date and time.
  ///
  /// What was typed together is parted (`lun.03.11.2025`, `8:30AM`, `07:00-09:30`), and what was
  /// typed apart is joined (`7 h 30`, `7 : 30`).
  ///
  /// - Complexity: O(n) in the text's length, of which at most 2,000 characters are read.
  static func words(_ text: String) -> [String]? {
    let limit = 2_000
    let read = String.UnicodeScalarView(text.unicodeScalars.prefix(limit + 1))
    let folded = TextFolding.folded(String(read))
    guard read.count <= limit, folded.unicodeScalars.count <= mostScalars else { return nil }
    let parts = folded.split { " ;|".contains($0) }.flatMap { atCommas($0) }
    return joined(parts.flatMap { parted($0) }.flatMap { separated($0) })
  }

  /// True for a word of digits alone.
  static func isDigits(_ word: some StringProtocol) -> Bool {
    !word.isEmpty && word.utf8.allSatisfy(isDigit)
  }

  static func hasDigit(_ word: some StringProtocol) -> Bool { word.utf8.contains(where: isDigit) }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Splits at commas, but not `8,30`.
  private static func atCommas(_ part: Substring) -> [Substring] {
    let fields = part.split(separator: ",", omittingEmptySubsequences: false)
    let isTime =
      fields.count == 2 && fields.allSatisfy { isDigits($0) && $0.utf8.count <= 2 }
      && fields[1].utf8.count == 2
    return isTime ? [part] : fields.filter { !$0.isEmpty }
  }

  /// Parts digits from words of two letters and more: `1er`, `rdv08:00`, `3-nov-25`.
  private static func parted(_ part: Substring) -> [String] {
    let isAllWords = !hasDigit(part)
    guard !isAllWords else { return trimmed(String(part)) }
    let scalars = Array(part.unicodeScalars)
    var words: [String] = []
    var word = String.UnicodeScalarView()
    func close() {
      words += trimmed(String(word))
      word = String.UnicodeScalarView()
    }
    var index = 0
    while index < scalars.count {
      var end = index
      while end < scalars.count, isLetter(scalars[end], scalars, index) { end += 1 }
      if end - index >= 2 {
        close()
        word.append(contentsOf: scalars[index..<end])
        close()
        index = end
      } else {
        word.append(scalars[index])
        index += 1
      }
    }
    close()
    return words
  }

  /// A letter, or a dot inside `a.m.`.
  private static func isLetter(
    _ scalar: Unicode.Scalar, _ scalars: [Unicode.Scalar], _ start: Int
  ) -> Bool {
    if scalar.properties.isAlphabetic { return true }
    return scalar == "." && start + 2 < scalars.count && scalars[start + 2] == "m"
      && scalars[start + 1] == "." && (scalars[start] == "a" || scalars[start] == "p")
  }

  /// The word without marks at its ends; a mark that stands alone is kept.
  private static func trimmed(_ word: String) -> [String] {
    if ScheduleWords.forenoon.contains(word) || ScheduleWords.afternoon.contains(word) {
      return [word]
    }
    let isSpoken = !hasDigit(word)
    let loose: Set<Unicode.Scalar> = isSpoken ? [".", ":", "(", ")", "-", "/"] : [".", "-", "/"]
    var scalars = Substring(word).unicodeScalars
    guard scalars.contains(where: { !loose.contains($0) }) else {
      return word.isEmpty || word == "." ? [] : [word]
    }
    while let first = scalars.first, loose.contains(first) { scalars.removeFirst() }
    while let last = scalars.last, loose.contains(last) { scalars.removeLast() }
    return [String(scalars)]
  }

  /// `2025-10-22t07:00` and `07:00-09:30`, `07:00/09:30` as two words.
  private static func separated(_ word: String) -> [String] {
    if let mark = word.firstIndex(of: "t"), hasDigit(word[..<mark]), hasDigit(word[mark...]) {
      return [String(word[..<mark]), String(word[word.index(after: mark)...])]
    }
    let parts = word.split { $0 == "-" || $0 == "/" }
    let areBare = parts.count == 2 && parts.allSatisfy { isDigits($0) && $0.utf8.count == 4 }
    guard areBare || word.contains(":") || word.contains("h"), !ClockZone.isMarked(word) else {
      return [word]
    }
    return parts.map(String.init)
  }

  private static func joined(_ words: [String]) -> [String] {
    var result: [String] = []
    var opensTime = false
    for written in words {
      let word = ScheduleWords.hours.contains(written) ? "h" : written
      let endsTime = opensTime && isDigits(word) && word.utf8.count == 2
      if let last = result.last, endsTime || joins(word, to: last) {
        result[result.count - 1] = last + word
        opensTime = word == "h" || word == ":"
        continue
      }
      // The hour's letter behind a whole time, and the minutes' word, say no more.
      if let last = result.last, hasDigit(last), word == "h" || ScheduleWords.minutes.contains(word)
      {
        continue
      }
      opensTime = hasDigit(word.prefix(1)) && (word.hasSuffix(":") || word.hasSuffix("h"))
      result.append(word)
    }
    return result
  }

  private static func joins(_ word: String, to last: String) -> Bool {
    guard word == "h" || word == ":" || word.hasPrefix(":") else { return false }
    return last.utf8.count <= 2 && isDigits(last)
  }
}

/// The zone behind a time: `07:30:00z`, `07:30:00+01:00`.
enum ClockZone {
  /// The time and the zone behind it, nil where there is none.
  ///
  /// A plus is a zone only behind seconds; a dash stands between two times: `08:00-09:30`.
  static func split(_ word: String) -> (time: String, zone: String)? {
    if word.hasSuffix("z"), word.contains(":") {
      return (String(word.dropLast()), "Z")
    }
    guard word.split(separator: ":", omittingEmptySubsequences: false).count >= 3,
      let mark = word.lastIndex(of: "+")
    else { return nil }
    let time = word[..<mark]
    let zone = word[mark...]
    guard time.filter({ $0 == ":" }).count == 2, (3...6).contains(zone.utf8.count),
      zone.dropFirst().allSatisfy({ $0 == ":" || ScheduleText.isDigits(String($0)) })
    else { return nil }
    return (String(time), String(zone))
  }

  static func isMarked(_ word: String) -> Bool { split(word) != nil }
}
