/// Finds the streets with their numbers in an address; postcode and town are none.
///
///     HomeStreets.found(in: "Domicile, Chemin des Merles 30, 1204 Genève")  // ["Chemin des Merles 30"]
public enum HomeStreets {
  /// The streets of an address, in order.
  ///
  /// - Complexity: linear in the text.
  public static func found(in text: String) -> [String] {
    places(in: text).map { String(text[$0]) }
  }

  /// The address with each street replaced.
  static func replacing(in text: String, by change: (String) -> String) -> String {
    var result = ""
    var copied = text.startIndex
    for place in places(in: text) {
      result += text[copied..<place.lowerBound] + change(String(text[place]))
      copied = place.upperBound
    }
    return result + text[copied...]
  }

  private static func places(in text: String) -> [Range<String.Index>] {
    let pieces = text.split { ",;|()\n\r\t".contains($0) }
    var places: [Range<String.Index>] = []
    var number: Substring?
    for piece in pieces {
      let words = piece.split { $0 == " " || $0 == "\u{a0}" }
      if let place = place(in: words) {
        places.append(place)
      } else if let before = number, let first = words.first, let last = words.last, isStreet(first)
      {
        // "17, chemin des Érables"
        places.append(before.startIndex..<last.endIndex)
      }
      number = words.count == 1 && words.first.map(isNumber) == true ? words.first : nil
    }
    return places
  }

  /// The street in the words of one piece: from the word for a street, else from the first word, to
  /// the number.
  private static func place(in words: [Substring]) -> Range<String.Index>? {
    let street = words.firstIndex(where: isStreet)
    if let street {
      if street > 0, isNumber(words[street - 1]), words.count > street + 1,
        !words[(street + 1)...].contains(where: isNumber)
      {
        return words[street - 1].startIndex..<words[words.count - 1].endIndex
      }
      if let number = words[street...].dropFirst().firstIndex(where: isNumber) {
        // "Bahnhofstrasse 4" begins with its own word, "Alte Landstrasse 4" before it.
        let first = isWholeWord(words[street]) ? street : 0
        return words[first].startIndex..<words[number].endIndex
      }
      return nil
    }
    guard words.count > 1, let last = words.last, let first = words.first, isNumber(last),
      first.first?.isLetter == true, words.dropLast().allSatisfy({ !isNumber($0) })
    else { return nil }
    return first.startIndex..<last.endIndex
  }

  /// `17`, `17b`, `17bis`, `4-6`; a postcode has more digits.
  private static func isNumber(_ word: Substring) -> Bool {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard (1...3).contains(digits.count) else { return false }
    let rest = word[digits.endIndex...]
    if rest.isEmpty { return true }
    return rest.count <= 4
      && rest.allSatisfy { $0.isLetter || $0 == "-" || $0 == "/" || $0 == "." || $0.isNumber }
  }

  private static func folded(_ word: Substring) -> String {
    var result = String.UnicodeScalarView()
    for letter in FoldedText(String(word)).words.joined() {
      Unicode.Scalar(letter).map { result.append($0) }
    }
    return String(result)
  }

  private static func isWholeWord(_ word: Substring) -> Bool { words.contains(folded(word)) }

  private static func isStreet(_ word: Substring) -> Bool {
    let folded = folded(word)
    return words.contains(folded)
      || endings.contains { folded.hasSuffix($0) && folded.count > $0.count }
  }

  private static let words: Set<String> = [
    "rue", "chemin", "ch", "chem", "avenue", "av", "ave", "route", "rte", "boulevard", "bd", "blvd",
    "place", "pl", "quai", "allee", "impasse", "sentier", "cours", "passage", "promenade", "square",
    "rampe", "clos", "voie", "via", "viale", "piazza", "corso", "vicolo", "strasse", "weg", "gasse",
    "platz", "street", "road", "lane", "drive", "ruelle", "esplanade", "montee", "parc",
  ]
  private static let endings = [
    "strasse", "str", "weg", "gasse", "platz", "allee", "street", "road",
  ]
}
