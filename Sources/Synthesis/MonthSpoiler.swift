import CivilTime
import FleetModel
import RideSheets
import SeededRandom

/// Puts a busy office's mistakes into a tidy month; the reference day stays as it is.
struct MonthSpoiler {
  let rowDrawer: RowDrawer
  let month: Int

  /// Rows that cannot be located: round trips and one single ride, 9 of 211 rides.
  private static let lostRoundTrips = 4
  private static let lostSingles = 1
  private static let blankInitials = 2
  /// Days on which one ride is given to a driver who cannot be there in time.
  private static let conflicts = 4
  /// Rides that those conflicts may name, the delayed and the one before it.
  private static let ridesInConflict = 6...8
  /// A delay that an office overlooks.
  private static let overlooked = 35

  /// Initials of nobody in the roster.
  private static let strangers = ["Z.T", "M.K", "P.R", "N.V", "?"]

  /// Spoils a month, or nil where the days leave no room for it.
  func spoil(
    _ days: [[SyntheticRow]], _ draws: inout SeededGenerator
  ) -> [[SyntheticRow]]? {
    var days = days
    guard loseAddresses(&days, &draws) else { return nil }
    forgetInitials(&days, &draws)
    guard overbook(&days, &draws) else { return nil }
    for (number, kind) in rejects.enumerated() {
      guard insertReject(kind, number, &days, &draws) else { return nil }
    }
    return days
  }

  /// Positions of the rows that may be spoiled, in random order.
  private func eligible(
    _ days: [[SyntheticRow]], _ draws: inout SeededGenerator
  ) -> [(day: Int, row: Int)] {
    var positions: [(day: Int, row: Int)] = []
    for (day, rows) in days.enumerated() where rows.first?.date != ReferenceDayDrawer.date {
      for (row, content) in rows.enumerated()
      where content.isLocated && content.strangeInitials == nil {
        positions.append((day, row))
      }
    }
    return draws.shuffled(positions)
  }

  private func loseAddresses(
    _ days: inout [[SyntheticRow]], _ draws: inout SeededGenerator
  ) -> Bool {
    let typist = AddressTypist(places: rowDrawer.places)
    let positions = eligible(days, &draws)
    let trips = positions.filter { days[$0.day][$0.row].back != nil }.prefix(Self.lostRoundTrips)
    let singles = positions.filter { days[$0.day][$0.row].back == nil }.prefix(Self.lostSingles)
    guard trips.count == Self.lostRoundTrips, singles.count == Self.lostSingles else {
      return false
    }
    for position in Array(singles) + Array(trips) {
      // Both ends are lost, so that the shares of addresses and of rides are alike.
      days[position.day][position.row].origin = typist.lostBlock(&draws)
      days[position.day][position.row].target = typist.lostBlock(&draws)
    }
    return true
  }

  private func forgetInitials(_ days: inout [[SyntheticRow]], _ draws: inout SeededGenerator) {
    let strangers = draws.integer(in: 3...4)
    let positions = eligible(days, &draws).prefix(strangers + Self.blankInitials)
    for (number, position) in positions.enumerated() {
      let isBlank = number >= strangers
      let text = isBlank ? "" : Self.strangers[(number + draws.below(2)) % Self.strangers.count]
      days[position.day][position.row].strangeInitials = text
    }
  }

  /// Gives single rides to drivers who are elsewhere, one a day on a few days.
  private func overbook(
    _ days: inout [[SyntheticRow]], _ draws: inout SeededGenerator
  ) -> Bool {
    var overbooked = 0
    var named = 0
    for day in draws.shuffled(Array(days.indices)) where overbooked < Self.conflicts {
      guard let date = days[day].first?.date, date != ReferenceDayDrawer.date else { continue }
      let drivers = rowDrawer.roster.available(on: date)
      guard let (rows, rides) = overbooking(days[day], drivers, &draws) else { continue }
      days[day] = rows
      overbooked += 1
      named += rides
    }
    return overbooked == Self.conflicts && Self.ridesInConflict.contains(named)
  }

  /// A day with one ride moved to another driver so that exactly one rule breaks.
  private func overbooking(
    _ rows: [SyntheticRow], _ drivers: [Driver], _ draws: inout SeededGenerator
  ) -> (rows: [SyntheticRow], rides: Int)? {
    let regular = drivers.filter { $0.kind == .regular }.map(\.id)
    let positions = draws.shuffled(
      rows.indices.filter { rows[$0].isLocated && rows[$0].strangeInitials == nil })
    for position in positions {
      for driver in draws.shuffled(regular) where driver != rows[position].outboundDriver {
        var changed = rows
        changed[position].outboundDriver = driver
        let violations = changed.violations(drivers)
        guard violations.count == 1, let violation = violations.first,
          (1...Self.overlooked).contains(violation.minutes.count)
        else { continue }
        return (changed, violation.rides.count)
      }
    }
    return nil
  }

  /// What makes a row unreadable.
  private enum Reject {
    case impossibleDate
    case noDate
  }

  private var rejects: [Reject] { month == 10 ? [.impossibleDate, .noDate] : [.impossibleDate] }

  private func insertReject(
    _ reject: Reject, _ number: Int, _ days: inout [[SyntheticRow]],
    _ draws: inout SeededGenerator
  ) -> Bool {
    let open = days.indices.filter { days[$0].first?.date != ReferenceDayDrawer.date }
    guard let day = draws.pick(open), let date = days[day].first?.date else { return false }
    for _ in 0..<50 {
      guard let drawn = rowDrawer.row(on: date, most: 1, besides: [], &draws),
        var row = rowDrawer.typed(drawn, &draws)
      else { continue }
      row.outboundDriver = row.outboundChoice.first
      row.unreadableTime = text(of: reject, row.outbound)
      days[day].append(row)
      return true
    }
    return false
  }

  private func text(of reject: Reject, _ time: Minutes) -> String {
    switch reject {
    case .impossibleDate:
      let days = CivilDate.length(ofMonth: month, year: ServiceCalendar.year)
      let padded = month < 10 ? "0\(month)" : "\(month)"
      return "\(days + 1).\(padded).\(ServiceCalendar.year)   \(time.clock)"
    case .noDate: return "à fixer avec la famille"
    }
  }
}
