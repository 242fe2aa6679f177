/// Stable pseudonyms for the clients of a notebook, put in place of their names by value.
///
///     var pseudonyms = Pseudonyms()
///     pseudonyms.register(["DUPONT Marie", "MARTIN Paul"])
///     pseudonyms.replacing(in: "upper: MARIE DUPONT, 022 123 45 67")
///     // "upper: Client-K7H3, 0xx xxx xx xx"
///
/// A pseudonym is made of the value alone: the SHA-256 of `carnet pseudonym client-1`, the key
/// and the name without case, diacritics, title and separators. So it is the same in every session
/// and says nothing about the order of clients. Without a key, who guesses a name can confirm
/// the guess: pseudonyms keep names out of sight, they are no encryption.
///
/// Where two names share the first four signs, the later one in the order of registration (each
/// call sorted by value) gets more. Found are whole names in any case and order of their words,
/// with or without diacritics and blanks, also glued to other text (`group_concat` without a
/// separator); the single words of a name from three letters on, as words; names cut by `…`.
/// A single letter or pair of letters of a name is left alone, and so are particles (`de`, `van`).
public struct Pseudonyms: Sendable {
  /// The way that pseudonyms are made, for a session file's header.
  public let scheme = "client-1"

  private let key: String
  private let keptWords: Set<[UInt32]>
  /// The kept words, to see where they are joined to a name.
  private var keptTrie = NameTrie()
  private var trie = NameTrie()
  private var pseudonymsByName: [[UInt32]: String] = [:]
  private var taken: Set<String> = []
  /// What each pseudonym stands for, as it was registered first.
  private var originals: [String: String] = [:]

  /// From this many letters on a whole name counts within other text too.
  private static let fewestGluedLetters = 6
  /// From this many letters on a whole name of several words counts at an end of other text.
  private static let fewestJoinedLetters = 4
  /// From this many letters on a word of a name is replaced where it stands alone.
  private static let fewestPartLetters = 3
  /// Names of more words are not looked for in other orders.
  private static let mostReorderedWords = 4

  /// Makes an empty register.
  ///
  /// - Parameters:
  ///   - key: what makes the pseudonyms of this notebook its own; empty for the same everywhere.
  ///   - keptWords: words that stay even where they are a part of a client's name, such as the
  ///     drivers' names. Whole clients' names are replaced all the same.
  public init(key: String = "", keeping keptWords: [String] = []) {
    self.key = key
    self.keptWords = Set(keptWords.flatMap { FoldedText($0).words })
    for word in self.keptWords where word.count >= Self.fewestPartLetters {
      keptTrie.insert(word, "", rank: .asRegistered, glue: .anywhere)
    }
  }

  /// Registers clients; known ones keep their pseudonym, and the order of the list is of no matter.
  ///
  /// - Complexity: O(n log n), about 100 trie nodes a name.
  public mutating func register(_ values: some Sequence<String>) {
    let named = values.map { (name: Self.name(of: $0), value: $0) }
      .filter { !$0.name.isEmpty }
      .sorted { Self.precedes($0, $1) }
    for (name, value) in named {
      add(name, value)
    }
  }

  private static func precedes(
    _ left: (name: [[UInt32]], value: String), _ right: (name: [[UInt32]], value: String)
  ) -> Bool {
    let (first, second) = (joined(left.name), joined(right.name))
    if first != second { return first.lexicographicallyPrecedes(second) }
    return left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
  }

  /// The pseudonym of a client, whatever the case and title, or nil where he is not registered.
  public func pseudonym(of value: String) -> String? {
    pseudonymsByName[Self.joined(Self.name(of: value))]
  }

  /// A text with every client's name and every Swiss phone number replaced.
  ///
  /// Apply it to cells before a table is laid out, so that the columns stand straight, and to
  /// texts of any other kind as they are.
  ///
  /// - Complexity: linear in the text.
  public func replacing(in text: String) -> String {
    let text = PhoneMask.masking(text)
    guard !pseudonymsByName.isEmpty else { return text }
    let folded = FoldedText(text)
    let matches = trie.matches(in: folded, edges: keptTrie.edges(in: folded))
    guard !matches.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var replaced: [UInt8] = []
    replaced.reserveCapacity(bytes.count)
    var copied = 0
    for match in matches {
      let start = folded.units[match.range.lowerBound].start
      replaced += bytes[min(copied, start)..<start]
      replaced += match.replacement.utf8
      copied = folded.units[match.range.upperBound - 1].end
    }
    replaced += bytes[copied...]
    return String(decoding: replaced, as: UTF8.self)
  }

  /// A text with the pseudonyms of this register replaced by the names that they stand for.
  ///
  /// Phone numbers stay masked, and names that an ellipsis cut stay hidden.
  ///
  /// - Complexity: linear in the text.
  public func revealing(in text: String) -> String {
    guard text.contains("-") else { return text }
    return text.replacing(/(?:Client|Name)-[0-9BDFGHK]+/) { match in
      originals[String(match.output)] ?? String(match.output)
    }
  }

  // MARK: Names

  private static let titles: Set<[UInt32]> = words([
    "madame", "monsieur", "mme", "mr", "m", "mlle", "mademoiselle", "dr", "frau", "herr", "mrs",
    "ms",
  ])

  /// Words of names that are words of the language too.
  private static let particles: Set<[UInt32]> = words([
    "des", "les", "del", "della", "den", "der", "dos", "das", "dit", "nee", "ter", "und", "van",
    "von", "the",
  ])

  private static func words(_ texts: [String]) -> Set<[UInt32]> {
    Set(texts.map { $0.unicodeScalars.map(\.value) })
  }

  /// The words of a client's name, folded, without title.
  private static func name(of value: String, writesUmlautsOut: Bool = false) -> [[UInt32]] {
    let words = FoldedText(value, writesUmlautsOut: writesUmlautsOut).words
    let untitled = words.drop(while: titles.contains)
    return untitled.isEmpty ? words : Array(untitled)
  }

  private static func joined(_ name: [[UInt32]]) -> [UInt32] {
    Array(name.joined(separator: [0x20]))
  }

  private mutating func add(_ name: [[UInt32]], _ value: String) {
    let normal = Self.joined(name)
    guard pseudonymsByName[normal] == nil else { return }
    let pseudonym = newPseudonym("Client", normal)
    pseudonymsByName[normal] = pseudonym
    originals[pseudonym] = value
    for word in value.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      let part = partPseudonym(FoldedText(String(word)).units.map(\.scalar))
      if originals[part] == nil { originals[part] = String(word) }
    }
    insert(name, pseudonym)
    let writtenOut = Self.name(of: value, writesUmlautsOut: true)
    if writtenOut != name { insert(writtenOut, pseudonym) }
  }

  /// A name with its separators kept or left out, each in any combination: who takes the blanks
  /// out of `MC'QUARBY Bo` leaves the apostrophe.
  private static func spellings(of name: [[UInt32]]) -> [[UInt32]] {
    guard let first = name.first else { return [] }
    return name.dropFirst().reduce([first]) { spellings, word in
      spellings.flatMap { [$0 + [0x20] + word, $0 + word] }
    }
  }

  private mutating func insert(_ name: [[UInt32]], _ pseudonym: String) {
    let letters = name.reduce(0) { $0 + $1.count }
    let glue: NameTrie.Glue =
      letters >= Self.fewestGluedLetters
      ? .anywhere : letters >= Self.fewestJoinedLetters && name.count > 1 ? .oneEnd : .none
    for turn in name.count <= Self.mostReorderedWords ? 0..<name.count : 0..<1 {
      let turned = Array(name[turn...] + name[..<turn])
      let rank = turn == 0 ? NameTrie.Rank.asRegistered : .otherOrder
      trie.insert(Self.joined(turned), pseudonym, rank: rank, glue: glue)
      // A name of many words is glued as a whole alone, or its spellings would be hundreds.
      let spellings =
        name.count <= Self.mostReorderedWords
        ? Self.spellings(of: turned) : [Array(turned.joined())]
      for spelling in spellings where name.count > 1 {
        trie.insert(
          spelling, pseudonym, rank: .withoutBlanks, glue: glue == .anywhere ? glue : .none)
      }
    }
    guard name.count > 1 else { return }
    for word in name where isTelling(word) {
      trie.insert(word, partPseudonym(word), rank: .part, glue: .none)
    }
  }

  private func isTelling(_ word: [UInt32]) -> Bool {
    word.count >= Self.fewestPartLetters && !Self.particles.contains(word)
      && !keptWords.contains(word) && word.contains { !(0x30...0x39).contains($0) }
  }

  // MARK: Pseudonyms

  /// Signs without vowels, so that no pseudonym spells a word or a name.
  private static let signs = Array("0123456789BDFGHK")

  private mutating func newPseudonym(_ prefix: String, _ name: [UInt32]) -> String {
    let signs = signs(of: name, as: prefix)
    var length = 4
    while length < signs.count, taken.contains("\(prefix)-" + String(signs.prefix(length))) {
      length += 1
    }
    let pseudonym = "\(prefix)-" + String(signs.prefix(length))
    taken.insert(pseudonym)
    return pseudonym
  }

  /// A part's pseudonym is the same for all who share it, so two parts may share one too.
  private func partPseudonym(_ word: [UInt32]) -> String {
    "Name-" + String(signs(of: word, as: "Name").prefix(4))
  }

  private func signs(of name: [UInt32], as prefix: String) -> [Character] {
    var letters = String.UnicodeScalarView()
    letters.append(contentsOf: name.compactMap { Unicode.Scalar($0) })
    var hasher = ContentHasher()
    hasher.update("carnet pseudonym client-1\n\(key)\n\(prefix)\n\(String(letters))".utf8)
    return hasher.digest().flatMap { [Self.signs[Int($0 >> 4)], Self.signs[Int($0 & 15)]] }
  }
}
