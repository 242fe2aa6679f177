import CommandLanguage
import DispatchLearning
import Store
import TerminalText

/// Lists the trainings that run beside the session.
struct JobsCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      form: "jobs",
      summary: "Lists the trainings that run in the background.",
      details: [
        "Progress depends on the clock, so it is not recorded. excess_gap is the mean over the "
          + "validation days on which the plan serves as many rides, with as few on reserve, as "
          + "the optimum."
      ],
      examples: ["jobs"],
      isRecorded: false)
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let jobs = call.session.jobs.jobs
    guard !jobs.isEmpty else {
      return Outcome.talk("nothing is being trained")
    }
    var table = ResultTable(
      [
        "agent", "state", "seed", "episode", "episodes", "per_second", "seconds_left",
        "excess_gap", "km_above",
      ], jobs.map(row))
    table.keyColumns = ["agent", "state", "episode", "seconds_left"]
    return Outcome.showing(table)
  }

  private func row(_ job: TrainingJob) -> [SQLValue] {
    let report = job.report
    let progress = report?.progress
    let pace = report.flatMap { TrainingPace($0.progress, elapsed: $0.elapsed) }
    let isDone = job.outcome != nil
    let best = progress?.training.best?.quality
    return [
      .text(job.name), .text(isDone ? "done, `wait` adds it" : "training"),
      progress.map { .text("\($0.seed) of \($0.seeds)") } ?? .null,
      progress.map { .integer(Int64($0.training.episode)) } ?? .null,
      .integer(Int64(job.plan.settings.episodes)),
      pace.map { .real(rounded($0.rate, to: 10)) } ?? .null,
      pace.map { .integer(isDone ? 0 : Int64($0.secondsLeft.rounded(.up))) } ?? .null,
      best?.statedExcess?.mean.map { .real(rounded($0)) } ?? .null,
      best?.excessDistance.map { .real(rounded($0 * 100)) } ?? .null,
    ]
  }
}

/// The slot of a training that runs in the background.
private let backgroundTraining = Slot.custom("NAME", "job", "the agent being trained")

/// Shows the progress of a background training until it ends or Ctrl-C.
struct WatchCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      form: "watch \(backgroundTraining)",
      summary: "Shows the progress of a background training until it ends or you press Ctrl-C.",
      details: ["Ctrl-C ends the display, not the training. Nothing is recorded."],
      isRecorded: false)
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let job = try call.job()
    try call.follow(job, stopsOnInterrupt: false)
    return Outcome.talk(
      job.outcome == nil
        ? "\(job.name) continues in the background"
        : "\(job.name) is trained; `wait \(NameRules.written(job.name))` adds it to the notebook")
  }
}

/// Waits for a background training and adds the agent to the notebook.
struct WaitCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      form: "wait \(backgroundTraining)",
      summary: "Waits for a background training and adds the agent to the notebook.",
      details: [
        "The agent is added by this statement, not when its training happens to end, so that a "
          + "replay adds it at the same statement. Ctrl-C ends the waiting, not the training."
      ])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let job = try call.job()
    try call.follow(job, stopsOnInterrupt: true)
    return try call.takeIn(job)
  }
}

/// Ends a training in the background and keeps the best so far.
struct StopCommand: NotebookCommand {
  private static let end = Slot.integer(
    "END", 0...100_000_000, "the episode of its last seed at which to stop, as recorded")

  let syntaxes = [
    CommandSyntax(
      form: "stop \(backgroundTraining) [until \(Self.end)]",
      summary: "Ends a background training and adds the best agent so far to the notebook.",
      details: ["The episode at which it ended is recorded, so that a replay ends there too."])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let end = call.command[Self.end]
    var job = try call.job()
    job.stop(at: end)
    try call.follow(job, stopsOnInterrupt: true)
    if let end, job.episodes > end {
      // It was further than the record's when the statement came: the same again up to there.
      let again = TrainingJob(job.plan, of: job.statement, seconds: call.session.context.seconds)
      again.stop(at: end)
      call.session.jobs.remove(job)
      call.session.jobs.add(again)
      job = again
      try call.follow(job, stopsOnInterrupt: true)
    }
    var outcome = try call.takeIn(job)
    if end == nil, job.isStopped {
      let command = call.command.setting(Self.end, to: .integer(job.episodes))
      outcome.source = call.statement.with(command).canonical
    }
    return outcome
  }
}

extension CommandCall {
  /// The training in the background that a slot names.
  fileprivate func job() throws -> TrainingJob {
    let name = command[backgroundTraining] ?? ""
    if let job = session.jobs.job(named: name) { return job }
    let names = session.jobs.jobs.map(\.name)
    throw mistake(
      .job, "`\(name)` is not being trained in the background", at: backgroundTraining,
      expected: names.isEmpty ? "no training is running" : names.joined(separator: ", "),
      remedy: NearestNames.question(for: name, among: names))
  }

  /// Shows the progress of a training until it ends.
  ///
  /// - Parameters:
  ///   - job: The training.
  ///   - stopsOnInterrupt: Whether Ctrl-C is an error rather than the end of looking.
  /// - Throws: `StoreError.interrupted` on Ctrl-C, where that is an error.
  fileprivate func follow(_ job: TrainingJob, stopsOnInterrupt: Bool) throws {
    let context = session.context
    let line = TrainingLine(name: job.name)
    defer { context.progress(nil) }
    while !job.waitForEnd(milliseconds: 50) {
      if context.isInterrupted() {
        guard stopsOnInterrupt else { return }
        throw StoreError.interrupted
      }
      if let report = job.report {
        context.progress(line.text(report.progress, elapsed: report.elapsed))
      }
    }
  }

  fileprivate func takeIn(_ job: TrainingJob) throws -> Outcome {
    guard let ended = job.outcome else { return Outcome() }
    let run: TrainingPlan.Run
    do {
      run = try ended.get()
    } catch {
      session.jobs.remove(job)
      throw error
    }
    let isReplacing = job.statement.command?.has(TrainCommand.replace) == true
    if let existing = try database.object(named: job.name), existing.kind != .agent || !isReplacing
    {
      throw mistake(
        .taken, "\(existing.name) now names \(withArticle(existing.kind.rawValue))",
        at: backgroundTraining,
        remedy: "`forget \(existing.kind == .agent ? "agent " : "")"
          + "\(NameRules.written(existing.name))`, then wait again")
    }
    let outcome = try TrainingKeeper(
      call: self, plan: job.plan, run: run, statement: job.statement
    ).keep(remarks: [])
    session.jobs.remove(job)
    return outcome
  }
}
