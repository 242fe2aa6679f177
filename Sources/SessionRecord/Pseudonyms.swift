import Files

/// Stable pseudonyms for private values: clients' names, home addresses and phone numbers.
///
///     var pseudonyms = Pseudonyms()
///     pseudonyms.register(["DUPONT Marie", "MARTIN Paul"])
///     pseudonyms.replacing(in: "upper: MARIE DUPONT, 022 123 45 67")
///     // "upper: Client-K7H3909FB2DD, 0xx xxx xx xx"
///
/// A pseudonym is made of the value alone: the SHA-256 of `carnet pseudonym client-2`, the key
/// and the letters of the name without case, diacritics, title and separators. So it is the same in
/// every session, whoever else is known. Without a key, who guesses a name can confirm the guess:
/// pseudonyms keep names out of sight, they are no encryption.
///
/// What is private is known by hashes, from a notebook's index or registered here; no name is kept.
/// Found are whole names in any case and order of their words, with or without diacritics and
/// blanks, also glued to other text on one side (`group_concat` without a separator); the single
/// words of a name from three letters on, as words; names cut by `…`; streets with their numbers. A
/// single letter or pair of letters of a name is left alone, and so are particles (`de`, `van`).
public struct Pseudonyms {
  /// The way that pseudonyms are made, for a session file's header.
  public let scheme = "client-2"

  private let key: String
  private let kept: LazyKeptWords
  /// The kinds under which the notebook's index knows a key, as flags.
  private let indexed: ((UInt64) -> UInt8)?
  /// What was registered here: keys with their kinds.
  private var registered: [UInt64: UInt8] = [:]
  /// What each pseudonym stands for, where names were registered to be revealed.
  private var originals: [String: String] = [:]
  /// What texts came to: the cells of most columns are a few texts again and again.
  private var shownTexts = ShownTexts()

  /// Makes an empty register.
  ///
  /// - Parameters:
  ///   - key: what makes the pseudonyms of this notebook its own; empty for the same everywhere.
  ///   - keptWords: words that stay even where they are a part of a client's name, such as the
  ///     drivers' names. Whole clients' names are replaced all the same.
  public init(key: String = "", keeping keptWords: [String] = []) {
    self.key = key
    kept = LazyKeptWords { KeptWords(people: keptWords) }
    indexed = nil
  }

  /// The pseudonyms of what an index knows.
  ///
  /// - Parameters:
  ///   - indexed: The kinds of a hash in the index, as flags; see `NameHash.flags(of:in:)`.
  ///   - keptWords: What stays, asked for where a single word is found.
  public init(
    indexed: @escaping (UInt64) -> UInt8, keeping keptWords: @escaping () -> KeptWords
  ) {
    key = ""
    kept = LazyKeptWords(keptWords)
    self.indexed = indexed
  }

  /// Registers clients; the order of the list is of no matter.
  ///
  /// - Complexity: linear in the names.
  public mutating func register(_ values: some Sequence<String>) {
    shownTexts = ShownTexts()
    var hashes = PrivateHashes()
    for value in values {
      hashes.add(name: value)
      noteOriginal(value)
    }
    for entry in hashes.finish() {
      registered[entry & ~7, default: 0] |= 1 << UInt8(entry & 7)
    }
  }

  private mutating func noteOriginal(_ value: String) {
    note(value, as: pseudonym(made: "Client", of: Self.letters(of: value)))
    for word in value.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      note(String(word), as: partPseudonym(Array(FoldedText(String(word)).words.joined())))
    }
  }

  /// Of several spellings the first in order counts, whichever came first.
  private mutating func note(_ original: String, as pseudonym: String) {
    if let known = originals[pseudonym], !original.utf8.lexicographicallyPrecedes(known.utf8) {
      return
    }
    originals[pseudonym] = original
  }

  /// The pseudonym of a client, whatever the case and title, or nil where he is not known.
  public func pseudonym(of value: String) -> String? {
    let letters = Self.letters(of: value)
    let flags = flags(NameHash.key(NameHash.polynomial(of: letters)))
    guard flags & (NameHash.Kind.whole.flag | NameHash.Kind.single.flag) != 0 else { return nil }
    return pseudonym(made: "Client", of: letters)
  }

  private var isEmpty: Bool { indexed == nil && registered.isEmpty }

  private func flags(_ key: UInt64) -> UInt8 {
    (registered.isEmpty ? 0 : registered[key] ?? 0) | (indexed?(key) ?? 0)
  }

  /// A text with every private value that is known, and every phone number, replaced.
  ///
  /// Apply it to cells before a table is laid out, so that the columns stand straight, and to
  /// texts of any other kind as they are.
  ///
  /// - Complexity: linear in the text.
  public func replacing(in text: String) -> String {
    shownTexts.shown(text, as: .searched) { replacingBetweenPseudonyms(in: text) }
  }

  /// A statement, or a column's head that repeats one, with the private values in it replaced.
  ///
  /// SQL's words, functions and names of columns stay; what stands in quotes is searched as prose.
  public func replacing(inCode code: String) -> String { replacing(in: code, isCode: true) }

  /// A sentence of the program's, or a text of one of its own tables.
  ///
  /// A single word of a name stays where it is a word of the program's, such as `row` or `kept`.
  public func replacing(inMessage message: String) -> String {
    replacingBetweenPseudonyms(in: message, isMessage: true)
  }

  /// A cell of a column as it may leave.
  public func replacing(in cell: String, of privacy: CellPrivacy) -> String {
    switch privacy {
    case .open: cell
    case .searched: replacing(in: cell)
    case .phone: PhoneMask.maskingWhole(cell)
    case .address: shownTexts.shown(cell, as: .address) { replacingHome(cell) }
    case .name: shownTexts.shown(cell, as: .name) { replacingWhole(cell) }
    }
  }

  /// A client's address but for its town; of a public house only what else is known as private.
  private func replacingHome(_ cell: String) -> String {
    if kept.value.nameHouse(in: cell) { return replacing(in: cell) }
    let address = HomeAddress(cell)
    guard address.hasName, let hidden = address.hidden(isTown: kept.value.places.contains) else {
      return replacing(in: cell)
    }
    return pseudonym(made: "Address", of: hidden.letters) + replacing(in: hidden.rest)
  }

  /// A client's name as a whole, known or not.
  private func replacingWhole(_ cell: String) -> String {
    let letters = Self.letters(of: cell)
    guard letters.contains(where: { !(0x30...0x39).contains($0) }) else {
      return replacing(in: cell)
    }
    let folded = FoldedText(cell)
    if let match = search(folded, nil).matches().first,
      case .name(let name) = match.replacement, name.sorted() == letters.sorted()
    {
      return pseudonym(made: "Client", of: name)
    }
    let words = folded.words
    let areKept = words.allSatisfy { kept.value.words.contains(NameHash.polynomial(of: $0)) }
    if areKept, pseudonym(of: cell) == nil { return cell }
    return pseudonym(made: "Client", of: letters)
  }

  private func search(
    _ folded: FoldedText, _ code: String?, isMessage: Bool = false
  ) -> NameSearch {
    NameSearch(folded, flags: flags, kept: kept, code: code, isMessage: isMessage)
  }

  /// What pseudonyms stand in a text already stays as it is.
  private func replacingBetweenPseudonyms(in text: String, isMessage: Bool = false) -> String {
    guard Self.prefixes.contains(where: { text.contains($0) }) else {
      return replacing(in: text, isCode: false, isMessage: isMessage)
    }
    return HiddenPiece.pieces(of: text).map { piece in
      switch piece {
      case .letters(let letters):
        replacing(
          in: String(decoding: letters, as: UTF8.self), isCode: false, isMessage: isMessage)
      default: piece.text
      }
    }.joined()
  }

  static let prefixes = ["Client-", "Name-", "Address-"]

  private func replacing(in text: String, isCode: Bool, isMessage: Bool = false) -> String {
    let text = PhoneMask.masking(text)
    guard !isEmpty else { return text }
    let search = search(FoldedText(text), isCode ? text : nil, isMessage: isMessage)
    let matches = search.matches()
    guard !matches.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var replaced: [UInt8] = []
    replaced.reserveCapacity(bytes.count)
    var copied = 0
    for match in matches {
      guard let shown = shown(match.replacement) else { continue }
      let place = search.bytes(of: match)
      replaced += bytes[min(copied, place.lowerBound)..<place.lowerBound]
      replaced += shown.utf8
      copied = place.upperBound
    }
    replaced += bytes[copied...]
    return String(decoding: replaced, as: UTF8.self)
  }

  /// What stands in the place of a value; nil for what stays.
  private func shown(_ replacement: NameSearch.Replacement) -> String? {
    switch replacement {
    case .name(let letters): pseudonym(made: "Client", of: letters)
    case .part(let letters): partPseudonym(letters)
    case .street(let letters): pseudonym(made: "Address", of: letters)
    case .cut: "Client"
    case .open: nil
    }
  }

  /// A text with the pseudonyms of this register replaced by the names that they stand for.
  ///
  /// Phone numbers stay masked, and names that an ellipsis cut stay hidden.
  ///
  /// - Complexity: linear in the text.
  public func revealing(in text: String) -> String {
    guard text.contains("-"), !originals.isEmpty else { return text }
    return text.replacing(/(?:Client|Name|Address)-[0-9BDFGHK]+/) { match in
      originals[String(match.output)] ?? String(match.output)
    }
  }

  /// Registers streets, so that they are revealed.
  public mutating func register(streets: some Sequence<String>) {
    shownTexts = ShownTexts()
    var hashes = PrivateHashes()
    for street in streets {
      hashes.add(street: street)
      guard let hidden = HomeAddress(street).hidden(isTown: { _ in false }) else { continue }
      note(street, as: pseudonym(made: "Address", of: hidden.letters))
    }
    for entry in hashes.finish() {
      registered[entry & ~7, default: 0] |= 1 << UInt8(entry & 7)
    }
  }

  // MARK: Pseudonyms

  /// The letters of a client's name, folded, without title.
  static func letters(of value: String) -> [UInt32] {
    let words = FoldedText(value).words
    let untitled = words.drop { NameWords.titles.contains(NameHash.polynomial(of: $0)) }
    return Array((untitled.isEmpty ? words[...] : untitled).joined())
  }

  /// Signs without vowels, so that no pseudonym spells a word or a name.
  private static let signs = Array("0123456789BDFGHK")
  static let signBytes = Set("0123456789BDFGHK".utf8)
  /// So many that no two of a million clients share them.
  static let signCount = 12
  /// A part's pseudonym is the same for all who share it, so two parts may share one too.
  static let partSignCount = 4

  func pseudonym(made prefix: String, of letters: [UInt32]) -> String {
    "\(prefix)-" + String(signs(of: letters, as: prefix).prefix(Self.signCount))
  }

  func partPseudonym(_ word: [UInt32]) -> String {
    "Name-" + String(signs(of: word, as: "Name").prefix(Self.partSignCount))
  }

  private func signs(of name: [UInt32], as prefix: String) -> [Character] {
    var letters = String.UnicodeScalarView()
    letters.append(contentsOf: name.compactMap { Unicode.Scalar($0) })
    var hasher = SHA256()
    hasher.update("carnet pseudonym \(scheme)\n\(key)\n\(prefix)\n\(String(letters))".utf8)
    return hasher.digest.flatMap { [Self.signs[Int($0 >> 4)], Self.signs[Int($0 & 15)]] }
  }
}

// MARK: Pseudonyms in records

extension Pseudonyms {
  /// Whether a text holds what stands for a private value.
  static func isHidden(_ text: String) -> Bool {
    HiddenPiece.pieces(of: text).contains(where: \.isHidden)
  }

  /// Whether a text is one pseudonym and nothing else.
  private static func isOne(_ text: String) -> Bool {
    let pieces = HiddenPiece.pieces(of: text)
    if case .pseudonym? = pieces.first { return pieces.count == 1 }
    return false
  }

  /// Whether a pseudonym may stand for a text, as far as the two of them tell.
  ///
  /// One of a whole name does for this name alone; of parts, addresses and longer texts it is left open.
  static func mayStand(_ pseudonym: String, for text: String) -> Bool {
    guard pseudonym.hasPrefix(prefixes[0]), isOne(pseudonym) else {
      return true
    }
    return Pseudonyms().pseudonym(made: "Client", of: letters(of: text)) == pseudonym
  }

  /// Whether two texts with pseudonyms may be of one value: two of whole values are others.
  static func mayBeOne(_ left: String, _ right: String) -> Bool {
    guard isOne(left), isOne(right) else {
      return true
    }
    return left.prefix { $0 != "-" } != right.prefix { $0 != "-" }
  }
}
