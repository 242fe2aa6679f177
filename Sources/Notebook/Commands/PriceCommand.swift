import CivilTime
import CommandLanguage
import FleetModel
import Naming
import Planning
import Solvers
import Store
import TerminalText

/// Prices fairness: what even loads cost in lateness and kilometres, day by day, proven.
struct PriceCommand: NotebookCommand {
  static let dataset = Slot.object("DATASET", [.dataset], "the dataset whose days are priced")
  static let day = Slot.day("DAY", "the one day to price", default: "all days")

  let syntaxes = [
    CommandSyntax(
      form: "price of fairness of \(Self.dataset) [on \(Self.day)]",
      summary: "Shows what even loads cost each day, in minutes late and kilometres, with proof.",
      details: [
        "Compares the optimum in the strict order with the optimum in the order without gap and "
          + "squared loads. Both serve the same rides with equally few on reserve; both are "
          + "proven on days where `proven` is yes. The sum of lateness covers the proven days, "
          + "the sum of kilometres those proven days on which lateness is the same."
      ],
      examples: ["price of fairness of october", "price of fairness of october on 2025-10-22"])
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    try call.namedSubjectsAndRoster()
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let dataset = try call.dataset(Self.dataset)
    let days = try call.days(of: dataset, at: Self.day)
    let context = call.session.context
    defer { context.progress(nil) }
    var prices: [(day: DatedDay, price: FairnessPrice)] = []
    for (index, day) in days.enumerated() {
      guard !context.isInterrupted() else { throw StoreError.interrupted }
      if days.count > 1 { context.progress("pricing: day \(index + 1) of \(days.count)") }
      prices.append((day, FairnessPrice(of: day.day, until: context.isInterrupted)))
    }
    guard !context.isInterrupted() else { throw StoreError.interrupted }
    var outcome = Outcome()
    let table = table(prices)
    outcome.result = table
    outcome.blocks = [
      .talk(sentence(prices.map(\.price))),
      // What a terminal has room for; `_` has all twelve columns.
      .table(
        "",
        table.picking([
          ("date", "date"), ("rides", "rides"), ("fair_gap", "gap"), ("unfair_gap", "unfair"),
          ("late_price", "late_price"), ("km_price", "km_price"), ("km_percent", "km_percent"),
          ("proven", "proven"),
        ])),
    ]
    return outcome
  }

  private func table(_ prices: [(day: DatedDay, price: FairnessPrice)]) -> ResultTable {
    ResultTable(
      [
        "date", "rides", "fair_gap", "unfair_gap", "fair_late", "unfair_late", "late_price",
        "fair_km", "unfair_km", "km_price", "km_percent", "proven",
      ],
      prices.map { day, price in
        let fair = price.fair.score
        let unfair = price.unfair.score
        return [
          .text(day.label.description), .integer(Int64(day.day.rides.count)),
          .integer(Int64(fair.gap)), .integer(Int64(unfair.gap)), .integer(Int64(fair.lateness)),
          .integer(Int64(unfair.lateness)), .integer(Int64(price.lateness)),
          .real(Double(fair.metres) / 1_000), .real(Double(unfair.metres) / 1_000),
          .real(Double(price.metres) / 1_000), .real(Self.percent(price.metres, of: unfair.metres)),
          .text(price.isProven ? "yes" : "no"),
        ]
      })
  }

  /// The sums over the days that are proven; kilometres only of those whose lateness is the same.
  private func sentence(_ prices: [FairnessPrice]) -> Sentence {
    let proven = prices.filter(\.isProven)
    let equal = proven.filter { $0.lateness == 0 }
    let metres = equal.reduce(0) { $0 + $1.metres }
    let percent = Self.percent(metres, of: equal.reduce(0) { $0 + $1.unfair.score.metres })
    let kilometres = Double(metres) / 1_000
    let lateness = proven.reduce(0) { $0 + $1.lateness }
    let days: Sentence =
      proven.count == prices.count
      ? "\(counted(prices.count, "day")), all proven"
      : "the \(proven.count) proven of \(counted(prices.count, "day"))"
    return
      "even loads cost \(kilometres, shown: Rules.text(kilometres)) km "
      + "(\(percent, shown: Rules.text(percent)) %) and "
      + "\(counted(lateness, "minute")) of lateness over \(days)"
      + (equal.count == proven.count
        ? "" : "; km cover the \(counted(equal.count, "day")) on which lateness is the same")
  }

  /// A share in percent, to two places; 0 where there is nothing.
  private static func percent(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 0 : (Double(part) / Double(whole) * 10_000).rounded() / 100
  }
}
