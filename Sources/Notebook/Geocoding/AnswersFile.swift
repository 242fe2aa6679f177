import CivilTime
import Files
import FleetModel
import SessionRecord
import Tabular

/// A file of a server's answers, which a replay reads in place of asking.
///
///     {"carnet answers": 1, "server": "http://localhost:8088", "answers": [
///     {"address": "Rue du Four 61, 1290 Versoix", "outcome": "found", …}
///     ]}
struct AnswersFile {
  let server: String
  /// In the order of their keys.
  let answers: [AddressAnswer]

  /// A million addresses.
  static let mostBytes = 512 << 20

  struct Mistake: Error {
    let reason: String
  }

  init(server: String, answers: [AddressAnswer]) {
    self.server = server
    self.answers = answers.sorted { $0.key < $1.key }
  }

  /// Reads a file.
  ///
  /// - Throws: `FileError`, or ``Mistake`` for what is no JSON, or JSON of another kind.
  init(at path: String) throws {
    let bytes = try WholeFile.read(path, upTo: Self.mostBytes)
    let value: JSONValue
    do throws(TabularError) {
      value = try JSONValue(parsing: bytes, name: path)
    } catch {
      throw Mistake(reason: error.message)
    }
    guard value["carnet answers"]?.wholeNumber == 1, let server = value["server"]?.string,
      let elements = value["answers"]?.elements
    else { throw Mistake(reason: "it is not a file of a server's answers") }
    self.init(
      server: server,
      answers: try elements.enumerated().map { index, element in
        guard let answer = Self.answer(element, server) else {
          throw Mistake(reason: "answer \(index + 1) of \(elements.count) is damaged")
        }
        return answer
      })
  }

  /// The file's bytes: one line an answer.
  ///
  /// - Complexity: O(answers).
  var bytes: [UInt8] {
    let head = JSONValue.string(server)
    var text = "{\"carnet answers\": 1, \"server\": \(head), \"answers\": [\n"
    text += answers.map { Self.line($0).description }.joined(separator: ",\n")
    return Array((text + "\n]}\n").utf8)
  }

  var hash: ContentHash { .sha256(of: bytes) }

  // MARK: - Answers

  private static func line(_ answer: AddressAnswer) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("key", .string(answer.key)), ("address", .string(answer.address)),
      ("date", .string(answer.date.description)), ("request", .string(answer.request)),
      ("outcome", .string(answer.outcome.rawValue)),
    ]
    if !answer.reason.isEmpty { members.append(("reason", .string(answer.reason))) }
    if let place = answer.place {
      members += [
        ("name", .string(place.name)), ("kind", .string(place.kind)),
        ("latitude", .real(place.coordinate.latitude)),
        ("longitude", .real(place.coordinate.longitude)),
        ("precision", .string(place.precision.rawValue)), ("match", .string(place.match.rawValue)),
      ]
      if let radius = place.radius { members.append(("radius", .integer(Int64(radius.count)))) }
      if let postcode = place.postcode { members.append(("postcode", .string(postcode))) }
      if let town = place.town { members.append(("town", .string(town))) }
    }
    if !answer.licence.isEmpty { members.append(("licence", .string(answer.licence))) }
    return .object(members)
  }

  private static func answer(_ value: JSONValue, _ server: String) -> AddressAnswer? {
    guard let key = value["key"]?.string, let address = value["address"]?.string,
      let date = value["date"]?.string.flatMap({ CivilDate(iso: $0) }),
      let outcome = value["outcome"]?.string.flatMap(AddressAnswer.Outcome.init(rawValue:))
    else { return nil }
    let place = outcome == .found ? place(value) : nil
    guard outcome != .found || place != nil else { return nil }
    return AddressAnswer(
      key: key, address: address, server: server, date: date,
      request: value["request"]?.string ?? "", outcome: outcome,
      reason: value["reason"]?.string ?? "", place: place,
      licence: value["licence"]?.string ?? "")
  }

  private static func place(_ value: JSONValue) -> LocatedPlace? {
    guard let latitude = value["latitude"]?.number, abs(latitude) <= 90,
      let longitude = value["longitude"]?.number, abs(longitude) <= 180,
      let precision = value["precision"]?.string.flatMap(LocationPrecision.init(rawValue:)),
      let match = value["match"]?.string.flatMap(LocationMatch.init(rawValue:))
    else { return nil }
    let radius = value["radius"]?.wholeNumber.flatMap { (0...10_000_000).contains($0) ? $0 : nil }
    return LocatedPlace(
      name: value["name"]?.string ?? "", kind: value["kind"]?.string ?? "",
      coordinate: Coordinate(latitude: latitude, longitude: longitude), precision: precision,
      match: match, radius: radius.map { Metres(Int($0)) }, postcode: value["postcode"]?.string,
      town: value["town"]?.string)
  }
}
