import CivilTime
import CommandLanguage
import DeepQ
import DispatchLearning
import FleetModel
import Planning
import Store
import TerminalText

/// What `train` or `finetune` asks for, every name in it looked up.
struct TrainingRequest {
  let call: CommandCall
  let name: String
  let datasets: [String]
  private let parent: AgentRecord?
  private let parentCheckpoint: DeepQ.AgentCheckpoint?
  private let settings: AgentSettings
  private let ground: TrainingDays

  /// The most seeds of one training.
  static let mostSeeds = 100

  /// Looks up what a statement names.
  ///
  /// - Throws: `Diagnostic` for a name, a day or a setting that is not there or out of its range.
  init(_ call: CommandCall) throws {
    self.call = call
    name = call.command[TrainCommand.name] ?? ""
    datasets = try call.datasets(TrainCommand.datasets)
    _ = try call.refuseTakenAgent(name)
    if let job = call.session.jobs.job(named: name) {
      throw call.mistake(
        .taken, "\(job.name) is being trained", at: TrainCommand.name,
        remedy: "choose another name, or `stop \(NameRules.written(job.name))` first")
    }
    if call.command[FineTuneCommand.parent] != nil {
      let found = try call.agent(FineTuneCommand.parent)
      parent = found
      parentCheckpoint = try call.checkpoint(of: found.name, at: FineTuneCommand.parent)
    } else {
      parent = nil
      parentCheckpoint = nil
    }
    settings = try Self.settings(call, parent)
    ground = try TrainingDays(call, datasets: datasets, parent: parent)
  }

  /// The parent's settings or the defaults, changed as the statement says.
  private static func settings(_ call: CommandCall, _ parent: AgentRecord?) throws -> AgentSettings
  {
    var settings = AgentSettings()
    if let parent { settings.take(parent.settings) }
    for argument in call.command.arguments(of: TrainCommand.settings) {
      guard let setting = argument.string, let value = argument.inner else { continue }
      if parent != nil, ["formulation", "layers"].contains(setting) {
        throw Diagnostic(
          code: .setting, headline: "an agent keeps its \(setting) when it is fine-tuned",
          span: argument.span, remedy: "leave it out, or `train` a new agent")
      }
      do {
        try settings.set(setting, to: value.string ?? value.canonical)
      } catch .notAllowed(_, let text, let allowed) {
        throw Diagnostic(
          code: .setting, headline: "\(setting) cannot be \(text)", span: value.span,
          expected: allowed)
      } catch .unknown(let name) {
        throw Diagnostic(
          code: .setting, headline: "there is no setting `\(name)`", span: argument.span,
          remedy: NearestNames.question(for: name, among: AgentSettings.catalogue.map(\.name)))
      }
    }
    settings.episodes = call.command[TrainCommand.episodes] ?? settings.episodes
    return settings
  }

  /// The training, ready to run without the notebook.
  ///
  /// - Throws: `StoreError.interrupted` on Ctrl-C while optima are proven.
  func plan() throws -> TrainingPlan {
    let first =
      call.command[TrainCommand.seed].map { UInt64($0) } ?? call.session.settings.seed
    let count = call.command[TrainCommand.count] ?? 1
    return TrainingPlan(
      name: name, parent: parent?.name, parentCheckpoint: parentCheckpoint, datasets: datasets,
      settings: settings, seeds: (0..<UInt64(count)).map { first &+ $0 },
      threads: call.command[TrainCommand.threads] ?? 2, end: call.command[TrainCommand.end],
      training: ground.training.map(\.day), validation: try ground.scored(ground.validation),
      holdout: try ground.scored(ground.holdout), formerDays: try ground.scored(ground.former),
      days: AgentRecord.days(ground.record, inheriting: parent?.days ?? []),
      fingerprint: ground.fingerprint)
  }

  /// The days that take part, in words.
  var remarks: [Sentence] { ground.remarks }
}

extension AgentSettings {
  /// Takes over settings as ``text`` wrote them; what is not known any more is passed over.
  mutating func take(_ text: String) {
    for pair in text.split(separator: ",") {
      let words = pair.split(separator: " ")
      guard words.count == 2 else { continue }
      try? set(String(words[0]), to: String(words[1]))
    }
  }
}
