extension SessionHeader {
  /// The header's lines, each within 100 columns where its single fields are.
  public var lines: [String] {
    var lines = ["#carnet \(format)"]
    var current = ""
    for piece in fields.map(Self.text) {
      if !current.isEmpty, current.count + piece.count + 2 <= FactSet.lineWidth {
        current += ", " + piece
      } else {
        if !current.isEmpty { lines.append(current) }
        current = "#: " + piece
      }
    }
    if !current.isEmpty { lines.append(current) }
    return lines
  }

  private var fields: [(key: String, words: [String])] {
    var fields: [(key: String, words: [String])] = []
    if let seed { fields.append(("seed", ["\(seed)"])) }
    if let carnet { fields.append(("carnet", Self.words(of: carnet))) }
    if let rules {
      let words = rules.map { Self.isPlain($0.description) ? $0.description : quoted($0) }
      fields.append(("rules", words.isEmpty ? ["default"] : words))
    }
    for (key, path) in Self.texts(inFormat: format) {
      if let value = self[keyPath: path] { fields.append((key, Self.words(of: value))) }
    }
    if format == 1 {
      for field in others { fields.append((field.key, Self.words(of: field.value))) }
    }
    return fields
  }

  /// The keys behind seed, version and rules, in the order in which they are written.
  fileprivate static func texts(
    inFormat format: Int
  ) -> [(key: String, path: WritableKeyPath<SessionHeader, String?>)] {
    (format == 1 ? [("kernel", \.kernel)] : [("libm", \.libm), ("sqlite", \.sqlite)])
      + [("folder", \.folder), ("pseudonyms", \.pseudonyms)]
  }

  private func quoted(_ rule: RuleSetting) -> String { FactNotation.quoted(rule.description) }

  private static func text(_ field: (key: String, words: [String])) -> String {
    let key = isPlain(field.key) ? field.key : FactNotation.quoted(field.key)
    return ([key] + field.words).joined(separator: " ")
  }

  /// A value as its words, or as one quoted text where its words would not read back.
  private static func words(of value: String) -> [String] {
    let words = value.split(separator: " ", omittingEmptySubsequences: false)
    return words.allSatisfy { isPlain($0) } ? words.map(String.init) : [FactNotation.quoted(value)]
  }

  private static func isPlain(_ word: some StringProtocol) -> Bool {
    !word.isEmpty
      && word.unicodeScalars.allSatisfy {
        ("!"..."~").contains($0) && $0 != "\"" && $0 != "," && $0 != "(" && $0 != ")" && $0 != "["
          && $0 != "]" && $0 != "\\"
      }
  }

  /// The header as a file of the latest format states it: fields that only format 1 knew are in no
  /// line of it.
  public func upgraded() -> SessionHeader {
    var header = self
    header.format = Self.latestFormat
    header.kernel = nil
    return header
  }
}

// MARK: - Reading

/// Reads the `#:` lines of a session file into its header.
struct SessionHeaderReader {
  private(set) var header: SessionHeader
  /// The keys that were read, by which one that comes again is known.
  private var keys: Set<String> = []

  init(format: Int) { header = SessionHeader(format: format) }

  struct Failure: Error {
    var headline: String
    /// From 0, in the text behind `#:`.
    var column: Int
    var expected: String
  }

  private struct Token {
    var text: String
    var isQuoted: Bool
    /// From 0, in the text behind `#:`.
    var column: Int

    var isComma: Bool { text == "," && !isQuoted }
  }

  /// Takes the fields of one line.
  ///
  /// - Parameters:
  ///   - text: What follows the mark.
  ///   - place: The place in the file of a column of the text.
  /// - Throws: `Failure` for what is no field, and in format 2 for a key that is not known or
  ///   stands twice.
  mutating func read(
    fieldsOf text: String, at place: (Int) -> SessionRecordError.Place
  ) throws(Failure) {
    let tokens = try Self.tokens(of: text)
    for part in tokens.split(omittingEmptySubsequences: true, whereSeparator: \.isComma) {
      try take(part, at: place)
    }
  }

  private static func tokens(of text: String) throws(Failure) -> [Token] {
    // The columns are counted on from token to token, so that a long line costs its length.
    var (known, columns) = (text.startIndex, 0)
    func column(of index: String.Index) -> Int {
      columns += text.distance(from: known, to: index)
      known = index
      return columns
    }
    do throws(FactScanner.Failure) {
      return try FactScanner.tokens(of: text).map { token, index in
        switch token {
        case .word(let word):
          Token(text: String(word), isQuoted: false, column: column(of: index))
        case .quoted(let text): Token(text: text, isQuoted: true, column: column(of: index))
        case .mark(let mark):
          Token(text: String(mark), isQuoted: false, column: column(of: index))
        }
      }
    } catch {
      throw Failure(
        headline: error.headline,
        column: text.distance(from: text.startIndex, to: error.index), expected: error.expected)
    }
  }

  private mutating func take(
    _ tokens: ArraySlice<Token>, at place: (Int) -> SessionRecordError.Place
  ) throws(Failure) {
    guard let key = tokens.first else { return }
    let words = tokens.dropFirst()
    let value = words.map(\.text).joined(separator: " ")
    let name = key.isQuoted ? "" : key.text
    if !keys.insert(key.text).inserted, header.format > 1 {
      throw Failure(
        headline: "the header states “\(key.text)” twice", column: key.column,
        expected: "each key once")
    }
    switch name {
    case "seed":
      guard let number = UInt64(value) else {
        throw Failure(
          headline: "the seed is not a number", column: words.first?.column ?? key.column,
          expected: "seed and a whole number from 0")
      }
      header.seed = number
    case "rules": header.rules = try rules(words, behind: key, at: place)
    case "carnet": header.carnet = value
    default: try take(key, name, value)
    }
  }

  private mutating func take(_ key: Token, _ name: String, _ value: String) throws(Failure) {
    let texts = SessionHeader.texts(inFormat: header.format)
    let later = SessionHeader.texts(inFormat: SessionHeader.latestFormat)
    if let known = texts.first(where: { $0.key == name }) {
      header[keyPath: known.path] = value
    } else if header.format == 1, !later.contains(where: { $0.key == name }) {
      header.others.append(SessionHeader.Field(key.text, value))
    } else {
      throw Failure(
        headline: "a header cannot have the key “\(key.text)”", column: key.column,
        expected: "one of "
          + (["seed", "carnet", "rules"] + texts.map(\.key)).joined(separator: ", ")
      )
    }
  }

  private func rules(
    _ words: ArraySlice<Token>, behind key: Token, at place: (Int) -> SessionRecordError.Place
  ) throws(Failure) -> [RuleSetting] {
    if words.count == 1, words.first?.text == "default" { return [] }
    var rules: [RuleSetting] = []
    for word in words {
      guard var rule = RuleSetting(word.text) else {
        throw Failure(
          headline: "a rule is not NAME=VALUE", column: word.column,
          expected: "rules default, or rules NAME=NUMBER …")
      }
      if header.format > 1, rules.contains(where: { $0.name == rule.name }) {
        throw Failure(
          headline: "the header states the rule “\(rule.name)” twice", column: word.column,
          expected: "each rule once")
      }
      rule.place = place(word.column)
      rules.append(rule)
    }
    guard header.format == 1 || !rules.isEmpty else {
      throw Failure(
        headline: "the rules are missing", column: key.column,
        expected: "rules default, or rules NAME=NUMBER …")
    }
    return rules
  }
}
