import FleetModel
import RideSheets
import SeededRandom

/// An invented client of the office.
struct SyntheticClient: Sendable {
  let surname: String
  let firstName: String
  let title: String
  /// Where the client lives: a care home or a town of the gazetteer.
  let home: GazetteerPlace
  let street: String
  let isInpatient: Bool
  /// The driver who usually takes the client.
  let usualDriver: Int
  /// How often the client is driven, against others.
  let weight: Double
  /// The months in which the client is driven, 1...12.
  let months: ClosedRange<Int>
  /// The place that a home client's treatment takes place at.
  let dialysis: GazetteerPlace
  let dayCentre: GazetteerPlace
  let purpose: Purpose
}

extension SyntheticClient {
  /// Invents the clients of a year; no two share a name.
  static func invent(
    count: Int, places: Gazetteer, roster: Roster, _ draws: inout SeededGenerator
  ) -> [SyntheticClient] {
    let homes = places.places(of: ["care_home", "town", "quarter"])
    let dialysis = places.places(of: ["dialysis"])
    let dayCentres = places.places(of: ["day_centre"])
    let regular = roster.drivers.filter { $0.kind == .regular }.map(\.id)
    var names: Set<String> = []
    var clients: [SyntheticClient] = []
    while clients.count < count {
      let isWoman = draws.chance(0.58)
      let first = draws.pick(isWoman ? InventedNames.women : InventedNames.men)
      guard let surname = draws.pick(InventedNames.surnames), let firstName = first,
        let home = draws.pick(homes), let treated = draws.pick(dialysis),
        let centre = draws.pick(dayCentres), !regular.isEmpty
      else { return clients }
      guard names.insert(surname + " " + firstName).inserted else { continue }
      let isInpatient = draws.chance(0.6)
      let start = draws.integer(in: -1...12)
      let length = isInpatient ? draws.integer(in: 2...3) : draws.integer(in: 5...12)
      let purpose: Purpose
      if isInpatient {
        purpose = .examination
      } else {
        let choices: [Purpose] = [.treatment, .dayCentre, .consultation]
        purpose = choices[draws.index(weights: [0.4, 0.25, 0.35])]
      }
      clients.append(
        SyntheticClient(
          surname: surname, firstName: firstName, title: isWoman ? "Madame" : "Monsieur",
          home: home, street: StreetNames.draw(&draws), isInpatient: isInpatient,
          usualDriver: regular[draws.index(weights: favour(regular.count))],
          weight: (0.3 + 2 * draws.unit() * draws.unit()) * weight(of: purpose),
          months: max(1, min(12, start))...max(1, min(12, start + length - 1)),
          dialysis: treated, dayCentre: centre, purpose: purpose))
    }
    return clients
  }

  /// Inpatients stay for a few months only, and then are driven often.
  private static func weight(of purpose: Purpose) -> Double {
    switch purpose {
    case .examination, .discharge, .admission: 4
    case .treatment: 1.5
    case .dayCentre, .consultation: 1
    }
  }

  /// How the office favours its regular drivers: unfairly, the second of the list most.
  static func favour(_ count: Int) -> [Double] {
    (0..<count).map { [0.27, 0.55, 0.18][$0 % 3] }
  }
}

/// Streets of invented addresses; none holds the name of a place of the gazetteer.
enum StreetNames {
  static let all = [
    "Chemin des Cyprès", "Chemin des Merles", "Rue du Four", "Route de la Croisée",
    "Avenue des Platanes", "Rue des Lavandières", "Chemin de la Fontaine", "Allée des Bouleaux",
    "Chemin des Vergers", "Rue de l'Ancienne-Poste", "Chemin des Hirondelles",
    "Sentier des Saules", "Rue du Noyer", "Chemin Sous-Bois", "Route des Fougères",
    "Avenue du Belvédère", "Rue de l'Horloge", "Chemin des Pâquerettes",
  ]

  static func draw(_ draws: inout SeededGenerator) -> String {
    "\(all[draws.below(all.count)]) \(draws.integer(in: 1...88))"
  }
}
