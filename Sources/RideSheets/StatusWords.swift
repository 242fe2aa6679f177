import Tabular

/// What a cell says of whether its row's rides take place.
struct StatusMention: Hashable {
  enum Kind: Hashable {
    case cancelled
    case done
    /// Words that cancel a ride, with others that leave it open.
    case doubtful
  }

  /// Which of a row's rides is meant.
  enum Scope: Hashable {
    case row
    case outbound
    case back
  }

  let kind: Kind
  /// The folded words that say it.
  let words: String
  var scope = Scope.row
  /// Whether it puts the ride off, perhaps to the day in its row.
  var isMove = false
}

/// The words by which a sheet says whether a ride takes place, folded.
enum StatusWords {
  /// What cancels a ride where it is said of the ride.
  private static let cancellations = WheelchairWords.phrases([
    "annule", "annulee", "annules", "annulees", "annulation", "annul", "anule", "anulee", "annulle",
    "annullee", "a annuler", "d annuler", "a supprimer", "cancelled", "canceled", "cxl",
    "storniert", "abgesagt", "no show", "noshow", "reporte", "reportee", "reportes", "reportees",
    "decommande", "decommandee", "supprime", "supprimee", "client absent", "patient absent",
    "cliente absente", "patiente absente", "n a pas eu lieu", "pas de course", "pas de transport",
    "non effectuee", "non effectue", "pas effectuee", "pas effectue", "pas faite", "non realisee",
    "non realise", "pas eu lieu",
  ])

  /// What may mean that a ride, or one of two, does not take place.
  private static let hints = WheelchairWords.phrases([
    "deplace", "deplacee", "repousse", "repoussee", "ne vient pas", "ne viendra pas", "pas venu",
    "pas venue", "absent au", "absente au", "pas la", "personne a la porte", "n a pas ouvert",
    "hospitalise", "hospitalisee", "decede", "decedee", "deces", "refuse le transport",
    "refuse la course", "refuse d", "plus besoin", "deplacement inutile", "course a vide",
    "course blanche", "sans effet", "caduc", "caduque", "en charge par la famille",
    "assure par la famille", "croix rouge", "propres moyens", "en taxi", "pas de retour",
    "sans retour", "que l aller", "aller simple", "seulement aller", "seulement l aller",
    "retour seulement", "uniquement le retour", "uniquement l aller", "seulement retour",
    "seulement le retour", "pas d aller",
  ])

  /// Words that may mean the same where a cell holds nothing else.
  private static let bareHints: Set<String> = [
    "ann", "absent", "absente", "malade", "stop", "ko", "xxx", "nul", "nulle", "refuse", "refusee",
    "report",
  ]

  private static let denials: Set<String> = [
    "pas", "non", "jamais", "not", "nicht", "sans", "aucune", "ni", "no",
  ]

  /// Words that leave open or take back what stands before or behind them.
  private static let hedges: Set<String> = [
    "possible", "peut", "etre", "eventuellement", "evt", "evtl", "si", "risque", "confirme",
    "confirmee", "confirmer", "maintenu", "maintenue", "finalement", "demande", "voir", "ou",
    "avant", "jusqu", "frais", "conditions", "maybe", "if", "erreur", "puis", "remis", "remise",
    "derniere", "dernier", "remplace", "refusee", "retabli", "retablie", "reprogramme", "passee",
    "hier", "precedent", "precedente", "ancien", "ancienne", "fois", "nouvel", "nouveau",
    "nouvelle",
    "prendre", "chauffeur", "chauffeuse", "vehicule", "voiture", "facture", "bon", "repas",
  ]

  /// Words that a cancellation may follow in its clause: of whom or what it speaks.
  private static let subjects: Set<String> = [
    "course", "courses", "ride", "transport", "trajet", "client", "cliente", "patient", "patiente",
    "rdv", "rendez", "vous", "rendezvous", "le", "la", "les", "l", "est", "a", "ete", "sera",
    "etait",
    "par", "aller", "retour", "urgent", "attention", "statut", "status", "etat", "trip", "was",
    "is",
    "the", "fahrt", "tout", "tous", "et", "merci", "1re", "1ere", "2e", "2eme",
  ]

  /// Headers of columns that say how a ride stands.
  static let headers: Set<String> = [
    "statut", "status", "stato", "zustand", "etat", "etat de la course", "etat course",
    "statut de la course", "statut course", "suivi",
  ]

  /// Headers of columns in which a yes says that the ride takes place or did, and a no that it does not.
  static let completionHeaders: Set<String> = [
    "effectue", "effectuee", "effectues", "fait", "faite", "realise", "realisee", "present",
    "presente", "confirme", "confirmee", "done", "completed", "erledigt",
  ]

  /// Whether a column's header says that what stands in it cancels a ride.
  static func isCancellation(header words: [String]) -> Bool {
    words.contains { word in
      word.hasPrefix("annul") || word.hasPrefix("stornier") || word.hasPrefix("cancel")
        || ["supprime", "supprimee", "absent", "absente", "absence", "noshow", "cxl"].contains(word)
    } || words == ["no", "show"]
  }

  /// What a column of statuses says of a ride that was driven.
  private static let done: Set<String> = [
    "effectue", "effectuee", "effectues", "effectuees", "fait", "faite", "termine", "terminee",
    "realise", "realisee", "done", "completed", "erledigt", "cloture", "cloturee", "livre",
  ]

  /// What such a column says of a ride that is still to come.
  private static let planned: Set<String> = [
    "prevu", "prevue", "planifie", "planifiee", "confirme", "confirmee", "ok", "a faire",
    "en cours",
    "planned", "confirmed", "scheduled", "geplant", "bestatigt", "valide", "validee", "maintenu",
    "maintenue", "reserve", "reservee", "actif", "active",
  ]

  /// What a mark in a column of cancellations says: a date or a yes cancels, anything else may.
  static func mention(mark cell: Cell, header: String) -> StatusMention? {
    if case .date = cell { return StatusMention(kind: .cancelled, words: header) }
    let spoken = SpokenWords(cell.writtenText)
    if let mention = mention(in: spoken, role: .status), mention.kind == .cancelled {
      return mention
    }
    switch WheelchairMention(mark: cell) {
    case .needed: return StatusMention(kind: .cancelled, words: header)
    case .doubtful: return StatusMention(kind: .doubtful, words: header)
    case .none, .denied: return nil
    }
  }

  /// What a mark in a column of rides that were driven says: a no may cancel.
  static func mention(completion cell: Cell, header: String) -> StatusMention? {
    let isPast = done.contains(header)
    switch WheelchairMention(mark: cell) {
    case .needed: return isPast ? StatusMention(kind: .done, words: header) : nil
    case .denied: return StatusMention(kind: .doubtful, words: header)
    case .none, .doubtful: return nil
    }
  }

  /// What a cell says, or nil where it says nothing of it.
  ///
  /// In a column of statuses, and for a cell that says nothing else, the words alone decide. Elsewhere
  /// the cancellation must open its clause or have its subject before it (`course annulée`, `retour
  /// annulé`); one in the midst of other words is doubtful.
  ///
  /// - Complexity: O(n) in the words.
  static func mention(in spoken: SpokenWords, role: ColumnRole) -> StatusMention? {
    let texts = spoken.texts
    for index in texts.indices {
      guard let found = phrase(cancellations, at: index, in: texts) else { continue }
      if isDenied(index, found.count, in: spoken) { continue }
      return mention(of: found, at: index, in: spoken, role: role)
    }
    let whole = texts.joined(separator: " ")
    if done.contains(whole) { return StatusMention(kind: .done, words: whole) }
    if role == .status, texts.contains(where: done.contains),
      !texts.contains(where: denials.contains)
    {
      return StatusMention(kind: .done, words: whole)
    }
    // "Aller simple" is a course, and says no more there.
    let isCourse = role == .ride(.course) && CourseKind(.text(whole)) != nil
    for index in texts.indices where !isCourse {
      if let found = phrase(hints, at: index, in: texts) {
        // "Se déplace avec une canne" says how somebody walks.
        if index > 0, texts[index - 1] == "se" { continue }
        return StatusMention(kind: .doubtful, words: found.joined(separator: " "))
      }
    }
    let isName = [.ride(.client), .ride(.driver), .ride(.course), .wheelchair].contains(role)
    return bareHints.contains(whole) && !isName ? StatusMention(kind: .doubtful, words: whole) : nil
  }

  private static func phrase(
    _ phrases: [String: [[String]]], at index: Int, in texts: [String]
  ) -> [String]? {
    phrases[texts[index]]?.first { texts[index...].starts(with: $0) }
  }

  /// Whether a cell says that the ride takes place: `maintenu`, or `confirmé` under a status.
  static func affirms(_ spoken: SpokenWords, role: ColumnRole) -> Bool {
    let whole = spoken.texts.joined(separator: " ")
    if ["maintenu", "maintenue", "course maintenue"].contains(whole) { return true }
    return role == .status && (planned.contains(whole) || done.contains(whole))
  }

  /// Whether a column of statuses holds something that is none.
  static func isUnknown(_ spoken: SpokenWords) -> Bool {
    !spoken.texts.isEmpty && !planned.contains(spoken.texts.joined(separator: " "))
      && !spoken.texts.contains(where: planned.contains)
  }

  private static func mention(
    of found: [String], at index: Int, in spoken: SpokenWords, role: ColumnRole
  ) -> StatusMention {
    let texts = spoken.texts
    let end = index + found.count
    let start = spoken.clauseStart(of: index)
    let isOpen =
      spoken.words[start..<min(end + 1, texts.count)].contains(where: \.isAsked)
      || texts.contains(where: hedges.contains) || isMoved(found, before: end, in: texts)
      || texts.indices.contains(where: {
        $0 >= end && phrase(cancellations, at: $0, in: texts) != nil
      })
    let isNamed = [.ride(.client), .ride(.schedule), .ride(.driver), .ride(.course)].contains(role)
    let isPlain =
      role == .status || isNamed || found.count == texts.count
      || texts[start..<index].allSatisfy { subjects.contains($0) || ScheduleText.hasDigit($0) }
    // "Reporté", "Supprime" may be a name; "annulé" is none.
    let isName =
      role == .ride(.client) && texts.count > found.count
      && ["report", "supprim", "decommand"].contains { found[0].hasPrefix($0) }
    return StatusMention(
      kind: isPlain && !isOpen && !isName ? .cancelled : .doubtful,
      words: found.joined(separator: " "), scope: scope(index, end, in: texts),
      isMove: found[0].hasPrefix("report"))
  }

  /// `reporté à 09:30`, `reporté du 1.11.`: the ride is what it was put off to.
  private static func isMoved(_ found: [String], before end: Int, in texts: [String]) -> Bool {
    guard found.first?.hasPrefix("report") == true, end < texts.count else { return false }
    return ["a", "du", "de"].contains(texts[end])
  }

  /// Which ride of a row is meant: the one that is named right before, or else anywhere in a few words.
  private static func scope(
    _ index: Int, _ end: Int, in texts: [String]
  ) -> StatusMention.Scope {
    let outbound: Set<String> = ["aller", "1re", "1ere", "premiere"]
    let back: Set<String> = ["retour", "2e", "2eme", "deuxieme", "seconde"]
    let before = texts[..<index].suffix(3)
    let isBoth = before.contains("aller") && before.contains("retour")
    if !isBoth, let near = before.last(where: { outbound.contains($0) || back.contains($0) }) {
      return back.contains(near) ? .back : .outbound
    }
    guard !isBoth, texts.count <= 8 else { return .row }
    let after = texts[end...]
    let names = (after.contains(where: outbound.contains), after.contains(where: back.contains))
    return names.0 == names.1 ? .row : names.1 ? .back : .outbound
  }

  /// `pas annulé`, `annulé: non`.
  private static func isDenied(_ index: Int, _ count: Int, in spoken: SpokenWords) -> Bool {
    let texts = spoken.texts
    if index > 0, !spoken.words[index].opensClause, denials.contains(texts[index - 1]) {
      return true
    }
    let end = index + count
    return end < texts.count && ["non", "no", "nein", "faux", "false"].contains(texts[end])
  }

  /// A text without the words that cancel a ride, so that the rest can be read.
  ///
  ///     StatusWords.without("03.11.2025 08:00 (annulé)")  // "03.11.2025 08:00"
  static func without(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).filter { word in
      let words = SpokenWords(String(word)).texts
      return words.count != 1 || cancellations[words[0]]?.contains([words[0]]) != true
    }.joined(separator: " ")
  }
}
