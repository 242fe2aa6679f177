import CommandLanguage
import FaultyServer
import Files
import FleetModel
import SessionRecord
import Store
import Synchronization
import Testing
import Web

@testable import Notebook

@Suite("Asking a server for addresses", .timeLimit(.minutes(2)))
struct GeocodeTests {
  private static let header =
    "Nom/Prénom;Date et Heure prévues;Course;Adresse de départ;Adresse d'arrivée;CFT\n"

  /// Houses that the recordings know, a number that is not there, and one of another canton.
  private static let rides = [
    "DUPONT Anne;03.11.2025 08:00;A;6 Avenue des Platanes, 1247 Anières;"
      + "Rue du Four 61, 1290 Versoix;Y.L",
    "MARTIN Paul;03.11.2025 09:00;A;Avenue des Platanes 6, 1247 Anières;"
      + "Rue du Four 200, 1290 Versoix;G.B",
    "ROCHAT Luc;04.11.2025 09:00;A;Avenue des Acacias-Bleus 7, 1260 Nyon;"
      + "Rue du Four 61, 1290 Versoix;D.D",
  ]

  /// A notebook over a sheet of these rides, in a world with a network.
  private struct Scene {
    let folder: TemporaryDirectory
    let notebook: NotebookHarness
    let server: FaultyServer

    init(
      _ rides: [String] = GeocodeTests.rides, location: NotebookLocation = .memory,
      network: NetworkAccess = NetworkAccess(), state: String? = nil,
      isInterrupted: @escaping @Sendable () -> Bool = { false },
      respond: (@Sendable (FaultyServer.Request) -> FaultyServer.Play)? = nil
    ) throws {
      folder = try TemporaryDirectory()
      try folder.write(Array((header + rides.joined(separator: "\n") + "\n").utf8), to: "nov.csv")
      let recorded = try RecordedAnswer.names(of: "nominatim").map {
        try RecordedAnswer.named($0, of: "nominatim")
      }
      server = try FaultyServer(
        respond ?? { request in
          recorded.first { $0.path == request.path }?.play ?? .json("[]")
        })
      var context = NotebookHarness.context(folder: folder.path, isInterrupted: isInterrupted)
      context.network = network
      context.journalFolder = state.map { $0 + "/journal" }
      notebook = NotebookHarness(
        session: try NotebookSession(location, context: context, settings: nil))
      try notebook.outcome("load \"nov.csv\" as nov")
    }

    var geocode: String { "geocode nov using \"\(server.address)\"" }
    var answersFile: String { folder.path + "/nov-answers.json" }
  }

  private static func text(_ value: SQLValue) -> String {
    switch value {
    case .null: ""
    case .integer(let integer): "\(integer)"
    case .real(let real): "\(real)"
    case .text(let text): text
    case .blob: "blob"
    }
  }

  private static func table(_ outcome: Outcome) -> [[String]] {
    outcome.result?.rows.map { $0.prefix(6).map(Self.text) } ?? []
  }

  @Test("each address is asked once, and datasets get what the answers are worth")
  func geocodes() throws {
    let scene = try Scene()
    let outcome = try scene.notebook.outcome(scene.geocode)
    #expect(
      Self.table(outcome) == [
        [
          "Avenue des Platanes 6, 1247 Anières", "2", "found", "address", "exact",
          "Avenue des Platanes 6",
        ],
        ["Rue du Four 61, 1290 Versoix", "2", "found", "address", "exact", "Rue du Four 61"],
        ["Rue du Four 200, 1290 Versoix", "1", "found", "street", "partial", "Rue du Four"],
        ["Avenue des Acacias-Bleus 7, 1260 Nyon", "1", "nothing", "", "", ""],
      ])
    // The first three by their parts or without the town, the last by three forms.
    #expect(scene.server.requests.count == 1 + 2 + 1 + 3)
    let rows = try scene.notebook.rows(
      "select ride, pickup_precision, dropoff_precision from nov order by ride;")
    #expect(
      rows.map { $0.map(Self.text) } == [
        ["1", "address", "address"], ["2", "address", "street"], ["3", "", "address"],
      ])
    let talk = NotebookHarness.talk(outcome)
    #expect(talk.contains { $0.hasPrefix("nov: 3 of 4 addresses found by 127.0.0.1:") })
    #expect(talk.contains { $0.contains("OpenStreetMap contributors, ODbL") })
    #expect(try scene.notebook.rows("select count(*) from lookups where used;") == [[.integer(3)]])
    // What is found is used by later loads; nothing is asked again, failures neither.
    try scene.notebook.outcome("load \"nov.csv\" as again")
    #expect(
      try scene.notebook.rows("select dropoff_precision from again where ride = 1;")
        == [[.text("address")]])
    try scene.notebook.outcome(scene.geocode)
    #expect(scene.server.requests.count == 7)
    try scene.notebook.outcome(scene.geocode + " again")
    #expect(scene.server.requests.count == 10)
  }

  @Test("only street, number, postcode and town go over the wire")
  func wire() throws {
    let scene = try Scene(
      [
        "DUPONT-MOREL Anne-Sophie;03.11.2025 08:00;A;"
          + "\"Mme DUPONT-MOREL Anne-Sophie, Rue du Four 61 code 4711B, 3e étage, 1290 Versoix, "
          + "tél. 079 123 45 67, sonner chez Bolomey\";\"Avenue des Platanes 6  1247 Anières  "
          + "(digicode 0815A)  022 757 11 11\";Y.L",
        "VUILLEMIN Luc;03.11.2025 09:00;A;\"Vuillemin 12, 1290 Versoix\";\"chez Vuillemin, "
          + "Chemin de la Fontaine 28 appt 5, 1227 Carouge, rez-de-chaussée\";Y.L",
      ])
    let outcome = try scene.notebook.outcome(scene.geocode)
    let wire = scene.server.requests.map(\.text).joined(separator: "\n").lowercased()
    #expect(!scene.server.requests.isEmpty)
    for secret in [
      "dupont", "morel", "anne", "sophie", "bolomey", "vuillemin", "tage", "appt", "code%20",
      "digicode", "sonner", "rez",
    ] { #expect(!wire.contains(secret), "\(secret)") }
    let paths = scene.server.requests.map(\.path).joined()
    for number in ["4711", "0815", "079", "4567", "757", "2025"] {
      #expect(!paths.contains(number), "\(number)")
    }
    #expect(wire.contains("street=61%20rue%20du%20four&postalcode=1290&city=versoix"))
    #expect(wire.contains("street=28%20chemin%20de%20la%20fontaine"))
    #expect(wire.contains("user-agent: carnet/0.0.0-test\r\n"))
    #expect(!Self.table(outcome).isEmpty)
  }

  @Test("a replay asks nobody, and a changed file of answers is the cause of what moves")
  func replay() throws {
    let scene = try Scene()
    try scene.notebook.record()
    try scene.notebook.outcome("load \"nov.csv\" as november")
    try scene.notebook.outcome("geocode november using \"\(scene.server.address)\"")
    try scene.notebook.outcome("select ride, pickup_precision, km from november order by ride;")
    try scene.notebook.outcome("select outcome, count(*) as n from lookups group by 1 order by 1;")
    let count = scene.server.requests.count
    let report = try scene.notebook.replay(savedAs: "s.carnet")
    #expect(report.isVerified, "\(report.lines)")
    #expect(scene.server.requests.count == count)
    let path = scene.folder.path + "/november-answers.json"
    let text = String(decoding: try TemporaryDirectory.bytes(of: path), as: UTF8.self)
    try scene.folder.write(
      Array(text.replacing("46.2766", with: "46.2866").utf8), to: "november-answers.json")
    let changed = try SessionReplay(context: NotebookHarness.context(folder: scene.folder.path))
      .run(scene.folder.path + "/s.carnet", show: { _, _, _ in })
    #expect(!changed.isVerified)
    let causes = changed.lines.compactMap(\.cause).map { "\($0)" }
    #expect(causes.contains { $0.contains("november-answers.json has changed") }, "\(causes)")
    try scene.folder.write(Array("{}".utf8), to: "november-answers.json")
    let damaged = try SessionReplay(context: NotebookHarness.context(folder: scene.folder.path))
      .run(scene.folder.path + "/s.carnet", show: { _, _, _ in })
    let consequences = damaged.lines.compactMap(\.cause).dropFirst().map { "\($0)" }
    #expect(!damaged.isVerified)
    #expect(
      !consequences.isEmpty && consequences.allSatisfy { $0.hasPrefix("consequence") },
      "\(consequences)")
    #expect(scene.server.requests.count == count)
  }

  @Test("a server that fails loses nothing: what it answered is kept, and the statement goes on")
  func resumes() throws {
    let isDown = Mutex(false)
    let recorded = try RecordedAnswer.named("house-1", of: "nominatim")
    let scene = try Scene(respond: { request in
      if isDown.withLock({ $0 }) { return .answer(status: 500) }
      if request.path == recorded.path { isDown.withLock { $0 = true } }
      return request.path == recorded.path ? recorded.play : .json("[]")
    })
    let before = try scene.notebook.rows("select * from nov order by ride;")
    let failure = scene.notebook.failure(scene.geocode)
    #expect(failure?.code == "E-network")
    #expect(failure?.headline.contains("answers with status 500") == true)
    #expect(
      failure?.remedy?.contains("1 of 4 answers are kept") == true, "\(failure?.remedy ?? "")")
    #expect(try scene.notebook.rows("select * from nov order by ride;") == before)
    #expect(!FilePath.exists(scene.answersFile))
    #expect(try scene.notebook.rows("select used from lookups;") == [[.integer(0)]])
    isDown.withLock { $0 = false }
    let count = scene.server.requests.count
    try scene.notebook.outcome(scene.geocode)
    // The first address is not asked again.
    #expect(!scene.server.requests[count...].contains { $0.path == recorded.path })
  }

  @Test("Ctrl-C keeps what came, and the next run goes on")
  func interruption() throws {
    let isRaised = Mutex(false)
    let raised = Mutex(0)
    let recorded = try RecordedAnswer.named("house-1", of: "nominatim")
    let scene = try Scene(
      isInterrupted: { isRaised.withLock { $0 } },
      respond: { request in
        if request.path == recorded.path { return recorded.play }
        let isFirst = raised.withLock { count in
          count += 1
          return count == 1
        }
        if isFirst { isRaised.withLock { $0 = true } }
        return .json("[]")
      })
    let failure = scene.notebook.failure(scene.geocode)
    isRaised.withLock { $0 = false }
    #expect(failure?.code == "E-stopped")
    #expect(failure?.remedy?.hasPrefix("1 of 4 answers are kept") == true)
    #expect(try scene.notebook.rows("select used from lookups;") == [[.integer(0)]])
    let count = scene.server.requests.count
    try scene.notebook.outcome(scene.geocode)
    #expect(!scene.server.requests[count...].contains { $0.path == recorded.path })
    #expect(
      try scene.notebook.rows("select pickup_precision from nov where ride = 1;")
        == [[.text("address")]])
  }

  @Test("nobody is asked with the network off, and a public server only with the word")
  func refusals() throws {
    let scene = try Scene()
    try scene.notebook.outcome("set network off")
    let off = scene.notebook.failure(scene.geocode)
    #expect(off?.code == "E-network" && off?.remedy == "`set network on` allows it again")
    try scene.notebook.outcome("set network on")
    let offline = try Scene(network: NetworkAccess(refusal: "the program is offline"))
    #expect(
      offline.notebook.failure(offline.geocode)?.headline.contains("is offline") == true)
    let anybodys = try Scene(network: NetworkAccess(classify: { _ in .public }))
    let refused = anybodys.notebook.failure(anybodys.geocode)
    #expect(refused?.headline.contains("is a public server (127.0.0.1)") == true)
    #expect(refused?.remedy?.contains("`public`") == true)
    #expect(
      [scene, offline, anybodys].allSatisfy { $0.server.requests.isEmpty })
    for address in ["localhost", "ftp://a", "http://a?b", "http://u:p@a"] {
      #expect(scene.notebook.failure("geocode nov using \"\(address)\"")?.code == "E-network")
    }
  }

  @Test("a public server is asked at most once a second, over all notebooks of a user")
  func pace() throws {
    let state = try TemporaryDirectory()
    let network = NetworkAccess(classify: { _ in .public })
    let first = try Scene(network: network, state: state.path)
    try first.notebook.outcome(first.geocode + " public")
    let times = first.server.requests.map(\.seconds)
    #expect(times.count == 7)
    for (earlier, later) in zip(times, times.dropFirst()) { #expect(later - earlier >= 1) }
    // No turn is left behind.
    #expect(
      TemporaryDirectory.names(in: state.path + "/requests").allSatisfy {
        TemporaryDirectory.names(in: state.path + "/requests/" + $0).isEmpty
      })
  }

  @Test("a server that wants to be left alone is, for as long as it states")
  func retryAfter() throws {
    let count = Mutex(0)
    let scene = try Scene(respond: { _ in
      let number = count.withLock { count in
        count += 1
        return count
      }
      return number == 1 ? .answer(status: 429, headers: ["Retry-After: 1"]) : .json("[]")
    })
    try scene.notebook.outcome(scene.geocode)
    let times = scene.server.requests.map(\.seconds)
    #expect(times[1] - times[0] >= 1)
    let busy = try Scene(respond: { _ in .answer(status: 429, headers: ["Retry-After: 3600"]) })
    #expect(
      busy.notebook.failure(busy.geocode)?.headline.contains("to be asked again in 3")
        == true)
  }

  @Test("`geocode` alone locates by what is loaded now, and never makes an address less known")
  func byWhatIsLoaded() throws {
    let scene = try Scene()
    let outcome = try scene.notebook.outcome("geocode nov")
    #expect(
      NotebookHarness.talk(outcome)
        == ["nov: nothing more is known of its addresses; nothing changed"])
    try scene.folder.write(
      Array("name,kind,latitude,longitude,postcode,town\n".utf8)
        + Array("Avenue des Acacias-Bleus 7,practice,46.38,6.24,1260,Nyon\n".utf8),
      to: "places.csv")
    try scene.notebook.outcome("load \"places.csv\" replace")
    let located = try scene.notebook.outcome("geocode nov")
    #expect(NotebookHarness.talk(located).first?.hasPrefix("nov: 1 ride with an address") == true)
    #expect(
      try scene.notebook.rows("select pickup_precision from nov where ride = 3;")
        == [[.text("address")]])
  }
}
