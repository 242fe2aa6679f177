import CivilTime
import CommandLanguage
import FleetModel
import Planning
import SeededRandom
import Store
import TerminalText

/// The days of one dataset by the part that they have in a training.
///
/// The dataset's split decides. Without one all days are training days, of which a fifth is kept for
/// validation.
struct DatasetDays {
  let dataset: String
  private(set) var training: [DatedDay]
  private(set) var validation: [DatedDay] = []
  private(set) var holdout: [DatedDay] = []
  private(set) var remarks: [Sentence] = []

  /// Parts the days of a dataset that have rides and drivers.
  ///
  /// - Throws: `Diagnostic` where the statement names a day that is not there or is held out.
  init(_ call: CommandCall, dataset: String) throws {
    self.dataset = dataset
    let book = try call.database.dayBook(of: dataset, rules: call.session.settings.rules)
    let all = try call.chosen(of: book.days(), in: dataset, at: nil).filter {
      !$0.day.rides.isEmpty && !$0.day.drivers.isEmpty
    }
    let split = try call.database.split(of: dataset)
    let chosen = try Self.named(all, split, dataset, call)
    if let split {
      let parts = split.parts
      holdout = all.filter { parts[$0.label] == .holdout }
      validation = all.filter { parts[$0.label] == .validation }
      training = chosen ?? all.filter { (parts[$0.label] ?? .training) == .training }
      let learnt = Set(training.map(\.label))
      validation.removeAll { learnt.contains($0.label) }
    } else {
      training = chosen ?? all
      keepForValidation(isNamed: chosen != nil, seed: call.session.settings.seed)
    }
  }

  /// The days that a statement names; a held-out one is refused.
  private static func named(
    _ all: [DatedDay], _ split: SplitRecord?, _ dataset: String, _ call: CommandCall
  ) throws -> [DatedDay]? {
    let names = call.command.arguments(of: TrainCommand.days)
    guard !names.isEmpty else { return nil }
    return try names.flatMap { name in
      let found = try call.days(name, among: all, in: dataset)
      guard let day = found.first else { return found }
      let text = day.label.description
      let part = split?.days.first { $0.label == day.label }?.part
      guard part != .holdout else {
        throw Diagnostic(
          code: .holdout, headline: "\(text) is held out by the split of \(dataset)",
          span: name.span, expected: "a training day",
          remedy: "`select date, part from splits where dataset = '\(dataset)';` lists them")
      }
      return found
    }
  }

  /// Sets a fifth of the training days aside, drawn by the session's seed.
  private mutating func keepForValidation(isNamed: Bool, seed: UInt64) {
    guard training.count >= 5 else { return }
    var draws = SeededGenerator(seed: seed, purpose: "validation days")
    let kept = Set(draws.shuffled(training.map(\.label)).prefix(training.count / 5))
    validation = training.filter { kept.contains($0.label) }
    training.removeAll { kept.contains($0.label) }
    if !isNamed {
      remarks.append(
        "\(dataset) is not split, so no day is held out; `split` sets days aside that no agent "
          + "learns from")
    }
  }

  /// Leaves out the days to learn from and to choose by that have one of some contents.
  mutating func leaveOut(_ hashes: Set<String>) {
    training.removeAll { hashes.contains($0.contentHash) }
    validation.removeAll { hashes.contains($0.contentHash) }
  }

  /// What a lineage keeps of the days of one part.
  func record(_ part: DayPart) -> [AgentRecord.Day] {
    days(of: part).map {
      AgentRecord.Day(hash: $0.contentHash, label: $0.label, dataset: dataset, role: part)
    }
  }

  private func days(of part: DayPart) -> [DatedDay] {
    switch part {
    case .training: training
    case .validation: validation
    case .holdout: holdout
    }
  }
}
