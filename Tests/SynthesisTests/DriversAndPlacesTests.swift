import FleetModel
import RideSheets
import Tabular
import Testing

@Suite("Drivers and places")
struct DriversAndPlacesTests {
  @Test("at least 150 places lie in the canton and name their source and postcode")
  func places() throws {
    let places = try BundledFiles.gazetteer().places
    #expect(places.count >= 150)
    for place in places {
      #expect((46.13...46.37).contains(place.coordinate.latitude), "\(place.name)")
      #expect((5.95...6.31).contains(place.coordinate.longitude), "\(place.name)")
      #expect(place.postcode?.count == 4 && place.town != nil, "\(place.name)")
      #expect(!place.source.isEmpty, "\(place.name)")
    }
    #expect(Set(places.map(\.name)).count == places.count)
  }

  @Test("every kind of place is there, and all 45 communes")
  func kinds() throws {
    let places = try BundledFiles.gazetteer().places
    #expect(
      Set(places.map(\.kind)) == [
        "hospital", "clinic", "dialysis", "imaging", "practice", "day_centre", "care_home",
        "station", "town", "quarter",
      ])
    let towns = places.filter { $0.kind == "town" }.map(\.name)
    let communes = [
      "Aire-la-Ville", "Anières", "Avully", "Avusy", "Bardonnex", "Bellevue", "Bernex", "Carouge",
      "Cartigny", "Céligny", "Chancy", "Chêne-Bougeries", "Chêne-Bourg", "Choulex",
      "Collex-Bossy", "Collonge-Bellerive", "Cologny", "Confignon", "Corsier", "Dardagny",
      "Genève", "Genthod", "Le Grand-Saconnex", "Gy", "Hermance", "Jussy", "Laconnex", "Lancy",
      "Meinier", "Meyrin", "Onex", "Perly-Certoux", "Plan-les-Ouates", "Pregny-Chambésy",
      "Presinge", "Puplinge", "Russin", "Satigny", "Soral", "Thônex", "Troinex", "Vandœuvres",
      "Vernier", "Versoix", "Veyrier",
    ]
    #expect(communes.count == 45)
    for commune in communes { #expect(towns.contains(commune), "\(commune) is missing") }
  }

  @Test("the name of every place, with its postcode and town, locates that place")
  func names() throws {
    let gazetteer = try BundledFiles.gazetteer()
    for place in gazetteer.places where !place.isLocality {
      let text = "\(place.name)\n\(place.postcode ?? "") \(place.town ?? "")"
      #expect(gazetteer.locate(AddressBlock(text))?.name == place.name)
    }
  }

  @Test("the four drivers and two occasional ones have the kinds and initials of the office")
  func drivers() throws {
    let roster = try BundledFiles.roster()
    #expect(
      roster.drivers.map { "\($0.name) \($0.initials) \($0.kind.rawValue)" } == [
        "Yannis Y.L regular", "Giuseppe G.B regular", "Dris D.D regular", "Khalid K.A emergency",
        "Aurélie A.B occasional", "Denis D.J occasional",
      ])
    for driver in roster.drivers {
      #expect(driver.initials == "\(driver.name.prefix(1)).\(driver.surname.prefix(1))")
    }
  }
}
