import FleetModel
import Statistics
import Store

/// Each method of a comparison against the first one, measure by measure, paired by day.
struct ComparisonPairs {
  private let rows: [Row]

  /// What is compared of two plans.
  private enum Measure: String, CaseIterable {
    /// The strict order as a whole.
    case order
    case gap, lateness, km

    /// How many of what is compared make one of what is shown.
    var scale: Double { self == .km ? 1_000 : 1 }
  }

  private struct Row {
    let first: String
    let second: String
    let measure: Measure
    let comparison: PairedComparison
    let pValue: Double
    var corrected = 1.0
  }

  init(_ comparison: PlanComparison, _ bootstrap: Bootstrap) {
    var rows: [Row] = []
    if let base = comparison.candidates.first {
      for candidate in comparison.candidates.dropFirst() {
        for measure in Measure.allCases {
          rows += Self.row(candidate, base, measure, bootstrap).map { [$0] } ?? []
        }
      }
    }
    let corrected = Holm.adjusted(rows.map(\.pValue))
    for index in rows.indices { rows[index].corrected = corrected[index] }
    self.rows = rows
  }

  private static func row(
    _ first: PlanComparison.Candidate, _ second: PlanComparison.Candidate, _ measure: Measure,
    _ bootstrap: Bootstrap
  ) -> Row? {
    let answers = Array(zip(first.answers, second.answers))
    let pairs = answers.map { ($0.score, $1.score) }
    let values: [(Double, Double)]
    switch measure {
    case .order: values = answers.map { (order($0, $1), 0) }
    case .gap: values = pairs.map { (Double($0.gap), Double($1.gap)) }
    case .lateness: values = pairs.map { (Double($0.lateness), Double($1.lateness)) }
    case .km:
      values = pairs.filter { $0.isEqualButMetres(to: $1) }
        // In metres, whole numbers, so that equal differences are equal.
        .map { (Double($0.metres), Double($1.metres)) }
    }
    guard
      let paired = PairedComparison(
        of: values.map(\.0), against: values.map(\.1), bootstrap: bootstrap)
    else { return nil }
    let pValue =
      measure == .order ? paired.signTest.pValue : paired.wilcoxon.pValue
    return Row(
      first: first.name, second: second.name, measure: measure, comparison: paired, pValue: pValue)
  }

  /// −1 where the first is better, 1 where it is worse; a plan that breaks a rule is worse than any
  /// that breaks none.
  private static func order(_ first: PlanComparison.Answer, _ second: PlanComparison.Answer)
    -> Double
  {
    let isBroken = (first.violations > 0, second.violations > 0)
    if isBroken.0 != isBroken.1 { return isBroken.0 ? 1 : -1 }
    if isBroken.0 || first.score == second.score { return 0 }
    return first.score < second.score ? -1 : 1
  }

  // MARK: Tables

  /// Every figure.
  var table: ResultTable {
    ResultTable(
      [
        "method", "against", "measure", "days", "mean_difference", "low", "high", "p", "p_holm",
        "wins", "ties", "losses", "claim",
      ],
      rows.map { row in
        [
          .text(row.first), .text(row.second), .text(row.measure.rawValue),
          .integer(Int64(row.comparison.count)),
        ] + difference(row) + [
          .real(rounded(row.pValue, to: 1e6)), .real(rounded(row.corrected, to: 1e6)),
          .integer(Int64(row.comparison.wins)), .integer(Int64(row.comparison.ties)),
          .integer(Int64(row.comparison.losses)), .text(claim(row)),
        ]
      })
  }

  /// The columns that a terminal has room for.
  var shown: ResultTable {
    ResultTable(
      ["method", "measure", "mean diff", "95 % interval", "p", "w-t-l", "claim"],
      rows.map { row in
        let interval = row.measure == .order ? nil : row.comparison.interval
        let bounds = interval.map { interval in
          [interval.lower, interval.upper].map { Rules.text(shown($0, row)) }
        }
        return [
          .text(row.first), .text(row.measure.rawValue),
          row.measure == .order ? .text("") : difference(row)[0],
          .text(bounds?.joined(separator: " to ") ?? ""),
          .text(row.corrected < 0.001 ? "<0.001" : Rules.text(rounded(row.corrected, to: 1e3))),
          .text("\(row.comparison.wins)-\(row.comparison.ties)-\(row.comparison.losses)"),
          .text(claim(row)),
        ]
      })
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
    if row.comparison.count > 0, unequal == 0 { return "equal" }
    guard unequal >= Self.leastDays else { return "too few" }
    guard row.corrected < 0.05 else { return "not shown" }
    return row.comparison.wins > row.comparison.losses ? "better" : "worse"
  }
}
