import CivilTime
import CommandLanguage
import DispatchLearning
import FleetModel
import Planning
import Store
import TerminalText

/// Which days an agent learns from, is chosen by, and is scored on.
///
/// Each dataset gives the days of its split. A training on one day has only this day to be chosen
/// by, which is said.
struct TrainingDays {
  private let call: CommandCall
  private(set) var training: [DatedDay] = []
  private(set) var validation: [DatedDay] = []
  private(set) var holdout: [DatedDay] = []
  /// Days that the parent learnt from and that are still loaded, beside those of this training.
  private(set) var former: [DatedDay] = []
  private(set) var record: [AgentRecord.Day] = []
  private(set) var remarks: [Sentence] = []

  /// Parts the days of some datasets.
  ///
  /// - Throws: `Diagnostic` where no day is left to learn from, or a named one is not there.
  init(_ call: CommandCall, datasets: [String], parent: AgentRecord?) throws {
    self.call = call
    if datasets.count > 1, !call.command.arguments(of: TrainCommand.days).isEmpty {
      throw call.mistake(
        .days, "days can be named for one dataset only", at: TrainCommand.days,
        remedy: "`split` divides the days of each dataset")
    }
    let parted = Self.once(try datasets.map { try DatasetDays(call, dataset: $0) })
    training = parted.flatMap(\.training)
    validation = parted.flatMap(\.validation)
    holdout = parted.flatMap(\.holdout)
    remarks = parted.flatMap(\.remarks)
    guard !training.isEmpty else {
      throw call.mistake(
        .days, "\(datasets.joined(separator: ", ")) has no training day with rides and drivers",
        at: TrainCommand.datasets, remedy: "`check \(NameRules.written(datasets[0]))` shows why")
    }
    record = parted.flatMap { $0.record(.training) } + parted.flatMap { $0.record(.holdout) }
    if validation.isEmpty {
      validation = training
      remarks.append(
        "no validation days: the best checkpoint is chosen on the training days themselves")
    } else {
      record += parted.flatMap { $0.record(.validation) }
    }
    try findFormer(parent)
  }

  /// Lets days of equal rides in several datasets count once, and none be learnt that is held out.
  private static func once(_ datasets: [DatasetDays]) -> [DatasetDays] {
    guard datasets.count > 1 else { return datasets }
    var taken = Set(datasets.flatMap(\.holdout).map(\.contentHash))
    return datasets.map { days in
      var days = days
      days.leaveOut(taken)
      taken.formUnion((days.training + days.validation).map(\.contentHash))
      return days
    }
  }

  /// A hash over the hashes of the training days, in their order.
  var fingerprint: String { DayHash.fingerprint(of: training.map(\.contentHash)) }

  private mutating func findFormer(_ parent: AgentRecord?) throws {
    guard let parent else { return }
    let learnt = parent.days.filter { $0.role == .training }
    let own = Set(record.map(\.hash))
    for dataset in Set(learnt.map(\.dataset)).sorted() {
      guard let object = try call.database.object(named: dataset), object.kind == .dataset else {
        continue
      }
      let hashes = Set(learnt.filter { $0.dataset == dataset }.map(\.hash)).subtracting(own)
      let book = try call.database.dayBook(of: object.name, rules: call.session.settings.rules)
      former += book.days().filter { hashes.contains($0.contentHash) }
    }
  }

  /// Days with the optimum that they are scored against: the stated one, unless the proof here
  /// contradicts it.
  ///
  /// - Throws: `StoreError.interrupted` on Ctrl-C.
  func scored(_ days: [DatedDay]) throws -> [ScoredDay] {
    let context = call.session.context
    let planner = DayPlanner(
      method: .optimal, conditions: PlanConditions(),
      isInterrupted: context.isInterrupted)
    return try days.map { dated in
      let answer = try planner.answer(dated)
      let found = Score(of: answer.plan, on: dated.day)
      let stated = dated.optimum.flatMap { stated in
        StatedOptimum(stated, found: found, proofs: answer.proofs).contradiction == nil
          ? stated : nil
      }
      return ScoredDay(day: dated.day, optimum: stated ?? found)
    }
  }
}
