import FleetModel
import RideSheets
import Tabular
import Testing

@Suite("Locating addresses")
struct GazetteerTests {
  @Test(
    "the best that is known of an address counts, and how it was known is stated",
    arguments: [
      ("Clinique du Lac\nRue X 3\n1247 Anières", "Clinique du Lac", .address, .exact, "a name"),
      ("CLINIQUE  DU LAC", "Clinique du Lac", .address, .exact, "case and blanks"),
      ("Hopital Cantonal", "Hôpital cantonal", .address, .exact, "without accents"),
      ("Hôp. cantonal", "Hôpital cantonal", .address, .exact, "an abbreviation"),
      ("H.U.G.", "Hôpital cantonal", .address, .exact, "a spelling with dots"),
      ("Résidence St-Jean", "Résidence Saint-Jean", .address, .exact, "St- for Saint-"),
      (
        "Hôpital cantonal (urgences)", "Hôpital cantonal", .address, .exact,
        "a name before brackets"
      ),
      ("Urgences, HUG, 1205 Genève", "Hôpital cantonal", .address, .exact, "a name among commas"),
      ("Hôpital cantonnal", "Hôpital cantonal", .address, .spelling, "a slip"),
      ("Clinique Lac", "Clinique du Lac", .address, .spelling, "without its article"),
      (
        "Hôpital cantonal bâtiment Prévost", "Hôpital cantonal", .address, .spelling,
        "words behind it"
      ),
      (
        "HUG oncologie\n1205 Genève", "Hôpital cantonal", .address, .spelling,
        "an abbreviation, with town"
      ),
      (
        "Foyer du Parc\n1227 Carouge", "Foyer du Parc", .address, .exact,
        "two of a name, told by the town"
      ),
      ("Rue Inconnue 5\n1247 Anières", "Anières", .town, .partial, "a street in a known town"),
      ("1247 Anieres", "Anières", .town, .exact, "a postcode and town"),
      ("Anières", "Anières", .town, .exact, "a town alone"),
      ("1211 Genève 14", "Genève", .town, .exact, "a post office of a town"),
      ("Carouge GE", "Carouge", .town, .exact, "the canton behind the town"),
      (
        "Rue de Lyon 12\n1203 Genève", "1203 Genève", .postcode, .partial,
        "a postcode's part of a town"
      ),
      ("Genène", "Genève", .town, .spelling, "a misspelt town"),
      ("Rue X 12\n1200 Genène", "Genève", .town, .partial, "a misspelt town behind a postcode"),
      (
        "Rue X 12\n1236 Nulle-Part", "1236 Cartigny", .postcode, .partial,
        "a postcode of an unknown town"
      ),
      ("1226", "1226 Thônex", .postcode, .exact, "a postcode alone"),
    ] as [(String, String, LocationPrecision, LocationMatch, String)])
  func locates(
    text: String, name: String, precision: LocationPrecision, match: LocationMatch, reason: String
  ) {
    let place = Samples.gazetteer.locate(AddressBlock(text))
    #expect(place?.name == name, "\(reason)")
    #expect(place?.precision == precision, "\(reason)")
    #expect(place?.match == match, "\(reason)")
  }

  @Test(
    "what names no known place has no point, and the reason is stated",
    arguments: [
      ("", "the address is blank"),
      ("?", "the address is blank"),
      ("à préciser", "it names no place, street or town"),
      ("domicile", "it names no place, street or town"),
      ("A DOMICILE", "it names no place, street or town"),
      ("DUPONT Anne", "it names no known place, town or postcode"),
      ("M. Vernier", "it names no place, street or town"),
      ("Mme Carouge\n079 123 45 67", "it names no place, street or town"),
      ("HUG Peter", "it names no known place, town or postcode"),
      ("Rue de Lyon 12", "it names no known place, town or postcode"),
      ("Avenue du Lac 3\n1260 Nyon", "it names no known place, town or postcode"),
      ("Rue de la Gare 14\n74100 Annemasse (F)", "it names no known place, town or postcode"),
      ("EMS 4 Chênes", "it names no known place, town or postcode"),
      ("Foyer du Parc", "it matches several places: Foyer du Parc, Foyer du Parc"),
      ("1299 Ailleurs", "it names no known place, town or postcode"),
      ("Hameau Est", "it names no known place, town or postcode"),
    ])
  func refuses(text: String, reason: String) {
    let resolution = Samples.gazetteer.resolve(AddressBlock(text))
    #expect(resolution == .unlocated(reason: reason), "\(text)")
  }

  @Test("a name whose postcode and town both speak against it counts for less than the town")
  func contradiction() {
    let block = AddressBlock("Résidence Saint-Jean\n1227 Carouge")
    let place = Samples.gazetteer.locate(block)
    #expect(place?.name == "Carouge")
    #expect(place?.precision == .town)
  }

  @Test("the middle of a postcode's quarters stands for it, not the middle of the town")
  func middle() throws {
    let place = try #require(Samples.gazetteer.locate(AddressBlock("1203 Genève")))
    #expect(abs(place.coordinate.latitude - 46.2070) < 1e-9)
    #expect(abs(place.coordinate.longitude - 6.1250) < 1e-9)
  }

  @Test("a radius holds all that the point may stand for, and is the smaller the more is known")
  func radii() throws {
    func radius(_ text: String) throws -> Int {
      try #require(Samples.gazetteer.locate(AddressBlock(text))?.radius).count
    }
    let (city, part) = (try radius("Genève"), try radius("1203 Genève"))
    #expect(try radius("Clinique du Lac") == 100)
    #expect(try radius("HUG") == 300)
    #expect(try radius("Anières") == 1_500)
    #expect(part < city)
    let middle = try #require(Samples.gazetteer.locate(AddressBlock("Genève"))).coordinate
    for place in Samples.gazetteer.places where place.town == "Genève" {
      #expect(Geodesy.kilometres(from: middle, to: place.coordinate) * 1_000 <= Double(city))
    }
  }

  @Test("every name and spelling of the gazetteer finds its place, unless two places share it")
  func everyName() {
    for place in Samples.gazetteer.places {
      for text in [place.name] + place.spellings {
        let resolution = Samples.gazetteer.resolve(AddressBlock(text))
        if place.name == "Foyer du Parc" {
          #expect(resolution.place == nil)
        } else {
          #expect(resolution.place?.coordinate == place.coordinate, "\(text)")
        }
      }
    }
  }

  @Test("an empty gazetteer locates nothing")
  func empty() {
    #expect(Gazetteer.empty.locate(AddressBlock(Samples.clinic)) == nil)
  }

  @Test("garbage never traps, and only names of the gazetteer come out")
  func garbage() {
    var draws = GarbageDraws(seed: 3)
    let towns = ["Genève", "Anières", "1203 Genève"]
    let names = Set(Samples.gazetteer.places.map(\.name) + towns)
    for _ in 0..<400 {
      let text = draws.text()
      let block = AddressBlock(text, client: draws.text())
      #expect(!block.label.contains("\n"), "\(text.debugDescription)")
      guard let place = Samples.gazetteer.locate(block) else { continue }
      let isKnown =
        names.contains(place.name) || place.precision == .postcode
        || place.name.split(separator: " ").count > 1
      #expect(isKnown, "\(text.debugDescription) became \(place.name)")
    }
  }

  private func rows(_ lines: [[String]]) -> [NumberedRow] {
    ([Gazetteer.columns] + lines).enumerated().map { index, fields in
      NumberedRow(index + 1, fields.map { $0.isEmpty ? .empty : .text($0) })
    }
  }

  @Test("a table of places is read, blanks for what is unknown")
  func reads() throws {
    let gazetteer = try Gazetteer(
      rows: rows([
        ["Gare X", "Day centre", "46,2", "6.14", "1201", "Genève", "Gare|X-Gare", "OSM"],
        ["Lieu", "town", "46.1", "6.0", "", "", "", ""],
      ]))
    let place = try #require(gazetteer.places.first)
    #expect(place.kind == "day_centre")
    #expect(place.coordinate == Coordinate(latitude: 46.2, longitude: 6.14))
    #expect(place.spellings == ["Gare", "X-Gare"])
    #expect(gazetteer.places[1].postcode == nil)
  }

  @Test(
    "an unreadable place is refused with its row and column",
    arguments: [
      (["", "town", "46", "6"], "row 2, column name: the cell is blank; expected a name"),
      (
        ["X", "town", "146", "6"],
        "row 2, column latitude: '146' is not a latitude; expected degrees from -90 to 90"
      ),
      (
        ["X", "town", "46", "east"],
        "row 2, column longitude: 'east' is not a longitude; expected degrees from -180 to 180"
      ),
      (
        ["X", "town", "nan", "6"],
        "row 2, column latitude: 'nan' is not a latitude; expected degrees from -90 to 90"
      ),
      (
        ["X", "town", "46"],
        "row 2, column longitude: the cell is blank; expected degrees from -180 to 180"
      ),
    ])
  func refusals(fields: [String], message: String) {
    let error = #expect(throws: RideSheetError.self) { try Gazetteer(rows: rows([fields])) }
    #expect(error?.description == message)
  }

  @Test("a table of places is recognised by its headers")
  func recognition() {
    #expect(Gazetteer.isGazetteer(header: Gazetteer.columns.map { .text($0) }))
    #expect(!Gazetteer.isGazetteer(header: Roster.columns.map { .text($0) }))
  }
}
