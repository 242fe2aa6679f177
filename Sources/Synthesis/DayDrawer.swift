import CivilTime
import FleetModel
import RideSheets
import SeededRandom

/// Fills a day with rides that the available drivers can serve.
struct DayDrawer {
  let rowDrawer: RowDrawer

  /// How often a row is drawn anew before the day is given up, and a day before its month is.
  private static let rowAttempts = 120
  private static let dayAttempts = 12

  /// The rows of a day with exactly `rides` rides, in order of time, or nil where none was found.
  func rows(on date: CivilDate, rides: Int, seed: UInt64) -> [SyntheticRow]? {
    for attempt in 0..<Self.dayAttempts {
      var draws = SeededGenerator(seed: seed, purpose: "day \(date) #\(attempt)")
      if let rows = attemptRows(on: date, rides: rides, &draws) { return rows }
    }
    return nil
  }

  private func attemptRows(
    on date: CivilDate, rides: Int, _ draws: inout SeededGenerator
  ) -> [SyntheticRow]? {
    let drivers = rowDrawer.roster.available(on: date)
    var rows: [SyntheticRow] = []
    var count = 0
    var attempts = 0
    while count < rides {
      attempts += 1
      guard attempts <= Self.rowAttempts else { return nil }
      let names = rows.map { $0.client.surname + $0.client.firstName }
      guard
        let row = rowDrawer.row(on: date, most: rides - count, besides: names, &draws),
        let served = (rows + [row]).assigned(drivers), let last = served.last,
        let typed = rowDrawer.typed(last, &draws)
      else { continue }
      rows = served.dropLast() + [typed]
      count += row.rideCount
    }
    return rows.inOrderOfTime
  }
}

extension [SyntheticRow] {
  /// The rows as the office lists them, by the time of the outbound ride.
  var inOrderOfTime: [SyntheticRow] {
    enumerated().sorted { ($0.element.outbound, $0.offset) < ($1.element.outbound, $1.offset) }
      .map(\.element)
  }
}
