import CivilTime
import FleetModel
import Store

/// How far each driver's rides lie from an even share over the last days.
///
/// A driver's share of a day is what the regular drivers served on it over their number; a day on
/// which he was not available adds nothing. With everybody available every day, the difference
/// between two drivers' excess is the difference of their rides.
struct RollingLoads {
  private struct Day {
    let date: CivilDate
    /// Rides by regular driver available on the day, idle ones with 0.
    let rides: [String: Int]
  }

  private var days: [Day] = []

  /// One driver's figures over a window.
  struct Standing {
    let driver: String
    /// Rides served on the window's days.
    let rides: Int
    /// Rides above an even share, negative below it.
    let excess: Double
  }

  /// Adds a day's loads; days come in ascending order of date, those without one are left out.
  mutating func add(_ day: PlanRecord.Day) {
    guard let date = day.label.date else { return }
    days.append(Day(date: date, rides: day.regularLoads))
  }

  /// The standings of the drivers who worked in a window of days that ends with a date.
  ///
  /// - Parameters:
  ///   - date: The window's last day.
  ///   - length: Calendar days in the window, at least 1.
  /// - Returns: One standing a driver, in order of name.
  /// - Complexity: O(days × drivers).
  func standings(on date: CivilDate, over length: Int) -> [Standing] {
    var rides: [String: Int] = [:]
    var shares: [String: Double] = [:]
    let first = date.adding(days: 1 - length)
    for day in days where day.date >= first && day.date <= date && !day.rides.isEmpty {
      let share = Double(day.rides.values.reduce(0, +)) / Double(day.rides.count)
      for (driver, count) in day.rides {
        rides[driver, default: 0] += count
        shares[driver, default: 0] += share
      }
    }
    return rides.sorted { $0.key < $1.key }.map { driver, count in
      Standing(driver: driver, rides: count, excess: Double(count) - (shares[driver] ?? 0))
    }
  }

  /// The rolling gap: most minus least excess over the drivers available on a date.
  ///
  /// - Returns: Nil where nobody is available.
  func gap(on date: CivilDate, over length: Int) -> Double? {
    guard let today = days.last(where: { $0.date == date }) else { return nil }
    let excess = standings(on: date, over: length)
      .filter { today.rides[$0.driver] != nil }.map(\.excess)
    guard let most = excess.max(), let least = excess.min() else { return nil }
    // Sums of thirds: what is whole should be shown as whole.
    return ((most - least) * 1_000).rounded() / 1_000
  }
}
