import DeepQ
import DispatchLearning
import Store

/// The agents that a statement plans with, each read and made ready once.
final class AgentShelf {
  private let database: NotebookDatabase
  private var planners: [AgentMethod: Result<AgentPlanner, AgentAbsence>] = [:]
  private var active: String??

  init(_ database: NotebookDatabase) {
    self.database = database
  }

  /// The agent that a method plans with, or why there is none.
  func planner(of method: AgentMethod) -> Result<AgentPlanner, AgentAbsence> {
    if let known = planners[method] { return known }
    let made = Result { try make(method) }
      .mapError { ($0 as? AgentAbsence) ?? AgentAbsence("\(method.agent): \($0)") }
    planners[method] = made
    return made
  }

  /// The name of the active agent, or nil where none is promoted.
  func activeAgent() throws -> String? {
    if let active { return active }
    let name = try database.activeAgent()
    active = .some(name)
    return name
  }

  private func make(_ method: AgentMethod) throws -> AgentPlanner {
    guard let stored = try database.checkpoint(ofAgent: method.agent) else {
      throw AgentAbsence("there is no agent `\(method.agent)`")
    }
    let checkpoint = try DeepQ.AgentCheckpoint(decoding: stored.bytes)
    let planner = try AgentPlanner(checkpoint)
    guard !method.form.isTrained else { return planner }
    return try AgentPlanner.untrained(like: checkpoint, seed: 1)
  }
}
