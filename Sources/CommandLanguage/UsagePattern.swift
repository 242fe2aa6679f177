/// What a usage says, as a tree; leaves are numbered in the order in which they are written.
indirect enum UsagePattern: Hashable, Sendable {
  case keyword(String, leaf: Int)
  case mark(CommandToken.Kind, leaf: Int)
  case slot(parameter: Int, isList: Bool, leaf: Int)
  case sequence([UsagePattern])
  /// Clauses that may be left out, in any order, each at most once.
  case optionals([UsagePattern])
  case choice([UsagePattern])

  /// The keywords in it, in the order of the usage.
  var keywords: [String] {
    switch self {
    case .keyword(let word, _): [word]
    case .mark, .slot: []
    case .sequence(let parts), .optionals(let parts), .choice(let parts):
      parts.flatMap(\.keywords)
    }
  }
}

extension UsagePattern {
  /// The patterns directly within it.
  private var parts: [UsagePattern] {
    switch self {
    case .keyword, .mark, .slot: []
    case .sequence(let parts), .optionals(let parts), .choice(let parts): parts
    }
  }

  /// The numbers of all places in it.
  var leaves: [Int] {
    switch self {
    case .keyword(_, let leaf), .mark(_, let leaf), .slot(_, _, let leaf): [leaf]
    default: parts.flatMap(\.leaves)
    }
  }

  /// Its keywords and marks at their places.
  var constantLeaves: [CommandLeaf] {
    switch self {
    case .keyword(let word, let leaf): [CommandLeaf(leaf: leaf, written: word, keyword: word)]
    case .mark(let kind, let leaf): [CommandLeaf(leaf: leaf, written: kind.mark)]
    case .slot: []
    case .sequence, .optionals, .choice: parts.flatMap(\.constantLeaves)
    }
  }

  /// The place of a slot or keyword; the first where it has several.
  func leaf(of name: String, in form: CommandForm) -> Int? {
    switch self {
    case .keyword(let word, let leaf): word == name ? leaf : nil
    case .mark: nil
    case .slot(let parameter, _, let leaf):
      form.parameters[parameter].name == name ? leaf : nil
    default: parts.lazy.compactMap { $0.leaf(of: name, in: form) }.first
    }
  }

  /// The smallest optional clause that has a place in it; nil where the place is always filled.
  func clause(around leaf: Int) -> UsagePattern? {
    guard let part = parts.first(where: { $0.leaves.contains(leaf) }) else { return nil }
    if let inner = part.clause(around: leaf) { return inner }
    if case .optionals = self { return part }
    return nil
  }
}

/// A mistake in a grammar; the programmer's, never the user's.
public struct GrammarError: Error, Hashable, Sendable, CustomStringConvertible {
  public var usage: String
  public var reason: String

  public init(usage: String, reason: String) {
    self.usage = usage
    self.reason = reason
  }

  public var description: String { "usage `\(usage)`: \(reason)" }
}

/// A form whose usage has been read.
struct CommandForm: Hashable, Sendable {
  var syntax: CommandSyntax
  var id: String
  var verb: String
  /// What follows the verb.
  var pattern: UsagePattern
  /// The verb's keywords, which a name must be quoted to equal.
  var keywords: [String]

  var parameters: [CommandParameter] { syntax.parameters }

  /// The words in front of one slot in a phrase, such as `agent AGENT`: bare, they would begin it.
  var phraseWords: [String] {
    parameters.flatMap { parameter -> [String] in
      guard case .phrase(let phrases) = parameter.kind else { return [] }
      return phrases.compactMap { phrase in
        let words = phrase.split(separator: " ")
        guard words.count == 2, parameters.contains(where: { $0.name == words[1] }) else {
          return nil
        }
        return String(words[0])
      }
    }
  }

  /// The usage as users read it: the quotes around literal marks are the notation's, not theirs.
  var shownUsage: String {
    syntax.usage.split(separator: "'", omittingEmptySubsequences: false).joined()
  }
}
