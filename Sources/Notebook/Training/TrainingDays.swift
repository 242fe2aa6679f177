import CivilTime
import CommandLanguage
import DispatchLearning
import FleetModel
import SeededRandom
import Store

/// Which days an agent learns from, is chosen by, and is scored on.
///
/// A dataset's split decides. Without one all days are training days, of which a fifth is kept for
/// validation. A training on one day has only this day to be chosen by, which is said.
struct TrainingDays {
  private let call: CommandCall
  private(set) var training: [DatedDay] = []
  private(set) var validation: [DatedDay] = []
  private(set) var holdout: [DatedDay] = []
  /// Days that the parent learnt from and that are still loaded, beside those of this training.
  private(set) var former: [DatedDay] = []
  private(set) var record: [AgentRecord.Day] = []
  private(set) var remarks: [String] = []

  init(_ call: CommandCall, dataset: String, parent: AgentRecord?) throws {
    self.call = call
    let book = try call.database.dayBook(of: dataset, rules: call.session.settings.rules)
    let all = try call.chosen(of: book.days(), in: dataset, at: "").filter {
      !$0.day.rides.isEmpty && !$0.day.drivers.isEmpty
    }
    let split = try call.database.split(of: dataset)
    let chosen = try Self.named(all, split, dataset, call)
    if let split {
      let parts = split.parts
      holdout = all.filter { parts[$0.label] == .holdout }
      validation = all.filter { parts[$0.label] == .validation }
      training = chosen ?? all.filter { (parts[$0.label] ?? .training) == .training }
      validation.removeAll { day in training.contains { $0.label == day.label } }
    } else {
      training = chosen ?? all
      keepForValidation(isNamed: chosen != nil)
    }
    guard !training.isEmpty else {
      throw call.mistake(
        "E-days", "\(dataset) has no training day with rides and drivers", at: "DATASET",
        remedy: "`check \(NameRules.written(dataset))` tells why")
    }
    if validation.isEmpty {
      validation = training
      remarks.append(
        "no validation days: the best checkpoint is chosen on the training days themselves")
    }
    record = days(training, .training, dataset) + days(holdout, .holdout, dataset)
    if validation.map(\.label) != training.map(\.label) {
      record += days(validation, .validation, dataset)
    }
    try findFormer(parent)
  }

  /// The days that a statement names; a held-out one is refused.
  private static func named(
    _ all: [DatedDay], _ split: SplitRecord?, _ dataset: String, _ call: CommandCall
  ) throws -> [DatedDay]? {
    let names = call.command.list("DAYS")
    guard !names.isEmpty else { return nil }
    return try names.flatMap { name in
      let found = try call.days(name, among: all, in: dataset)
      guard let day = found.first else { return found }
      let text = day.label.description
      let part = split?.days.first { $0.label == day.label }?.part
      guard part != .holdout else {
        throw Diagnostic(
          code: "E-holdout", headline: "\(text) is held out by the split of \(dataset)",
          span: name.span, expected: "a training day",
          remedy: "`select date, part from splits where dataset = '\(dataset)';` lists them")
      }
      return found
    }
  }

  /// Sets a fifth of the training days aside, drawn by the session's seed.
  private mutating func keepForValidation(isNamed: Bool) {
    guard training.count >= 5 else { return }
    var draws = SeededGenerator(seed: call.session.settings.seed, purpose: "validation days")
    let kept = Set(draws.shuffled(training.map(\.label)).prefix(training.count / 5))
    validation = training.filter { kept.contains($0.label) }
    training.removeAll { kept.contains($0.label) }
    if !isNamed {
      remarks.append(
        "no split: nothing is held out; `split` sets days aside that no agent learns from")
    }
  }

  private func days(_ days: [DatedDay], _ role: DayPart, _ dataset: String) -> [AgentRecord.Day] {
    days.map {
      AgentRecord.Day(hash: $0.contentHash, label: $0.label, dataset: dataset, role: role)
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

  /// Days with the optimum that they are scored against.
  ///
  /// - Throws: `StoreError.interrupted` on Ctrl-C.
  func scored(_ days: [DatedDay]) throws -> [ScoredDay] {
    let context = call.session.context
    let planner = DayPlanner(
      method: DispatchMethods.optimal, conditions: PlanConditions(),
      isInterrupted: context.isInterrupted)
    return try days.map { dated in
      if let stated = dated.optimum { return ScoredDay(day: dated.day, optimum: stated) }
      return ScoredDay(
        day: dated.day, optimum: Score(of: try planner.answer(dated).plan, on: dated.day))
    }
  }
}
