/// The words of an address, piece by piece, and the streets with their numbers among them.
///
/// Pieces are what commas, semicolons, bars, brackets, colons, quotes, line ends and tabs part.
struct AddressPieces {
  /// A street's name, by the places of its words, and the word that is its number.
  struct Street: Hashable {
    var name: Range<Int>
    var number: Int
  }

  private(set) var words: [AddressWord] = []
  /// The words of each piece, by their places.
  private(set) var pieces: [Range<Int>] = []

  mutating func removeAll() {
    words.removeAll(keepingCapacity: true)
    pieces.removeAll(keepingCapacity: true)
  }

  /// Adds a piece; one without words is none.
  mutating func add(_ piece: some Sequence<AddressWord>) {
    let start = words.count
    words.append(contentsOf: piece)
    if words.count > start { pieces.append(start..<words.count) }
  }

  /// Commas, semicolons, bars, brackets, colons, quotes, line ends and tabs.
  static func parts(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2C, 0x3B, 0x7C, 0x28, 0x29, 0x0A, 0x0D, 0x09, 0x3A, 0x22, 0x5B, 0x5D, 0x7B, 0x7D: true
    default: false
    }
  }

  // MARK: Streets

  /// The streets with their numbers, also where a comma parts the two; flats and floors are none.
  ///
  /// - Complexity: linear in the words.
  func streets() -> [Street] {
    var streets: [Street] = []
    // A number alone belongs to a street before or behind it, rather than to another name.
    var number: Int?
    var before: Range<Int>?
    func settle() {
      if let before, let number { streets.append(Street(name: before, number: number)) }
      (before, number) = (nil, nil)
    }
    for piece in pieces {
      if piece.count == 1, words[piece.lowerBound].isNumber {
        if number != nil { settle() }
        number = piece.lowerBound
        if let name = before, name.contains(where: isStreet) { settle() }
      } else if let street = numbered(piece) {
        settle()
        streets.append(street)
      } else if let name = unnumbered(piece) {
        let isBehind = number != nil && (before == nil || name.contains(where: isStreet))
        if isBehind {
          before = name
          settle()
        } else {
          settle()
          before = name
        }
      } else {
        settle()
      }
    }
    settle()
    return streets
  }

  /// The street with its number that a piece is or holds.
  private func numbered(_ piece: Range<Int>) -> Street? {
    guard piece.count > 1 else { return nil }
    guard let street = piece.first(where: isStreet) else { return nameless(piece) }
    let end = end(of: street, in: piece)
    let behind = (street..<end).dropFirst().last { words[$0].isNumber }
    if street > piece.lowerBound, words[street - 1].isNumber, behind == nil || behind != end - 1 {
      return tellingStreet(street..<end, street - 1)
    }
    guard let behind else { return nil }
    return tellingStreet(beginning(of: street, in: piece)..<behind, behind)
  }

  /// "Alte Landstrasse 4" begins before its word for a street, "Avenue du Lac 4" with it.
  private func beginning(of street: Int, in piece: Range<Int>) -> Int {
    guard !words[street].isStreetWord else { return street }
    let isName = (piece.lowerBound..<street).allSatisfy { words[$0].isPlain }
    return isName ? piece.lowerBound : street
  }

  /// Where a flat, a postcode or the piece ends a street.
  private func end(of street: Int, in piece: Range<Int>) -> Int {
    piece.first { $0 > street && (words[$0].isFlat || words[$0].leadingDigits > 3) }
      ?? piece.upperBound
  }

  /// A name without a word for a street, with a number behind or before it.
  private func nameless(_ piece: Range<Int>) -> Street? {
    let (first, last) = (piece.lowerBound, piece.upperBound - 1)
    if words[last].isNumber, isPlain(first..<last) { return tellingStreet(first..<last, last) }
    let rest = (first + 1)..<(last + 1)
    return words[first].isNumber && isPlain(rest) ? tellingStreet(rest, first) : nil
  }

  /// What of a piece could be a street whose number stands in another piece.
  private func unnumbered(_ piece: Range<Int>) -> Range<Int>? {
    guard let street = piece.first(where: isStreet) else { return isPlain(piece) ? piece : nil }
    let name = beginning(of: street, in: piece)..<end(of: street, in: piece)
    return isTelling(name) ? name : nil
  }

  private func tellingStreet(_ name: Range<Int>, _ number: Int) -> Street? {
    isTelling(name) ? Street(name: name, number: number) : nil
  }

  private func isStreet(_ index: Int) -> Bool {
    words[index].isStreetWord || words[index].endsAsStreet
  }

  private func isPlain(_ range: Range<Int>) -> Bool { range.allSatisfy { words[$0].isPlain } }

  private func isTelling(_ name: Range<Int>) -> Bool {
    name.contains { index in
      let word = words[index]
      return word.count > 2 && word.leadingDigits == 0 && !word.isStreetWord
    }
  }

  // MARK: Towns

  /// From which word on the last piece is a postcode with its town, or nil.
  func town() -> Int? {
    guard let piece = pieces.last,
      let postcode = piece.last(where: { words[$0].isPostcode }), postcode + 1 < piece.upperBound,
      ((postcode + 1)..<piece.upperBound).allSatisfy({ words[$0].isPlain && !isStreet($0) })
    else { return nil }
    let before = postcode - 1
    return before >= piece.lowerBound && words[before].isCountry ? before : postcode
  }
}

/// What of a word tells whether it belongs to a street.
struct AddressWord {
  private(set) var count = 0
  /// Digits before any letter.
  private(set) var leadingDigits = 0
  /// The last eight letters, a byte each.
  private var tail: UInt64 = 0

  @inline(__always)
  mutating func add(_ letter: UInt32, isDigit: Bool) {
    if isDigit, leadingDigits == count { leadingDigits += 1 }
    count += 1
    tail = tail &<< 8 | UInt64(letter & 0xFF)
  }

  init() {}

  init(_ letters: [UInt32]) {
    for letter in letters { add(letter, isDigit: (0x30...0x39).contains(letter)) }
  }

  /// `17`, `17b`, `17bis`; a postcode has more digits.
  var isNumber: Bool { (1...3).contains(leadingDigits) && count <= leadingDigits + 3 }
  var isPostcode: Bool { (4...5).contains(count) && leadingDigits == count }
  /// Whether it is a word of a name, neither number nor floor.
  var isPlain: Bool { leadingDigits == 0 && !isFlat }
  var isStreetWord: Bool { Self.streets[tail] == count }
  var isFlat: Bool { Self.flats[tail] == count }
  var isCountry: Bool { count < 3 && Self.countries[tail] == count }
  /// `Bahnhofstrasse`, `Hauptstr`.
  var endsAsStreet: Bool {
    Self.endings.contains { count > $0.count && tail & $0.mask == $0.letters }
  }

  private static let streets = tails(
    "rue ruelle chemin ch chem avenue av ave route rte boulevard bd bld blvd place pl quai allee "
      + "impasse imp sentier cours passage promenade square rampe clos voie via viale piazza corso "
      + "vicolo strasse str weg gasse platz street road lane drive esplanade montee parc")
  /// Words before or behind the number of a flat, a floor, a door or a phone.
  private static let flats = tails(
    "app appt appart appartement apt etage etages etg code digicode porte bat batiment bloc "
      + "interphone sonnette escalier esc entree rez wohnung whg stock stockwerk og ug eg geschoss "
      + "tur tuer klingel floor flat door room piano interno scala citofono appartamento tel "
      + "telephone telefon natel chambre zimmer km")
  private static let countries = tails("ch f fr d de i it a at fl")
  private static let endings = ["strasse", "str", "weg", "gasse", "platz", "allee"].map {
    word in
    (
      count: word.utf8.count, letters: packed(word),
      mask: (UInt64(1) << UInt64(8 * word.utf8.count)) - 1
    )
  }

  private static func packed(_ word: some StringProtocol) -> UInt64 {
    word.utf8.reduce(0) { $0 &<< 8 | UInt64($1) }
  }

  /// The ends of words with the lengths of them.
  private static func tails(_ words: String) -> [UInt64: Int] {
    Dictionary(
      words.split(separator: " ").map { (packed($0), $0.utf8.count) }, uniquingKeysWith: max)
  }
}
