import CommandLanguage
import FleetModel
import Naming
import RideSheets
import SessionRecord
import Store
import TerminalText
import Web

/// Locates the addresses of a dataset anew: by what is loaded, or by asking a server.
struct GeocodeCommand: NotebookCommand {
  static let dataset = Slot.object(
    "DATASET", [.dataset], "the dataset whose addresses are located")
  static let server = Slot.text(
    "SERVER", "the address of a Nominatim server, such as http://localhost:8088")
  static let file = Slot.path(
    "FILE", "the file that keeps the answers; a replay reads it and asks nobody",
    default: "DATASET-answers.json")
  static let again = Flag("again", "asks again for what the server did not find")
  static let isPublic = Flag(
    "public", "allows a server of somebody else, which is asked once a second at most")

  let syntaxes = [
    CommandSyntax(
      form: "geocode \(Self.dataset)",
      summary: "Locates the addresses of a dataset anew by the places that are loaded now.",
      details: [
        "An address whose point is known more closely than before gets it; none becomes less "
          + "known. Plans of the days that change are marked in the column `stale` of `plans`."
      ],
      examples: ["geocode october"]),
    CommandSyntax(
      id: "geocode using",
      form: "geocode \(Self.dataset) using \(Self.server) [answers \(Self.file)] "
        + "[\(Self.again)] [\(Self.isPublic)]",
      summary: "Asks a Nominatim server for the addresses that are not known by house or name.",
      details: [
        "Only street, house number, postcode and town are sent, each address once: never a "
          + "client's name, a phone, a floor, a contact or a door code. Addresses that hold a word "
          + "of the client's name are not sent.",
        "How closely an address is known follows from the kind of the answer. Its postcode and "
          + "town must be those that were asked, and of several places that fit equally well none "
          + "is taken.",
        "Answers are kept in the notebook as they come (`lookups`), and other terminals see them. "
          + "Ctrl-C, a server that fails and a crash lose none: the same statement goes on. The "
          + "file of answers holds them for replays; it names addresses, as the ride sheet does.",
        "A server of somebody else gets the addresses of patients: it is asked only with the word "
          + "`public`, at most once a second over all processes. Its operator's policy holds: that "
          + "of nominatim.openstreetmap.org is at "
          + "https://operations.osmfoundation.org/policies/nominatim/. `set network off`, or the "
          + "option `--offline`, refuses to ask anybody.",
      ],
      examples: [
        "geocode october using \"http://localhost:8088\"",
        "geocode october using \"https://nominatim.openstreetmap.org\" again public",
      ],
      effects: [.loads]),
  ]

  func settled(_ call: CommandCall) throws -> ParsedCommand {
    guard call.command[Self.server] != nil, call.command[Self.file] == nil else {
      return call.command
    }
    let dataset = try call.dataset(Self.dataset)
    let stem = String(dataset.map { $0 == "/" ? "_" : $0 }) + "-answers"
    // A file that an earlier statement of the notebook reads must not change under it.
    let read = try call.database.lineage().reduce(into: Set<Subject>()) {
      $0.formUnion($1.effects.reads)
    }
    var (name, number) = (stem + ".json", 1)
    while read.contains(.file(FilePath.absolute(name, in: call.session.folder))) {
      number += 1
      name = "\(stem)-\(number).json"
    }
    return call.command.setting(Self.file, to: .path(name))
  }

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    try call.namedSubjectsAndRoster().union([.single(.places), .single(.datasets)])
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let dataset = try call.dataset(Self.dataset)
    guard let typed = call.command[Self.server] else {
      return try GeocodingChange(call: call, dataset: dataset).byWhatIsLoaded()
    }
    let server: WebAddress
    do throws(WebAddress.Mistake) {
      server = try WebAddress(typed)
    } catch {
      throw call.mistake(
        .network, "'\(typed)' is not the address of a server: \(words: error.reason)",
        at: Self.server, expected: "an address such as http://localhost:8088")
    }
    return try Geocoding(call: call, dataset: dataset, server: server).run()
  }
}
