import Naming

/// A client's name as written, without the forms of address.
enum ClientName {
  /// The name with single blanks and without `Madame`, `Monsieur`, `M.`, `Mme` in front.
  ///
  ///     ClientName.normalised("Madame  DUPONT   Anne")  // "DUPONT Anne"
  ///
  /// Case and accents stay as the office wrote them; a title that is all there is stays too.
  static func normalised(_ text: String) -> String {
    let whole = AddressText.trim(TextFolding.singleBlanked(text))
    var words = whole.split(separator: " ")
    while words.count > 1, isTitle(words[0]) || (isAnd(words[0]) && isTitle(words[1])) {
      words.removeFirst()
    }
    // "M.DUPONT Anne" is typed without a blank.
    if let first = words.first, let dot = first.firstIndex(of: "."), dot != first.startIndex,
      isTitle(first[..<dot]), first.index(after: dot) < first.endIndex
    {
      words[0] = first[first.index(after: dot)...]
    }
    return words.joined(separator: " ")
  }

  private static func isTitle(_ word: Substring) -> Bool {
    titles.contains(TextFolding.key(word))
  }

  private static func isAnd(_ word: Substring) -> Bool {
    ["et", "ou", "&", "+"].contains(TextFolding.folded(word))
  }

  private static let titles: Set<String> = [
    "madame", "monsieur", "mademoiselle", "m", "mr", "mme", "mlle", "mesdames", "messieurs", "mm",
  ]
}
