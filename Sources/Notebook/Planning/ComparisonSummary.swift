import FleetModel
import Statistics

/// What one candidate of a comparison comes to over all days.
struct ComparisonSummary {
  let days: Int
  private let answers: [PlanComparison.Answer]
  /// The mean gap above the least there can be, over the days on which it is stated; nil without one.
  let excessGap: Double?
  /// The days on which an excess is stated: no rule broken, as many rides served as can be.
  let excessDays: Int
  /// Days on which the plan breaks a rule.
  let brokenDays: Int
  /// Days on which the plan is better than what is called the optimum, which is an error.
  let belowOptimum: Int
  /// Shares of the days in percent: at the optimum, and equal to it at all levels but metres.
  let atOptimum: Double
  let equalDays: Double
  /// Metres above the optimum's on the equal days, in percent.
  let above: SampleStatistics

  /// - Complexity: O(n log n) in the days.
  init(_ days: [PlanComparison.Day], _ answers: [PlanComparison.Answer]) {
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
  func sum(_ level: Score.Level) -> Int { answers.reduce(0) { $0 + $1.score[level] } }

  /// A level's mean a day.
  func mean(_ level: Score.Level) -> Double { Double(sum(level)) / Double(max(1, days)) }

  var violations: Int { answers.reduce(0) { $0 + $1.violations } }

  /// The share of days on which greedy stood in for an agent, in percent.
  var fallback: Double {
    Double(answers.count { $0.isFallback }) / Double(max(1, days)) * 100
  }
}
