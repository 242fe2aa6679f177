/// The words by which the pieces of an address are told apart, folded.
enum AddressWords {
  static let streets: Set<String> = [
    "rue", "r", "avenue", "av", "ave", "chemin", "ch", "chem", "route", "rte", "quai", "boulevard",
    "bd", "boul", "blvd", "place", "pl", "promenade", "prom", "impasse", "imp", "passage",
    "allee", "cours", "rampe", "square", "sentier", "ruelle", "montee", "rond", "clos", "grand rue",
    "esplanade", "parc", "voie", "terrasse",
  ]

  static let articles: Set<String> = [
    "de", "du", "des", "d", "la", "le", "les", "l", "a", "au", "aux",
  ]

  static let floors: Set<String> = [
    "etage", "etages", "etg", "rez", "rdc", "rez de chaussee", "sous sol",
  ]

  /// Those of `floors` that go with a number.
  static let countedFloors: Set<String> = ["etage", "etages", "etg"]

  static let beforeWheelchair: Set<String> = [
    "en", "avec", "sans", "pas", "de", "un", "une", "son", "sa", "besoin", "d", "non",
  ]

  static let countries: Set<String> = ["suisse", "switzerland", "schweiz", "ch", "france", "f"]

  static let contacts: Set<String> = [
    "m", "mr", "mme", "mlle", "mmes", "mm", "madame", "monsieur", "mademoiselle", "mesdames",
    "messieurs", "contact", "contacter", "chez", "famille", "fam", "epoux", "epouse", "mari",
    "fils", "fille", "frere", "soeur", "mere", "pere", "infirmiere", "infirmier", "concierge",
    "demander", "appeler", "att", "attn", "resp", "responsable", "sonner", "sonnette",
    "interphone", "veuillez", "prevenir", "personne",
  ]

  /// Words that start a room, a door or an entrance.
  private static let rooms: Set<String> = [
    "chambre", "chbre", "app", "appt", "appartement", "porte", "entree", "code", "digicode",
    "ascenseur", "bat", "batiment", "bloc", "escalier", "allee", "lit", "niveau", "unite",
    "studio", "ch", "guichet", "hall",
  ]

  private static let ordinals: Set<String> = [
    "premier", "deuxieme", "second", "troisieme", "quatrieme", "cinquieme", "sixieme", "septieme",
    "huitieme", "dernier",
  ]

  /// `2`, `2e`, `1er`, `2eme`, `deuxieme`.
  static func isOrdinal(_ key: String) -> Bool {
    if ordinals.contains(key) { return true }
    let digits = key.unicodeScalars.prefix { ("0"..."9").contains($0) }
    guard (1...2).contains(digits.count) else { return false }
    return ["", "e", "er", "eme", "ieme", "ere", "nd"].contains(
      String(key.unicodeScalars.dropFirst(digits.count)))
  }

  /// A room word that is followed by a short number or letter, or stands alone.
  static func isRoom(_ keys: [String]) -> Bool {
    guard let first = keys.first, rooms.contains(first), keys.count <= 3 else { return false }
    guard keys.count > 1 else { return first != "ch" }
    return keys.dropFirst().allSatisfy { key in
      key.utf8.count == 1 || key.unicodeScalars.contains { ("0"..."9").contains($0) }
    }
  }

  /// `12`, `12a`, `12bis`, `12-14`; at most four digits and a short ending.
  static func isHouseNumber(_ key: String) -> Bool {
    let parts = key.split(separator: " ")
    return !parts.isEmpty && parts.count <= 3
      && parts.allSatisfy { part in
        let digits = part.unicodeScalars.prefix { ("0"..."9").contains($0) }
        let ending = String(part.unicodeScalars.dropFirst(digits.count))
        return (1...4).contains(digits.count)
          && (ending.utf8.count <= 1 || ["bis", "ter"].contains(ending))
      }
  }

  /// The digits of `1203`, `CH-1203` or `F-74100`, or nil.
  static func postcode(_ word: String) -> String? {
    var digits = Substring(word)
    for prefix in ["CH-", "CH", "F-", "ch-", "f-"] where digits.hasPrefix(prefix) {
      digits = digits.dropFirst(prefix.count)
      break
    }
    guard digits.utf8.count == 4 || digits.utf8.count == 5,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      digits.utf8.first != 0x30
        || digits.utf8.count == 5
    else { return nil }
    return String(digits)
  }

  /// A postcode with its country before it, which can be nothing else.
  static func isMarkedPostcode(_ word: String) -> Bool {
    word.utf8.first.map { !(0x30...0x39).contains($0) } == true && postcode(word) != nil
  }
}
