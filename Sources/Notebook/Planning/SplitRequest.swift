import CivilTime
import CommandLanguage
import FleetModel
import Planning
import Store
import TerminalText

/// What a split statement asks for, held against the days that there are.
struct SplitRequest {
  let call: CommandCall
  let dataset: String
  let days: [DaySplit.Day]
  private let plan: DaySplit
  /// The slot that says what is held out.
  private let slot: any CommandSlot

  /// A fifth of the days that are not held out; enough to choose a checkpoint by.
  private static let usualValidation = 0.2
  /// One for each part.
  private static let fewestDays = DayPart.allCases.count

  /// Reads what a statement asks for.
  ///
  /// - Throws: `Diagnostic` for too few days, a share that is none, and days that are not there.
  init(_ call: CommandCall, dataset: String, days: [DatedDay]) throws {
    self.call = call
    self.dataset = dataset
    self.days = days.map { ($0.label, $0.contentHash) }
    let holdouts: [any CommandSlot] = [
      SplitCommand.share, SplitCommand.count, SplitCommand.first, SplitCommand.held,
    ]
    slot = holdouts.first { call.command.argument(of: $0) != nil } ?? SplitCommand.dataset
    guard days.count >= Self.fewestDays else {
      throw call.mistake(
        .split,
        "\(dataset) has \(counted(days.count, "day")); a split needs one each for training, "
          + "validation and hold-out",
        at: SplitCommand.dataset, remedy: "load a dataset with at least \(Self.fewestDays) days")
    }
    let validation = try Self.share(SplitCommand.validation, call) ?? Self.usualValidation
    plan = DaySplit(
      holdout: try Self.holdout(call, dataset: dataset, days: days),
      training: try Self.training(call, dataset: dataset, days: days), validation: validation,
      seed: call.command[SplitCommand.seed].map { UInt64($0) } ?? call.session.settings.seed)
  }

  /// The split as it is asked for, with what is known of the days from other datasets.
  ///
  /// Where other splits have parted every day, only a holdout of nothing is refused: what they leave
  /// for training and validation is then no fault of the statement's.
  ///
  /// - Throws: `Diagnostic` where a part would be left without a day.
  func split(known: [String: (part: DayPart, dataset: String)]) throws -> SplitRecord {
    let parted = plan.parts(of: days, known: known)
    try requireTraining(parted)
    let isKnown = parted.allSatisfy { $0.knownFrom != nil }
    let needed = isKnown ? [.holdout] : DayPart.allCases
    for part in needed where !parted.contains(where: { $0.part == part }) {
      throw emptyPart(part, parted)
    }
    try requireHeld(parted)
    return SplitRecord(
      dataset: dataset, holdout: clause, validation: plan.validation, seed: plan.seed,
      days: parted)
  }

  /// What is held out, in the statement's words.
  private var clause: String {
    let words = call.command.argument(of: slot)?.canonical ?? ""
    return switch plan.holdout {
    case .share: words
    case .count: words + " days"
    case .from: "from " + words
    case .on: "on " + words
    }
  }

  /// Refuses a day that is to be a training day where another dataset's split made it none.
  private func requireTraining(_ parted: [SplitRecord.Day]) throws {
    for day in parted where plan.training.contains(day.label) && day.part != .training {
      let other = day.knownFrom ?? dataset
      throw call.mistake(
        .split,
        "\(day.label) is a \(day.part == .holdout ? "held-out" : "validation") day of \(other), "
          + "and equal days have one part",
        at: SplitCommand.training,
        remedy: "split \(other) again with `training \(day.label)`, or leave the day out here")
    }
  }

  /// Refuses a day that is named as held out and is not: equal days have one part.
  private func requireHeld(_ parted: [SplitRecord.Day]) throws {
    guard case .on(let labels) = plan.holdout,
      let day = parted.first(where: { labels.contains($0.label) && $0.part != .holdout })
    else { return }
    let twin = parted.first { $0.hash == day.hash && plan.training.contains($0.label) }
    let why =
      day.knownFrom.map {
        "the split of \($0) made a day of the same rides a \(day.part.rawValue) day"
      }
      ?? twin.map { "\($0.label) has the same rides and is to be a training day" }
      ?? "its rides have another part"
    throw call.mistake(
      .split, "\(day.label) cannot be held out: \(why)", at: SplitCommand.held,
      remedy: "leave one of them out")
  }

  private func emptyPart(_ part: DayPart, _ parted: [SplitRecord.Day]) -> Diagnostic {
    let others = Set(parted.compactMap(\.knownFrom)).sorted()
    let what = part == .holdout ? "held-out" : part.rawValue
    return call.mistake(
      .split, "this leaves no \(what) day of \(dataset)", at: slot,
      expected: others.isEmpty
        ? nil
        : "days not already assigned by the \(others.count == 1 ? "split" : "splits") of "
          + others.joined(separator: ", "),
      remedy: part == .holdout
        ? "hold other days out" : "hold fewer days out, or give validation a smaller share")
  }

  // MARK: Reading

  private static func holdout(
    _ call: CommandCall, dataset: String, days: [DatedDay]
  ) throws -> DaySplit.Holdout {
    if let share = try share(SplitCommand.share, call) { return .share(share) }
    if let count = call.command[SplitCommand.count] {
      guard count <= days.count - 2 else {
        throw call.mistake(
          .split, "holding out \(count) of \(days.count) days leaves too few to learn from",
          at: SplitCommand.count, expected: "1 to \(days.count - 2) days")
      }
      return .count(count)
    }
    if let first = call.command[SplitCommand.first] { return try from(first, call, dataset, days) }
    return try .on(named(call, dataset, days))
  }

  /// A share that is neither nothing nor all, or nil where it is left out.
  private static func share(_ slot: Slot<Double>, _ call: CommandCall) throws -> Double? {
    guard let share = call.command[slot] else { return nil }
    guard share > 0, share < 1 else {
      throw call.mistake(
        .split, share > 0 ? "the share takes all days" : "the share takes no day", at: slot,
        expected: "a share above 0% and below 100%")
    }
    return share
  }

  private static func from(
    _ date: CivilDate, _ call: CommandCall, _ dataset: String, _ days: [DatedDay]
  ) throws -> DaySplit.Holdout {
    let dates = days.compactMap(\.label.date)
    guard let last = dates.max(), date <= last else {
      throw call.mistake(
        .date, "\(dataset) has no day on or after \(date)", at: SplitCommand.first,
        expected: dates.isEmpty
          ? "a dataset with dates; hold out a share, or days by name"
          : "a date up to \(dates.max().map { "\($0)" } ?? "")")
    }
    return .from(date)
  }

  private static func training(
    _ call: CommandCall, dataset: String, days: [DatedDay]
  ) throws -> Set<DayLabel> {
    try Set(
      call.command.arguments(of: SplitCommand.training).flatMap {
        try call.days($0, among: days, in: dataset).map(\.label)
      })
  }

  private static func named(
    _ call: CommandCall, _ dataset: String, _ days: [DatedDay]
  ) throws -> Set<DayLabel> {
    let training = try training(call, dataset: dataset, days: days)
    var labels: Set<DayLabel> = []
    for argument in call.command.arguments(of: SplitCommand.held) {
      let found = try call.days(argument, among: days, in: dataset).map(\.label)
      if let both = found.first(where: training.contains) {
        throw Diagnostic(
          code: .split, headline: "\(both) cannot be a held-out day and a training day",
          span: argument.span, remedy: "name it once")
      }
      labels.formUnion(found)
    }
    return labels
  }
}
