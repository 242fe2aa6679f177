import CivilTime
import CommandLanguage
import FleetModel
import Store

/// Methods and plans on the same days of a dataset, with each day's optimum.
struct PlanComparison {
  let dataset: String
  /// The part of the dataset that is compared; nil for all days.
  let part: DayPart?
  /// What all of them are planned and judged under.
  let ground: ComparisonGround
  let candidates: [Candidate]
  /// The days that every candidate has, in order.
  let days: [Day]

  /// A method or plan with its answer for each of the days.
  struct Candidate {
    let name: String
    /// In the order of the comparison's days.
    let answers: [Answer]
  }

  /// One candidate's day.
  struct Answer {
    let score: Score
    let violations: Int
  }

  /// One day and the best that can be had on it.
  struct Day {
    let label: DayLabel
    let rides: Int
    let optimum: Score
    /// Whether the optimum is stated by the file rather than proven here.
    let isStated: Bool
    /// Whether the optimum is stated, or proven at every level.
    let isProven: Bool
    /// The least gap there can be.
    let leastGap: Int
  }

  /// Plans what is to be planned and proves what is to be proven.
  ///
  /// - Throws: `Diagnostic` for a name that is no method or plan of the dataset, or where no day is
  ///   common to all; `StoreError.interrupted` on Ctrl-C.
  /// - Complexity: The methods' own and a proof, a day.
  init(of names: [ParsedArgument], on dataset: String, _ call: CommandCall) throws {
    self.dataset = dataset
    part = call.part
    let ground = try ComparisonGround(of: names, on: dataset, call)
    self.ground = ground
    let book = try call.database.dayBook(
      of: dataset, rules: ground.rules, conditions: ground.conditions)
    let all = try call.chosen(of: book.days(), in: dataset, at: "")
    var found: [(name: String, days: [DayLabel: PlanRecord.Day])] = []
    for argument in names {
      let name = NameRules.folded(argument.string ?? "")
      guard !found.contains(where: { NameRules.folded($0.name) == name }) else {
        throw Self.mistake("\(argument.string ?? "") is named twice", argument, nil)
      }
      if name == DispatchMethods.recorded {
        try DispatchMethods.requireRecord(in: book, of: dataset, at: argument.span)
      }
      if DispatchMethods.names.contains(name) {
        found.append((name, Self.byLabel(try ground.planned(all, with: name, call))))
      } else {
        let plan = ground.plans.first { NameRules.folded($0.name) == name }
        found.append((plan?.name ?? name, Self.byLabel(plan?.days ?? [])))
      }
    }
    let common = all.filter { day in found.allSatisfy { $0.days[day.label] != nil } }
    guard !common.isEmpty else {
      throw call.mistake(
        "E-empty", "no day of \(dataset) is in all of these plans", at: "PLANS",
        remedy: "`select distinct plan, date from days;` lists the days that plans have")
    }
    let proven =
      try found.first { $0.name == DispatchMethods.optimal }?.days
      ?? Self.byLabel(
        ground.planned(
          common.filter { $0.optimum == nil }, with: DispatchMethods.optimal, call))
    days = common.compactMap { Self.day($0, proven[$0.label]) }
    candidates = found.map { candidate in
      Candidate(
        name: candidate.name,
        answers: common.compactMap { candidate.days[$0.label] }.map {
          Answer(score: $0.score, violations: $0.violations.count)
        })
    }
  }

  private static func byLabel(_ days: [PlanRecord.Day]) -> [DayLabel: PlanRecord.Day] {
    Dictionary(days.map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func day(_ dated: DatedDay, _ proven: PlanRecord.Day?) -> Day? {
    if let stated = dated.optimum {
      return Day(
        label: dated.label, rides: dated.day.rides.count, optimum: stated, isStated: true,
        isProven: true, leastGap: stated.gap)
    }
    guard let proven else { return nil }
    return Day(
      label: dated.label, rides: dated.day.rides.count, optimum: proven.score, isStated: false,
      isProven: proven.proofs.allSatisfy { $0.found == $0.bound },
      leastGap: proven.proofs.first { $0.level == .gap }?.bound ?? 0)
  }

  static func mistake(
    _ headline: String, _ argument: ParsedArgument, _ remedy: String?, expected: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: "E-plan", headline: headline, span: argument.span, expected: expected, remedy: remedy)
  }
}

extension Score {
  /// Whether all levels but the metres are those of another score.
  func isEqualButMetres(to other: Score) -> Bool {
    let difference = firstDifference(from: other)
    return difference == nil || difference == .metres
  }
}
