import CivilTime
import CommandLanguage
import FleetModel
import Solvers
import Store

/// Methods and plans on the same days of a dataset, with each day's optimum.
struct PlanComparison {
  let dataset: String
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
    let ground = try ComparisonGround(of: names, on: dataset, call)
    self.ground = ground
    let all = try call.chosen(
      of: call.database.dayBook(
        of: dataset, rules: ground.rules, conditions: ground.conditions
      ).days(), in: dataset, at: "")
    let context = call.session.context
    var optimal: [PlanRecord.Day]?
    var found: [(name: String, days: [DayLabel: PlanRecord.Day])] = []
    for argument in names {
      let name = NameRules.folded(argument.string ?? "")
      guard !found.contains(where: { NameRules.folded($0.name) == name }) else {
        throw Self.mistake("\(argument.string ?? "") is named twice", argument, nil)
      }
      if name == DispatchMethods.recorded, try !call.database.days(of: dataset).isEmpty {
        throw Self.mistake(
          "\(dataset) records no drivers", argument, nil,
          expected: DispatchMethods.names.dropFirst().joined(separator: ", "), code: "E-recorded")
      }
      if DispatchMethods.names.contains(name) {
        let days = try ground.planned(all, with: name, call)
        if name == DispatchMethods.optimal { optimal = days }
        found.append((name, Self.byLabel(days)))
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
    let proven = optimal.map(Self.byLabel) ?? [:]
    days = try common.enumerated().map { index, dated in
      guard !context.isInterrupted() else { throw StoreError.interrupted }
      context.progress("proving: day \(index + 1) of \(common.count)")
      return Self.day(dated, proven[dated.label], until: context.isInterrupted)
    }
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

  private static func day(
    _ dated: DatedDay, _ proven: PlanRecord.Day?, until isOver: @escaping () -> Bool
  ) -> Day {
    if let stated = dated.optimum {
      return Day(
        label: dated.label, rides: dated.day.rides.count, optimum: stated, isStated: true,
        isProven: true, leastGap: stated.gap)
    }
    let proofs =
      proven?.proofs
      ?? OptimalMethod().solve(dated.day, until: isOver).levels.map {
        PlanRecord.Proof(level: $0.level, found: $0.found, bound: $0.bound)
      }
    let found = proofs.map(\.found)
    let score =
      found.count == Score.Level.allCases.count
      ? Score(
        unassigned: found[0], reserve: found[1], gap: found[2], squares: found[3],
        lateness: found[4], metres: found[5])
      : Score(unassigned: 0, reserve: 0, gap: 0, squares: 0, lateness: 0, metres: 0)
    return Day(
      label: dated.label, rides: dated.day.rides.count, optimum: score, isStated: false,
      isProven: proofs.allSatisfy { $0.found == $0.bound },
      leastGap: proofs.first { $0.level == .gap }?.bound ?? 0)
  }

  static func mistake(
    _ headline: String, _ argument: ParsedArgument, _ remedy: String?, expected: String? = nil,
    code: String = "E-plan"
  ) -> Diagnostic {
    Diagnostic(
      code: code, headline: headline, span: argument.span, expected: expected, remedy: remedy)
  }
}

extension Score {
  /// Whether all levels but the metres are those of another score.
  func isEqualButMetres(to other: Score) -> Bool {
    let difference = firstDifference(from: other)
    return difference == nil || difference == .metres
  }
}
