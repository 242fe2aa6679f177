import FleetModel

/// Routes that grow at their ends, the state of every chronological method.
///
/// A driver can take a ride where appending it to his route keeps every rule.
package struct AppendedRoutes {
  package let matrix: DayMatrix
  package private(set) var sequences: [[Int]]
  /// When each driver is free again; nothing for an idle one.
  package private(set) var ends: [Int]
  private var firstStarts: [Int]
  private var haveBreaks: [Bool]

  package init(_ matrix: DayMatrix) {
    self.matrix = matrix
    sequences = Array(repeating: [], count: matrix.driverCount)
    ends = Array(repeating: 0, count: matrix.driverCount)
    firstStarts = ends
    haveBreaks = Array(repeating: false, count: matrix.driverCount)
  }

  /// What appending a ride to a route would mean.
  package struct Step {
    package var start: Int
    package var lateness: Int
    /// Whether the route has its break once the ride is appended, what follows left out.
    var hasBreak = true
    /// The way to the pick-up, driven empty; zero for an idle driver.
    package var hopMinutes = 0
    /// Minutes between the previous ride's end and the ride's start; zero for an idle driver.
    package var idle = 0
    /// Minutes by which the driver could come later and still start on time.
    package var spare = Int.max
  }

  /// Metres driven empty to a ride's pick-up; zero for an idle driver.
  package func hopMetres(ride: Int, driver: Int) -> Int {
    sequences[driver].last.map { matrix.hopMetres(from: $0, to: ride) } ?? 0
  }

  /// Metres that the way to a ride's pick-up has at least, at less cost.
  func leastHopMetres(ride: Int, driver: Int) -> Double {
    sequences[driver].last.map { matrix.leastHopMetres(from: $0, to: ride) } ?? 0
  }

  /// The step of appending a ride to a driver's route, or nil where a rule forbids it.
  package func step(ride: Int, driver: Int) -> Step? {
    guard matrix.allows(ride: ride, driver: driver),
      sequences[driver].count < matrix.maxRides
    else { return nil }
    let due = matrix.scheduled[ride]
    guard let last = sequences[driver].last else {
      let start = matrix.firstStart(of: ride, by: driver)
      guard matrix.keepsTimes(ride: ride, driver: driver, start: start) else { return nil }
      return checked(Step(start: start, lateness: start - due), ride, driver)
    }
    let end = ends[driver]
    guard max(due, end + matrix.margin) <= matrix.latest[ride] else { return nil }
    let hop = matrix.hopMinutes(from: last, to: ride)
    let arrival = end + matrix.margin + hop
    let start = max(due, arrival)
    guard matrix.keepsTimes(ride: ride, driver: driver, start: start) else { return nil }
    let step = Step(
      start: start, lateness: start - due, hopMinutes: hop, idle: start - end,
      spare: max(0, due - arrival))
    return checked(step, ride, driver)
  }

  /// The step where the route keeps its span and its break with it, else nil.
  private func checked(_ step: Step, _ ride: Int, _ driver: Int) -> Step? {
    guard matrix.breakLength > 0 || matrix.maxSpan < .max else { return step }
    var step = step
    let isFirst = sequences[driver].isEmpty
    let end = step.start + matrix.occupied[ride]
    guard end - (isFirst ? step.start : firstStarts[driver]) <= matrix.maxSpan else { return nil }
    step.hasBreak =
      isFirst
      ? matrix.holdsBreak(from: 0, to: step.start)
      : haveBreaks[driver]
        || matrix.holdsBreak(from: ends[driver], to: step.start - step.hopMinutes)
    return step.hasBreak || matrix.holdsBreak(from: end, to: .max) ? step : nil
  }

  package mutating func append(ride: Int, to driver: Int, _ step: Step) {
    if sequences[driver].isEmpty { firstStarts[driver] = step.start }
    haveBreaks[driver] = step.hasBreak
    sequences[driver].append(ride)
    ends[driver] = step.start + matrix.occupied[ride]
  }

  package func load(of driver: Int) -> Int { sequences[driver].count }

  package var plan: Plan { matrix.plan(sequences: sequences) }
}
