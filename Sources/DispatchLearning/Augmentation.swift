import CivilTime
import FleetModel
import SeededRandom

/// How training days are varied, so that an agent learns the office and not thirty days.
public struct Augmentation: Hashable, Sendable {
  /// The share of episodes on a varied day, 0...1; the others are on a true one.
  public var share = 0.5
  /// The most minutes by which a ride is moved, 0...120.
  public var jitter = 15
  /// The probability that one driver is absent, 0...1.
  public var absence = 0.1
  /// The probability that the rides are drawn across all days, 0...1.
  public var mixing = 0.5

  public init() {}

  /// Draws a day like those of a pool.
  ///
  /// - Parameters:
  ///   - base: the day that is varied; its drivers, rules and number of rides stay.
  ///   - rides: the rides of all days that may be drawn from, in a fixed order.
  ///   - draws: what decides.
  /// - Returns: the varied day, its rides numbered anew from 1.
  func varied(_ base: ServiceDay, from rides: [Ride], _ draws: inout SeededGenerator) -> ServiceDay
  {
    var chosen = base.rides
    if draws.chance(mixing), rides.count > base.rides.count {
      chosen = Array(draws.shuffled(rides).prefix(base.rides.count))
    }
    let numbered = chosen.enumerated().map { index, ride in
      Ride(
        id: index + 1,
        scheduled: jitter > 0 ? moved(ride.scheduled, &draws) : ride.scheduled,
        direction: ride.direction, isConfirmed: ride.isConfirmed,
        needsWheelchair: ride.needsWheelchair, pickup: ride.pickup, dropoff: ride.dropoff,
        isHospital: ride.isHospital, usualDriver: ride.usualDriver)
    }
    var absent: Set<Int> = []
    let regular = base.drivers.filter { !$0.isReserve }
    if regular.count > 2, draws.chance(absence), let one = draws.pick(regular) { absent = [one.id] }
    return ServiceDay(rides: numbered, drivers: base.drivers, rules: base.rules).without(
      drivers: absent)
  }

  /// A time moved by a multiple of five minutes, as sheets have them, where jitter allows one.
  private func moved(_ time: Minutes, _ draws: inout SeededGenerator) -> Minutes {
    let grain = jitter >= 5 ? 5 : 1
    let steps = jitter / grain
    return Minutes(
      min(max(0, time.count + grain * draws.integer(in: -steps...steps)), 1_439))
  }
}
