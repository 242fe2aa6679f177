import CivilTime
import FleetModel
import Solvers

/// What becomes of a day's plan where something that it was made with is otherwise.
///
/// The plan keeps its routes; times, violations and score are those under the other value, and the
/// optimum under that value is proven anew and compared.
public struct Sensitivity {
  /// What is changed, one at a time.
  public enum Factor: String, CaseIterable, Sendable {
    case speed
    case boarding
    case alighting

    /// What its values count.
    public var unit: String { self == .speed ? "km/h" : "minutes" }

    /// The values that are tried: speeds from 15 to 40 km/h, the times of service from half to one
    /// and a half of the plan's own, each in whole units.
    public func values(around rules: Rules) -> ClosedRange<Int> {
      switch self {
      case .speed: 15...40
      case .boarding: Self.around(rules.boarding.count)
      case .alighting: Self.around(rules.alighting.count)
      }
    }

    private static func around(_ own: Int) -> ClosedRange<Int> { own / 2...(own * 3 + 1) / 2 }

    /// The plan's own value.
    public func own(_ rules: Rules) -> Double {
      switch self {
      case .speed: rules.speedKmh
      case .boarding: Double(rules.boarding.count)
      case .alighting: Double(rules.alighting.count)
      }
    }

    func rules(_ rules: Rules, at value: Int) -> Rules {
      var changed = rules
      switch self {
      case .speed: changed.speedKmh = Double(value)
      case .boarding: changed.boarding = Minutes(value)
      case .alighting: changed.alighting = Minutes(value)
      }
      return changed
    }
  }

  /// The plan under one value.
  public struct Trial: Sendable {
    public let factor: Factor
    public let value: Int
    /// Rules that the plan breaks.
    public let violations: Int
    /// What the plan comes to.
    public let score: Score
    /// What the optimum comes to, or the best that was found.
    public let best: Score
    /// Whether the optimum is proven.
    public let isProven: Bool

    public var isLegal: Bool { violations == 0 }
    /// Whether no legal plan is better; nil where a better one is neither known nor ruled out.
    public var isOptimal: Bool? {
      guard isLegal, score == best else { return false }
      return isProven ? true : nil
    }
  }

  public let trials: [Trial]

  /// Tries a plan under each value of each factor.
  ///
  /// - Parameters:
  ///   - plan: The plan on the day under other rules: the same routes, but for the office's record,
  ///     which says who drove a ride and not in which order.
  ///   - day: The day that it was made for, under its own rules.
  ///   - progress: Told of each trial, with how many there are.
  ///   - isInterrupted: Ends the trials.
  /// - Throws: `CancellationError` on Ctrl-C.
  /// - Complexity: A proof of the optimum a value, some sixty in all.
  public init(
    of plan: (ServiceDay) -> Plan, on day: ServiceDay, progress: (Int, Int) -> Void = { _, _ in },
    isInterrupted: @escaping () -> Bool = { false }
  ) throws {
    let tried = Factor.allCases.flatMap { factor in
      factor.values(around: day.rules).map { (factor: factor, value: $0) }
    }
    trials = try tried.enumerated().map { index, trial in
      progress(index + 1, tried.count)
      let other = day.under(trial.factor.rules(day.rules, at: trial.value))
      let best = OptimalMethod().solve(other, until: isInterrupted)
      guard !isInterrupted() else { throw CancellationError() }
      let plan = plan(other)
      return Trial(
        factor: trial.factor, value: trial.value,
        violations: Feasibility.violations(of: plan, on: other).count,
        score: Score(of: plan, on: other), best: best.score, isProven: best.isProven)
    }
  }

  /// The trials of one factor, ascending by value.
  public func trials(of factor: Factor) -> [Trial] { trials.filter { $0.factor == factor } }
}
