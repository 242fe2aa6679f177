import CivilTime
import Files
import FleetModel

/// One service day of a dataset: what can be planned, what is set aside, and what the office did.
public struct DatedDay {
  public let label: DayLabel
  /// The rides to plan, the drivers available, and the rules.
  public let day: ServiceDay
  /// All rides of the day as imported, in file order.
  public let rides: [BookedRide]
  /// Drivers' names by id.
  public let names: [Int: String]
  /// The recorded driver's id by ride, for rides to plan with a known driver.
  public let recorded: [Int: Int]
  /// The optimum that the day's file states.
  public let optimum: Score?
  /// Rides without a place at one end that are planned on an assumption.
  public let assumed: [BookedRide]

  /// Rides that every method sets aside alike, for an end of theirs has no place.
  public var unlocated: [BookedRide] {
    assumed.isEmpty ? rides.filter { $0.metres == nil } : []
  }

  public func name(of driver: Int) -> String { names[driver] ?? "driver \(driver)" }

  /// A sentence with the drivers named.
  public func named(_ sentence: DriverSentence) -> String { sentence.named(name) }
}

/// What a day is known by across datasets: a hash of its rides.
///
/// The same day may stand in a month's sheet, in the year's workbook and in an export, in another
/// order, under other numbers and names. An agent that learnt from one has learnt from the others, so
/// the hash holds of each ride the scheduled time, the wheelchair and both places, and nothing else:
/// not the date, ids, clients, recorded drivers or rows. Drivers and rules are left out too: with
/// another roster the rides of a day that was learnt from are still no news.
///
/// What one source has and another lacks would tell equal days apart. So the direction is left out,
/// which exports do not know and the two places tell anyhow, and rides that could not be located,
/// which exports do not hold and plans set aside; a day of nothing else is known by their times.
///
/// Two days of equal rides are one content.
public enum DayHash {
  /// Ten-thousandths of a degree, about 11 m: finer than any place is known, and the same however
  /// many digits a file states.
  private static let stepsPerDegree = 10_000.0

  /// Digits of a hash: 128 bits of a SHA-256, far beyond accident and short enough to be read.
  private static let digits = 32

  /// The hash of a day's rides in 32 lower-case hexadecimal digits, whatever their order.
  ///
  /// - Complexity: O(n log n) in the rides.
  public static func text(of rides: [BookedRide]) -> String {
    let located = rides.filter { $0.metres != nil }
    let lines = (located.isEmpty ? rides : located).map(line)
    return digest(of: lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  /// The fingerprint of a dataset: a hash over its days' hashes in their order.
  public static func fingerprint(of hashes: [String]) -> String { digest(of: hashes) }

  private static func digest(of lines: [String]) -> String {
    var hasher = SHA256()
    for line in lines { hasher.update((line + "\n").utf8) }
    return String(hasher.digits.prefix(digits))
  }

  private static func line(_ ride: BookedRide) -> String {
    [
      String(ride.scheduled.count), ride.needsWheelchair ? "wheelchair" : "seat",
      place(ride.pickup.coordinate), place(ride.dropoff.coordinate),
    ].joined(separator: " ")
  }

  private static func place(_ coordinate: Coordinate?) -> String {
    guard let coordinate else { return "?" }
    return steps(coordinate.latitude) + "," + steps(coordinate.longitude)
  }

  private static func steps(_ degrees: Double) -> String {
    // A file may state any number; what no degree can be still has a text of its own.
    Int(exactly: (degrees * stepsPerDegree).rounded()).map(String.init) ?? String(degrees)
  }
}

extension DatedDay {
  /// What the day is known by across datasets.
  public var contentHash: String { DayHash.text(of: rides) }
}
