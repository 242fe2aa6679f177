/// The words by which a sheet says that a ride does not take place, folded.
enum StatusWords {
  private static let cancellations = WheelchairWords.phrases([
    "annule", "annulee", "annules", "annulees", "annulation", "cancelled", "canceled",
    "storniert", "no show", "noshow", "reporte", "reportee", "reportes", "reportees",
    "decommande", "decommandee", "supprime", "supprimee", "client absent", "patient absent",
  ])

  private static let denials: Set<String> = ["pas", "non", "jamais", "not", "nicht"]

  /// The words that cancel a ride, or nil where a text has none or denies them.
  static func cancellation(in spoken: SpokenWords) -> String? {
    let texts = spoken.texts
    for index in texts.indices {
      let found = cancellations[texts[index]]?.first { texts[index...].starts(with: $0) }
      guard let found else { continue }
      let isDenied =
        index > 0 && !spoken.words[index].opensClause && denials.contains(texts[index - 1])
      if !isDenied { return found.joined(separator: " ") }
    }
    return nil
  }
}
