import CommandLanguage

/// The private values in one text, found by the hashes of its pieces.
struct NameSearch {
  struct Match: Hashable {
    /// Letters of the text, of which `LetterRun.units` tells the units.
    var range: Range<Int>
    var replacement: Replacement
  }

  enum Replacement: Hashable {
    /// A whole name, by its letters as they were registered.
    case name([UInt32])
    case part([UInt32])
    case street([UInt32])
    /// A value that somebody declared public; it stays as it is.
    case open
    /// A name cut by an ellipsis, of which too little is left to tell whose it is.
    case cut
  }

  private struct Hit {
    var end: Int
    var flags: UInt8

    func has(_ kind: NameHash.Kind) -> Bool { flags & kind.flag != 0 }
    var isName: Bool { has(.whole) || has(.variant) }
  }

  private let letters: LetterRun
  private let flags: (UInt64) -> UInt8
  private let kept: LazyKeptWords
  private let isCode: Bool
  /// Whether the text is a sentence of the program's.
  private let isMessage: Bool
  /// What is found from each letter on, the shortest first.
  private var hits: [[Hit]] = []
  /// Names in another order of their words, by the letter where they begin.
  private var turned: [Int: [(end: Int, name: [UInt32])]] = [:]

  /// From this many letters on a whole name counts within other text too.
  private static let fewestGluedLetters = 6
  /// From this many letters on a whole name of several words counts at an end of other text.
  private static let fewestJoinedLetters = 4
  /// Names of more words are not looked for in other orders.
  static let mostReorderedWords = 4

  /// Looks for private values.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - flags: The kinds under which a key is known, as flags; 0 for none.
  ///   - kept: What stays.
  ///   - code: The statement that the text is, whose words outside quotes are a program's; nil for
  ///     prose and values.
  ///   - isMessage: Whether the program's own words stay in any case.
  /// - Complexity: linear in the text: each letter is looked up with at most 48 behind it.
  init(
    _ text: FoldedText, flags: @escaping (UInt64) -> UInt8, kept: LazyKeptWords, code: String?,
    isMessage: Bool = false
  ) {
    letters = LetterRun(text, quoted: code.map(SQLText.quotedBytes) ?? [])
    self.flags = flags
    self.kept = kept
    isCode = code != nil
    self.isMessage = isMessage
    findPieces()
    guard hits.contains(where: { !$0.isEmpty }) else { return }
    findTurned()
    findReordered()
  }

  // MARK: Looking up

  private mutating func findPieces() {
    hits = Array(repeating: [], count: letters.count)
    for start in 0..<letters.count {
      let last = letters.farthestEnd(from: start)
      guard start + NameWords.fewestLetters <= last else { continue }
      for end in (start + NameWords.fewestLetters)...last {
        let found = flags(NameHash.key(letters.hash(start, end)))
        if found != 0 { hits[start].append(Hit(end: end, flags: found)) }
      }
    }
  }

  /// Finds names whose words are turned and run together: one of two pieces is a telling word.
  private mutating func findTurned() {
    for start in 0..<letters.count {
      for hit in hits[start] where hit.has(.word) {
        let word = letters.hash(start, hit.end)
        let last = letters.farthestEnd(from: start)
        for end in stride(from: hit.end + 1, through: last, by: 1) {
          // The word comes last in the registered name, then first.
          noteTurned(
            start, hit.end, end, hash: letters.joined(hit.end, end, to: word, hit.end - start))
        }
        let first = letters.farthestStart(to: hit.end)
        for begin in stride(from: start - 1, through: first, by: -1) {
          let rest = letters.hash(begin, start)
          noteTurned(
            begin, start, hit.end, hash: letters.joined(start, hit.end, to: rest, start - begin))
        }
      }
    }
  }

  /// Notes a name registered as `middle..<end` followed by `start..<middle`, where there is one.
  private mutating func noteTurned(_ start: Int, _ middle: Int, _ end: Int, hash: UInt64) {
    let found = flags(NameHash.key(hash))
    guard found & (NameHash.Kind.whole.flag | NameHash.Kind.variant.flag) != 0 else { return }
    turned[start, default: []].append(
      (end, letters.scalars(middle, end) + letters.scalars(start, middle)))
  }

  /// Finds names of three and four words in any order, word for word.
  private mutating func findReordered() {
    let words = letters.words
    for first in words.indices {
      for count in stride(from: 3, through: Self.mostReorderedWords, by: 1) {
        guard first + count <= words.count else { break }
        let window = Array(words[first..<(first + count)])
        guard let start = window.first?.lowerBound, let end = window.last?.upperBound,
          end <= letters.farthestEnd(from: start), window.contains(where: { isTelling($0) })
        else { continue }
        for order in Self.orders[count - 3] {
          let hash = order.reduce(UInt64(0)) { hash, index in
            hash &* NameHash.power(window[index].count)
              &+ letters.hash(window[index].lowerBound, window[index].upperBound)
          }
          guard flags(NameHash.key(hash)) & NameHash.Kind.whole.flag != 0 else { continue }
          let name = order.flatMap { letters.scalars(window[$0].lowerBound, window[$0].upperBound) }
          turned[start, default: []].append((end, name))
        }
      }
    }
  }

  private func isTelling(_ word: Range<Int>) -> Bool {
    hits[word.lowerBound].contains { $0.end == word.upperBound && $0.has(.word) }
  }

  /// The orders of three and of four things.
  private static let orders: [[[Int]]] = [orders(of: 3), orders(of: 4)]

  static func orders(of count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    return orders(of: count - 1).flatMap { order in
      (0...order.count).map { place in
        Array(order[..<place]) + [count - 1] + Array(order[place...])
      }
    }
  }

  // MARK: Matching

  /// The values of the text that are known, the longest of those that overlap, from left to right.
  func matches() -> [Match] {
    guard hits.contains(where: { !$0.isEmpty }) else { return [] }
    let edges = keptEdges()
    var matches: [Match] = []
    var index = 0
    while index < letters.count {
      if let match = match(at: index, edges) {
        matches.append(match)
        index = match.range.upperBound
      } else {
        index += 1
      }
    }
    return matches
  }

  func bytes(of match: Match) -> Range<Int> { letters.bytes(match.range) }

  private func match(at start: Int, _ edges: Set<Int>) -> Match? {
    let isStart = letters.isBoundary(start) || edges.contains(start)
    func isEnd(_ end: Int) -> Bool { letters.isBoundary(after: end) || edges.contains(end) }
    var longest: Match?
    func offer(_ end: Int, _ replacement: Replacement) {
      if end > longest?.range.upperBound ?? start {
        longest = Match(range: start..<end, replacement: replacement)
      }
    }
    for hit in hits[start] {
      let count = hit.end - start
      let (hasStart, hasEnd) = (isStart, isEnd(hit.end))
      if hit.has(.open), hasStart, hasEnd {
        offer(hit.end, .open)
      } else if hit.isName, Self.counts(count, hasStart, hasEnd) {
        offer(hit.end, .name(registered(start, hit)))
      } else if hit.has(.single), hasStart && hasEnd || count >= Self.fewestGluedLetters,
        !isKept(start, hit.end)
      {
        offer(hit.end, .name(letters.scalars(start, hit.end)))
      } else if hit.has(.street), hasStart, hasEnd {
        offer(hit.end, .street(street(start, hit.end)))
      } else if hit.has(.word), hasStart, hasEnd, !isKept(start, hit.end) {
        offer(hit.end, .part(letters.scalars(start, hit.end)))
      }
    }
    for (end, name) in turned[start] ?? [] where Self.counts(end - start, isStart, isEnd(end)) {
      offer(end, .name(registered(name)))
    }
    if isStart, let end = cutEnd(from: start) { offer(end, .cut) }
    return longest
  }

  /// Whether a name of several words counts as it stands in other text.
  private static func counts(_ letters: Int, _ hasStart: Bool, _ hasEnd: Bool) -> Bool {
    if hasStart, hasEnd { return true }
    return letters >= fewestGluedLetters || (letters >= fewestJoinedLetters && (hasStart || hasEnd))
  }

  /// Where a name that an ellipsis cuts ends, or nil: whole words of names, then a piece of one.
  private func cutEnd(from start: Int) -> Int? {
    let end = letters.runEnd(from: start)
    guard letters.isEllipsis(after: end), end - start >= NameWords.fewestLetters,
      end - start <= NameHash.mostLetters
    else { return nil }
    let words = letters.words.filter { $0.lowerBound >= start && $0.upperBound <= end }
    guard let last = words.last, words.count <= Self.mostReorderedWords else { return nil }
    let isWhole = words.dropLast().allSatisfy {
      $0.count < NameWords.fewestLetters || isTelling($0)
    }
    guard isWhole, words.count == 1 || words.dropLast().contains(where: isTelling) else {
      return nil
    }
    if words.count > 1, last.count < NameWords.fewestLetters { return end }
    let shown =
      last.count >= NameWords.longPrefix ? NameWords.longPrefix : NameWords.shortPrefix
    guard last.count >= shown else { return nil }
    let hash = letters.hash(last.lowerBound, last.lowerBound + shown)
    return flags(NameHash.key(hash)) & NameHash.Kind.prefix.flag != 0 ? end : nil
  }

  // MARK: Registered spellings

  /// The letters of a street with its number behind it, where it stands before it too.
  private func street(_ start: Int, _ end: Int) -> [UInt32] {
    let found = letters.scalars(start, end)
    guard let first = found.first, (0x30...0x39).contains(first),
      let number = letters.words.first(where: { $0.contains(start) }), number.upperBound < end
    else { return found }
    let digits = number.upperBound - start
    return Array(found[digits...] + found[..<digits])
  }

  private func registered(_ start: Int, _ hit: Hit) -> [UInt32] {
    let name = letters.scalars(start, hit.end)
    return hit.has(.whole) ? name : registered(name)
  }

  /// The letters under which a name was registered, where it stands with its umlauts written out.
  private func registered(_ name: [UInt32]) -> [UInt32] {
    func isWhole(_ name: [UInt32]) -> Bool {
      flags(NameHash.key(NameHash.polynomial(of: name))) & NameHash.Kind.whole.flag != 0
    }
    return isWhole(name) ? name : Self.withoutWrittenUmlauts(name).first(where: isWhole) ?? name
  }

  /// A name with some of its written umlauts as one letter, the most of them first: `muller` for
  /// `mueller`.
  static func withoutWrittenUmlauts(_ name: [UInt32]) -> [[UInt32]] {
    let written = name.indices.dropFirst().filter {
      name[$0] == 0x65 && umlautVowels.contains(name[$0 - 1])
    }.suffix(mostUmlauts)
    return stride(from: (1 << written.count) - 1, to: 0, by: -1).map { choice in
      let left = Set(written.enumerated().filter { choice >> $0.offset & 1 == 1 }.map(\.element))
      return name.indices.filter { !left.contains($0) }.map { name[$0] }
    }
  }

  private static let umlautVowels: Set<UInt32> = [0x61, 0x6F, 0x75]
  private static let mostUmlauts = 4

  // MARK: What stays

  /// Whether a single word stays: a driver's, a public place's, the program's own.
  private func isKept(_ start: Int, _ end: Int) -> Bool {
    let words = kept.value
    let hash = letters.hash(start, end)
    if words.words.contains(hash) || isPlace(start, end, words.places) { return true }
    if letters.isCall(end) { return true }
    if isMessage, words.isMessageWord(letters.text(start, end)) { return true }
    return words.isIdentifier(
      letters.text(start, end), inCode: isCode && !letters.isQuoted(start))
  }

  /// Whether a word lies within the name of a public place.
  private func isPlace(_ start: Int, _ end: Int, _ places: Set<UInt64>) -> Bool {
    guard !places.isEmpty else { return false }
    for first in stride(from: start, through: letters.farthestStart(to: end), by: -1)
    where letters.isBoundary(first) {
      for last in stride(from: end, through: letters.farthestEnd(from: first), by: 1)
      where letters.isBoundary(after: last) && places.contains(letters.hash(first, last)) {
        return true
      }
    }
    return false
  }

  /// Where kept words begin and end, to see where they are joined to a name.
  private func keptEdges() -> Set<Int> {
    let words = kept.value.words
    guard !words.isEmpty else { return [] }
    var edges: Set<Int> = []
    for start in 0..<letters.count {
      let last = letters.farthestEnd(from: start)
      for end in stride(from: start + NameWords.fewestLetters, through: last, by: 1)
      where words.contains(letters.hash(start, end)) {
        edges.formUnion([start, end])
      }
    }
    return edges
  }
}
