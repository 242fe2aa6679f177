extension SessionHeader {
  /// The header's lines, each within 100 columns where its single fields are.
  public var lines: [String] {
    var lines = ["#carnet \(Self.latestFormat)"]
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
    if let kernel { fields.append(("kernel", Self.words(of: kernel))) }
    if let folder { fields.append(("folder", Self.words(of: folder))) }
    if let pseudonyms { fields.append(("pseudonyms", Self.words(of: pseudonyms))) }
    for field in others { fields.append((field.key, Self.words(of: field.value))) }
    return fields
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

  // MARK: Reading

  struct Failure: Error {
    var headline: String
    /// From 0, in the text behind `#:`.
    var column: Int
    var expected: String
  }

  /// Takes the fields of one `#:` line into the header; `text` is what follows the mark.
  mutating func read(fieldsOf text: String) throws(Failure) {
    let placed = try Self.tokens(of: text)
    for part in placed.split(separator: Self.comma, omittingEmptySubsequences: true) {
      try take(Array(part))
    }
  }

  private struct Token: Equatable {
    var text: String
    var isQuoted: Bool
    var column: Int

    static func == (left: Token, right: Token) -> Bool {
      left.text == right.text && left.isQuoted == right.isQuoted
    }
  }

  private static let comma = Token(text: ",", isQuoted: false, column: 0)

  private static func tokens(of text: String) throws(Failure) -> [Token] {
    do throws(FactScanner.Failure) {
      return try FactScanner.tokens(of: text).map { token, index in
        let column = text.distance(from: text.startIndex, to: index)
        return switch token {
        case .word(let word): Token(text: String(word), isQuoted: false, column: column)
        case .quoted(let text): Token(text: text, isQuoted: true, column: column)
        case .mark(let mark): Token(text: String(mark), isQuoted: false, column: column)
        }
      }
    } catch {
      throw Failure(
        headline: error.headline,
        column: text.distance(from: text.startIndex, to: error.index), expected: error.expected)
    }
  }

  private mutating func take(_ tokens: [Token]) throws(Failure) {
    guard let key = tokens.first else { return }
    let words = tokens.dropFirst()
    let value = words.map(\.text).joined(separator: " ")
    switch key.isQuoted ? "" : key.text {
    case "seed":
      guard let number = UInt64(value) else {
        throw Failure(
          headline: "the seed is not a number", column: words.first?.column ?? key.column,
          expected: "seed and a whole number from 0")
      }
      seed = number
    case "rules": rules = try Self.rules(words)
    case "carnet": carnet = value
    case "kernel": kernel = value
    case "folder": folder = value
    case "pseudonyms": pseudonyms = value
    default: others.append(Field(key.text, value))
    }
  }

  private static func rules(_ words: ArraySlice<Token>) throws(Failure) -> [RuleSetting] {
    if words.count == 1, words.first?.text == "default" { return [] }
    var rules: [RuleSetting] = []
    for word in words {
      guard let rule = RuleSetting(word.text) else {
        throw Failure(
          headline: "a rule is not NAME=VALUE", column: word.column,
          expected: "rules default, or rules NAME=NUMBER …")
      }
      rules.append(rule)
    }
    return rules
  }
}
