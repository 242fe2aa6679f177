import FleetModel
import Planning
import Statistics
import Store
import TerminalText

/// The tables of a comparison by pair and measure.
extension ComparisonPairs {
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
          .integer(Int64(row.comparison.losses)), .text(row.claim.rawValue),
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
          .text(row.claim.rawValue),
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
}
