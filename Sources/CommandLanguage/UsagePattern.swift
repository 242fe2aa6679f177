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

  /// The usage as users read it: the quotes around literal marks are the notation's, not theirs.
  var shownUsage: String {
    syntax.usage.split(separator: "'", omittingEmptySubsequences: false).joined()
  }
}
