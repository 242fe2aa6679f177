/// The words by which a sheet speaks of a client's wheelchair, folded.
enum WheelchairWords {
  /// Words in a row that name a wheelchair, a stretcher or a client who needs one, by the first.
  static let mentions: [String: [[String]]] = phrases([
    "fauteuil", "fauteuils", "chaise #", "ch #", "f #", "tpmr", "t p m r", "pmr", "p m r", "ufr",
    "u f r", "mobilite reduite", "wheelchair", "wheelchairs", "wheel chair", "rollstuhl",
    "rollstuhlfahrer", "rollstuhlfahrerin", "brancard", "brancards", "civiere", "stretcher",
  ])

  /// Phrases by their first words.
  static func phrases(_ phrases: [String]) -> [String: [[String]]] {
    let words = phrases.map { $0.split(separator: " ").map(String.init) }
    return Dictionary(grouping: words) { $0.first ?? "" }
  }

  /// What `#` stands for in a mention, and what belongs to a mention where it follows.
  static let rolling: Set<String> = [
    "roulant", "roulante", "roulants", "roulantes", "roul", "roulan", "rlt", "rlte",
  ]

  /// `FR` and `F.R.`, which are a country, a language and initials as well.
  static let shortForms = phrases(["fr", "f r"])

  /// Words that may hint at a wheelchair, and are no reason to send one.
  static let hints: Set<String> = ["chaise", "handicape", "handicapee", "handicapes"]

  /// What makes a `fauteuil` a piece of furniture: `fauteuil dentaire`, `fauteuil de dialyse`.
  static let furniture: Set<String> = [
    "dentaire", "dentiste", "dialyse", "examen", "coiffeur", "relax", "massage", "soins",
    "gynecologique", "chimio", "chimiotherapie",
  ]

  /// Where a mention is about a building: `accès PMR`, `parking PMR`.
  static let building: Set<String> = [
    "acces", "accessible", "parking", "place", "places", "entree", "toilettes", "wc", "ascenseur",
    "rampe",
  ]

  /// Words that leave open what they stand before: `évtl. fauteuil`, `refuse le fauteuil`.
  static let open: Set<String> = [
    "refuse", "eventuel", "eventuellement", "evtl", "ev", "si", "selon", "vielleicht",
  ]

  /// Who has not his own may need one: `n'a pas son fauteuil`.
  static let possessives: Set<String> = ["son", "sa", "ses", "leur", "mon"]

  /// Words between a denial and what it denies: `pas besoin d'un fauteuil`.
  static let links: Set<String> = [
    "de", "d", "du", "des", "en", "un", "une", "le", "la", "l", "les", "son", "sa", "ses",
    "besoin", "avec", "a", "the", "necessite", "utilise", "leur", "mon",
  ]

  static let without: Set<String> = ["sans", "ohne", "without"]

  /// Where one of these stands before `sans`, the wheelchair is there: `ne sort jamais sans`.
  static let doubleDenials: Set<String> = [
    "pas", "jamais", "impossible", "point", "ne", "n", "nicht", "nie", "not", "never", "cannot",
  ]

  /// Words that deny what they stand before.
  static let denials: Set<String> = [
    "non", "aucun", "aucune", "ni", "no", "not", "kein", "keine", "keinen", "inutile",
  ]

  /// Words that deny a verb, and what is linked with them.
  static let verbDenials: Set<String> = ["pas", "jamais", "point", "plus"]

  /// What follows `plus` where it means "no longer" and not "and".
  static let afterNoLonger: Set<String> = ["de", "d", "en", "besoin"]

  /// Whoever does not do this sits in a wheelchair: `ne quitte pas son fauteuil`.
  static let leaving: Set<String> = ["quitte", "lache", "sort", "leve", "separe"]

  /// Whoever does not do this does not deny a wheelchair: `marche pas fauteuil`.
  static let walking: Set<String> = [
    "marche", "marcher", "deplace", "deambule", "tient", "leve", "mobilise",
  ]

  /// Answers behind a mention: `fauteuil roulant: non`.
  static let answersNo: Set<String> = ["non", "no", "nein", "0", "aucun", "aucune", "inutile"]
  static let answersYes: Set<String> = ["oui", "yes", "ja", "ok"]

  /// What stands behind an answer about the need: `fauteuil pas nécessaire`.
  static let needs: Set<String> = [
    "necessaire", "necessaires", "requis", "requise", "besoin", "utile", "indispensable",
    "utilise", "obligatoire", "notig", "needed", "required", "souhaite",
  ]

  // MARK: - Marks in a column of its own

  static let marksYes: Set<String> = [
    "oui", "o", "x", "xx", "xxx", "1", "yes", "y", "true", "vrai", "ok", "v", "ja", "j", "si",
    "avec", "necessaire", "requis", "besoin",
  ]

  /// Marks that begin other things too: `1 accompagnant`, `v. remarque`.
  static let shortMarks: Set<String> = ["o", "1", "y", "v", "j"]

  static let marksNo: Set<String> = [
    "non", "n", "no", "nein", "false", "faux", "0", "aucun", "aucune", "neant", "sans",
  ]

  /// Kinds of wheelchairs, which say that there is one.
  static let kinds: Set<String> = [
    "electrique", "elec", "manuel", "manuelle", "pliable", "pliant", "pliante", "roulant",
    "roulante", "roul", "standard", "lourd", "lourde", "leger", "legere", "elektrisch",
  ]

  /// How a client goes who has no wheelchair.
  static let afoot: Set<String> = [
    "rollator", "deambulateur", "canne", "cannes", "bequille", "bequilles", "marche", "marchant",
    "valide", "autonome",
  ]

  /// Those of them that `non` turns round: `non valide`.
  static let ableAfoot: Set<String> = ["marche", "marchant", "valide", "autonome"]

  static let symbolsYes: Set<Unicode.Scalar> = [
    "✓", "✔", "☑", "√", "✅", "×", "♿", "\u{1f9bd}", "\u{1f9bc}",
  ]
  static let symbolsNo: Set<Unicode.Scalar> = ["-", "/", "_", ".", "☐", "□", "∅", "ø"]
  /// Crosses that tick for one and strike out for another, and the doubt.
  static let symbolsOpen: Set<Unicode.Scalar> = ["✗", "✘", "☒", "❌", "❎", "?", "¿"]

  // MARK: - Columns

  /// Headers of a column for wheelchairs, beside those that mention one.
  static let headers: Set<String> = ["fr", "f r", "chaise", "rollstuhl ja nein"]

  /// Headers of columns in which `FR` is a country, a canton or a language.
  static let foreignHeaders: Set<String> = [
    "langue", "langues", "language", "sprache", "pays", "country", "land", "canton", "etat",
    "nationalite", "region",
  ]

  /// What the header of a column of remarks holds, in which `FR` is the wheelchair.
  static let remarkHeaders: Set<String> = [
    "remarque", "remarques", "rem", "rq", "note", "notes", "commentaire", "commentaires", "info",
    "infos", "information", "informations", "observation", "observations", "divers", "besoin",
    "besoins", "materiel", "equipement", "mobilite", "vehicule", "transport", "particularite",
    "particularites", "bemerkung", "bemerkungen", "remark", "remarks", "comment", "comments",
  ]
}
