import Naming

/// A street as somebody wrote it, its house number apart.
///
///     WrittenStreet("Ch. des Courbes 9 bis")  // key "chemin des courbes", number "9bis"
///     WrittenStreet("9, chemin des Courbes")  // the same street, number "9"
struct WrittenStreet: Hashable {
  /// The name's words with abbreviations written out: `chemin des courbes`.
  let key: String
  /// The words that carry meaning: `chemin courbes`.
  let looseKey: String
  /// The number without blanks, folded: `9`, `9bis`, `12-14`; nil where none is written.
  let number: String?

  init(_ text: String) {
    var words = text.split { $0 == " " || $0 == "," || $0 == ";" }.map(String.init)
    var number: String?
    if words.count > 1, let last = words.last.map(Self.folded) {
      if Self.isNumber(last) {
        number = last
        words.removeLast()
      } else if words.count > 2, Self.isEnding(last),
        Self.isDigits(Self.folded(words[words.count - 2]))
      {
        number = Self.folded(words[words.count - 2]) + last
        words.removeLast(2)
      } else if Self.isNumber(Self.folded(words[0])) {
        number = Self.folded(words.removeFirst())
        if words.count > 1, let next = words.first.map(Self.folded), Self.isEnding(next) {
          number? += next
          words.removeFirst()
        }
      }
    }
    if let last = words.last.map(Self.folded), number != nil, words.count > 1,
      ["no", "n", "nr", "n°", "no.", "nr.", "n."].contains(last)
    {
      words.removeLast()
    }
    self.number = number
    (key, looseKey) = Self.keys(of: words.joined(separator: " "))
  }

  /// What the names of streets are compared by, whole and by their words of meaning.
  static func keys(of name: String) -> (whole: String, loose: String) {
    let words = PlaceKey.words(name)
    return (words.joined(separator: " "), PlaceKey.significant(words).joined(separator: " "))
  }

  /// A number as it is compared: folded, without blanks.
  static func number(_ text: String) -> String {
    folded(text).filter { $0 != " " }
  }

  private static func folded(_ word: some StringProtocol) -> String { TextFolding.folded(word) }

  /// Whether a word is a house number, an ending and a range among them: `9`, `9a`, `12-14`.
  static func isNumber(_ word: String) -> Bool {
    AddressWords.isHouseNumber(TextFolding.key(word))
  }

  private static func isDigits(_ word: String) -> Bool {
    (1...4).contains(word.utf8.count) && word.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// `a` of `9 a`, `bis` of `9 bis`.
  private static func isEnding(_ word: String) -> Bool {
    ["bis", "ter", "quater"].contains(word)
      || word.utf8.count == 1 && word.utf8.allSatisfy { (0x61...0x7A).contains($0) }
  }
}
