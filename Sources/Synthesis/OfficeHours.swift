import CivilTime
import SeededRandom

/// When the office picks clients up: 07:00 to 16:30 on a five-minute grid, with two peaks.
enum OfficeHours {
  static let first = 7 * 60
  static let last = 16 * 60 + 30

  /// Draws an outbound pick-up; peaks 09:00–10:30 and 13:00–15:30 weigh three times the rest.
  ///
  /// Two in three stand on a quarter of an hour, so that several rides meet at the same minute.
  static func outbound(latest: Int, _ draws: inout SeededGenerator) -> Minutes {
    let step = draws.chance(0.66) ? 15 : 5
    let times = Array(stride(from: first, through: min(last, latest), by: step))
    let weights = times.map { isPeak($0) ? 3.0 : 1.0 }
    return Minutes(times[draws.index(weights: weights)])
  }

  /// Draws a return some minutes after an outbound, or nil where the office is closed by then.
  static func back(
    from outbound: Minutes, stay: ClosedRange<Int>, _ draws: inout SeededGenerator
  ) -> Minutes? {
    let time = outbound.count + draws.integer(in: (stay.lowerBound / 5)...(stay.upperBound / 5)) * 5
    return time <= last ? Minutes(time) : nil
  }

  private static func isPeak(_ time: Int) -> Bool {
    (540...630).contains(time) || (780...930).contains(time)
  }
}

/// Working days of the canton of Geneva in 2025.
enum ServiceCalendar {
  static let year = 2025

  /// New Year, Good Friday, Easter Monday, Ascension, Whit Monday, 1 August, Jeûne genevois,
  /// Christmas and 31 December.
  private static let holidays = [
    (1, 1), (4, 18), (4, 21), (5, 29), (6, 9), (8, 1), (9, 11), (12, 25), (12, 31),
  ]

  /// Mondays to Fridays of a month that are no holidays.
  static func days(ofMonth month: Int) -> [CivilDate] {
    (1...CivilDate.length(ofMonth: month, year: year)).compactMap { day in
      guard let date = CivilDate(year: year, month: month, day: day),
        date.weekday != .saturday, date.weekday != .sunday,
        !holidays.contains(where: { $0 == (month, day) })
      else { return nil }
      return date
    }
  }

  static let monthNames = [
    "Janvier", "Février", "Mars", "Avril", "Mai", "Juin", "Juillet", "Août", "Septembre",
    "Octobre", "Novembre", "Décembre",
  ]
}
