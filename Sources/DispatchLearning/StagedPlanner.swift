import FleetModel
import Solvers

/// Plans a day stage by stage, each from the plan of the one before, and keeps the best.
///
/// Greedy comes first, then the agent, then local search where it is asked for. A stage's plan
/// counts only where the independent check passes it and it is better in the strict order, so the
/// outcome is never worse than greedy's.
public struct StagedPlanner {
  /// One stage of planning.
  public enum Stage: String, Hashable, Sendable, CaseIterable {
    case greedy, agent, search
  }

  /// What a stage came to.
  public struct Report: Hashable, Sendable {
    public let stage: Stage
    /// The score of its plan; nil where it made none.
    public let score: Score?
    /// Why its plan does not stand; nil where it does.
    public let refusal: Refusal?
    /// Wall seconds; never compared.
    public let seconds: Double
  }

  /// Why a stage's plan does not stand.
  public enum Refusal: Hashable, Sendable {
    /// It is no better than the plan so far.
    case noBetter
    /// It is worse than the plan so far, at this level first.
    case worse(Score.Level)
    /// It breaks rules, which is a bug.
    case breaksRules(Int)
    /// The day has more rides than an agent plans.
    case tooLarge(rides: Int)
    /// There is no agent, or none that can be used.
    case noAgent(String)
  }

  /// A day's plan with how it came about.
  public struct Answer: Sendable {
    public let plan: Plan
    /// The stage whose plan it is.
    public let winner: Stage
    public let reports: [Report]
    /// Rounds of search done.
    public let rounds: Int

    /// Whether greedy's plan stands for the agent's was missing, unusable or worse.
    public var isFallback: Bool {
      reports.contains { report in
        guard report.stage == .agent, let refusal = report.refusal else { return false }
        return refusal != .noBetter
      }
    }
  }

  private let agent: AgentPlanner?
  private let reason: String
  private let search: SearchSettings?
  private let seconds: () -> Double

  /// Makes a planner.
  ///
  /// - Parameters:
  ///   - agent: the agent, or why there is none.
  ///   - search: settings of a last stage of local search; nil for none.
  ///   - seconds: a clock for the reports.
  public init(
    agent: Result<AgentPlanner, AgentAbsence>, search: SearchSettings? = nil,
    seconds: @escaping () -> Double = { 0 }
  ) {
    switch agent {
    case .success(let planner):
      self.agent = planner
      reason = ""
    case .failure(let absence):
      self.agent = nil
      reason = absence.reason
    }
    self.search = search
    self.seconds = seconds
  }

  /// Plans a day.
  ///
  /// - Parameters:
  ///   - day: The day.
  ///   - isOver: A wish to stop; asked once a round of search.
  /// - Returns: The best stage's plan, with what became of each.
  /// - Complexity: that of its stages.
  public func plan(_ day: ServiceDay, until isOver: () -> Bool = { false }) -> Answer {
    var clock = seconds()
    var reports: [Report] = []
    func lap() -> Double {
      let now = seconds()
      defer { clock = now }
      return now - clock
    }
    let prepared = PreparedDay(day)
    let matrix = prepared.network.matrix
    var best = Candidate(stage: .greedy, sequences: prepared.greedy, prepared)
    reports.append(Report(stage: .greedy, score: best.score, refusal: nil, seconds: lap()))
    if let sequences = agent?.sequences(prepared) {
      let found = Candidate(stage: .agent, sequences: sequences, prepared)
      reports.append(found.report(against: &best, day, seconds: lap()))
    } else {
      let refusal: Refusal =
        agent == nil ? .noAgent(reason) : .tooLarge(rides: day.rides.count)
      reports.append(Report(stage: .agent, score: nil, refusal: refusal, seconds: lap()))
    }
    var rounds = 0
    if let search {
      let improved = SearchMethod(settings: search).improve(
        best.sequences, on: prepared.network, until: isOver)
      rounds = improved.rounds
      let found = Candidate(stage: .search, sequences: improved.sequences, prepared)
      reports.append(found.report(against: &best, day, seconds: lap()))
    }
    return Answer(
      plan: matrix.plan(sequences: best.sequences), winner: best.stage, reports: reports,
      rounds: rounds)
  }

  /// A stage's plan with its score.
  private struct Candidate {
    let stage: Stage
    let sequences: [[Int]]
    let plan: Plan
    let score: Score

    init(stage: Stage, sequences: [[Int]], _ day: PreparedDay) {
      self.stage = stage
      self.sequences = sequences
      plan = day.network.matrix.plan(sequences: sequences)
      score = Score(of: plan, on: day.day)
    }

    /// What came of the plan; it takes the place of the best where it is better and keeps the rules.
    func report(against best: inout Candidate, _ day: ServiceDay, seconds: Double) -> Report {
      let broken = Feasibility.violations(of: plan, on: day).count
      var refusal: Refusal?
      if broken > 0 {
        refusal = .breaksRules(broken)
      } else if score < best.score {
        best = self
      } else {
        refusal = score.firstDifference(from: best.score).map { .worse($0) } ?? .noBetter
      }
      return Report(stage: stage, score: score, refusal: refusal, seconds: seconds)
    }
  }
}

/// Why there is no agent to plan with.
public struct AgentAbsence: Error, Hashable, Sendable {
  public let reason: String

  public init(_ reason: String) {
    self.reason = reason
  }
}
