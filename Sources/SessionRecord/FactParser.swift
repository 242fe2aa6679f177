/// Reads fact lines back into facts.
struct FactParser {
  /// A token with its place: the index of its line and the column, both from 0.
  struct PlacedToken {
    var token: FactScanner.Token
    var line: Int
    var column: Int
  }

  struct Failure: Error {
    var headline: String
    var line: Int
    var column: Int
    var expected: String
  }

  private var tokens: ArraySlice<PlacedToken>

  /// Reads the texts behind `#=`, one group a line; brackets may span lines.
  static func groups(of lines: [String]) throws(Failure) -> [[Fact]] {
    var groups: [[Fact]] = []
    var pending: [PlacedToken] = []
    var depth = 0
    var keys: Set<String> = []
    for (number, line) in lines.enumerated() {
      for placed in try tokens(of: line, number: number) {
        if placed.token == .mark("(") || placed.token == .mark("[") { depth += 1 }
        if placed.token == .mark(")") || placed.token == .mark("]") { depth -= 1 }
        pending.append(placed)
      }
      if depth > 0 && number + 1 < lines.count { continue }
      depth = 0
      let facts = try self.facts(of: pending, end: (number, line.count))
      for (fact, column) in facts where !keys.insert(fact.key).inserted {
        throw Failure(
          headline: "the fact “\(fact.key)” is given twice", line: number, column: column,
          expected: "each fact once per statement")
      }
      pending = []
      if !facts.isEmpty { groups.append(facts.map(\.0)) }
    }
    return groups
  }

  private static func tokens(of line: String, number: Int) throws(Failure) -> [PlacedToken] {
    do throws(FactScanner.Failure) {
      // The columns are counted on from token to token, so that a long line costs its length.
      var (known, column) = (line.startIndex, 0)
      return try FactScanner.tokens(of: line).map { token, index in
        column += line.distance(from: known, to: index)
        known = index
        return PlacedToken(token: token, line: number, column: column)
      }
    } catch {
      throw Failure(
        headline: error.headline, line: number,
        column: line.distance(from: line.startIndex, to: error.index), expected: error.expected)
    }
  }

  private static func facts(
    of tokens: [PlacedToken], end: (line: Int, column: Int)
  ) throws(Failure) -> [(Fact, column: Int)] {
    var facts: [(Fact, column: Int)] = []
    let parts = tokens.split(omittingEmptySubsequences: false) { $0.token == .mark("·") }
    guard !tokens.isEmpty else { return [] }
    for part in parts {
      guard let first = part.first else {
        throw Failure(
          headline: "a fact is missing beside “·”", line: end.line, column: end.column,
          expected: "KEY VALUE between the points")
      }
      var parser = FactParser(tokens: part)
      facts.append((try parser.fact(), first.column))
    }
    return facts
  }

  private mutating func fact() throws(Failure) -> Fact {
    guard let first = tokens.first else { throw failure("a fact is missing", "KEY VALUE") }
    let value = try value()
    if tokens.count == 1, case .quoted(let key)? = tokens.first?.token {
      return Fact(key, value)
    }
    var words: [Substring] = []
    for placed in tokens {
      guard case .word(let word) = placed.token, FactNotation.isKeyWord(word) else {
        throw Failure(
          headline: "a fact's name cannot contain this", line: placed.line, column: placed.column,
          expected: "KEY VALUE, the key in words or in quotes")
      }
      words.append(word)
    }
    guard !words.isEmpty else {
      throw Failure(
        headline: "a fact lacks its value", line: first.line, column: first.column,
        expected: "KEY VALUE, such as rows 4")
    }
    return Fact(words.joined(separator: " "), value)
  }

  // MARK: Values, taken from the end

  private mutating func value() throws(Failure) -> FactValue {
    guard let last = tokens.last else { throw failure("a value is missing", "KEY VALUE") }
    switch last.token {
    case .mark(")"): return .columns(try columns())
    case .mark("]"): return .list(try list())
    case .mark:
      throw failure("a value cannot end here", "a number, a word, “…”, (…) or […]")
    case .quoted(let text):
      tokens.removeLast()
      return .text(text)
    case .word(let word):
      tokens.removeLast()
      if word == "relative" || word.hasPrefix("±") { return try real(closedBy: word, at: last) }
      return try bound(word, at: last) ?? FactNotation.value(ofWord: word)
    }
  }

  private mutating func real(
    closedBy word: Substring, at place: PlacedToken
  ) throws(Failure) -> FactValue {
    var toleranceWord = word
    if word == "relative", case .word(let before)? = tokens.popLast()?.token {
      toleranceWord = before
    }
    guard toleranceWord.hasPrefix("±"),
      let tolerance = FactNotation.real(toleranceWord.dropFirst()),
      case .word(let number)? = tokens.popLast()?.token, let value = FactNotation.real(number)
    else {
      throw Failure(
        headline: "a tolerance lacks its number", line: place.line, column: place.column,
        expected: "NUMBER ±DISTANCE, or NUMBER ±SHARE relative")
    }
    return .real(
      value, tolerance: word == "relative" ? .relative(tolerance) : .absolute(tolerance))
  }

  private func bound(_ word: Substring, at place: PlacedToken) throws(Failure) -> FactValue? {
    let marks: [(String, (Double) -> FactValue)] = [
      ("≤", FactValue.atMost), ("<=", FactValue.atMost), ("≥", FactValue.atLeast),
      (">=", FactValue.atLeast),
    ]
    for (mark, make) in marks where word.hasPrefix(mark) {
      guard let value = FactNotation.real(word.dropFirst(mark.count)) else {
        throw Failure(
          headline: "a bound lacks its number", line: place.line, column: place.column,
          expected: "\(mark)NUMBER, without a space")
      }
      return make(value)
    }
    return nil
  }

  private mutating func columns() throws(Failure) -> [FactColumn] {
    var columns: [FactColumn] = []
    for item in try items(open: "(") { columns.append(try Self.column(of: item)) }
    return columns
  }

  private static func column(of item: ArraySlice<PlacedToken>) throws(Failure) -> FactColumn {
    let place = item.first ?? PlacedToken(token: .mark(","), line: 0, column: 0)
    guard 2...3 ~= item.count, let name = text(of: item.first),
      let type = text(of: item.dropFirst().first)
    else {
      throw Failure(
        headline: "a column is not NAME TYPE", line: place.line, column: place.column,
        expected: "(NAME TYPE, NAME TYPE …)")
    }
    guard item.count == 3, let last = item.last else { return FactColumn(name, type) }
    guard type != FactColumn.volatileType, case .word(let word) = last.token,
      let digest = ColumnDigest(word)
    else {
      throw Failure(
        headline: "a column's digest cannot be read", line: last.line, column: last.column,
        expected: "(NAME TYPE ORDERED/UNORDERED …), each of 22 letters; `replay FILE update` "
          + "writes it again")
    }
    return FactColumn(name, type, digest: digest)
  }

  private mutating func list() throws(Failure) -> [String] {
    var texts: [String] = []
    for item in try items(open: "[") {
      guard item.count == 1, let text = Self.text(of: item.first) else {
        let place = item.first ?? PlacedToken(token: .mark(","), line: 0, column: 0)
        throw Failure(
          headline: "an item of the list is not a single text", line: place.line,
          column: place.column,
          expected: "[TEXT, TEXT …]")
      }
      texts.append(text)
    }
    return texts
  }

  /// Takes a bracketed list from the end and gives what stands between its commas.
  private mutating func items(open: Character) throws(Failure) -> [ArraySlice<PlacedToken>] {
    guard let start = tokens.lastIndex(where: { $0.token == .mark(open) }) else {
      throw failure("a closing bracket has no opening bracket", "\(open) before it")
    }
    let inside = tokens[(start + 1)..<(tokens.endIndex - 1)]
    tokens = tokens[..<start]
    guard !inside.isEmpty else { return [] }
    return inside.split(omittingEmptySubsequences: false) { $0.token == .mark(",") }
  }

  private static func text(of placed: PlacedToken?) -> String? {
    switch placed?.token {
    case .word(let word)?: String(word)
    case .quoted(let text)?: text
    default: nil
    }
  }

  private func failure(_ headline: String, _ expected: String) -> Failure {
    Failure(
      headline: headline, line: tokens.last?.line ?? 0, column: tokens.last?.column ?? 0,
      expected: expected)
  }
}
