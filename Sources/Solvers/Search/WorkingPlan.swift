import FleetModel

/// A plan that moves change, with the times and sums that make a move cheap to evaluate.
///
/// Every route in it keeps the rules at all times.
package final class WorkingPlan {
  package let network: RouteNetwork
  /// Each driver's rides in order, by index.
  package private(set) var sequences: [[Int]]
  /// The driver of each ride, or -1.
  package private(set) var driverOf: [Int]
  /// The place of each assigned ride in its driver's sequence.
  package private(set) var positionOf: [Int]
  /// Starts of each driver's rides, in order.
  package private(set) var starts: [[Int]]
  /// Lateness and metres of each driver up to and with each of his rides.
  private var latenessSums: [[Int]]
  private var metreSums: [[Int]]
  /// How many regular drivers have each number of rides.
  private var tally: [Int]
  private var fewest = 0
  private var most = 0
  /// The first idle driver of each class.
  private(set) var idleDrivers: [Int] = []
  /// What drivers had before the trial's first change of theirs, in order of those changes.
  private var journal: [(driver: Int, sequence: [Int])] = []
  private var isJournaled: [Bool]
  private var isOnTrial = false
  /// The score as a change from nothing.
  package private(set) var score = ScoreChange.none

  package init(_ network: RouteNetwork, sequences: [[Int]]) {
    self.network = network
    self.sequences = Array(repeating: [], count: network.driverCount)
    driverOf = Array(repeating: -1, count: network.rideCount)
    positionOf = driverOf
    starts = self.sequences
    latenessSums = self.sequences
    metreSums = self.sequences
    tally = Array(repeating: 0, count: max(network.maxRides, network.rideCount) + 2)
    tally[0] = network.isRegular.count { $0 }
    isJournaled = Array(repeating: false, count: network.driverCount)
    score.unassigned = network.rideCount
    findIdle()
    for (driver, sequence) in sequences.enumerated() { setSequence(of: driver, to: sequence) }
  }

  /// The rides that nobody serves, ascending.
  package var unassigned: [Int] { driverOf.indices.filter { driverOf[$0] < 0 } }

  package var plan: Plan { network.matrix.plan(sequences: sequences) }

  /// Replaces a driver's rides; the caller knows that the new sequence keeps the rules.
  func setSequence(of driver: Int, to sequence: [Int]) {
    let old = sequences[driver]
    if isOnTrial, !isJournaled[driver] {
      isJournaled[driver] = true
      journal.append((driver, old))
    }
    for ride in old where driverOf[ride] == driver { driverOf[ride] = -1 }
    for (position, ride) in sequence.enumerated() {
      driverOf[ride] = driver
      positionOf[ride] = position
    }
    score.unassigned += old.count - sequence.count
    score.lateness -= latenessSums[driver].last ?? 0
    score.metres -= metreSums[driver].last ?? 0
    var cursor = RouteCursor()
    starts[driver].removeAll(keepingCapacity: true)
    latenessSums[driver].removeAll(keepingCapacity: true)
    metreSums[driver].removeAll(keepingCapacity: true)
    for ride in sequence {
      cursor.append(ride, of: driver, network)
      starts[driver].append(cursor.start)
      latenessSums[driver].append(cursor.lateness)
      metreSums[driver].append(cursor.metres)
    }
    score.lateness += cursor.lateness
    score.metres += cursor.metres
    sequences[driver] = sequence
    count(driver, from: old.count, to: sequence.count)
    if old.isEmpty != sequence.isEmpty { findIdle() }
  }

  /// Takes a ride out of its driver's route.
  func remove(_ ride: Int) {
    let driver = driverOf[ride]
    guard driver >= 0 else { return }
    var sequence = sequences[driver]
    sequence.remove(at: positionOf[ride])
    setSequence(of: driver, to: sequence)
  }

  private func findIdle() {
    idleDrivers.removeAll(keepingCapacity: true)
    var known = 0
    for driver in sequences.indices where sequences[driver].isEmpty {
      let isKnown = idleDrivers.contains {
        network.driverClass[$0] == network.driverClass[driver]
      }
      if isKnown { continue }
      idleDrivers.append(driver)
      known += 1
      if known == network.classCount { return }
    }
  }

  // MARK: Trials

  /// Starts a trial, whose changes can be taken back.
  func beginTrial() { isOnTrial = true }

  /// Ends a trial and keeps or takes back its changes.
  func endTrial(keeping isKept: Bool) {
    isOnTrial = false
    if !isKept {
      for entry in journal where sequences[entry.driver] != entry.sequence {
        setSequence(of: entry.driver, to: [])
      }
      for entry in journal where sequences[entry.driver] != entry.sequence {
        setSequence(of: entry.driver, to: entry.sequence)
      }
    }
    for entry in journal { isJournaled[entry.driver] = false }
    journal.removeAll(keepingCapacity: true)
  }

  private func count(_ driver: Int, from old: Int, to new: Int) {
    guard old != new else { return }
    guard network.isRegular[driver] else {
      score.reserve += new - old
      return
    }
    tally[old] -= 1
    tally[new] += 1
    score.squares += new * new - old * old
    fewest = min(fewest, new)
    most = max(most, new)
    while fewest < most, tally[fewest] == 0 { fewest += 1 }
    while most > fewest, tally[most] == 0 { most -= 1 }
    score.gap = most - fewest
  }

  // MARK: Evaluating

  /// The state of a driver's route after his first `length` rides.
  @inline(__always)
  func head(of driver: Int, length: Int) -> RouteCursor {
    guard length > 0 else { return RouteCursor() }
    if network.hasRouteRules { return replayedHead(of: driver, length: length) }
    return RouteCursor(
      last: sequences[driver][length - 1], start: starts[driver][length - 1],
      lateness: latenessSums[driver][length - 1], metres: metreSums[driver][length - 1],
      count: length)
  }

  /// The same with what the rules on whole routes need, at the cost of driving it again.
  private func replayedHead(of driver: Int, length: Int) -> RouteCursor {
    var cursor = RouteCursor()
    for ride in sequences[driver].prefix(length) { cursor.append(ride, of: driver, network) }
    return cursor
  }

  /// Whether a driver's route keeps the rules as it stands.
  func keepsRules(_ driver: Int) -> Bool {
    let cursor = replayedHead(of: driver, length: sequences[driver].count)
    return cursor.isFeasible && cursor.mayEnd(network)
  }

  /// Appends another route's rides from a position on, as far as the rules allow.
  ///
  /// Once a ride starts as it did before, all after it do, and their sums are taken over.
  @inline(__always)
  func append(
    tailOf source: Int, from position: Int, to cursor: inout RouteCursor, of driver: Int
  ) {
    let length = sequences[source].count
    let isAlike =
      !network.hasRouteRules && network.driverClass[source] == network.driverClass[driver]
    var index = position
    while index < length, cursor.isFeasible {
      cursor.append(sequences[source][index], of: driver, network)
      if isAlike, cursor.isFeasible, cursor.start == starts[source][index] {
        cursor.lateness += latenessSums[source][length - 1] - latenessSums[source][index]
        cursor.metres += metreSums[source][length - 1] - metreSums[source][index]
        cursor.count += length - 1 - index
        cursor.last = sequences[source][length - 1]
        cursor.start = starts[source][length - 1]
        index = length
      }
      index += 1
    }
    if cursor.count > network.maxRides || !cursor.mayEnd(network) { cursor.isFeasible = false }
  }

  /// What changes where two drivers' routes become what two cursors have built.
  @inline(__always)
  func change(_ first: Int, _ firstRoute: RouteCursor, _ second: Int, _ secondRoute: RouteCursor)
    -> ScoreChange
  {
    var change = change(first, firstRoute)
    let other = self.change(second, secondRoute)
    let isBalanced =
      firstRoute.count == sequences[first].count && secondRoute.count == sequences[second].count
    change.unassigned += other.unassigned
    change.reserve += other.reserve
    change.lateness += other.lateness
    change.metres += other.metres
    change.squares += other.squares
    if !isBalanced {
      change.gap = gapChange(
        (first, firstRoute.count), (second, secondRoute.count))
    }
    return change
  }

  /// What changes where one driver's route becomes what a cursor has built.
  @inline(__always)
  func change(_ driver: Int, _ route: RouteCursor) -> ScoreChange {
    let old = sequences[driver].count
    var change = ScoreChange(
      unassigned: old - route.count, lateness: route.lateness - (latenessSums[driver].last ?? 0),
      metres: route.metres - (metreSums[driver].last ?? 0))
    guard old != route.count else { return change }
    if network.isRegular[driver] {
      change.squares = route.count * route.count - old * old
      change.gap = gapChange((driver, route.count), nil)
    } else {
      change.reserve = route.count - old
    }
    return change
  }

  private func gapChange(
    _ first: (driver: Int, count: Int), _ second: (driver: Int, count: Int)?
  ) -> Int {
    var low = fewest
    var high = most
    shift(first, by: 1, &low, &high)
    if let second { shift(second, by: 1, &low, &high) }
    while low < high, tally[low] == 0 { low += 1 }
    while high > low, tally[high] == 0 { high -= 1 }
    shift(first, by: -1, &low, &high)
    if let second { shift(second, by: -1, &low, &high) }
    return high - low - score.gap
  }

  /// Moves a driver to his new count in the tally, or back.
  @inline(__always)
  private func shift(
    _ entry: (driver: Int, count: Int), by step: Int, _ low: inout Int, _ high: inout Int
  ) {
    guard network.isRegular[entry.driver] else { return }
    tally[sequences[entry.driver].count] -= step
    tally[entry.count] += step
    guard step > 0 else { return }
    low = min(low, entry.count)
    high = max(high, entry.count)
  }
}
