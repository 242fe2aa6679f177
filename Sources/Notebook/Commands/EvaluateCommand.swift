import CommandLanguage
import FleetModel
import SessionRecord
import Store

/// Scores an agent on days, beside everything that could make it needless.
struct EvaluateCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "evaluate AGENT on DATASET [PART]",
      summary: "Scores an agent against the proven optimum, and against what it must beat.",
      parameters: [
        CommandParameter(
          name: "AGENT", kind: .object([.agent]), help: "the agent to score"),
        CommandParameter(
          name: "DATASET", kind: .object([.dataset]), help: "the dataset whose days it plans"),
        CommandCall.part,
      ],
      details: [
        "policy is the agent's decisions alone; agent is greedy, the policy and the check; auto agent "
          + "goes on with local search. untrained and auto untrained are the same with a network of "
          + "the same shape before any training, search the same with none.",
        "excess_gap is the mean over days on which as many rides are served, as few on reserve, as in "
          + "the optimum; equal_1_5 the share of days on which all levels but metres are the "
          + "optimum's, km_above the kilometres above it on those days, fallback the share of days on "
          + "which greedy stood in for the agent. seen counts days that the agent or a parent of it "
          + "was trained or chosen on: a score on them proves little.",
        "Claims are paired by day, with Holm's correction. The scores are kept in `agent_scores`.",
      ],
      examples: ["evaluate v1 on october holdout"])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let agent = try call.agent("AGENT")
    let name = agent.name
    _ = try call.checkpoint(of: name, at: "AGENT")
    let dataset = try call.dataset("DATASET")
    defer { call.session.context.progress(nil) }
    let comparison = try PlanComparison(
      methods: Self.methods(of: name), on: dataset, call)
    let evaluation = AgentEvaluation(
      agent: agent, comparison: comparison, part: call.part)
    let outcome = evaluation.outcome()
    try call.database.transaction { transaction in
      try transaction.insert(evaluation.scores, of: name)
      return call.lineage(
        reads: [dataset, name, "drivers"], writes: [name], facts: outcome.facts.lines)
    }
    return outcome
  }

  /// What an agent is scored by: itself first, then the same without training, then without it.
  private static func methods(of agent: String) -> [String] {
    AgentMethod.Form.allCases.sorted { order($0) < order($1) }
      .map { AgentMethod(form: $0, agent: agent).name }
      + [DispatchMethods.search, "greedy", "nearest"]
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
