import CivilTime
import FleetModel
import RideSheets
import SeededRandom
import Tabular

/// A month of the office: its days in order, each with its rows, and the sheet they are typed into.
struct SyntheticMonth: Sendable {
  /// 1...12.
  let month: Int
  let days: [[SyntheticRow]]
  /// The rows of the sheet without its header, as typed.
  let cells: [[Cell]]
}

/// Draws months until one keeps every guarantee.
struct MonthDrawer {
  let rowDrawer: RowDrawer
  let seed: UInt64

  private static let attempts = 60

  /// Rides of October, the month that is bundled on its own.
  static let octoberRides = 211

  /// Rides a service day of the other months, so that the year has about 2,500.
  private static let ridesPerDay = 10.0

  /// Draws a month.
  ///
  /// - Throws: `SynthesisError` where no attempt keeps the guarantees, as with a gazetteer
  ///   without day centres or a roster without three regular drivers.
  func draw(month: Int) throws(SynthesisError) -> SyntheticMonth {
    let dates = ServiceCalendar.days(ofMonth: month)
    let isOctober = month == 10
    var reference: [SyntheticRow]?
    if isOctober {
      reference = ReferenceDayDrawer(rowDrawer: rowDrawer).rows(seed: seed)
      guard reference != nil else { throw .noReferenceDay }
    }
    for attempt in 0..<Self.attempts {
      var draws = SeededGenerator(seed: seed, purpose: "month \(month) #\(attempt)")
      let fixed = reference.flatMap { rows in
        dates.firstIndex(of: ReferenceDayDrawer.date).map {
          (day: $0, count: rows.reduce(0) { $0 + $1.rideCount })
        }
      }
      let total =
        isOctober ? Self.octoberRides : Int((Double(dates.count) * Self.ridesPerDay).rounded())
      let volumes = MonthVolumes.draw(days: dates.count, total: total, fixed: fixed, &draws)
      guard
        let days = days(dates, volumes, reference: reference, seed: draws.next()),
        let spoiled = MonthSpoiler(rowDrawer: rowDrawer, month: month).spoil(days, &draws)
      else { continue }
      let cells = spoiled.flatMap { $0 }.map { SheetTypist.cells(of: $0, roster, &draws) }
      let isCovered = SheetTrap.allCases.allSatisfy { trap in cells.contains(where: trap.occurs) }
      guard !isOctober || (isCovered && isUnfair(spoiled)) else { continue }
      return SyntheticMonth(month: month, days: spoiled, cells: cells)
    }
    throw .noMonth(ServiceCalendar.monthNames[month - 1])
  }

  private var roster: Roster { rowDrawer.roster }

  /// Whether one regular driver has at least four rides for every three of another.
  private func isUnfair(_ days: [[SyntheticRow]]) -> Bool {
    var loads: [Int: Int] = [:]
    for rows in days {
      for driver in RowRides.recorded(rows).values { loads[driver, default: 0] += 1 }
    }
    let regular = roster.drivers.filter { $0.kind == .regular }.map { loads[$0.id] ?? 0 }
    return (regular.max() ?? 0) * 3 >= (regular.min() ?? 0) * 4
  }

  private func days(
    _ dates: [CivilDate], _ volumes: [Int], reference: [SyntheticRow]?, seed: UInt64
  ) -> [[SyntheticRow]]? {
    var days: [[SyntheticRow]] = []
    for (date, rides) in zip(dates, volumes) {
      if let reference, date == ReferenceDayDrawer.date {
        days.append(reference)
        continue
      }
      guard let rows = DayDrawer(rowDrawer: rowDrawer).rows(on: date, rides: rides, seed: seed)
      else { return nil }
      days.append(rows)
    }
    return days
  }
}
