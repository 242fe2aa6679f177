import Naming

/// How the days of a dataset are planned.
public enum DispatchMethod: Hashable, Sendable {
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
  public static let words: [DispatchMethod] = [
    .recorded, .nearest, .greedy, .search, .optimal, .auto,
  ]

  /// Every name of one word, `recorded` first.
  public static let names = words.map(\.name)

  /// Every method as a statement writes it; `AGENT` stands for an agent's name.
  public static let phrases =
    words.filter { $0 != .auto }.map(\.name) + AgentMethod.phrases + [DispatchMethod.auto.name]

  /// Names that no plan may have: the name would mean the method.
  public static let reserved = names + ["agent", "policy", "untrained"]

  /// The methods whose budget can be set.
  public static let budgeted: [DispatchMethod] = [.search, .optimal]

  /// The method's name, as `dispatch … with` and plans have it.
  public var name: String {
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
  public init?(word: String) {
    let word = NameFolding.folded(word)
    guard let method = Self.words.first(where: { $0.name == word }) else { return nil }
    self = method
  }

  /// Whether the method draws, so that its plans depend on a seed.
  public var draws: Bool {
    switch self {
    case .search, .auto: true
    case .agent(let method): method.form.searches
    case .recorded, .nearest, .greedy, .optimal: false
    }
  }
}

/// A method that plans with an agent.
public struct AgentMethod: Hashable, Sendable {
  /// How an agent takes part, by the words in front of its name.
  public enum Form: String, CaseIterable, Sendable {
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

    public var searches: Bool { self == .searched || self == .untrainedSearched }
    public var isTrained: Bool { self != .untrained && self != .untrainedSearched }
    public var isStaged: Bool { self != .policy && self != .untrained }
  }

  public let form: Form
  public let agent: String

  public init(form: Form, agent: String) {
    self.form = form
    self.agent = agent
  }

  /// Every form as a statement writes it.
  public static let phrases = Form.allCases.map { "\($0.rawValue) AGENT" }

  /// The method's name, as `dispatch … with` and plans have it.
  public var name: String { "\(form.rawValue) \(agent)" }
}
