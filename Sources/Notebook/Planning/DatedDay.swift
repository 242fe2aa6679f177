import CivilTime
import FleetModel
import Store

/// One service day of a dataset: what can be planned, what is set aside, and what the office did.
struct DatedDay {
  let label: DayLabel
  /// The rides to plan, the drivers available, and the rules.
  let day: ServiceDay
  /// All rides of the day as imported, in file order.
  let rides: [BookedRide]
  /// Drivers' names by id.
  let names: [Int: String]
  /// The recorded driver's id by ride, for rides to plan with a known driver.
  let recorded: [Int: Int]
  /// The optimum that the day's file states.
  let optimum: Score?
  /// Rides without a place at one end that are planned on an assumption.
  let assumed: [BookedRide]

  /// Rides that every method sets aside alike, for an end of theirs has no place.
  var unlocated: [BookedRide] {
    assumed.isEmpty ? rides.filter { $0.metres == nil } : []
  }

  func name(of driver: Int) -> String { names[driver] ?? "driver \(driver)" }

  /// A sentence about drivers with their names in place of their numbers.
  func named(_ sentence: String) -> String {
    // In one pass, so that driver 1 is not found in driver 12, nor any in a name that came in.
    var named = ""
    var rest = Substring(sentence)
    while let found = rest.firstRange(of: "driver ") {
      let digits = rest[found.upperBound...].prefix { $0.isASCII && $0.isNumber }
      named += rest[..<found.lowerBound] + (Int(digits).map(name(of:)) ?? "driver " + digits)
      rest = rest[digits.endIndex...]
    }
    return named + rest
  }
}
