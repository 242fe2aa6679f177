import FleetModel
import Tabular

/// Conditions as the notebook keeps them, beside the words that people read.
extension PlanConditions {
  var json: String {
    var members: [(key: String, value: JSONValue)] = []
    if !absent.isEmpty { members.append(("absent", .array(absent.map(JSONValue.string)))) }
    if !pins.isEmpty {
      members.append(
        (
          "pins",
          .array(
            pins.sorted { $0.key < $1.key }.map {
              .array([.integer(Int64($0.key)), .string($0.value)])
            })
        ))
    }
    let numbers = [
      ("fairness", fairnessDays.map(Int64.init)), ("assume", assumedMinutes.map(Int64.init)),
      ("seed", seed.map { Int64(bitPattern: $0) }), ("budget", budget.map(Int64.init)),
    ]
    members += numbers.compactMap { name, value in value.map { (name, .integer($0)) } }
    return JSONValue.object(members).description
  }

  /// Reads what ``json`` wrote; nil for the empty text of a plan from before format 6.
  ///
  /// - Throws: ``StoreError/damaged(path:reason:)`` where it is something else.
  init?(json text: String) throws {
    guard !text.isEmpty else { return nil }
    func damaged() -> StoreError { .damagedRow("asked", String(text.prefix(80))) }
    // Whatever is wrong with the text, the row is damaged: where in it helps nobody.
    guard let json = try? JSONValue(parsing: text.utf8, name: "asked") else { throw damaged() }
    func number(_ name: String) -> Int? { json[name]?.wholeNumber.flatMap { Int(exactly: $0) } }
    self.init()
    absent = json["absent"]?.elements?.compactMap(\.string) ?? []
    for pin in json["pins"]?.elements ?? [] {
      guard let ride = pin.elements?.first?.wholeNumber.flatMap({ Int(exactly: $0) }),
        let driver = pin.elements?.last?.string
      else { throw damaged() }
      pins[ride] = driver
    }
    fairnessDays = number("fairness")
    assumedMinutes = number("assume")
    seed = json["seed"]?.wholeNumber.map { UInt64(bitPattern: $0) }
    budget = number("budget")
  }
}
