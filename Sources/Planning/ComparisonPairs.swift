import FleetModel
import Statistics

/// Each method of a comparison against the first one, measure by measure, paired by day.
///
/// A plan that breaks a rule takes no part, and a level is compared only on days on which all levels
/// above it are equal: fewer kilometres of a plan that leaves a ride are no gain. What is left out
/// is counted by its reason.
public struct ComparisonPairs {
  public let rows: [Row]

  /// What is compared of two plans.
  public enum Measure: String, CaseIterable {
    /// The strict order as a whole.
    case order
    case gap, lateness, km

    /// The level that is compared; nil for the order as a whole.
    var level: Score.Level? {
      switch self {
      case .order: nil
      case .gap: .gap
      case .lateness: .lateness
      case .km: .metres
      }
    }

    /// How many of what is compared make one of what is shown.
    public var scale: Double { self == .km ? 1_000 : 1 }
  }

  /// One measure of a method and the first one.
  public struct Row {
    public let first: String
    public let second: String
    public let measure: Measure
    public let comparison: PairedComparison
    /// Days left out because a plan of the two breaks a rule.
    public let broken: Int
    /// Days left out because a level above differs.
    public let unequal: Int
    /// The p with Holm's correction over all rows.
    public fileprivate(set) var corrected = 1.0

    /// The p of the test that the measure is claimed by; not a number where no day is compared, so
    /// that it does not count as a test.
    public var pValue: Double {
      guard comparison.count > 0 else { return .nan }
      return measure == .order ? comparison.signTest.pValue : comparison.wilcoxon.pValue
    }

    /// The side that the same test speaks of.
    private var tendency: Tendency {
      measure == .order ? comparison.signTest.tendency : comparison.wilcoxon.tendency
    }

    /// What the row allows to be said of the method against the first one.
    public enum Claim: String {
      case noDays = "no days"
      case equal
      /// Fewer days differ than can reach p = .05.
      case tooFew = "too few"
      case notShown = "not shown"
      case better, worse
    }

    /// Fewer differences than this cannot reach p = .05, whatever they are.
    private static let leastDays = 6

    public var claim: Claim {
      let unequal = comparison.wins + comparison.losses
      guard comparison.count > 0 else { return .noDays }
      guard unequal > 0 else { return .equal }
      guard unequal >= Self.leastDays else { return .tooFew }
      guard corrected < 0.05 else { return .notShown }
      // The first less the second, of which less is better.
      return tendency == .below ? .better : .worse
    }
  }

  /// Compares every candidate but the first with the first.
  ///
  /// - Complexity: O(n log n) a pair in the days, O(n³) for the exact p of at most 50 of them.
  public init(_ comparison: PlanComparison) {
    var rows: [Row] = []
    if let base = comparison.candidates.first {
      for candidate in comparison.candidates.dropFirst() {
        rows += Measure.allCases.compactMap { Self.row(candidate, base, $0) }
      }
    }
    let corrected = Holm.adjusted(rows.map(\.pValue))
    for index in rows.indices { rows[index].corrected = corrected[index] }
    self.rows = rows
  }

  private static func row(
    _ first: PlanComparison.Candidate, _ second: PlanComparison.Candidate, _ measure: Measure
  ) -> Row? {
    let answers = Array(zip(first.answers, second.answers))
    let kept = answers.filter { $0.violations == 0 && $1.violations == 0 }
      .map { ($0.score, $1.score) }
    let values: [(Double, Double)]
    if let level = measure.level {
      // Metres and minutes are whole numbers, so that equal differences are equal.
      values = kept.filter { $0.isEqual(above: level, to: $1) }
        .map { (Double($0[level]), Double($1[level])) }
    } else {
      values = kept.map { ($0 < $1 ? -1 : $0 > $1 ? 1 : 0, 0) }
    }
    guard let paired = PairedComparison(of: values.map(\.0), against: values.map(\.1)) else {
      return nil
    }
    return Row(
      first: first.name, second: second.name, measure: measure, comparison: paired,
      broken: answers.count - kept.count, unequal: kept.count - values.count)
  }
}
