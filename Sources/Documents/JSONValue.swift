import Tabular

/// A JSON value whose members keep their order.
indirect enum JSONValue: Equatable {
  case null
  case integer(Int)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  static func == (left: JSONValue, right: JSONValue) -> Bool { left.text() == right.text() }

  /// The value in lines, one blank deeper a level, as Jupyter writes its files.
  ///
  /// - Complexity: linear in the text.
  func text(depth: Int = 0) -> String {
    let margin = "\n" + String(repeating: " ", count: depth + 1)
    let end = "\n" + String(repeating: " ", count: depth)
    switch self {
    case .null: return "null"
    case .integer(let value): return String(value)
    case .string(let text): return JSONText.quoted(text)
    case .array(let values):
      if values.isEmpty { return "[]" }
      let items = values.map { margin + $0.text(depth: depth + 1) }
      return "[" + items.joined(separator: ",") + end + "]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      let items = members.map {
        "\(margin)\(JSONText.quoted($0.key)): \($0.value.text(depth: depth + 1))"
      }
      return "{" + items.joined(separator: ",") + end + "}"
    }
  }
}
