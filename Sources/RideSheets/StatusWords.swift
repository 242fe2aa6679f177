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
}

/// The words by which a sheet says whether a ride takes place, folded.
enum StatusWords {
  private static let cancellations = WheelchairWords.phrases([
    "annule", "annulee", "annules", "annulees", "annulation", "cancelled", "canceled",
    "storniert", "abgesagt", "no show", "noshow", "reporte", "reportee", "reportes", "reportees",
    "decommande", "decommandee", "supprime", "supprimee", "client absent", "patient absent",
    "cliente absente", "patiente absente", "n a pas eu lieu",
  ])

  private static let denials: Set<String> = [
    "pas", "non", "jamais", "not", "nicht", "sans", "aucune", "ni", "no",
  ]

  /// Words that leave open or take back what stands before or behind them.
  private static let hedges: Set<String> = [
    "possible", "peut", "etre", "eventuellement", "evt", "evtl", "si", "risque", "confirme",
    "confirmee", "confirmer", "maintenu", "maintenue", "finalement", "demande", "voir", "ou",
    "avant", "jusqu", "frais", "conditions", "maybe", "if",
  ]

  /// Words that a cancellation may follow in its clause: of whom or what it speaks.
  private static let subjects: Set<String> = [
    "course", "courses", "ride", "transport", "trajet", "client", "cliente", "patient", "patiente",
    "rdv", "rendez", "vous", "rendezvous", "le", "la", "les", "l", "est", "a", "ete", "sera",
    "etait",
    "par", "aller", "retour", "urgent", "attention", "statut", "status", "etat", "trip", "was",
    "is",
    "the", "fahrt", "tout", "tous", "et",
  ]

  /// Headers of columns that say how a ride stands; `état` alone is one, too, but may be a country's.
  static let headers: Set<String> = [
    "statut", "status", "stato", "zustand", "etat", "etat de la course", "etat course",
    "statut de la course", "statut course",
  ]

  /// Headers of columns in which a mark cancels the ride.
  static let cancellationHeaders: Set<String> = [
    "annule", "annulee", "annules", "annulees", "annulation", "annulations", "cancelled",
    "canceled",
    "no show", "noshow", "storniert",
  ]

  /// What such a column says of a ride that was driven.
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

  /// What a mark in a column of cancellations says.
  static func mention(mark cell: Cell, header: String) -> StatusMention? {
    let spoken = SpokenWords(cell.writtenText)
    if let mention = mention(in: spoken, role: .status), mention.kind != .done { return mention }
    switch WheelchairMention(mark: cell) {
    case .needed: return StatusMention(kind: .cancelled, words: header)
    case .doubtful:
      return StatusMention(kind: .doubtful, words: spoken.texts.joined(separator: " "))
    case .none, .denied: return nil
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
      let found = cancellations[texts[index]]?.first { texts[index...].starts(with: $0) }
      guard let found else { continue }
      if isDenied(index, found.count, in: spoken) { continue }
      return mention(of: found, at: index, in: spoken, role: role)
    }
    let whole = texts.joined(separator: " ")
    if role == .status, texts.contains(where: done.contains),
      !texts.contains(where: denials.contains)
    {
      return StatusMention(kind: .done, words: whole)
    }
    return done.contains(whole) ? StatusMention(kind: .done, words: whole) : nil
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
      || texts[start...].contains(where: hedges.contains)
    let isNamed = [.ride(.client), .ride(.schedule), .ride(.driver), .ride(.course)].contains(role)
    let isPlain =
      role == .status || isNamed || found.count == texts.count
      || texts[start..<index].allSatisfy { subjects.contains($0) || ScheduleText.hasDigit($0) }
    let near = texts[start..<index] + texts[end...].prefix(1)
    var scope = StatusMention.Scope.row
    if near.contains("retour"), !near.contains("aller") { scope = .back }
    if near.contains("aller"), !near.contains("retour") { scope = .outbound }
    return StatusMention(
      kind: isPlain && !isOpen ? .cancelled : .doubtful, words: found.joined(separator: " "),
      scope: scope)
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
