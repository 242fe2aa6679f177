import CommandLanguage
import DeepQ
import DispatchLearning
import Store
import TerminalText

/// Trains an agent on days of a dataset.
struct TrainCommand: NotebookCommand {
  /// The clauses that `train` and `finetune` share.
  static let clauses =
    "[days DAYS, …] [episodes EPISODES] [seed SEED] [seeds COUNT] [threads THREADS] "
    + "[with SETTINGS, …] [until END] [in background] [replace]"

  static let parameters = [
    CommandParameter(
      name: "NAME", kind: .name, help: "the agent's name"),
    CommandParameter(
      name: "DATASETS", kind: .object([.dataset]),
      help: "the dataset, or several, whose days it learns from"),
    CommandParameter(
      name: "DAYS", kind: .day, help: "the days to learn from",
      defaultText: "the training days of the split, or all"),
    CommandParameter(
      name: "EPISODES", kind: .integer(1...100_000_000), help: "days to plan, one an episode",
      defaultText: "\(AgentSettings().episodes)"),
    CommandParameter(
      name: "SEED", kind: .integer(0...Int.max), help: "the seed of every draw",
      defaultText: "the session's"),
    CommandParameter(
      name: "COUNT", kind: .integer(1...TrainingRequest.mostSeeds),
      help: "trainings, each with the next seed; the best on the validation days is kept",
      defaultText: "1"),
    CommandParameter(
      name: "THREADS", kind: .integer(1...64), help: "threads; the weights do not depend on them",
      defaultText: "2"),
    CommandParameter(
      name: "SETTINGS", kind: .phrase(AgentSettings.catalogue.map { "\($0.name) VALUE" }),
      help: "settings that differ from the default, such as jitter 10; `help train` lists them"),
    CommandParameter(name: "VALUE", kind: .text, help: "the setting's value"),
    CommandParameter(
      name: "END", kind: .integer(0...100_000_000),
      help: "the episode at which to stop, as a training ended by Ctrl-C is recorded"),
    CommandParameter(
      name: "background", kind: .flag,
      help: "trains beside the session; `wait NAME` takes the agent in"),
    CommandParameter(
      name: "replace", kind: .flag, help: "puts the agent in the place of one of that name"),
  ]

  let syntaxes = [
    CommandSyntax(
      usage: "train NAME on DATASETS, … " + clauses,
      summary: "Trains an agent to dispatch days, and scores it on days it has not seen.",
      parameters: parameters,
      details: [
        "An agent learns by planning training days over and over (Double DQN). Now and then its "
          + "policy plans the validation days, and the best checkpoint is kept. Held-out days are "
          + "scored once at the end; nothing is chosen by them.",
        "Of several datasets each gives the days of its own split. Days of equal rides count once, "
          + "and what one of them holds out is learnt from none.",
        "Ctrl-C ends a training and keeps the best so far; the record says where it ended. The same "
          + "seed gives the same weights, with any number of threads.",
        "Settings: "
          + AgentSettings().values.map { "\($0.setting.name) (\($0.value)): \($0.setting.help)" }
          .joined(separator: "; ") + ".",
      ],
      examples: [
        "train v1 on october days 2025-10-22 episodes 100 seed 1",
        "train broad on october, week episodes 40 seed 1",
        "train small on october episodes 40 seeds 2 with jitter 10, layers 32-32",
      ])
  ]

  func run(_ call: CommandCall) throws -> Outcome { try call.train() }
}

/// Goes on training an agent on other days.
struct FineTuneCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "finetune PARENT as NAME on DATASETS, … " + TrainCommand.clauses,
      summary: "Goes on training an agent on other days, from its weights and optimiser state.",
      parameters: [
        CommandParameter(
          name: "PARENT", kind: .object([.agent]), help: "the agent to start from")
      ] + TrainCommand.parameters,
      details: [
        "Reports what was gained on the new days and lost on those that the parent learnt from. "
          + "The parent's settings hold where nothing else is said; it stays as it is."
      ],
      examples: ["finetune v1 as v2 on october episodes 100"])
  ]

  func run(_ call: CommandCall) throws -> Outcome { try call.train() }
}

extension CommandCall {
  fileprivate func train() throws -> Outcome {
    let request = try TrainingRequest(self)
    let plan = try request.plan()
    if command.has("background") {
      session.jobs.add(TrainingJob(plan, source: source, seconds: session.context.seconds))
      return .talk(
        "\(plan.name) is being trained in the background; `wait \(NameRules.written(plan.name))` "
          + "takes it in, `jobs` shows how far it is")
    }
    let context = session.context
    let line = TrainingLine(name: plan.name)
    let started = context.seconds()
    defer { context.progress(nil) }
    let kept = KeptTrainings(self, plan)
    let resumed = session.resumesTrainings ? kept.run() : nil
    let run =
      try resumed
      ?? plan.run(goesOn: { !context.isInterrupted() }) { progress in
        context.progress(line.text(progress, elapsed: context.seconds() - started))
        return !context.isInterrupted()
      }
    if resumed == nil { kept.keep(run) }
    let keeper = TrainingKeeper(call: self, plan: plan, run: run, statement: source)
    var outcome = try keeper.keep(remarks: request.remarks)
    outcome.source = keeper.source
    outcome.isResumed = resumed != nil
    return outcome
  }

  /// The checkpoint of an agent.
  ///
  /// - Throws: `Diagnostic` where it cannot be read.
  func checkpoint(of agent: String, at slot: String) throws -> DeepQ.AgentCheckpoint {
    let stored = try storedCheckpoint(of: agent, at: slot)
    do {
      return try DeepQ.AgentCheckpoint(decoding: stored.bytes)
    } catch {
      throw mistake("E-agent", "\(agent) cannot be read: \(error)", at: slot)
    }
  }
}
