import CommandLanguage
import FleetModel
import Naming
import Planning
import SessionRecord
import Store

/// Scores an agent on days, beside everything that could make it needless.
struct EvaluateCommand: NotebookCommand {
  static let agent = Slot.object("AGENT", [.agent], "the agent to score")
  static let dataset = Slot.object("DATASET", [.dataset], "the dataset whose days it plans")

  let syntaxes = [
    CommandSyntax(
      form: "evaluate \(Self.agent) on \(Self.dataset) [\(CommandCall.part)]",
      summary: "Scores an agent against the proven optimum and against baselines.",
      details: [
        "policy is the agent's decisions alone; agent is greedy, the policy and the check; auto "
          + "agent adds local search. untrained and auto untrained are the same with a network of "
          + "the same shape before any training; search is the same with no network.",
        "excess_gap is the mean over days on which the plan serves as many rides, with as few on "
          + "reserve, as the optimum; equal_1_5 is the share of days on which all levels except "
          + "metres equal the optimum's; km_above is how far (%) its kilometres exceed the "
          + "optimum's on those days; fallback is the share of days on which greedy replaced the "
          + "agent. seen counts days on which the agent or one of its parents was trained or "
          + "selected: a score on them proves little.",
        "Claims are paired by day, with Holm's correction. The scores are kept in `agent_scores`.",
      ],
      examples: ["evaluate v1 on october holdout"])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let agent = try call.agent(Self.agent)
    let name = agent.name
    _ = try call.checkpoint(of: name, at: Self.agent)
    let dataset = try call.dataset(Self.dataset)
    defer { call.session.context.progress(nil) }
    let request = try ComparisonRequest(
      methods: Self.methods(of: name), on: dataset, call)
    let evaluation = AgentEvaluation(
      agent: agent, comparison: request.comparison, part: call.part)
    let outcome = evaluation.outcome()
    try call.database.transaction { transaction in
      try transaction.insert(evaluation.scores, of: name)
      return call.lineage(
        Effects(changes: [.name(name)], adds: [.single(.agents)]), facts: outcome.facts.lines)
    }
    return outcome
  }

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    try call.namedSubjectsAndRoster().union([.single(.splits)])
  }

  /// What an agent is scored by: itself first, then the same without training, then without it.
  private static func methods(of agent: String) -> [DispatchMethod] {
    AgentMethod.Form.allCases.sorted { order($0) < order($1) }
      .map { .agent(AgentMethod(form: $0, agent: agent)) } + [.search, .greedy, .nearest]
  }

  private static func order(_ form: AgentMethod.Form) -> Int {
    switch form {
    case .policy: 0
    case .untrained: 1
    case .agent: 2
    case .searched: 3
    case .untrainedSearched: 4
    }
  }
}
