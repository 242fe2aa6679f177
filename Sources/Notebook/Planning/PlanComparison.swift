import CivilTime
import CommandLanguage
import FleetModel
import Store
import TerminalText

/// Methods and plans on the same days of a dataset, with each day's optimum.
struct PlanComparison {
  let dataset: String
  /// The part of the dataset that is compared; nil for all days.
  let part: DayPart?
  /// What all of them are planned and judged under.
  let ground: ComparisonGround
  private(set) var candidates: [Candidate]
  /// The days that every candidate has, in order.
  let days: [Day]

  /// A method or plan with its answer for each of the days.
  struct Candidate {
    let name: String
    /// What planned it now; nil for a stored plan.
    let method: DispatchMethod?
    /// In the order of the comparison's days.
    let answers: [Answer]
  }

  /// One candidate's day.
  struct Answer {
    let score: Score
    let violations: Int
    /// Whether greedy stood in for an agent.
    var isFallback = false
  }

  /// Plans what is to be planned and proves what is to be proven.
  ///
  /// - Throws: `Diagnostic` for a name that is no method or plan of the dataset, or where no day is
  ///   common to all; `StoreError.interrupted` on Ctrl-C.
  /// - Complexity: The methods' own and a proof, a day.
  init(of names: [ParsedArgument], on dataset: String, _ call: CommandCall) throws {
    let ground = try ComparisonGround(of: names, on: dataset, call)
    let book = try call.database.dayBook(
      of: dataset, rules: ground.rules, conditions: ground.conditions)
    let all = try call.chosen(of: book.days(), in: dataset, at: nil)
    var found: [Found] = []
    for argument in names {
      let method = try call.method(argument)
      let name = method?.name ?? NameRules.folded(argument.string ?? "")
      guard !found.contains(where: { NameRules.folded($0.name) == NameRules.folded(name) }) else {
        let shown = argument.inner == nil ? argument.string ?? name : name
        throw Self.mistake("\(shown) is named twice", argument, nil)
      }
      if method == .recorded {
        try DispatchMethod.requireRecord(in: book, of: dataset, at: argument.span)
      }
      if let method {
        found.append(Found(method, try ground.planned(all, with: method, call)))
      } else {
        let plan = ground.plans.first { NameRules.folded($0.name) == name }
        found.append(Found(plan?.name ?? name, nil, plan?.days.map { ($0, false) } ?? []))
      }
    }
    try self.init(found, among: all, on: dataset, ground, call)
  }

  /// The same for methods alone, under the session's rules.
  init(methods: [DispatchMethod], on dataset: String, _ call: CommandCall) throws {
    let ground = try ComparisonGround(of: [], on: dataset, call)
    let book = try call.database.dayBook(of: dataset, rules: ground.rules)
    let all = try call.chosen(of: book.days(), in: dataset, at: nil)
    let found = try methods.map { Found($0, try ground.planned(all, with: $0, call)) }
    try self.init(found, among: all, on: dataset, ground, call)
  }

  /// What a candidate made of the days that it has.
  private struct Found {
    let name: String
    /// The method that planned them now; nil for a stored plan.
    let method: DispatchMethod?
    let days: [DayLabel: (day: PlanRecord.Day, isFallback: Bool)]

    init(_ method: DispatchMethod, _ days: [(day: PlanRecord.Day, isFallback: Bool)]) {
      self.init(method.name, method, days)
    }

    init(
      _ name: String, _ method: DispatchMethod? = nil,
      _ days: [(day: PlanRecord.Day, isFallback: Bool)]
    ) {
      self.name = name
      self.method = method
      self.days = Dictionary(
        days.map { ($0.day.label, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  private init(
    _ found: [Found], among all: [DatedDay], on dataset: String, _ ground: ComparisonGround,
    _ call: CommandCall
  ) throws {
    self.dataset = dataset
    part = call.part
    self.ground = ground
    let common = all.filter { day in found.allSatisfy { $0.days[day.label] != nil } }
    guard !common.isEmpty else {
      throw call.mistake(
        .empty, "no day of \(dataset) is in all of these plans", at: CompareCommand.plans,
        remedy: "`select distinct plan, date from days;` lists the days that plans have")
    }
    let proven =
      try found.first { $0.method == .optimal }
      ?? Found(.optimal, ground.planned(common, with: .optimal, call))
    let candidates = found.map { candidate in
      Candidate(
        name: candidate.name, method: candidate.method,
        answers: common.compactMap { candidate.days[$0.label] }.map {
          Answer(
            score: $0.day.score, violations: $0.day.violations.count, isFallback: $0.isFallback)
        })
    }
    self.candidates = candidates
    days = common.enumerated().compactMap { index, dated in
      proven.days[dated.label].map { proof in
        Day(dated, proof: proof.day, answers: candidates.map { $0.answers[index] })
      }
    }
  }

  /// The comparison of some of the candidates, the first of which the others are held against.
  func holding(_ candidates: [Candidate]) -> PlanComparison {
    var other = self
    other.candidates = candidates
    return other
  }

  static func mistake(
    _ headline: Sentence, _ argument: ParsedArgument, _ remedy: String?, expected: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: .plan, headline: headline, span: argument.span, expected: expected, remedy: remedy)
  }
}
