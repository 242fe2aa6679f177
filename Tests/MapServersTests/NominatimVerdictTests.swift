import FaultyServer
import FleetModel
import RideSheets
import Tabular
import Testing

@testable import MapServers

@Suite("Judging what Nominatim answers")
struct NominatimVerdictTests {
  private static func asked(
    _ street: String, _ number: String?, _ postcode: String?, _ town: String?
  ) -> StreetAddress {
    StreetAddress(street: street, number: number, postcode: postcode, town: town)
  }

  private static func verdict(
    of text: String, for asked: StreetAddress
  ) throws -> NominatimVerdict {
    let value = try JSONValue(parsing: Array(text.utf8), name: "answer")
    return NominatimVerdict(try NominatimPlace.all(in: value), for: asked)
  }

  /// A recorded answer of a real server, judged for an address.
  private static func recorded(
    _ name: String, for asked: StreetAddress
  ) throws -> NominatimVerdict {
    try verdict(of: RecordedAnswer.named(name, of: "nominatim").body, for: asked)
  }

  @Test(
    "Houses are found with their point, postcode and town",
    arguments: [
      ("house-1", "Avenue des Platanes", "6", "1247", "Anières", 46.2766, 6.2231),
      ("house-2", "Ch. de la Fontaine", "28", "1227", "Carouge GE", 46.18494, 6.14064),
      ("house-3", "rue de l’horloge", "42", "1206", "Genève", 46.1907, 6.1611),
      ("house-4", "Route des Fougères", "77", "1217", "Meyrin", 46.2287, 6.07),
    ])
  func houses(
    name: String, street: String, number: String, postcode: String, town: String, latitude: Double,
    longitude: Double
  ) throws {
    let place = try #require(
      try Self.recorded(name, for: Self.asked(street, number, postcode, town)).place)
    #expect(place.precision == .address && place.match == .exact && place.kind == "house")
    #expect(place.coordinate == Coordinate(latitude: latitude, longitude: longitude))
    #expect(place.postcode == postcode && place.radius == Metres(30))
    #expect(place.name.hasSuffix(" " + number))
  }

  @Test("A town that another name is asked for, or another postcode, is a slip and not exact")
  func slips() throws {
    let text = try Self.recorded(
      "house-free-text", for: Self.asked("Rue du Four", "61", "1290", "Versoix"))
    #expect(text.place?.match == .exact)
    let respelt = try Self.recorded(
      "house-without-town", for: Self.asked("Rue du Four", "61", "1290", "Versoie"))
    #expect(respelt.place?.match == .spelling)
    let postcode = try Self.recorded(
      "house-wrong-postcode", for: Self.asked("Rue du Four", "61", "1291", "Versoix"))
    #expect(postcode.place?.match == .spelling && postcode.place?.postcode == "1290")
    let street = try Self.recorded(
      "house-free-text", for: Self.asked("Rue du Fourre", "61", "1290", "Versoix"))
    #expect(street.place?.match == .spelling)
  }

  @Test("A house in another postcode and another town is none")
  func elsewhere() throws {
    let verdict = try Self.recorded(
      "house-wrong-postcode", for: Self.asked("Rue du Four", "61", "1205", "Genève"))
    #expect(verdict == .elsewhere("Rue du Four 61, 1290 Versoix"))
    // The canton's name is no town's: Chêne-Bourg and Lancy are not meant.
    let streets = try Self.recorded(
      "several-streets", for: Self.asked("Chemin des Vergers", nil, nil, "Genève"))
    #expect(
      streets
        == .ambiguous([
          "Chemin des Vergers, 1202 Genève", "Chemin des Vergers, 1205 Genève",
          "Chemin des Vergers, 1206 Genève",
        ]))
  }

  @Test("Of two houses the one whose postcode and town were asked counts, whatever their order")
  func twoCandidates() throws {
    let asked = Self.asked("Avenue des Platanes", "22", "1205", "Genève")
    let verdict = try Self.recorded("two-candidates", for: asked)
    #expect(verdict.place?.postcode == "1205" && verdict.place?.match == .exact)
    let body = try RecordedAnswer.named("two-candidates", of: "nominatim").body
    let elements = try #require(
      try JSONValue(parsing: Array(body.utf8), name: "").elements)
    let reversed = try Self.verdict(of: "\(JSONValue.array(elements.reversed()))", for: asked)
    #expect(reversed == verdict)
    let open = Self.asked("Avenue des Platanes", "22", nil, nil)
    #expect(
      try Self.recorded("two-candidates", for: open)
        == .ambiguous([
          "Avenue des Platanes 22, 1205 Genève", "Avenue des Platanes 22, 1224 Chêne-Bougeries",
        ]))
  }

  @Test("A street without the house is a part of the address, as wide as the street")
  func street() throws {
    let place = try #require(
      try Self.recorded("street", for: Self.asked("Rue du Four", "200", "1290", "Versoix")).place)
    #expect(place.precision == .street && place.match == .partial && place.name == "Rue du Four")
    #expect((200...400).contains(place.radius?.count ?? 0), "\(place.radius?.count ?? 0)")
    let whole = try Self.recorded("street", for: Self.asked("Rue du Four", nil, "1290", "Versoix"))
    #expect(whole.place?.match == .exact)
  }

  @Test("A postcode or a town is exact where it was asked, and a part where a street was")
  func areas() throws {
    let town = try Self.recorded("town", for: Self.asked("", nil, "1247", "Anières"))
    #expect(town.place?.precision == .town && town.place?.match == .exact)
    #expect(town.place?.name == "Anières" && (town.place?.radius?.count ?? 0) > 2_000)
    let postcode = try Self.recorded(
      "postcode", for: Self.asked("Chemin Inconnu", "3", "1247", "Anières"))
    #expect(postcode.place?.precision == .postcode && postcode.place?.match == .partial)
    #expect(postcode.place?.name == "1247 Anières")
  }

  @Test(
    "An empty answer finds nothing", arguments: ["nothing", "nothing-free-text", "misspelt-town"])
  func nothing(name: String) throws {
    #expect(try Self.recorded(name, for: Self.asked("Rue", "1", "1290", "Versoix")) == .nothing)
  }

  // MARK: - Invented answers

  private static func place(
    _ latitude: String, _ longitude: String, number: String? = "5", road: String = "Rue du Lac",
    postcode: String = "1207", town: String = "Genève", rank: Int = 30
  ) -> String {
    let house = number.map { "\"house_number\":\"\($0)\"," } ?? ""
    return """
      {"lat":"\(latitude)","lon":"\(longitude)","category":"\(rank == 30 ? "place" : "highway")",\
      "type":"house","place_rank":\(rank),"importance":0.5,"addresstype":"place","name":"",\
      "address":{\(house)"road":"\(road)","city":"\(town)","postcode":"\(postcode)"}}
      """
  }

  private static let lake = asked("Rue du Lac", "5", "1207", "Genève")

  @Test("Points of one house near each other are one place, in the middle by no luck")
  func neighbours() throws {
    let places = [
      Self.place("46.20400", "6.16000"), Self.place("46.20450", "6.16000"),
      Self.place("46.20500", "6.16000"),
    ]
    for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
      let text = "[" + order.map { places[$0] }.joined(separator: ",") + "]"
      let place = try #require(try Self.verdict(of: text, for: Self.lake).place)
      #expect(place.coordinate.latitude == 46.2045)
      #expect((80...90).contains(place.radius?.count ?? 0))
    }
  }

  @Test("Equally good houses far apart are ambiguous, whatever the server thinks is important")
  func ambiguous() throws {
    let text = "[\(Self.place("46.204", "6.16")),\(Self.place("46.214", "6.16"))]"
    guard case .ambiguous = try Self.verdict(of: text, for: Self.lake) else {
      return #expect(Bool(false))
    }
  }

  @Test("A house of another number is the street; one with a letter is that house with a slip")
  func numbers() throws {
    let other = try Self.verdict(of: "[\(Self.place("46.2", "6.1", number: "7"))]", for: Self.lake)
    #expect(other.place?.precision == .street && other.place?.match == .partial)
    let letter = try Self.verdict(
      of: "[\(Self.place("46.2", "6.1", number: "5A"))]", for: Self.lake)
    #expect(letter.place?.precision == .address && letter.place?.match == .spelling)
    let blank = try Self.verdict(
      of: "[\(Self.place("46.2", "6.1", number: "5 bis"))]",
      for: Self.asked("Rue du Lac", "5BIS", "1207", "Genève"))
    #expect(blank.place?.match == .exact)
  }

  @Test("A canton or a country is no find")
  func region() throws {
    let text = """
      [{"lat":"46.2","lon":"6.1","category":"boundary","type":"administrative","place_rank":8,
        "addresstype":"state","name":"Genève","address":{"state":"Genève"}}]
      """
    #expect(try Self.verdict(of: text, for: Self.lake) == .nothing)
  }

  @Test(
    "What is not an answer of Nominatim is a mismatch with its place",
    arguments: [
      ("{}", "a list"), ("null", "a list"), ("[1]", "place 1 of 1: no degrees"),
      ("[{\"lat\":\"x\",\"lon\":\"6\"}]", "no degrees"),
      (
        "[{\"lat\":\"91\",\"lon\":\"6\",\"category\":\"a\",\"type\":\"b\",\"place_rank\":1}]",
        "no degrees"
      ),
      (
        "[{\"lat\":\"nan\",\"lon\":\"6\",\"category\":\"a\",\"type\":\"b\",\"place_rank\":1}]",
        "no degrees"
      ),
      (
        "[{\"lat\":\"1\",\"lon\":\"6\",\"category\":\"a\",\"type\":\"b\",\"place_rank\":1e300}]",
        "no category"
      ),
      ("[{\"lat\":\"1\",\"lon\":\"6\"}]", "no category"),
    ])
  func mismatches(text: String, reason: String) {
    let mismatch = #expect(throws: NominatimPlace.Mismatch.self) {
      try NominatimPlace.all(in: JSONValue(parsing: Array(text.utf8), name: ""))
    }
    #expect(mismatch?.reason.contains(reason) == true, "\(mismatch?.reason ?? "")")
  }

  @Test("A server's texts become names without control characters and of bounded length")
  func texts() throws {
    let road = #"Rue\u001b[2J\u0000"# + String(repeating: "x", count: 500)
    let place = try #require(
      try Self.verdict(of: "[\(Self.place("46.2", "6.1", road: road))]", for: Self.lake).place)
    #expect(place.name.hasPrefix("Rue [2J x") && place.name.count < 130)
    #expect(place.match == .spelling)
  }
}
