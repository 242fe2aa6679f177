import Tabular

/// The numbers that an export has given up to now, with the paths where they stand.
struct DispatchNumbers {
  private var places: [String: String] = [:]
  private var drivers: [String: (name: String, path: String)] = [:]

  /// Notes a number.
  ///
  /// - Parameters:
  ///   - id: the number; one that is missing or null is none.
  ///   - noun: what it numbers; each noun has numbers of its own.
  ///   - path: where it stands.
  /// - Returns: what is to be said of a number that stood before; nil at its first time.
  mutating func repeated(_ id: JSONValue?, as noun: String, at path: String) -> String? {
    guard let id = Self.text(id) else { return nil }
    let key = "\(noun) \(id)"
    guard let first = places[key] else {
      places[key] = path
      return nil
    }
    return "\(noun) \(id.prefix(40)) appears at \(first) and at \(path)"
  }

  /// What is to be said of a driver who stands twice in a dispatch, or under a number that another
  /// name has had.
  mutating func driver(
    _ id: JSONValue?, name: String, at path: String, in dispatch: String
  ) -> String? {
    let twice = repeated(id, as: "driver", at: path, within: dispatch)
    guard let id = Self.text(id) else { return nil }
    guard let known = drivers[id] else {
      drivers[id] = (name, path)
      return twice
    }
    guard known.name != name, twice == nil else { return twice }
    return "driver \(id.prefix(40)) is '\(known.name.prefix(40))' at \(known.path) and "
      + "'\(name.prefix(40))' at \(path)"
  }

  private mutating func repeated(
    _ id: JSONValue?, as noun: String, at path: String, within dispatch: String
  ) -> String? {
    guard let id = Self.text(id) else { return nil }
    let key = "\(noun) \(id) of \(dispatch)"
    guard let first = places[key] else {
      places[key] = path
      return nil
    }
    return "\(noun) \(id.prefix(40)) appears at \(first) and at \(path)"
  }

  private static func text(_ id: JSONValue?) -> String? {
    guard let id, id != .null else { return nil }
    return id.wholeNumber.map(String.init) ?? id.string ?? id.description
  }
}
