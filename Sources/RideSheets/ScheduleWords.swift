import CivilTime

/// The words that offices write into dates and times, folded, each with what it means.
///
/// French stands before German and English; a word that means two things has both.
enum ScheduleWords {
  /// The weekdays that a word may stand for: `di` is dimanche or Dienstag.
  static let weekdays: [String: Set<Weekday>] = {
    let words: [(Weekday, String)] = [
      (.monday, "lundi lun lu montag mo monday mon"),
      (.tuesday, "mardi mar ma dienstag di tuesday tue tues"),
      (.wednesday, "mercredi mer me mercr mittwoch mi wednesday wed"),
      (.thursday, "jeudi jeu je donnerstag do thursday thu thur thurs"),
      (.friday, "vendredi ven ve vendr freitag fr friday fri"),
      (.saturday, "samedi sam sa samstag saturday sat"),
      (.sunday, "dimanche dim di sonntag so sunday sun"),
    ]
    var table: [String: Set<Weekday>] = [:]
    for (day, names) in words {
      for name in names.split(separator: " ") { table[String(name), default: []].insert(day) }
    }
    return table
  }()

  /// The month of a word, 1...12.
  static let months: [String: Int] = {
    let words = [
      "janvier janv jan january januar jan", "fevrier fevr fev february februar feb",
      "mars mar march marz maerz mrz", "avril avr april apr", "mai may", "juin june juni jun",
      "juillet juil july juli jul", "aout august aug", "septembre sept sep september",
      "octobre oct october oktober okt", "novembre nov november",
      "decembre dec december dezember dez",
    ]
    var table: [String: Int] = [:]
    for (index, names) in words.enumerated() {
      for name in names.split(separator: " ") { table[String(name)] = index + 1 }
    }
    return table
  }()

  /// Words for noon.
  static let noon: Set<String> = ["midi", "noon", "mittag", "mittags"]

  /// Words for midnight, of which nobody can tell whether it begins the day or ends it.
  static let midnight: Set<String> = ["minuit", "midnight", "mitternacht"]

  /// Words that stand for the `h` of `8 h 30`.
  static let hours: Set<String> = ["h", "heure", "heures", "hrs", "hr", "uhr"]

  /// Words that stand behind the minutes and say no more.
  static let minutes: Set<String> = ["min", "mn", "minutes"]

  /// What stands behind a day's number: `1er novembre`, `3rd of November`.
  static let ordinals: Set<String> = ["er", "st", "nd", "rd", "th", "of"]

  /// Words before a time that goes on until a second one.
  static let spans: Set<String> = ["de", "entre", "von", "zwischen", "from", "between"]

  static let forenoon: Set<String> = ["am", "a.m", "a.m."]
  static let afternoon: Set<String> = ["pm", "p.m", "p.m."]

  /// Words by which a time is not settled: `08:00 à confirmer`.
  static let unconfirmed: Set<String> = [
    "confirmer", "conf", "confirmation", "fixer", "definir", "preciser", "reconfirmer", "tbc",
  ]

  /// The ride back, before such words.
  static let back: Set<String> = ["retour", "ret"]

  /// Words and marks that say nothing.
  static let passedOver: Set<String> = [
    "a", "et", "puis", "le", "-", "/", ":", "um", "at", "and", "to", "und", "bis", "am", "rdv",
    "rendez-vous", "rendezvous",
  ]
}
