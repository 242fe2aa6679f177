extension Rules {
  /// Every rule with its value, in the catalogue's order: `speed=25 boarding=5 …`.
  public var text: String {
    Self.catalogue.map { "\($0.name)=\(Self.text(value(of: $0)))" }.joined(separator: " ")
  }

  /// Reads what ``text`` wrote; a rule that is not known or out of range now keeps its default.
  public init(text: String) {
    self.init()
    for pair in text.split(separator: " ") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let value = Double(parts[1]) else { continue }
      self = (try? setting(String(parts[0]), to: value)) ?? self
    }
  }
}
