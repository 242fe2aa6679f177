import FaultyServer
import FleetModel
import RideSheets
import Testing
import Web

@testable import MapServers

@Suite("Asking Nominatim")
struct NominatimServerTests {
  private static let house = StreetAddress(
    street: "Rue du Four", number: "61", postcode: "1290", town: "Versoix")

  private static func server(_ played: FaultyServer) throws -> NominatimServer {
    NominatimServer(
      try WebAddress(played.address),
      client: WebClient(agent: "carnet/test", limits: NominatimServer.limits, allows: [.loopback]))
  }

  @Test(
    "Questions are byte for byte those that a real server was asked",
    arguments: [
      (
        "house-1",
        StreetAddress(
          street: "Avenue des Platanes", number: "6", postcode: "1247", town: "Anières"), 0
      ),
      (
        "house-3",
        StreetAddress(
          street: "Rue de l'Horloge", number: "42", postcode: "1206", town: "Genève"), 0
      ),
      ("house-without-town", house, 1), ("house-free-text", house, 2),
      ("town", StreetAddress(street: "", number: nil, postcode: "1247", town: "Anières"), 0),
    ])
  func questions(name: String, asked: StreetAddress, index: Int) throws {
    let query = NominatimQuery.all(about: asked)[index]
    let address = try WebAddress("http://a")
    let url = address.request("/search", query: query.parameters.map { ($0.name, $0.value) })
    #expect(url == "http://a" + (try RecordedAnswer.named(name, of: "nominatim").path))
  }

  @Test("An address in France is asked for there, one without a postcode in both countries")
  func countries() {
    func countries(_ postcode: String?) -> String? {
      let asked = StreetAddress(street: "Rue", number: nil, postcode: postcode, town: "Gaillard")
      return NominatimQuery.all(about: asked)[0].parameters.first { $0.name == "countrycodes" }?
        .value
    }
    #expect(countries("74240") == "fr" && countries("1290") == "ch" && countries(nil) == "ch,fr")
  }

  @Test("The first question that finds the address is the last; then the next forms are asked")
  func order() throws {
    let recordings = try RecordedAnswer.names(of: "nominatim").map {
      try RecordedAnswer.named($0, of: "nominatim")
    }
    let played = try FaultyServer { request in
      recordings.first { $0.path == request.path }?.play ?? .json("[]")
    }
    let server = try Self.server(played)
    #expect(try server.locate(Self.house).form == .postcode)
    #expect(played.requests.count == 2)
    let first = try server.locate(
      StreetAddress(street: "Rue du Four", number: "200", postcode: "1290", town: "Versoix"))
    #expect(first.form == .parts && first.verdict.place?.precision == .street)
    #expect(played.requests.count == 3)
    let nothing = try server.locate(
      StreetAddress(street: "Avenue X", number: "7", postcode: "1260", town: "Nyon"))
    #expect(nothing.verdict == .nothing && played.requests.count == 6)
  }

  @Test("JSON of another service is an error, and nothing is found by it")
  func otherService() throws {
    let played = try FaultyServer { _ in .json("{\"code\":\"Ok\"}") }
    let failure = #expect(throws: WebFailure.self) { try Self.server(played).locate(Self.house) }
    #expect(failure?.kind == .unexpected(reason: "a list of places was expected"))
  }
}
