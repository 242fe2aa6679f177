import Naming

/// The names of places made comparable beyond folding: abbreviations and articles.
enum PlaceKey {
  /// The folded words with the usual abbreviations written out.
  ///
  ///     PlaceKey.words("Ch. St-Jean")  // ["chemin", "saint", "jean"]
  static func words(_ text: some StringProtocol) -> [String] {
    var words = TextFolding.words(text).map { abbreviations[$0] ?? $0 }
    // The Post tells Carouge GE from other cantons' Carouge; here there is one.
    if words.count > 1, words.last == "ge" { words.removeLast() }
    // "Genève 14" names a post office of the town.
    if words.count > 1, let last = words.last, last.utf8.count <= 2, Int(last) != nil {
      words.removeLast()
    }
    return joiningDottedLetters(words)
  }

  static func exact(_ text: some StringProtocol) -> String {
    words(text).joined(separator: " ")
  }

  /// The words that carry meaning: without articles and prepositions.
  static func significant(_ words: [String]) -> [String] {
    words.filter { !fillers.contains($0) }
  }

  /// `h u g` from `H.U.G.` becomes `hug`; `l hopital` stays.
  private static func joiningDottedLetters(_ words: [String]) -> [String] {
    guard words.count > 1, words.allSatisfy({ $0.utf8.count == 1 }) else { return words }
    return [words.joined()]
  }

  private static let abbreviations: [String: String] = [
    "av": "avenue", "ave": "avenue", "ch": "chemin", "chem": "chemin", "rte": "route",
    "bd": "boulevard", "blvd": "boulevard", "boul": "boulevard", "pl": "place", "st": "saint",
    "ste": "sainte", "hop": "hopital", "clin": "clinique", "ctre": "centre", "imp": "impasse",
    "prom": "promenade", "res": "residence", "gd": "grand", "gde": "grande", "pt": "petit",
    "pte": "petite", "univ": "universitaire", "r": "rue", "hopitaux": "hopital",
  ]

  private static let fillers: Set<String> = [
    "de", "du", "des", "d", "la", "le", "les", "l", "a", "au", "aux", "et", "en",
  ]

  /// What offices write when they do not know the place; none of it names one.
  static let nonPlaces: Set<String> = [
    "domicile", "a domicile", "au domicile", "maison", "a la maison", "chez lui", "chez elle",
    "idem", "id", "meme adresse", "adresse", "a preciser", "preciser", "a confirmer",
    "a definir", "a voir", "voir", "voir mail", "selon", "inconnu", "inconnue", "adresse inconnue",
    "non communique", "neant", "aucun", "aucune", "tba", "tbd", "home", "x", "xx", "xxx", "na",
  ]
}
