import CommandLanguage
import DispatchLearning
import Foundation

/// A training that runs beside the session, on a thread of its own.
///
/// It knows nothing of the notebook; what it came to enters with `wait` or `stop`, so that a replay
/// has it at the same statement.
///
/// `@unchecked Sendable`: all that changes is in `state`, touched only with `condition` locked.
final class TrainingJob: @unchecked Sendable {
  let plan: TrainingPlan
  /// The statement that started it.
  let statement: Statement
  /// Guards `state`, and tells of its end.
  private let condition = NSCondition()
  private var state = State()
  /// Seconds that only ever grow.
  private let seconds: @Sendable () -> Double
  private let started: Double

  private struct State {
    var report: (progress: TrainingPlan.Progress, elapsed: Double)?
    var outcome: Result<TrainingPlan.Run, any Error>?
    /// The episode over all seeds at which it ends; nil for its own end.
    var end: Int?
  }

  var name: String { plan.name }

  /// Starts the training.
  init(_ plan: TrainingPlan, of statement: Statement, seconds: @escaping @Sendable () -> Double) {
    self.plan = plan
    self.statement = statement
    self.seconds = seconds
    started = seconds()
    let thread = Thread { [self] in work() }
    thread.name = "training"
    // A secondary thread's half megabyte may not do for linear algebra.
    thread.stackSize = 8 << 20
    thread.start()
  }

  private func work() {
    let outcome = Result {
      try plan.run { progress in
        let elapsed = self.seconds() - self.started
        return self.locked { state in
          state.report = (progress, elapsed)
          return state.end.map { progress.episodesDone < $0 } ?? true
        }
      }
    }
    locked { $0.outcome = outcome }
    condition.broadcast()
  }

  private func locked<Value>(_ body: (inout State) -> Value) -> Value {
    condition.lock()
    defer { condition.unlock() }
    return body(&state)
  }

  /// How far it is, and the seconds that it took so far; nil before the first episode.
  var report: (progress: TrainingPlan.Progress, elapsed: Double)? { locked { $0.report } }

  /// What it came to; nil while it runs.
  var outcome: Result<TrainingPlan.Run, any Error>? { locked { $0.outcome } }

  /// Episodes done, over all seeds.
  var episodes: Int {
    guard case .success(let run)? = outcome else { return 0 }
    return run.seeds.reduce(0) { $0 + $1.result.episodes }
  }

  /// Whether it was stopped before its end.
  var isStopped: Bool {
    if case .success(let run)? = outcome { run.isStopped } else { false }
  }

  /// Asks it to end with an episode, counted over all seeds, or with the next; it keeps the best.
  func stop(at episode: Int? = nil) { locked { $0.end = episode ?? 0 } }

  /// Waits for its end.
  ///
  /// - Returns: Whether it has ended.
  func waitForEnd(milliseconds: Int) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    if state.outcome == nil {
      _ = condition.wait(until: Date(timeIntervalSinceNow: Double(milliseconds) / 1_000))
    }
    return state.outcome != nil
  }
}

/// The trainings that run beside a session, in the order in which they were started.
final class JobBoard {
  private(set) var jobs: [TrainingJob] = []

  func job(named name: String) -> TrainingJob? {
    jobs.first { NameRules.folded($0.name) == NameRules.folded(name) }
  }

  func add(_ job: TrainingJob) { jobs.append(job) }

  func remove(_ job: TrainingJob) { jobs.removeAll { $0 === job } }

  /// Ends all trainings; nothing of them is kept.
  func abandon() {
    for job in jobs { job.stop() }
    jobs = []
  }

  deinit { for job in jobs { job.stop() } }
}
