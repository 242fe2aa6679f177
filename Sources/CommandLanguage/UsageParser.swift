/// Reads the notation of a usage.
struct UsageParser {
  private enum Piece: Equatable {
    case word(String), open, close, optionOpen, optionClose, bar, list
    case literal(Character)
  }

  private let syntax: CommandSyntax
  private let pieces: [Piece]
  private var at = 0
  private var leaves = 0
  private var usedParameters: [String] = []

  /// Reads a form.
  static func form(_ syntax: CommandSyntax) throws(GrammarError) -> CommandForm {
    var parser = try UsageParser(syntax)
    return try parser.form()
  }

  private init(_ syntax: CommandSyntax) throws(GrammarError) {
    self.syntax = syntax
    var pieces: [Piece] = []
    var word = ""
    var rest = Substring(syntax.usage)
    func flush() {
      if !word.isEmpty { pieces.append(.word(word)) }
      word = ""
    }
    while let character = rest.popFirst() {
      if let piece = Self.marks[character] {
        flush()
        pieces.append(piece)
      } else if character == "'" {
        flush()
        guard let mark = rest.popFirst(), rest.popFirst() == "'" else {
          throw GrammarError(usage: syntax.usage, reason: "a literal mark is written as '('")
        }
        pieces.append(.literal(mark))
      } else if character == "," {
        flush()
        rest = rest.drop { $0 == " " }
        guard let after = ["…", "..."].first(where: { rest.hasPrefix($0) }) else {
          throw GrammarError(usage: syntax.usage, reason: "a list is written SLOT, …")
        }
        rest = rest.dropFirst(after.count)
        pieces.append(.list)
      } else if character == " " {
        flush()
      } else {
        word.append(character)
      }
    }
    flush()
    self.pieces = pieces
  }

  private static let marks: [Character: Piece] = [
    "(": .open, ")": .close, "[": .optionOpen, "]": .optionClose, "|": .bar,
  ]

  private mutating func form() throws(GrammarError) -> CommandForm {
    guard case .word(let verb)? = pieces.first, Self.isKeyword(verb) else {
      throw error("a usage begins with its verb in lower case")
    }
    at = 1
    let pattern = try sequence()
    guard at == pieces.count else { throw error("a closing bracket has no opening bracket") }
    try checkParameters(keywords: pattern.keywords)
    var id = [verb]
    for piece in pieces.dropFirst() {
      guard case .word(let word) = piece, Self.isKeyword(word) else { break }
      id.append(word)
    }
    return CommandForm(
      syntax: syntax, id: syntax.id ?? id.joined(separator: " "), verb: verb, pattern: pattern,
      keywords: pattern.keywords)
  }

  private mutating func sequence() throws(GrammarError) -> UsagePattern {
    var parts: [UsagePattern] = []
    while at < pieces.count {
      switch pieces[at] {
      case .word(let word): parts.append(try leaf(word))
      case .literal(let mark): parts.append(try literal(mark))
      case .optionOpen: parts.append(try optionals())
      case .open: parts.append(try choice())
      case .list: throw error("`, …` must follow a slot")
      case .close, .optionClose, .bar: return .sequence(parts)
      }
    }
    return .sequence(parts)
  }

  private mutating func leaf(_ word: String) throws(GrammarError) -> UsagePattern {
    at += 1
    leaves += 1
    if Self.isKeyword(word) { return .keyword(word, leaf: leaves) }
    guard Self.isSlot(word) else { throw error("`\(word)` mixes upper and lower case") }
    guard
      let index = syntax.parameters.firstIndex(where: { $0.name == word && $0.kind != .flag })
    else { throw error("the slot \(word) has no parameter") }
    usedParameters.append(word)
    let isList = at < pieces.count && pieces[at] == .list
    if isList { at += 1 }
    return .slot(parameter: index, isList: isList, leaf: leaves)
  }

  private mutating func literal(_ mark: Character) throws(GrammarError) -> UsagePattern {
    at += 1
    leaves += 1
    let kinds: [Character: CommandToken.Kind] = [
      "(": .open, ")": .close, ",": .comma, "=": .equals,
    ]
    guard let kind = kinds[mark] else { throw error("'\(mark)' is not a mark of the language") }
    return .mark(kind, leaf: leaves)
  }

  private mutating func optionals() throws(GrammarError) -> UsagePattern {
    var options: [UsagePattern] = []
    while at < pieces.count, pieces[at] == .optionOpen {
      at += 1
      let option = try sequence()
      guard at < pieces.count, pieces[at] == .optionClose else { throw error("a [ is not closed") }
      at += 1
      guard option != .sequence([]) else { throw error("an optional clause is empty") }
      options.append(option)
    }
    return .optionals(options)
  }

  private mutating func choice() throws(GrammarError) -> UsagePattern {
    var alternatives: [UsagePattern] = []
    repeat {
      at += 1
      let alternative = try sequence()
      guard alternative != .sequence([]) else { throw error("an alternative is empty") }
      alternatives.append(alternative)
    } while at < pieces.count && pieces[at] == .bar
    guard at < pieces.count, pieces[at] == .close else { throw error("a ( is not closed") }
    at += 1
    return .choice(alternatives)
  }

  // MARK: Checks

  private mutating func checkParameters(keywords: [String]) throws(GrammarError) {
    var names: [String] = []
    for parameter in syntax.parameters {
      guard !names.contains(parameter.name) else {
        throw error("the parameter \(parameter.name) is given twice")
      }
      names.append(parameter.name)
      guard case .phrase(let phrases) = parameter.kind else { continue }
      for slot in phrases.flatMap({ $0.split(separator: " ") }).map(String.init)
      where !Self.isKeyword(slot) {
        guard syntax.parameters.contains(where: { $0.name == slot }) else {
          throw error("the phrase slot \(slot) has no parameter")
        }
        usedParameters.append(slot)
      }
    }
    for parameter in syntax.parameters {
      let isUsed =
        parameter.kind == .flag
        ? keywords.contains(parameter.name) : usedParameters.contains(parameter.name)
      guard isUsed else { throw error("the parameter \(parameter.name) is not in the usage") }
    }
  }

  private func error(_ reason: String) -> GrammarError {
    GrammarError(usage: syntax.usage, reason: reason)
  }

  static func isKeyword(_ word: String) -> Bool {
    word.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == Ascii.minus }
  }

  private static func isSlot(_ word: String) -> Bool {
    word.utf8.allSatisfy { (0x41...0x5A).contains($0) || Ascii.isDigit($0) || $0 == 0x5F }
  }
}
