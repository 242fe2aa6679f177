import CommandLanguage
import FleetModel
import Solvers
import TerminalText

/// The methods that `dispatch … with` knows, by name.
enum DispatchMethods {
  /// What the office did; not a method of planning, but planned with like one.
  static let recorded = "recorded"
  static let search = "search"
  static let optimal = "optimal"
  /// Greedy, the active agent, local search and the check, as production would run.
  static let auto = "auto"

  private static let simple: [any PlanningMethod] = [NearestMethod(), GreedyMethod()]

  /// Every name of one word, `recorded` first.
  static let names = [recorded] + simple.map(\.name) + [search, optimal, auto]

  /// Every method as a statement writes it; `AGENT` stands for an agent's name.
  static let phrases =
    names.filter { $0 != auto } + AgentMethod.Form.allCases.map { "\($0.rawValue) AGENT" } + [auto]

  /// Names that no plan may have: the name would mean the method.
  static let reserved = names + ["agent", "policy", "untrained"]

  /// The names of the methods whose budget can be set.
  static let budgeted = [search, optimal]

  /// Whether a method draws, so that its plans depend on a seed.
  static func draws(_ method: String) -> Bool {
    method == search || method == auto || AgentMethod(method)?.form.searches == true
  }

  /// Refuses the record of a dataset whose days bring drivers of their own: none is recorded.
  static func requireRecord(in book: DayBook, of dataset: String, at span: SourceSpan) throws {
    guard !book.ownDays.isEmpty else { return }
    throw Diagnostic(
      code: .recorded, headline: "\(dataset) records no drivers", span: span,
      expected: names.filter { $0 != recorded }.joined(separator: ", "))
  }

  /// A method that takes neither seed nor budget.
  static func simple(_ name: String) -> (any PlanningMethod)? {
    simple.first { $0.name == name }
  }
}

/// A method that plans with an agent.
struct AgentMethod: Hashable {
  /// How an agent takes part.
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

  /// The method's name, as `dispatch … with` and plans have it.
  var name: String { "\(form.rawValue) \(agent)" }

  init(form: Form, agent: String) {
    self.form = form
    self.agent = agent
  }

  /// Reads a method's name, or returns nil where it plans with no agent.
  init?(_ name: String) {
    for form in Form.allCases where name.hasPrefix(form.rawValue + " ") {
      self.form = form
      agent = String(name.dropFirst(form.rawValue.count + 1))
      return
    }
    return nil
  }
}
