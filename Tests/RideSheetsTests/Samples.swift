import CivilTime
import FleetModel
import RideSheets
import Tabular

/// Invented drivers, places and rows that the tests share.
enum Samples {
  static func roster() throws -> Roster {
    try Roster(drivers: [
      RosterDriver(
        id: 1, name: "Yannis", surname: "Lambelet", initials: "Y.L", kind: .regular,
        hasWheelchair: true),
      RosterDriver(id: 2, name: "Giuseppe", initials: "G.B", kind: .regular),
      RosterDriver(id: 3, name: "Dris", initials: "D.D", aliases: ["Dris"], kind: .regular),
      RosterDriver(id: 4, name: "Khalid", initials: "K.A", kind: .emergency),
    ])
  }

  static let gazetteer = Gazetteer(places: [
    place("Clinique du Lac", "clinic", 46.2766, 6.2231, "1247", "Anières", ["CDL"]),
    place(
      "Hôpital cantonal", "hospital", 46.1925, 6.1497, "1205", "Genève",
      ["HUG", "Hôpitaux universitaires de Genève"]),
    place("Dialyse Champel", "dialysis", 46.1926, 6.1590, "1206", "Genève"),
    place("EMS 3 Chênes", "care_home", 46.2010, 6.1985, "1226", "Thônex"),
    place("Foyer du Parc", "day_centre", 46.1880, 6.1165, "1213", "Petit-Lancy"),
    place("Foyer du Parc", "day_centre", 46.1830, 6.1375, "1227", "Carouge"),
    place("Résidence Saint-Jean", "care_home", 46.205, 6.129, "1203", "Genève"),
    place("Genève", "town", 46.2044, 6.1432, "1200", "Genève"),
    place("Anières", "town", 46.2767, 6.2226, "1247", "Anières"),
    place("Carouge", "town", 46.1844, 6.1391, "1227", "Carouge"),
    place("Thônex", "town", 46.1886, 6.1990, "1226", "Thônex"),
    place("Cartigny", "town", 46.1745, 6.0200, "1236", "Cartigny"),
    place("Saint-Jean", "quarter", 46.2050, 6.1290, "1203", "Genève"),
    place("Les Charmilles", "quarter", 46.2090, 6.1210, "1203", "Genève"),
    place("Hameau Nord", "town", 46.30, 6.10, "1299", "Hameau"),
    place("Hameau Sud", "town", 46.10, 6.10, "1299", "Hameau"),
  ])

  private static func place(
    _ name: String, _ kind: String, _ latitude: Double, _ longitude: Double, _ postcode: String,
    _ town: String, _ spellings: [String] = []
  ) -> GazetteerPlace {
    GazetteerPlace(
      name: name, kind: kind, coordinate: Coordinate(latitude: latitude, longitude: longitude),
      postcode: postcode, town: town, spellings: spellings, source: "invented")
  }

  static let header: [Cell] = RideColumn.allCases.map { .text($0.rawValue) }

  static let clinic = "Clinique du Lac\nChemin des Vignes 3\n1247 Anières"
  static let hospital = "Hôpital cantonal, 1205 Genève"

  /// A row of a ride sheet, sound where nothing else is said.
  static func cells(
    client: String = "DUPONT Anne", schedule: Cell = .text("22.10.2025   07:00   09:30"),
    course: String = "A/R", from: String = clinic, to: String = hospital, driver: String = "Y.L"
  ) -> [Cell] {
    [.text(client), schedule, .text(course), .text(from), .text(to), .text(driver)]
  }

  /// Imports rows that stand under a header in row 1.
  static func read(_ rows: [[Cell]], stay: Minutes = Minutes(120)) throws -> RideImport {
    let numbered = ([header] + rows).enumerated().map { NumberedRow($0.offset + 1, $0.element) }
    return RideSheetImport.read(
      [("Feuil1", numbered)], roster: try roster(), gazetteer: gazetteer, stay: stay
    ).result
  }
}
