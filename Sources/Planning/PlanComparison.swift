import CivilTime
import FleetModel
import Statistics

/// Methods and plans on the same days of a dataset, with each day's optimum.
public struct PlanComparison {
  public let dataset: String
  /// The part of the dataset that is compared; nil for all days.
  public let part: DayPart?
  public private(set) var candidates: [Candidate]
  /// The days that every candidate has, in order.
  public let days: [Day]

  /// A method or plan with its answer for each of the days.
  public struct Candidate {
    public let name: String
    /// What planned it now; nil for a stored plan.
    public let method: DispatchMethod?
    /// In the order of the comparison's days.
    public let answers: [Answer]
  }

  /// One candidate's day.
  public struct Answer {
    public let score: Score
    public let violations: Int
    /// Whether greedy stood in for an agent.
    public var isFallback = false

    public init(score: Score, violations: Int, isFallback: Bool = false) {
      self.score = score
      self.violations = violations
      self.isFallback = isFallback
    }
  }

  /// What a method or plan made of the days that it has, not yet held against anything.
  public struct Planned {
    public let name: String
    /// The method that planned them now; nil for a stored plan.
    public let method: DispatchMethod?
    fileprivate let days: [DayLabel: (day: PlanRecord.Day, isFallback: Bool)]

    public init(
      _ name: String, _ method: DispatchMethod?,
      _ days: [(day: PlanRecord.Day, isFallback: Bool)]
    ) {
      self.name = name
      self.method = method
      self.days = Dictionary(
        days.map { ($0.day.label, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Holds what was planned against the optimum of each day that all of it has; nil where there is no
  /// such day.
  ///
  /// - Parameters:
  ///   - planned: The candidates, the first of which the others are held against.
  ///   - all: The days of the dataset.
  ///   - dataset: Its name.
  ///   - part: The part of it that the days are; nil for all.
  ///   - prove: Proves days as `optimal` does, where no candidate is `optimal`.
  /// - Throws: What `prove` throws.
  /// - Complexity: O(candidates × days), and the proofs.
  public init?(
    _ planned: [Planned], among all: [DatedDay], of dataset: String, part: DayPart?,
    prove: ([DatedDay]) throws -> Planned
  ) rethrows {
    let common = all.filter { day in planned.allSatisfy { $0.days[day.label] != nil } }
    guard !common.isEmpty else { return nil }
    self.dataset = dataset
    self.part = part
    let proven = try planned.first { $0.method == .optimal } ?? prove(common)
    let candidates = planned.map { candidate in
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
  public func holding(_ candidates: [Candidate]) -> PlanComparison {
    var other = self
    other.candidates = candidates
    return other
  }
}

extension PlanComparison {
  /// One day of a comparison and the best that can be had on it.
  public struct Day {
    public let label: DayLabel
    /// What the day is known by across datasets.
    public let hash: String
    public let rides: Int
    /// What plans are measured against.
    public let optimum: Score
    public let source: Source
    /// The least gap there can be where as many rides are served as in the optimum.
    public let leastGap: Int
    /// What is wrong with the optimum that the file states; nil where it states none or it stands.
    public let contradiction: String?

    /// Where the optimum comes from.
    public enum Source: String {
      /// The file states it, and the proof here found nothing against it.
      case stated
      /// Proven here at every level.
      case proven
      /// The best plan known, of those compared and the one that a proof began.
      case found = "not proven"
    }

    /// Settles what a day is measured against.
    ///
    /// - Parameters:
    ///   - dated: The day, perhaps with the optimum that its file states.
    ///   - proof: The plan and the proof of `optimal`.
    ///   - answers: What the candidates made of the day.
    public init(_ dated: DatedDay, proof: PlanRecord.Day, answers: [Answer]) {
      label = dated.label
      hash = dated.contentHash
      rides = dated.day.rides.count
      let valid = answers.filter { $0.violations == 0 }.map(\.score)
      let isProven = proof.proofs.allSatisfy { $0.found == $0.bound }
      // Where nothing is proven, no plan that is known may lie below what it is measured against.
      let best = isProven ? proof.score : ([proof.score] + valid).min() ?? proof.score
      contradiction = dated.optimum.flatMap {
        StatedOptimum($0, found: best, proofs: proof.proofs).contradiction
      }
      if let stated = dated.optimum, contradiction == nil {
        (optimum, source, leastGap) = (stated, .stated, stated.gap)
      } else {
        optimum = best
        source = isProven ? .proven : .found
        leastGap = proof.proofs.first { $0.level == .gap }?.bound ?? 0
      }
    }

    /// Whether the optimum is stated or proven.
    public var isKnown: Bool { source != .found }

    /// The gap above the least there can be, in rides; nil where it is not to be stated.
    ///
    /// It is stated of plans that break no rule and serve as many rides, as few on reserve, as the
    /// optimum: a plan that leaves rides can well be more even.
    public func excessGap(of answer: Answer) -> Int? {
      guard answer.violations == 0, answer.score.isEqual(above: .gap, to: optimum),
        answer.score.gap >= leastGap
      else { return nil }
      return answer.score.gap - leastGap
    }

    /// The metres above the optimum's; nil where another level differs or a rule is broken.
    public func excessMetres(of answer: Answer) -> Int? {
      guard answer.violations == 0, answer.score.isEqualButMetres(to: optimum),
        answer.score.metres >= optimum.metres
      else { return nil }
      return answer.score.metres - optimum.metres
    }

    /// Whether a plan is better than what is called the optimum, which none can be.
    public func isBetter(_ answer: Answer) -> Bool {
      answer.violations == 0 && answer.score < optimum
    }
  }
}

/// What one candidate of a comparison comes to over all days.
public struct ComparisonSummary {
  public let days: Int
  private let answers: [PlanComparison.Answer]
  /// The mean gap above the least there can be, over the days on which it is stated; nil without one.
  public let excessGap: Double?
  /// The days on which an excess is stated: no rule broken, as many rides served as can be.
  public let excessDays: Int
  /// Days on which the plan breaks a rule.
  public let brokenDays: Int
  /// Days on which the plan is better than what is called the optimum, which is an error.
  public let belowOptimum: Int
  /// Shares of the days in percent: at the optimum, and equal to it at all levels but metres.
  public let atOptimum: Double
  public let equalDays: Double
  /// Metres above the optimum's on the equal days, in percent.
  public let above: SampleStatistics

  /// - Complexity: O(n log n) in the days.
  public init(_ days: [PlanComparison.Day], _ answers: [PlanComparison.Answer]) {
    let pairs = Array(zip(days, answers))
    let count = Double(max(1, answers.count))
    self.days = answers.count
    self.answers = answers
    let excess = pairs.compactMap { $0.excessGap(of: $1) }
    excessDays = excess.count
    excessGap = excess.isEmpty ? nil : Double(excess.reduce(0, +)) / Double(excess.count)
    brokenDays = answers.count { $0.violations > 0 }
    belowOptimum = pairs.count { $0.isBetter($1) }
    let best = pairs.count { $0.1.violations == 0 && $0.1.score == $0.0.optimum }
    let equal = pairs.compactMap { day, answer in
      day.excessMetres(of: answer).map { (metres: $0, optimum: day.optimum.metres) }
    }
    atOptimum = Double(best) / count * 100
    equalDays = Double(equal.count) / count * 100
    above = SampleStatistics(
      of: equal.filter { $0.optimum > 0 }.map { Double($0.metres) / Double($0.optimum) * 100 })
  }

  /// A level's sum over the days.
  public func sum(_ level: Score.Level) -> Int { answers.reduce(0) { $0 + $1.score[level] } }

  /// A level's mean a day.
  public func mean(_ level: Score.Level) -> Double { Double(sum(level)) / Double(max(1, days)) }

  public var violations: Int { answers.reduce(0) { $0 + $1.violations } }

  /// The share of days on which greedy stood in for an agent, in percent.
  public var fallback: Double {
    Double(answers.count { $0.isFallback }) / Double(max(1, days)) * 100
  }
}
