import TerminalText

/// A value of a plot's JSON.
///
/// A small writer and reader of the room's own: what is written is the same on every system, and
/// what is read is refused early where it is too long or too deep.
enum PlotJSON: Equatable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case list([PlotJSON])
  case object([String: PlotJSON])

  /// A number, or its name where it is not finite: `"NaN"`, `"inf"`, `"-inf"`.
  static func real(_ value: Double) -> PlotJSON {
    value.isFinite ? .number(value) : .text(value.isNaN ? "NaN" : value < 0 ? "-inf" : "inf")
  }

  static func real(_ value: Double?) -> PlotJSON { value.map { .real($0) } ?? .null }

  static func texts(_ texts: [String]) -> PlotJSON { .list(texts.map(PlotJSON.text)) }

  static func integers(_ values: [Int]) -> PlotJSON { .list(values.map { .number(Double($0)) }) }

  static func reals(_ values: [Double?]) -> PlotJSON { .list(values.map { .real($0) }) }

  /// The value on one line: keys sorted, no blanks, numbers as short as they read back the same.
  var line: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .number(let value): text += Self.shortest(value)
    case .text(let value): Self.write(value, to: &text)
    case .list(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, key) in members.keys.sorted().enumerated() {
        if index > 0 { text += "," }
        Self.write(key, to: &text)
        text += ":"
        members[key]?.write(to: &text)
      }
      text += "}"
    }
  }

  private static func shortest(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func write(_ string: String, to text: inout String) {
    text += jsonEscaped(quoted(string))
  }

  private static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
