import FleetModel
import Statistics
import Store
import TerminalText

/// Each method of a comparison against the first one, measure by measure, paired by day.
///
/// A plan that breaks a rule takes no part, and a level is compared only on days on which all levels
/// above it are equal: fewer kilometres of a plan that leaves a ride are no gain. What is left out
/// is counted by its reason.
struct ComparisonPairs {
  private let rows: [Row]

  /// What is compared of two plans.
  private enum Measure: String, CaseIterable {
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
    var scale: Double { self == .km ? 1_000 : 1 }
  }

  private struct Row {
    let first: String
    let second: String
    let measure: Measure
    let comparison: PairedComparison
    /// Days left out because a plan of the two breaks a rule.
    let broken: Int
    /// Days left out because a level above differs.
    let unequal: Int
    var corrected = 1.0

    /// The p of the test that the measure is claimed by; not a number where no day is compared, so
    /// that it does not count as a test.
    var pValue: Double {
      guard comparison.count > 0 else { return .nan }
      return measure == .order ? comparison.signTest.pValue : comparison.wilcoxon.pValue
    }

    /// The side that the same test speaks of.
    var tendency: Tendency {
      measure == .order ? comparison.signTest.tendency : comparison.wilcoxon.tendency
    }
  }

  /// Compares every candidate but the first with the first.
  ///
  /// - Complexity: O(n log n) a pair in the days, O(n³) for the exact p of at most 50 of them.
  init(_ comparison: PlanComparison) {
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

  // MARK: Tables

  /// Every figure.
  var table: ResultTable {
    ResultTable(
      [
        "method", "against", "measure", "days", "left_out_broken", "left_out_unequal",
        "mean_difference", "low", "high", "p", "p_holm", "wins", "ties", "losses", "claim",
      ],
      rows.map { row in
        [
          .text(row.first), .text(row.second), .text(row.measure.rawValue),
          .integer(Int64(row.comparison.count)), .integer(Int64(row.broken)),
          .integer(Int64(row.unequal)),
        ] + difference(row) + [
          Self.cell(row.pValue), Self.cell(row.corrected),
          .integer(Int64(row.comparison.wins)), .integer(Int64(row.comparison.ties)),
          .integer(Int64(row.comparison.losses)), .text(claim(row)),
        ]
      })
  }

  /// The table that a terminal has room for, under its heading, and how it is read.
  func blocks(against base: String?) -> [Outcome.Block] {
    let title = base.map { "against \($0), paired by day; lower is better" } ?? ""
    var blocks: [Outcome.Block] = [.table(title, shown)]
    if rows.contains(where: { $0.broken + $0.unequal > 0 }) {
      blocks.append(
        .talk(
          "omitted: days on which a plan breaks a rule + days on which a higher level differs"))
    }
    return blocks
  }

  private var shown: ResultTable {
    ResultTable(
      ["method", "measure", "w-t-l", "omitted", "diff", "95 % interval", "p", "claim"],
      rows.map { row in
        let interval = row.measure == .order ? nil : row.comparison.interval
        let bounds = interval.map { interval in
          [interval.lower, interval.upper].map { Rules.text(shown($0, row)) }
        }
        return [
          .text(row.first), .text(row.measure.rawValue),
          .text("\(row.comparison.wins)-\(row.comparison.ties)-\(row.comparison.losses)"),
          .text("\(row.broken)+\(row.unequal)"),
          row.measure == .order || row.comparison.count == 0 ? .text("") : difference(row)[0],
          .text(bounds?.joined(separator: " to ") ?? ""),
          .text(Self.text(row.corrected)),
          .text(claim(row)),
        ]
      })
  }

  private static func cell(_ pValue: Double) -> SQLValue {
    pValue.isNaN ? .null : .real(significant(pValue))
  }

  private static func text(_ pValue: Double) -> String {
    if pValue.isNaN { return "" }
    return pValue < 0.001 ? "<0.001" : Rules.text(rounded(pValue, to: 1e3))
  }

  private func difference(_ row: Row) -> [SQLValue] {
    guard row.measure != .order, let mean = row.comparison.meanDifference else {
      return [.null, .null, .null]
    }
    return [
      .real(shown(mean, row)),
      row.comparison.interval.map { .real(shown($0.lower, row)) } ?? .null,
      row.comparison.interval.map { .real(shown($0.upper, row)) } ?? .null,
    ]
  }

  private func shown(_ value: Double, _ row: Row) -> Double {
    rounded(value / row.measure.scale)
  }

  /// Fewer differences than this cannot reach p = .05, whatever they are.
  private static let leastDays = 6

  private func claim(_ row: Row) -> String {
    let unequal = row.comparison.wins + row.comparison.losses
    guard row.comparison.count > 0 else { return "no days" }
    guard unequal > 0 else { return "equal" }
    guard unequal >= Self.leastDays else { return "too few" }
    guard row.corrected < 0.05 else { return "not shown" }
    // The first less the second, of which less is better.
    return row.tendency == .below ? "better" : "worse"
  }
}
