import CommandLanguage
import Store

extension CommandCall {
  /// The name of the agent that an argument names, in the agent's own spelling.
  ///
  /// - Throws: `Diagnostic` with the nearest names where there is no such agent.
  func agentName(_ argument: ParsedArgument) throws -> String {
    let name = argument.string ?? ""
    if let object = try database.object(named: name), object.kind == .agent { return object.name }
    if let job = session.jobs.job(named: name) {
      throw Diagnostic(
        code: "E-agent", headline: "\(job.name) is not in the notebook yet", span: argument.span,
        remedy: "`wait \(NameRules.written(job.name))` takes it in when it is trained")
    }
    let agents = try database.objects().filter { $0.kind == .agent }.map(\.name)
    throw Diagnostic(
      code: "E-agent", headline: "there is no agent `\(name)`", span: argument.span,
      expected: agents.isEmpty ? "an agent; there is none yet" : agents.joined(separator: ", "),
      remedy: NearestNames.question(for: name, among: agents)
        ?? "`train v1 on DATASET` makes an agent")
  }

  /// The name of the method that an argument names, an agent in its own spelling.
  ///
  /// - Throws: `Diagnostic` where the method's agent is not there.
  func method(_ argument: ParsedArgument) throws -> String {
    guard let inner = argument.inner else { return NameRules.folded(argument.string ?? "") }
    return "\(argument.string ?? "") \(try agentName(inner))"
  }
}
