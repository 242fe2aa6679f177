/// JSON with the members of its upper levels on lines of their own.
public enum LaidOutJSON {
  /// Lays a value out.
  ///
  /// - Parameters:
  ///   - value: the document.
  ///   - openLevels: how many levels get lines; deeper values stay on one line.
  ///   - step: what a level stands to the right of the one above.
  /// - Returns: the text without a line end after it.
  public static func text(of value: JSONValue, openLevels: Int, step: String = "  ") -> String {
    var text = ""
    write(value, openLevels, indent: "", step, to: &text)
    return text
  }

  private static func write(
    _ value: JSONValue, _ levels: Int, indent: String, _ step: String, to text: inout String
  ) {
    let inner = indent + step
    switch value {
    case .array(let elements) where levels > 0 && !elements.isEmpty:
      text += "["
      for (index, element) in elements.enumerated() {
        text += (index == 0 ? "\n" : ",\n") + inner
        write(element, levels - 1, indent: inner, step, to: &text)
      }
      text += "\n" + indent + "]"
    case .object(let members) where levels > 0 && !members.isEmpty:
      text += "{"
      for (index, member) in members.enumerated() {
        text += (index == 0 ? "\n" : ",\n") + inner + JSONText.quoted(member.key) + ": "
        write(member.value, levels - 1, indent: inner, step, to: &text)
      }
      text += "\n" + indent + "}"
    case .null, .boolean, .integer, .real, .digits, .string, .array, .object:
      text += value.description
    }
  }
}
