import CommandLanguage
import Naming
import Store
import TerminalText

extension CommandCall {
  /// What a plan by `auto` depends on: which agent is active, and that agent.
  func activeAgentSubjects() throws -> Set<Subject> {
    let active = try database.activeAgent()
    return Set([.single(.activeAgent)] + (active.map { [.name($0)] } ?? []))
  }

  /// The agent that a slot names.
  ///
  /// - Throws: `Diagnostic` with the nearest names where there is no such agent.
  func agent(_ slot: any CommandSlot) throws -> AgentRecord {
    guard let argument = command.argument(of: slot) else {
      throw mistake(.agent, "no agent is named", remedy: "`agents` lists what there is")
    }
    return try agent(named: argument)
  }

  /// The agent that an argument names, such as one of several.
  ///
  /// - Throws: `Diagnostic` with the nearest names where there is no such agent, or not yet.
  func agent(named argument: ParsedArgument) throws -> AgentRecord {
    let name = argument.string ?? ""
    if let agent = try database.agent(named: name) { return agent }
    if let job = session.jobs.job(named: name) {
      throw Diagnostic(
        code: .agent, headline: "\(job.name) is not in the notebook yet", span: argument.span,
        remedy: "`wait \(NameRules.written(job.name))` adds it when it is trained")
    }
    let names = try database.objects().filter { $0.kind == .agent }.map(\.name)
    let other = try database.relations().first {
      NameRules.folded($0.name) == NameRules.folded(name)
    }
    throw Diagnostic(
      code: .agent,
      headline: other.map { "\($0.name) is \(withArticle($0.kind)), not an agent" as Sentence }
        ?? "there is no agent `\(name)`", span: argument.span,
      expected: names.isEmpty ? "no agent is in the notebook yet" : names.joined(separator: ", "),
      remedy: NearestNames.question(for: name, among: names) ?? "`agents` lists what there is")
  }

  /// The file of an agent's weights.
  ///
  /// - Throws: `Diagnostic` where it has none.
  func storedCheckpoint(of agent: String, at slot: any CommandSlot) throws -> AgentCheckpoint {
    guard let stored = try database.checkpoint(ofAgent: agent) else {
      throw mistake(.agent, "\(agent) has no checkpoint", at: slot)
    }
    return stored
  }

  /// Refuses to take the active agent away, whose plans production would go on to ask for.
  func refuseActive(_ agent: String, at slot: any CommandSlot) throws {
    guard let active = try database.activeAgent(),
      NameRules.folded(active) == NameRules.folded(agent)
    else { return }
    throw mistake(
      .active, "\(active) is the active agent", at: slot,
      remedy: "use `rollback agent`, or promote another agent, first")
  }

  /// Refuses a name for an agent: one that something else has, and one that the active agent has.
  func refuseTakenAgent(_ name: String, at slot: any CommandSlot = CommandCall.name) throws {
    let existing = try database.object(named: name)
    try refuseTaken(name, existing: existing, kind: .agent, at: slot)
    if existing != nil { try refuseActive(name, at: slot) }
  }
}
