import Tabular

/// A sound day of a day file, and ways to spoil it.
enum DayFileSamples {
  /// The fixture of days with proven optima that the solvers are tested with.
  static let fixturePath =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    .joined(separator: "/") + "/SolversTests/Fixtures/days.json"

  static func fixture() throws -> JSONValue {
    try TabularFile.open(fixturePath).json ?? .null
  }

  static func file(_ days: [JSONValue]) -> JSONValue { object(["days": .array(days)]) }

  /// A day of two rides and two drivers with rules, an optimum and its routes.
  static func day(_ id: String = "monday") -> JSONValue {
    object([
      "id": .string(id),
      "rules": object(["speedKmh": .real(30), "maxRidesPerDriver": .integer(9)]),
      "rides": .array([ride(1, time: 540), ride(2, time: 600)]),
      "drivers": .array([driver(1, name: "Anna"), driver(2, name: "Bo")]),
      "optimum": object([
        "unassigned": .integer(0), "reserve": .integer(0), "gap": .integer(0),
        "squares": .integer(2), "latenessMin": .integer(0), "metres": .integer(2_000),
        "routes": object(["1": .array([.integer(1)]), "2": .array([.integer(2)])]),
      ]),
    ])
  }

  private static func ride(_ id: Int64, time: Int64) -> JSONValue {
    object([
      "id": .integer(id), "from": .string("Clinique du  Lac"), "to": .string("Carouge"),
      "pickup": .array([.real(46.28), .real(6.22)]), "dropoff": .array([.real(46.2), .integer(6)]),
      "time": .integer(time), "direction": .string("return"), "confirmed": .boolean(false),
      "wheelchair": .boolean(true),
    ])
  }

  private static func driver(_ id: Int64, name: String) -> JSONValue {
    object([
      "id": .integer(id), "name": .string(name), "kind": .string("regular"),
      "shift": .array([.integer(420), .integer(1_080)]), "wheelchair": .boolean(true),
    ])
  }

  static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { (key: $0.key, value: $0.value) })
  }
}

extension JSONValue {
  /// The value with what stands at a path such as `rides[0].time` replaced; nil takes it out.
  func with(_ path: String, _ value: JSONValue?) -> JSONValue {
    let steps = path.replacing("[", with: ".[").split(separator: ".").map(String.init)
    return changing(steps[...], value) ?? .null
  }

  private func changing(_ steps: ArraySlice<String>, _ value: JSONValue?) -> JSONValue? {
    guard let step = steps.first else { return value }
    let rest = steps.dropFirst()
    switch self {
    case .object(var members):
      if let place = members.firstIndex(where: { $0.key == step }) {
        if let changed = members[place].value.changing(rest, value) {
          members[place].value = changed
        } else {
          members.remove(at: place)
        }
      } else if let value {
        members.append((key: step, value: value))
      }
      return .object(members)
    case .array(var elements):
      guard let place = Int(step.filter(\.isNumber)), elements.indices.contains(place) else {
        return self
      }
      if let changed = elements[place].changing(rest, value) {
        elements[place] = changed
      } else {
        elements.remove(at: place)
      }
      return .array(elements)
    default: return self
    }
  }

  /// How many values the value holds, itself included.
  var nodeCount: Int {
    switch self {
    case .object(let members): members.reduce(1) { $0 + $1.value.nodeCount }
    case .array(let elements): elements.reduce(1) { $0 + $1.nodeCount }
    default: 1
    }
  }

  /// The value with the node of a number, counted from the root down, replaced.
  func replacing(node: Int, by value: JSONValue) -> JSONValue {
    if node == 0 { return value }
    var left = node - 1
    switch self {
    case .object(var members):
      for index in members.indices {
        let count = members[index].value.nodeCount
        if left < count {
          members[index].value = members[index].value.replacing(node: left, by: value)
          return .object(members)
        }
        left -= count
      }
    case .array(var elements):
      for index in elements.indices {
        let count = elements[index].nodeCount
        if left < count {
          elements[index] = elements[index].replacing(node: left, by: value)
          return .array(elements)
        }
        left -= count
      }
    default: break
    }
    return self
  }
}
