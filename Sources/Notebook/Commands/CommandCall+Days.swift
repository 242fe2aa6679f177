import CivilTime
import CommandLanguage
import FleetModel
import Planning
import Store
import TerminalText

extension CommandCall {
  /// The slot for a part after a dataset's name, for every command that works on days.
  static let part = Slot<DayPart>.choice(
    "PART", "only the days in that part of the dataset's split", default: "all days")

  /// The part that the statement chooses, or nil for all days.
  var part: DayPart? {
    command[Self.part]
  }

  /// The service days of a dataset: of the part that is chosen, the one that a slot names, or all.
  ///
  /// - Throws: `Diagnostic` where the dataset has no ride on that day, or no split to choose from.
  func days(of dataset: String, at slot: (any CommandSlot)?) throws -> [DatedDay] {
    let book = try database.dayBook(of: dataset, rules: session.settings.rules)
    return try chosen(of: book.days(), in: dataset, at: slot)
  }

  /// The day that a slot names among some days, or all of them that are of the chosen part.
  func chosen(of days: [DatedDay], in dataset: String, at slot: (any CommandSlot)?) throws
    -> [DatedDay]
  {
    let chosen = try named(among: days, in: dataset, at: slot)
    try requireRoads(for: chosen, of: dataset)
    guard let part else { return chosen }
    let parts = try self.parts(of: dataset)
    let kept = chosen.filter { parts[$0.label] == part }
    if let first = chosen.first, kept.isEmpty {
      throw mistake(
        .part,
        "\(first.label) is a \(parts[first.label]?.rawValue ?? "new") day of \(dataset)", at: slot,
        expected: "a \(part.rawValue) day",
        remedy: "`select date, part from splits where dataset = '\(dataset)';` lists them")
    }
    return kept
  }

  /// The day of a plan that a slot names, or all of them.
  ///
  /// - Throws: `Diagnostic` where the plan has no such day.
  func chosen(of plan: StoredPlan, at slot: any CommandSlot) throws -> [StoredPlan.Day] {
    guard command.argument(of: slot) != nil else { return plan.days }
    let labels = try chosen(
      of: plan.days.map(\.dated), in: plan.record.name, at: slot
    ).map(\.label)
    return plan.days.filter { labels.contains($0.dated.label) }
  }

  /// The part of each day of a dataset.
  ///
  /// - Throws: `Diagnostic` where the dataset is not split.
  private func parts(of dataset: String) throws -> [DayLabel: DayPart] {
    guard let split = try database.split(of: dataset) else {
      throw mistake(
        .split, "\(dataset) is not split into parts", at: Self.part,
        remedy: "`split \(NameRules.written(dataset)) holdout 30%` splits its days")
    }
    return split.parts
  }

  private func named(
    among days: [DatedDay], in dataset: String, at slot: (any CommandSlot)?
  ) throws -> [DatedDay] {
    if let argument = slot.flatMap(command.argument) {
      return try self.days(argument, among: days, in: dataset)
    }
    guard !days.isEmpty else {
      throw mistake(
        .empty, "\(dataset) has no rides", remedy: "`check \(dataset)` shows why")
    }
    return days
  }

  /// The days that one argument names: one, or several whose names differ in case alone.
  ///
  /// - Throws: `Diagnostic` with the nearest names where there is no such day.
  func days(
    _ argument: ParsedArgument, among days: [DatedDay], in dataset: String
  ) throws -> [DatedDay] {
    let typed = Self.shownDay(argument) ?? ""
    // Names of days are a file's own and may differ in case alone: as written goes first.
    let written = days.filter { $0.label.description == typed }
    let chosen =
      written.isEmpty
      ? days.filter { NameRules.folded($0.label.description) == NameRules.folded(typed) } : written
    guard chosen.isEmpty else { return chosen }
    let labels = days.map(\.label.description)
    throw Diagnostic(
      code: .date, headline: "\(dataset) has no ride on \(typed)", span: argument.span,
      expected: expectedDays(labels),
      remedy: NearestNames.question(for: typed, among: labels.filter { DayLabel($0).date == nil })
        ?? "`select date, count(*) as rides from \(NameRules.written(dataset)) "
        + "group by date;` lists its days")
  }

  /// The day that a slot names as tables show it, or nil where it is left out.
  func shownDay(_ slot: any CommandSlot) -> String? {
    command.argument(of: slot).flatMap(Self.shownDay)
  }

  private static func shownDay(_ argument: ParsedArgument) -> String? {
    if case .date(let date) = argument.value { "\(date)" } else { argument.string }
  }

  private func expectedDays(_ labels: [String]) -> String {
    guard let first = labels.first, let last = labels.last else { return "a dataset with rides" }
    return "a day with rides, from \(first) to \(last)"
  }
}
