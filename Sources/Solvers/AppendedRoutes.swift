import FleetModel

/// Routes that grow at their ends, the state of every chronological method.
///
/// A driver can take a ride where appending it to his route keeps every rule.
struct AppendedRoutes {
  let matrix: DayMatrix
  private(set) var sequences: [[Int]]
  /// When each driver is free again; nothing for an idle one.
  private var ends: [Int]

  init(_ matrix: DayMatrix) {
    self.matrix = matrix
    sequences = Array(repeating: [], count: matrix.driverCount)
    ends = Array(repeating: 0, count: matrix.driverCount)
  }

  /// What appending a ride to a route would mean.
  struct Step {
    var start: Int
    var lateness: Int
    /// The way to the pick-up, driven empty; zero for an idle driver.
    var hopMinutes = 0
    var hopMetres = 0
    /// Minutes between the previous ride's end and the ride's start; zero for an idle driver.
    var idle = 0
    /// Minutes by which the driver could come later and still start on time.
    var spare = Int.max
  }

  /// The step of appending a ride to a driver's route, or nil where a rule forbids it.
  func step(ride: Int, driver: Int) -> Step? {
    guard matrix.allows(ride: ride, driver: driver),
      sequences[driver].count < matrix.maxRides
    else { return nil }
    let due = matrix.scheduled[ride]
    guard let last = sequences[driver].last else {
      let start = matrix.firstStart(of: ride, by: driver)
      guard matrix.keepsTimes(ride: ride, driver: driver, start: start) else { return nil }
      return Step(start: start, lateness: start - due)
    }
    let end = ends[driver]
    let hop = matrix.hopMinutes(from: last, to: ride)
    let arrival = end + matrix.margin + hop
    let start = max(due, arrival)
    guard matrix.keepsTimes(ride: ride, driver: driver, start: start) else { return nil }
    return Step(
      start: start, lateness: start - due, hopMinutes: hop,
      hopMetres: matrix.hopMetres(from: last, to: ride), idle: start - end,
      spare: max(0, due - arrival))
  }

  mutating func append(ride: Int, to driver: Int, _ step: Step) {
    sequences[driver].append(ride)
    ends[driver] = step.start + matrix.occupied[ride]
  }

  func load(of driver: Int) -> Int { sequences[driver].count }

  var plan: Plan { matrix.plan(sequences: sequences) }
}
