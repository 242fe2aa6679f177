/// A check that a text is one well-formed XML element, as far as a picture needs it.
struct WellFormed {
  /// What is wrong, or nil.
  let problem: String?
  /// The values of all `id` attributes.
  private(set) var ids: [String] = []
  /// The names of all elements.
  private(set) var names: [String] = []

  init(_ text: String) {
    var rest = Substring(text)
    var open: [String] = []
    var found: String?
    var ids: [String] = []
    var names: [String] = []
    while found == nil, let start = rest.firstIndex(of: "<") {
      let content = rest[..<start]
      found = Self.problem(ofContent: content)
      if open.isEmpty, !content.isEmpty { found = "text outside the element" }
      guard let end = rest[start...].firstIndex(of: ">") else {
        found = "a tag does not end"
        break
      }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        if open.popLast() != String(tag.dropFirst()) { found = "</\(tag)> closes nothing" }
        continue
      }
      let isEmpty = tag.hasSuffix("/")
      let name = String(tag.prefix { $0 != " " && $0 != "/" })
      names.append(name)
      found = found ?? Self.readAttributes(tag.dropFirst(name.count).drop { $0 == "/" }, &ids)
      if !isEmpty { open.append(name) }
    }
    if found == nil, !open.isEmpty { found = "\(open) are not closed" }
    if found == nil, !rest.isEmpty { found = "text behind the element" }
    if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value & 0xFFFE == 0xFFFE }) {
      found = "a character that XML forbids"
    }
    problem = found
    self.ids = ids
    self.names = names
  }

  private static func problem(ofContent content: Substring) -> String? {
    if content.contains(">") { return "a bare > in \(content)" }
    var rest = content
    while let and = rest.firstIndex(of: "&") {
      let entity = rest[and...].prefix { $0 != ";" }
      guard ["&amp", "&lt", "&gt", "&quot", "&#39", "&#36", "&#92"].contains(String(entity)) else {
        return "the entity \(entity)"
      }
      rest = rest[rest.index(after: and)...]
    }
    return nil
  }

  private static func readAttributes(_ text: Substring, _ ids: inout [String]) -> String? {
    var rest = text
    var names: Set<String> = []
    while true {
      rest = rest.drop { $0 == " " || $0 == "/" }
      guard !rest.isEmpty else { return nil }
      let name = String(rest.prefix { $0 != "=" })
      rest = rest.dropFirst(name.count)
      guard rest.hasPrefix("=\""), names.insert(name).inserted else {
        return "the attribute \(name)"
      }
      let value = rest.dropFirst(2).prefix { $0 != "\"" }
      if value.contains("<") || problem(ofContent: value) != nil { return "the value \(value)" }
      if name == "id" { ids.append(String(value)) }
      rest = rest.dropFirst(2 + value.count)
      guard rest.hasPrefix("\"") else { return "a value does not end" }
      rest = rest.dropFirst()
    }
  }
}
