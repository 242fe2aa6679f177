import DeepQ
import DispatchLearning

/// The agents that a statement plans with, each read and made ready once.
public final class AgentShelf {
  private let checkpoint: (String) throws -> DeepQ.AgentCheckpoint?
  private let active: () throws -> String?
  private var planners: [AgentMethod: Result<AgentPlanner, AgentAbsence>] = [:]
  private var activeName: String??

  /// - Parameters:
  ///   - checkpoint: Reads the checkpoint of an agent, or nil where there is no such agent.
  ///   - active: The name of the active agent, or nil where none is promoted.
  public init(
    checkpoint: @escaping (String) throws -> DeepQ.AgentCheckpoint?,
    active: @escaping () throws -> String?
  ) {
    self.checkpoint = checkpoint
    self.active = active
  }

  /// The agent that a method plans with, or why there is none.
  public func planner(of method: AgentMethod) -> Result<AgentPlanner, AgentAbsence> {
    if let known = planners[method] { return known }
    let made = Result { try make(method) }
      .mapError { ($0 as? AgentAbsence) ?? AgentAbsence("\(method.agent): \($0)") }
    planners[method] = made
    return made
  }

  /// The name of the active agent, or nil where none is promoted.
  public func activeAgent() throws -> String? {
    if let activeName { return activeName }
    let name = try active()
    activeName = .some(name)
    return name
  }

  private func make(_ method: AgentMethod) throws -> AgentPlanner {
    guard let checkpoint = try checkpoint(method.agent) else {
      throw AgentAbsence("there is no agent `\(method.agent)`")
    }
    let planner = try AgentPlanner(checkpoint)
    guard !method.form.isTrained else { return planner }
    return try AgentPlanner.untrained(like: checkpoint, seed: 1)
  }
}
