import Tabular
import TerminalText

extension Plot {
  /// The version of the format that ``json`` writes and ``init(json:)`` reads.
  private static let version = 1

  /// The longest text that is read, in bytes; the largest plot takes less.
  public static let longestJSON = 8_000_000

  /// The plot on one line of JSON: its data and its spec.
  ///
  ///     {"data":{"labels":["Ana"],"series":[…]},"spec":{"mark":"bars",…},"version":1}
  ///
  /// Keys are sorted and numbers are as short as they read back the same, so that equal plots have
  /// equal lines.
  ///
  /// - Complexity: O(data).
  public var json: String {
    jsonEscaped(
      JSONValue.sorted([
        "data": data.content.json, "spec": spec.json, "version": .count(Self.version),
      ]).description)
  }

  /// Reads a plot from its JSON.
  ///
  /// - Throws: ``PlotFormatError`` for a text that is no JSON, lacks something, or holds more than
  ///   a plot may.
  /// - Complexity: O(bytes).
  public init(json: String) throws(PlotFormatError) {
    guard json.utf8.count <= Self.longestJSON else {
      throw PlotFormatError(
        place: "byte \(Self.longestJSON)", reason: "the text is too long for a plot")
    }
    let value: JSONValue
    do {
      value = try JSONValue(parsing: json.utf8, name: "plot")
    } catch {
      throw PlotFormatError(place: "byte \(error.column ?? 1)", reason: error.message)
    }
    let fields = try PlotJSONFields(value, at: "plot")
    guard try fields.integer("version") == Self.version else {
      throw fields.error("version", "the only supported version is \(Self.version)")
    }
    let spec = try PlotSpec(json: fields.object("spec"))
    let data = try PlotData(json: fields.object("data"), mark: spec.mark)
    self.init(spec, data)
  }
}

extension PlotSpec {
  fileprivate var json: JSONValue {
    .sorted([
      "mark": .string(mark.rawValue), "title": .string(title), "notes": .texts(notes),
      "x": .string(x),
      "y": .string(y), "scale": .string(scale.rawValue),
    ])
  }

  fileprivate init(json: PlotJSONFields) throws(PlotFormatError) {
    guard let mark = PlotMark(rawValue: try json.text("mark")) else {
      throw json.error("mark", "there is no such mark")
    }
    guard let scale = PlotScale(rawValue: try json.text("scale")) else {
      throw json.error("scale", "there is no such scale")
    }
    self.init(
      mark, title: try json.text("title"),
      notes: try json.texts("notes", most: PlotBounds.notes), x: try json.text("x"),
      y: try json.text("y"), scale: scale)
  }
}

/// A reason why a text is no plot.
public struct PlotFormatError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where it is wrong: a path such as `data.edges`, or a byte such as `byte 12`.
  public let place: String
  /// What is wrong, in one clause.
  public let reason: String

  public init(place: String, reason: String) {
    self.place = place
    self.reason = reason
  }

  public var description: String { "not a plot: \(place): \(reason)" }
}

/// The values of a plot's JSON.
extension JSONValue {
  /// An object whose members stand in the order of their names.
  static func sorted(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 })
  }

  /// A number, without a point where it is whole; what is not finite by its name: `"NaN"`, `"inf"`.
  static func number(_ value: Double?) -> JSONValue {
    guard let value else { return .null }
    guard value.isFinite else { return .string(value.isNaN ? "NaN" : "\(value)") }
    // From 2^54 on a number is written with an exponent.
    guard value.magnitude < 0x1p54, let whole = Int64(exactly: value) else { return .real(value) }
    return .integer(whole)
  }

  static func objects<Element>(
    _ elements: [Element], _ members: (Element) -> KeyValuePairs<String, JSONValue>
  ) -> JSONValue {
    .array(elements.map { .sorted(members($0)) })
  }

  static func count(_ value: Int) -> JSONValue { .integer(Int64(value)) }

  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

  static func numbers(_ values: [Double?]) -> JSONValue { .array(values.map { .number($0) }) }
}

/// The members of an object of a plot's JSON, read by name and kind.
struct PlotJSONFields {
  private var members: [String: JSONValue] = [:]
  private let place: String

  /// The members of a value that is an object.
  ///
  /// - Throws: ``PlotFormatError`` for any other value.
  init(_ value: JSONValue, at place: String) throws(PlotFormatError) {
    guard case .object(let members) = value else {
      throw PlotFormatError(place: place, reason: "an object is expected")
    }
    self.place = place
    for (name, value) in members where self.members.updateValue(value, forKey: name) != nil {
      throw error(name, "it is given twice")
    }
  }

  func error(_ name: String, _ reason: String) -> PlotFormatError {
    PlotFormatError(place: "\(place).\(name)", reason: reason)
  }

  func value(_ name: String) throws(PlotFormatError) -> JSONValue {
    guard let value = members[name] else { throw error(name, "it is missing") }
    return value
  }

  func object(_ name: String) throws(PlotFormatError) -> PlotJSONFields {
    try PlotJSONFields(value(name), at: "\(place).\(name)")
  }

  func text(_ name: String) throws(PlotFormatError) -> String {
    guard let text = try value(name).string else { throw error(name, "a text is expected") }
    return text
  }

  /// A list of at most so many values.
  func list(_ name: String, most: Int) throws(PlotFormatError) -> [JSONValue] {
    guard let values = try value(name).elements else { throw error(name, "a list is expected") }
    guard values.count <= most else {
      throw error(name, "it contains \(values.count) values, more than \(most)")
    }
    return values
  }

  /// The objects of a list.
  func objects(_ name: String, most: Int) throws(PlotFormatError) -> [PlotJSONFields] {
    var objects: [PlotJSONFields] = []
    for (index, value) in try list(name, most: most).enumerated() {
      objects.append(try PlotJSONFields(value, at: "\(place).\(name)[\(index)]"))
    }
    return objects
  }

  func texts(_ name: String, most: Int) throws(PlotFormatError) -> [String] {
    var texts: [String] = []
    for value in try list(name, most: most) {
      guard let text = value.string else { throw error(name, "texts are expected") }
      texts.append(text)
    }
    return texts
  }

  /// Numbers and missing ones.
  func reals(_ name: String, most: Int) throws(PlotFormatError) -> [Double?] {
    var reals: [Double?] = []
    for value in try list(name, most: most) { reals.append(try real(value, name)) }
    return reals
  }

  /// Numbers, none missing.
  func numbers(_ name: String, most: Int) throws(PlotFormatError) -> [Double] {
    var numbers: [Double] = []
    for value in try reals(name, most: most) {
      guard let value, value.isFinite else { throw error(name, "finite numbers are expected") }
      numbers.append(value)
    }
    return numbers
  }

  func integers(_ name: String, most: Int) throws(PlotFormatError) -> [Int] {
    var integers: [Int] = []
    for value in try numbers(name, most: most) { integers.append(try integer(value, name)) }
    return integers
  }

  func integer(_ name: String) throws(PlotFormatError) -> Int {
    guard let value = try value(name).number else {
      throw error(name, "a whole number is expected")
    }
    return try integer(value, name)
  }

  private func integer(_ value: Double, _ name: String) throws(PlotFormatError) -> Int {
    // Beyond 2^53 a number of JSON is no certain whole number.
    guard value.magnitude <= 0x1p53, let integer = Int(exactly: value) else {
      throw error(name, "a whole number is expected")
    }
    return integer
  }

  private func real(_ value: JSONValue, _ name: String) throws(PlotFormatError) -> Double? {
    if let number = value.number { return number }
    switch value {
    case .null: return nil
    case .string("NaN"): return .nan
    case .string("inf"): return .infinity
    case .string("-inf"): return -.infinity
    default: throw error(name, "numbers are expected")
    }
  }
}
