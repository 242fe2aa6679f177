import CivilTime
import FleetModel
import RideSheets
import SeededRandom

/// Constructs 22 October 2025: a day recorded 6-2-2 that could have been 4-3-3.
///
/// Places and clients are drawn, times and drivers are fixed; a draw is kept when the recorded
/// plan keeps every rule, a plan of 4-3-3 exists, and the nearest driver's plan is unfair.
struct ReferenceDayDrawer {
  let rowDrawer: RowDrawer

  static let date = CivilDate(dayNumber: 20_383)

  /// One row of the day: times in minutes, and the position of the driver among the regular ones.
  private struct Slot {
    let outbound: Int
    let back: Int?
    let driver: Int
  }

  /// 07:00, 08:30 twice, 09:15, 10:00, 11:00, 13:00 twice, 13:15 and 16:00; six for the second.
  private static let slots = [
    Slot(outbound: 420, back: 660, driver: 1), Slot(outbound: 510, back: 600, driver: 1),
    Slot(outbound: 510, back: 780, driver: 0), Slot(outbound: 555, back: nil, driver: 2),
    Slot(outbound: 780, back: 960, driver: 1), Slot(outbound: 795, back: nil, driver: 2),
  ]

  /// The rows of the day, or nil where no draw keeps the guarantees.
  ///
  /// - Complexity: about a hundred draws on average; given up after 20,000.
  func rows(seed: UInt64) -> [SyntheticRow]? {
    let drivers = rowDrawer.roster.available(on: Self.date)
    let regular = drivers.filter { $0.kind == .regular }
    guard regular.count == 3 else { return nil }
    var draws = SeededGenerator(seed: seed, purpose: "reference day")
    for _ in 0..<20_000 {
      guard let rows = draft(regular.map(\.id), &draws) else { continue }
      guard keepsGuarantees(rows, regular) else { continue }
      let typed = rows.compactMap { rowDrawer.typed($0, &draws) }
      if typed.count == rows.count { return typed.inOrderOfTime }
    }
    return nil
  }

  private func draft(_ regular: [Int], _ draws: inout SeededGenerator) -> [SyntheticRow]? {
    var rows: [SyntheticRow] = []
    for slot in Self.slots {
      let names = rows.map { $0.client.surname + $0.client.firstName }
      guard let client = rowDrawer.client(month: 10, besides: names, &draws) else { return nil }
      let purpose = client.isInpatient ? Purpose.examination : client.purpose
      guard let ends = rowDrawer.ends(of: client, purpose, &draws) else { return nil }
      let driver = regular[slot.driver]
      var row = SyntheticRow(
        client: client, date: Self.date, outbound: Minutes(slot.outbound),
        back: slot.back.map { .init(time: Minutes($0), isConfirmed: true) },
        from: ends.origin, to: ends.target, outboundChoice: [driver], backChoice: [driver])
      row.outboundDriver = driver
      row.backDriver = slot.back == nil ? nil : driver
      rows.append(row)
    }
    return rows
  }

  private func keepsGuarantees(_ rows: [SyntheticRow], _ regular: [Driver]) -> Bool {
    let rides = RowRides(rows).rides
    let rules = Rules()
    let idle = regular.map { RouteTail(driver: $0) }
    var recorded = idle
    guard recorded.follow(rides, RowRides.recorded(rows), rules) else { return false }
    var nearest = idle
    guard nearest.followNearest(rides, rules), nearest.gap >= 2 else { return false }
    return idle.canShare(rides[...], most: 4, rules)
  }
}
