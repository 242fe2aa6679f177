import FleetModel
import RideSheets
import Tabular
import Testing

/// Locating addresses by the streets and house numbers of a register.
@Suite struct AddressRegisterTests {
  private static func point(_ number: Int) -> Coordinate {
    Coordinate(latitude: 46.2 + Double(number) / 10_000, longitude: 6.15)
  }

  private static func street(
    _ name: String, _ postcode: String, _ town: String, _ numbers: [String], from first: Int
  ) -> RegisteredStreet {
    RegisteredStreet(
      name: name, postcode: postcode, town: town,
      houses: numbers.enumerated().map { .init(number: $1, coordinate: point(first + $0)) })
  }

  private static let register = AddressRegister(streets: [
    street("Chemin des Courbes", "1247", "Anières", ["7", "9", "9a", "11bis"], from: 0),
    street("Rue de Lausanne", "1201", "Genève", ["1", "3", "5"], from: 100),
    street("Rue de Lausanne", "1202", "Genève", ["80", "82"], from: 200),
    street("Avenue de Châtelaine", "1203", "Genève", ["43a", "43b"], from: 300),
    street("Rue de la Gare", "1217", "Meyrin", ["2"], from: 400),
    street("Rue de la Mare", "1217", "Meyrin", ["2"], from: 500),
    street("Rue du 31-Décembre", "1207", "Genève", ["12.1", "14"], from: 600),
  ])

  @Test(
    "a house is found however its street and number are written",
    arguments: [
      ("Chemin des Courbes 9", "1247", "Anières", "Chemin des Courbes 9", .address, .exact),
      ("Ch. des Courbes 9", "1247", nil, "Chemin des Courbes 9", .address, .exact),
      ("9, chemin des Courbes", "1247", nil, "Chemin des Courbes 9", .address, .exact),
      ("CHEMIN DES COURBES 9 A", "1247", nil, "Chemin des Courbes 9a", .address, .exact),
      ("ch. des courbes 11 bis", nil, "Anieres", "Chemin des Courbes 11bis", .address, .exact),
      ("Chemin Courbes 7", "1247", nil, "Chemin des Courbes 7", .address, .spelling),
      ("Chemin des Corubes 7", "1247", nil, "Chemin des Courbes 7", .address, .spelling),
      ("Rue de Lausanne 82", "1202", "Genève", "Rue de Lausanne 82", .address, .exact),
      ("Rue de Lausanne 82", "1211", "Genève", "Rue de Lausanne 82", .address, .spelling),
      ("Chemin des Courbes 7-9", "1247", nil, "Chemin des Courbes 7", .address, .spelling),
      ("Chemin des Courbes 9c", "1247", nil, "Chemin des Courbes 9", .address, .spelling),
      ("Av. de Châtelaine 43", "1203", nil, "Avenue de Châtelaine 43", .address, .spelling),
      ("Chemin des Courbes 99", "1247", nil, "Chemin des Courbes", .street, .partial),
      ("Chemin des Courbes", "1247", nil, "Chemin des Courbes", .street, .exact),
      ("Rue du 31-Décembre 14", "1207", nil, "Rue du 31-Décembre 14", .address, .exact),
      ("Chemin des Courbes 9", nil, nil, "Chemin des Courbes 9", .address, .exact),
    ] as [(String, String?, String?, String, LocationPrecision, LocationMatch)])
  func finds(
    street: String, postcode: String?, town: String?, name: String, precision: LocationPrecision,
    match: LocationMatch
  ) throws {
    let place = try #require(
      Self.register.locate(street: street, postcode: postcode, town: town), "\(street)")
    #expect(place.name == name)
    #expect(place.precision == precision)
    #expect(place.match == match)
  }

  @Test(
    "what two streets may mean, or none near it, is not guessed",
    arguments: [
      ("Rue de la Tare 2", "1217", nil, "Gare and Mare are equally near"),
      ("Rue de Lausanne 5", "1260", "Nyon", "another town's street of the name"),
      ("Rue de Lyon 5", "1201", "Genève", "no street of the name"),
      ("Rue du 1er-Décembre 14", "1207", nil, "other digits are another street"),
      ("", "1247", nil, "nothing"),
    ] as [(String, String?, String?, String)])
  func refuses(street: String, postcode: String?, town: String?, reason: String) {
    #expect(
      Self.register.locate(street: street, postcode: postcode, town: town) == nil, "\(reason)")
  }

  @Test("a street's radius reaches its farthest house")
  func radius() throws {
    let place = try #require(
      Self.register.locate(street: "Chemin des Courbes", postcode: "1247", town: nil))
    let radius = try #require(place.radius)
    for number in 0..<4 {
      let away = Geodesy.kilometres(from: place.coordinate, to: Self.point(number)) * 1_000
      #expect(away <= Double(radius.count))
    }
    #expect(radius.count < 40)
  }

  @Test("the federal register's columns are read, and rows without a point are counted")
  func federal() throws {
    let header =
      "EGID\tEDID\tEGAID\tDEINR\tESID\tSTRNAME\tSTRNAMK\tDPLZ4\tDPLZZ\tDPLZNAME\tDKODE\tDKODN"
    let rows = [
      "1\t0\t10\t9\t5\tChemin des Courbes\tCourbes\t1247\t0\tAnières\t2507300.5\t1126000.25",
      "2\t0\t11\t11\t5\tChemin des Courbes\tCourbes\t1247\t0\tAnières\t\t",
      "3\t0\t12\t\t5\tChemin des Courbes\tCourbes\t1247\t0\tAnières\t2507310\t1126010",
    ].map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    var reader = try #require(
      RegisterReader(header: header.split(separator: "\t").map { .text(String($0)) }))
    for (index, row) in rows.enumerated() {
      try reader.read(NumberedRow(index + 2, row.map { $0.isEmpty ? .empty : .text(String($0)) }))
    }
    #expect(reader.houses == 2)
    #expect(reader.leftOut == 1)
    #expect(reader.firstLeftOut == 3)
    #expect(reader.streets.map(\.houses.count) == [2])
    let expected = SwissGrid.coordinate(east: 2_507_300.5, north: 1_126_000.25)
    let house = reader.streets[0].houses[0].coordinate
    #expect(Geodesy.kilometres(from: house, to: expected) < 0.00002)
  }

  @Test("a coordinate of the older grid is refused with its row and column")
  func olderGrid() throws {
    let header: [Cell] = ["street", "number", "postcode", "town", "east", "north"].map { .text($0) }
    var reader = try #require(RegisterReader(header: header))
    let row: [Cell] = ["Rue X", "1", "1200", "Genève", "500000", "117000"].map { .text($0) }
    let error = #expect(throws: RideSheetError.self) { try reader.read(NumberedRow(2, row)) }
    #expect(error?.description.contains("LV95") == true)
    #expect(RegisterReader(header: Array(header.prefix(4))) == nil)
  }

  @Test(
    "the gazetteer's exact names go before the register, the register before its slips and towns")
  func order() throws {
    let gazetteer = Gazetteer(
      places: [
        GazetteerPlace(
          name: "Clinique des Courbes", kind: "clinic", coordinate: Self.point(900),
          postcode: "1247", town: "Anières"),
        GazetteerPlace(
          name: "Anières", kind: "town", coordinate: Self.point(901), postcode: "1247",
          town: "Anières"),
      ], register: Self.register)
    func name(_ text: String) -> String? { gazetteer.locate(AddressBlock(text))?.name }
    #expect(
      name("Clinique des Courbes\nChemin des Courbes 9\n1247 Anières") == "Clinique des Courbes")
    #expect(name("Clinique Courbe\nChemin des Courbes 9\n1247 Anières") == "Chemin des Courbes 9")
    #expect(name("Chemin Inconnu 9\n1247 Anières") == "Anières")
  }
}
