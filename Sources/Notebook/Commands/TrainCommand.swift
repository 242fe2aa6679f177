import CommandLanguage
import DeepQ
import DispatchLearning
import Naming
import Store
import TerminalText

/// Trains an agent on days of a dataset.
struct TrainCommand: NotebookCommand {
  static let name = Slot.name("NAME", "the agent's name")
  static let datasets = Slot.object(
    "DATASETS", [.dataset], "the dataset, or several, whose days it learns from")
  static let days = Slot.day(
    "DAYS", "the days to learn from", default: "the training days of the split, or all")
  static let episodes = Slot.integer(
    "EPISODES", 1...100_000_000, "days to plan, one per episode",
    default: "\(AgentSettings().episodes)")
  static let seed = Slot.integer(
    "SEED", 0...Int.max, "the seed for every random draw", default: "the session's")
  static let count = Slot.integer(
    "COUNT", 1...TrainingRequest.mostSeeds,
    "trainings, each with the next seed; the best on the validation days is kept", default: "1")
  static let threads = Slot.integer(
    "THREADS", 1...64, "threads; the weights do not depend on them", default: "2")
  static let settings = Slot.phrase(
    "SETTINGS", AgentSettings.catalogue.map { "\($0.name) VALUE" },
    slots: [Slot.text("VALUE", "the setting's value")],
    "settings that differ from the default, such as jitter 10; `help train` lists them")
  static let end = Slot.integer(
    "END", 0...100_000_000,
    "the episode at which to stop; recorded when Ctrl-C ends a training")
  static let background = Flag(
    "background", "trains in the background; `wait NAME` adds the agent to the notebook")
  static let replace = Flag("replace", "replaces an agent of that name")

  /// The clauses that `train` and `finetune` share.
  static let clauses: UsageText =
    "[days \(list: days)] [episodes \(episodes)] [seed \(seed)] [seeds \(count)] "
    + "[threads \(threads)] [with \(list: settings)] [until \(end)] [in \(background)] [\(replace)]"

  let syntaxes = [
    CommandSyntax(
      form: "train \(Self.name) on \(list: Self.datasets) " + Self.clauses,
      summary: "Trains an agent to dispatch days, and scores it on days it has not seen.",
      details: [
        "An agent learns by planning training days over and over (Double DQN). At intervals its "
          + "policy plans the validation days, and the best checkpoint is kept. Held-out days are "
          + "scored once at the end; no choice depends on them.",
        "With several datasets, each contributes the days of its own split. Days with equal rides "
          + "count once, and a day that one dataset holds out is not learnt from in any.",
        "Ctrl-C ends a training and keeps the best checkpoint so far; the episode at which it "
          + "ended is recorded. The same seed produces the same weights with any number of "
          + "threads.",
        "Settings: "
          + AgentSettings().values.map { "\($0.setting.name) (\($0.value)): \($0.setting.help)" }
          .joined(separator: "; ") + ".",
      ],
      examples: [
        "train v1 on october days 2025-10-22 episodes 100 seed 1",
        "train broad on october, week episodes 40 seed 1",
        "train small on october episodes 40 seeds 2 with jitter 10, layers 32-32",
      ],
      effects: [.trains])
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    try call.namedSubjectsAndRoster().union([.single(.splits)])
  }

  func helpLines(_ call: CommandCall) -> [String] { Self.settingLines }

  /// The settings of a training with their defaults, for the help of both commands that train.
  fileprivate static let settingLines =
    ["", "Settings, with their defaults:"]
    + AgentSettings().values.map { setting, value in
      "  \(setting.name)  \(value), \(setting.allowed): \(setting.help)"
    }

  func run(_ call: CommandCall) throws -> Outcome { try call.train() }
}

/// Continues training an agent on other days.
struct FineTuneCommand: NotebookCommand {
  static let parent = Slot.object("PARENT", [.agent], "the agent to start from")

  let syntaxes = [
    CommandSyntax(
      form: "finetune \(Self.parent) as \(TrainCommand.name) on "
        + "\(list: TrainCommand.datasets) " + TrainCommand.clauses,
      summary: "Continues training an agent on other days, from its weights and optimiser state.",
      details: [
        "Reports the gain on the new days and the loss on the days that the parent learnt from. "
          + "The parent's settings apply unless others are given; the parent does not change."
      ],
      examples: ["finetune v1 as v2 on october episodes 100"],
      effects: [.trains])
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    try call.namedSubjectsAndRoster().union([.single(.splits)])
  }

  func helpLines(_ call: CommandCall) -> [String] { TrainCommand.settingLines }

  func run(_ call: CommandCall) throws -> Outcome { try call.train() }
}

extension CommandCall {
  fileprivate func train() throws -> Outcome {
    let request = try TrainingRequest(self)
    let plan = try request.plan()
    if command.has(TrainCommand.background) {
      session.jobs.add(TrainingJob(plan, of: statement, seconds: session.context.seconds))
      return .talk(
        "\(plan.name) is being trained in the background; `wait \(NameRules.written(plan.name))` "
          + "adds it to the notebook, `jobs` shows its progress")
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
    let keeper = TrainingKeeper(call: self, plan: plan, run: run, statement: statement)
    var outcome = try keeper.keep(remarks: request.remarks)
    outcome.source = keeper.source
    outcome.isResumed = resumed != nil
    return outcome
  }

  /// The checkpoint of an agent.
  ///
  /// - Throws: `Diagnostic` where it cannot be read.
  func checkpoint(of agent: String, at slot: any CommandSlot) throws -> DeepQ.AgentCheckpoint {
    let stored = try storedCheckpoint(of: agent, at: slot)
    do {
      return try DeepQ.AgentCheckpoint(decoding: stored.bytes)
    } catch {
      throw mistake(.agent, "\(agent) cannot be read: \(error)", at: slot)
    }
  }
}
