import Tabular

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
