extension Rules {
  /// Every rule with its value, in the catalogue's order: `speed=25 boarding=5 …`.
  ///
  /// A rule of words stands there by its word's place, and not where that is the default: texts of
  /// before there were such rules are equal to those of now. The table of roads is no part of it.
  public var text: String {
    Self.catalogue.filter { $0.words.isEmpty || value(of: $0) != $0.defaultValue }
      .map { "\($0.name)=\(Self.text(value(of: $0)))" }.joined(separator: " ")
  }

  /// Reads what ``text`` wrote; a rule that is not known or out of range now keeps its default, and
  /// roads have no legs.
  public init(text: String) {
    self.init()
    for pair in text.split(separator: " ") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let value = Double(parts[1]) else { continue }
      self = (try? setting(String(parts[0]), to: value)) ?? self
    }
  }
}
