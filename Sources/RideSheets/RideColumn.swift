import Naming
import Tabular

/// The six columns of a ride sheet, in the order in which the office keeps them.
public enum RideColumn: String, Hashable, Sendable, CaseIterable {
  case client = "Nom/Prénom"
  case schedule = "Date et Heure prévues"
  case course = "Course"
  case pickup = "Adresse de départ"
  case dropoff = "Adresse d'arrivée"
  case driver = "CFT"

  /// The column that a header of the office's own names, whatever its case, accents and blanks.
  static func named(_ cell: Cell) -> RideColumn? {
    guard case .text(let text) = cell else { return nil }
    return RideHeaderWords.own[HeaderText.key(text)]
  }
}

/// What a header of another office may say.
enum RideHeaderPart: Hashable {
  case column(RideColumn)
  /// A client's given name, beside a column of surnames.
  case givenName
  /// A date alone, beside a column of times.
  case date
  case time
  case returnTime
  case weekday
}

/// The headers by which the columns of ride sheets are known, folded.
enum RideHeaderWords {
  /// The office's own.
  static let own: [String: RideColumn] = table([
    (.client, ["nom prenom", "nom et prenom", "nom prenoms"]),
    (.schedule, ["date et heure prevues", "date et heure prevue", "date heure prevues"]),
    (.course, ["course", "courses"]), (.pickup, ["adresse de depart", "adresse depart"]),
    (.dropoff, ["adresse d arrivee", "adresse arrivee", "adresse darrivee"]), (.driver, ["cft"]),
  ])

  /// Those of others, each of which counts only where no second one claims the same column.
  static let others: [String: RideHeaderPart] = table([
    (
      .column(.client),
      [
        "nom", "nom de famille", "nom du client", "nom client", "nom du patient", "client",
        "clients", "patient", "patients", "passager", "beneficiaire", "usager", "prenom nom",
        "prenom et nom", "nom prenom client", "nom prenom du client", "nom et prenom du client",
      ]
    ),
    (.givenName, ["prenom", "prenoms", "prenom du client", "prenom client"]),
    (
      .column(.schedule),
      [
        "date et heure", "date heure", "date heure prevue", "date et heure prevus",
        "date et heures prevues", "date et heure de prise en charge", "date et heure de depart",
        "date et heure de la course",
      ]
    ),
    (.date, ["date", "date prevue", "date de la course", "date du transport"]),
    (
      .time,
      [
        "heure", "heures", "horaire", "heure prevue", "heures prevues", "heure de depart",
        "heure depart",
        "heure aller", "heure de prise en charge", "heure de la course",
      ]
    ),
    (.returnTime, ["heure retour", "heure de retour", "heure du retour"]),
    (.weekday, ["jour", "jour de la semaine", "weekday", "wochentag"]),
    (
      .column(.course),
      ["sens", "type de course", "type course", "a r", "aller retour", "course s"]
    ),
    (
      .column(.pickup),
      [
        "depart", "lieu de depart", "adresse de prise en charge", "prise en charge",
        "lieu de prise en charge", "adresse du depart", "from", "pickup", "pick up", "origine",
      ]
    ),
    (
      .column(.dropoff),
      [
        "arrivee", "lieu d arrivee", "adresse de destination", "destination", "to", "dropoff",
        "drop off", "lieu de destination", "adresse de l arrivee",
      ]
    ),
    (
      .column(.driver),
      [
        "chauffeur", "chauffeurs", "chauffeuse", "conducteur", "conductrice", "conducteurs",
        "initiales", "initiales chauffeur", "initiales du chauffeur", "driver", "fahrer",
        "nom du chauffeur", "c f t", "cft chauffeur", "chauffeur cft",
      ]
    ),
  ])

  private static func table<Value>(_ groups: [(Value, [String])]) -> [String: Value] {
    var table: [String: Value] = [:]
    for (value, keys) in groups {
      for key in keys { table[key] = value }
    }
    return table
  }
}
