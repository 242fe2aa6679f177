import Naming

/// What a text says of the client's wheelchair.
enum WheelchairMention: Hashable {
  /// The text does not speak of one.
  case none
  /// `sans fauteuil`, `fauteuil roulant: non`.
  case denied
  case needed
  /// Left open, with the words that do so; `taken` tells whether a wheelchair is sent all the same.
  case doubtful(String, taken: Bool)

  /// What the letters `FR` mean where they stand.
  enum ShortForms {
    /// A wheelchair, as in a column of remarks.
    case wheelchair
    /// Perhaps one: a finding, and none is sent.
    case hint
    /// Perhaps one where they stand alone between marks, and none after a French postcode.
    case apart
    /// Something else, such as a language.
    case other
  }

  /// True where a wheelchair is needed, or may be.
  ///
  /// Not where it is denied: `sans fauteuil`, `pas de chaise roulante`.
  static func isIn(_ text: String) -> Bool {
    switch WheelchairMention(SpokenWords(text), shortForms: .other) {
    case .needed, .doubtful(_, taken: true): true
    case .none, .denied, .doubtful: false
    }
  }

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - spoken: The words of a cell's text.
  ///   - shortForms: What `FR` means in the cell's column.
  /// - Complexity: O(n) in the text's length.
  init(_ spoken: SpokenWords, shortForms: ShortForms) {
    let texts = spoken.texts
    var found: [WheelchairMention] = []
    lazy var isFrench = texts.contains { $0.utf8.count == 5 && ScheduleText.isDigits($0) }
    var index = 0
    while index < texts.count {
      let length = Self.length(texts, at: index)
      if length > 0 {
        found.append(Self.verdict(spoken, index..<(index + length)))
      } else if let short = Self.short(spoken, at: index, shortForms) {
        if shortForms != .apart || !isFrench { found.append(short) }
      } else if shortForms != .apart, shortForms != .other,
        WheelchairWords.hints.contains(texts[index])
      {
        found.append(.doubtful(texts[index], taken: false))
      }
      index += max(1, length)
    }
    self = Self.strongest(found)
  }

  /// The words of a mention that starts at an index, counted; 0 where none does.
  static func length(_ words: [String], at index: Int) -> Int {
    for mention in WheelchairWords.mentions[words[index]] ?? [] {
      let end = index + mention.count
      guard end <= words.count,
        zip(mention, words[index..<end]).allSatisfy({ wanted, word in
          wanted == "#" ? WheelchairWords.rolling.contains(word) : wanted == word
        })
      else { continue }
      if isFurniture(words, index..<end) { return 0 }
      return end < words.count && WheelchairWords.rolling.contains(words[end])
        ? mention.count + 1 : mention.count
    }
    return 0
  }

  // MARK: - Mentions

  private static func strongest(_ found: [WheelchairMention]) -> WheelchairMention {
    if found.contains(.needed) { return .needed }
    let doubts = found.filter { if case .doubtful = $0 { true } else { false } }
    let taken = doubts.first { if case .doubtful(_, taken: true) = $0 { true } else { false } }
    if let doubt = taken { return doubt }
    if found.contains(.denied) { return .denied }
    return doubts.first ?? .none
  }

  /// `fauteuil dentaire`, `fauteuil de dialyse`, `salle du fauteuil`.
  private static func isFurniture(_ words: [String], _ range: Range<Int>) -> Bool {
    guard words[range.lowerBound].hasPrefix("fauteuil") else { return false }
    let after = words[range.upperBound...].first { !WheelchairWords.links.contains($0) }
    if let after, WheelchairWords.furniture.contains(after) { return true }
    return words[max(0, range.lowerBound - 2)..<range.lowerBound].contains("salle")
  }

  private static func short(
    _ spoken: SpokenWords, at index: Int, _ meaning: ShortForms
  ) -> WheelchairMention? {
    let texts = spoken.texts
    guard meaning != .other,
      let form = WheelchairWords.shortForms[texts[index]]?
        .first(where: { texts[index...].starts(with: $0) })
    else { return nil }
    let range = index..<(index + form.count)
    switch meaning {
    case .wheelchair: return verdict(spoken, range)
    case .hint: return .doubtful(form.joined(), taken: false)
    case .apart, .other:
      let isApart = spoken.words[index].opensClause && spoken.endsClause(range.upperBound - 1)
      let isAll = texts.count == form.count
      return isApart && !isAll ? .doubtful(form.joined(), taken: true) : nil
    }
  }

  private static func verdict(_ spoken: SpokenWords, _ range: Range<Int>) -> WheelchairMention {
    let shown = spoken.texts[range].joined(separator: " ")
    if let answer = answer(spoken, behind: range) { return answer }
    let before = denial(spoken, before: range.lowerBound)
    switch before {
    case .denied, .needed: return before
    case .doubtful: return .doubtful(shown, taken: true)
    case .none: break
    }
    if spoken.words[range.upperBound - 1].isAsked { return .doubtful(shown, taken: true) }
    let next = range.upperBound < spoken.words.count ? spoken.words[range.upperBound].text : ""
    // A dialysis has its chairs numbered.
    if shown == "fauteuil", ScheduleText.isDigits(next) { return .doubtful(shown, taken: true) }
    return .needed
  }

  /// What is said behind a mention: `fauteuil roulant: non`, `fauteuil pas nécessaire`.
  private static func answer(
    _ spoken: SpokenWords, behind range: Range<Int>
  ) -> WheelchairMention? {
    let words = spoken.words
    let first = range.upperBound
    guard first < words.count else { return nil }
    func needs(_ index: Int) -> Bool {
      index < words.count && WheelchairWords.needs.contains(words[index].text)
    }
    if WheelchairWords.answersYes.contains(words[first].text) { return .needed }
    if WheelchairWords.answersNo.contains(words[first].text) {
      // "fauteuil, non accompagné" and "fauteuil non pliable" are wheelchairs.
      if spoken.endsClause(first) || needs(first + 1) { return .denied }
    }
    for index in first..<min(words.count, first + 5) {
      if index > first, words[index].opensClause { break }
      if ["pas", "plus", "non"].contains(words[index].text), needs(index + 1) { return .denied }
    }
    return nil
  }

  /// What is said before a mention, within its clause.
  private static func denial(_ spoken: SpokenWords, before start: Int) -> WheelchairMention {
    let clause = spoken.clauseStart(of: start)
    let words = spoken.texts
    var index = start - 1
    // An abbreviation's dot ends no clause: "évtl. fauteuil".
    if index >= 0, WheelchairWords.open.contains(words[index]) {
      return .doubtful(words[index], taken: true)
    }
    while index >= clause, WheelchairWords.links.contains(words[index]) { index -= 1 }
    guard index >= clause else { return .none }
    let word = words[index]
    let earlier = words[max(clause, index - 4)..<index]
    let isOwn = words[index..<start].contains(where: WheelchairWords.possessives.contains)
    if WheelchairWords.without.contains(word) {
      if earlier.last == "ou" { return .doubtful(word, taken: true) }
      if earlier.contains(where: WheelchairWords.doubleDenials.contains) { return .needed }
      return isOwn ? .doubtful(word, taken: true) : .denied
    }
    if WheelchairWords.denials.contains(word) { return .denied }
    if WheelchairWords.verbDenials.contains(word) {
      let isLinked = index + 1 < start
      if word == "plus", !isLinked || !WheelchairWords.afterNoLonger.contains(words[index + 1]) {
        return .none
      }
      let verb = earlier.last ?? ""
      if isLinked, WheelchairWords.leaving.contains(verb) { return .needed }
      if !isLinked, WheelchairWords.walking.contains(verb) { return .needed }
      return isOwn ? .doubtful(word, taken: true) : .denied
    }
    if WheelchairWords.building.contains(word) || WheelchairWords.open.contains(word)
      || (word == "etre" && earlier.last == "peut")
    {
      return .doubtful(word, taken: true)
    }
    let near = words[max(clause, start - 3)..<start]
    let isNear = near.contains {
      WheelchairWords.without.contains($0) || WheelchairWords.denials.contains($0)
        || ($0 != "plus" && WheelchairWords.verbDenials.contains($0))
    }
    return isNear ? .doubtful(word, taken: true) : .none
  }
}
