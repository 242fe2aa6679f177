import CommandLanguage
import FleetModel
import Solvers
import Store
import TerminalText

/// How the days of a dataset are planned.
enum DispatchMethod: Hashable {
  /// What the office did; not a method of planning, but planned with like one.
  case recorded
  case nearest
  case greedy
  case search
  case optimal
  /// Greedy, the active agent, local search and the check, as production would run.
  case auto
  case agent(AgentMethod)

  /// The methods of one word, as their names stand in lists.
  static let words: [DispatchMethod] = [.recorded, .nearest, .greedy, .search, .optimal, .auto]

  /// Every name of one word, `recorded` first.
  static let names = words.map(\.name)

  /// Every method as a statement writes it; `AGENT` stands for an agent's name.
  static let phrases =
    words.filter { $0 != .auto }.map(\.name) + AgentMethod.phrases + [DispatchMethod.auto.name]

  /// Names that no plan may have: the name would mean the method.
  static let reserved = names + ["agent", "policy", "untrained"]

  /// The methods whose budget can be set.
  static let budgeted: [DispatchMethod] = [.search, .optimal]

  /// The method's name, as `dispatch … with` and plans have it.
  var name: String {
    switch self {
    case .recorded: "recorded"
    case .nearest: "nearest"
    case .greedy: "greedy"
    case .search: "search"
    case .optimal: "optimal"
    case .auto: "auto"
    case .agent(let method): method.name
    }
  }

  /// The method of a name of one word, or nil.
  init?(word: String) {
    let word = NameRules.folded(word)
    guard let method = Self.words.first(where: { $0.name == word }) else { return nil }
    self = method
  }

  /// Whether the method draws, so that its plans depend on a seed.
  var draws: Bool {
    switch self {
    case .search, .auto: true
    case .agent(let method): method.form.searches
    case .recorded, .nearest, .greedy, .optimal: false
    }
  }

  /// Refuses the record of a dataset whose days bring drivers of their own: none is recorded.
  static func requireRecord(in book: DayBook, of dataset: String, at span: SourceSpan) throws {
    guard !book.ownDays.isEmpty else { return }
    throw Diagnostic(
      code: .recorded, headline: "\(dataset) records no drivers", span: span,
      expected: words.filter { $0 != .recorded }.map(\.name).joined(separator: ", "))
  }
}

/// A method that plans with an agent.
struct AgentMethod: Hashable {
  /// How an agent takes part, by the words in front of its name.
  enum Form: String, CaseIterable {
    /// Greedy, the agent, the check; never worse than greedy.
    case agent
    /// The same, then local search.
    case searched = "auto agent"
    /// The agent's decisions alone, whatever they lead to.
    case policy
    /// The decisions of a network of the same shape that was never trained.
    case untrained
    /// Greedy, that network, local search.
    case untrainedSearched = "auto untrained"

    var searches: Bool { self == .searched || self == .untrainedSearched }
    var isTrained: Bool { self != .untrained && self != .untrainedSearched }
    var isStaged: Bool { self != .policy && self != .untrained }
  }

  let form: Form
  let agent: String

  /// Every form as a statement writes it.
  static let phrases = Form.allCases.map { "\($0.rawValue) AGENT" }

  /// The method's name, as `dispatch … with` and plans have it.
  var name: String { "\(form.rawValue) \(agent)" }
}

extension CommandCall {
  /// The method that an argument names, an agent in its own spelling; nil for another word.
  ///
  /// - Throws: `Diagnostic` where the method's agent is not there.
  func method(_ argument: ParsedArgument) throws -> DispatchMethod? {
    let words = argument.string ?? ""
    guard let inner = argument.inner else { return DispatchMethod(word: words) }
    return try AgentMethod.Form(rawValue: words).map {
      .agent(AgentMethod(form: $0, agent: try agent(named: inner).name))
    }
  }
}
