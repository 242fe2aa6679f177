import FleetModel

/// Rotates who drives the larger loads, so that loads even out over several days.
///
/// Whole routes change hands between the regular drivers of a day where nothing of the day's score
/// changes and no rule breaks. What is evened out is the **rolling gap** of a window of N calendar
/// days that ends with a planned day:
///
///     excess(driver) = Σ rides − regular rides of the day / its regular drivers,
///                      over the window's days on which he is available
///     rolling gap    = largest − least excess over the drivers available on the last day
///
/// A rotation that only looks back is caught out when a day leaves the window: the driver whom that
/// day had favoured is behind all at once, and one day cannot always make it up. So all days are
/// dealt out together.
public enum LoadRotation {
  /// A day whose routes may be dealt out anew.
  public struct Day: Sendable {
    /// Its plan; one that breaks a rule stays as it is.
    public let plan: Plan
    public let day: ServiceDay
    /// The date as a count of days; only differences matter.
    public let number: Int

    public init(plan: Plan, day: ServiceDay, number: Int) {
      self.plan = plan
      self.day = day
      self.number = number
    }
  }

  /// The loads of a day that stays as it is.
  public struct Past: Sendable {
    /// The date as a count of days, in the count of `Day.number`.
    public let number: Int
    /// Rides by name of regular driver available on the day, idle ones with 0.
    public let rides: [String: Int]

    public init(number: Int, rides: [String: Int]) {
      self.number = number
      self.rides = rides
    }
  }

  /// The plans of some days with their routes dealt out anew, so that rolling gaps are small.
  ///
  /// Among all dealings of all days: the largest rolling gap over the planned days is least; then
  /// the sum of the squared rolling gaps; then the squared gaps of the totals over all days, lest a
  /// window forget whom it favoured; then the rides that change hands; then the dealing in
  /// which the first drivers, by id, keep the earliest routes. The search is a beam over the days
  /// (`RotationBeam`), exact while it drops nothing: with up to 256 different histories of the days
  /// that stay in the window, as over 7 days with three drivers. Days that allow more than
  /// `RouteDealer.limit` dealings are dealt out by swaps, without a claim to be best.
  ///
  /// - Parameters:
  ///   - days: Days with the plans to deal out; drivers of one name are one person.
  ///   - past: Days that count with the loads that they have, in any order.
  ///   - window: Calendar days in a window; with less than 2 there is nothing to even out.
  ///   - isOver: Asked once a day; when true the plans are returned as they were.
  /// - Returns: One plan a day, in the order given, each with its score unchanged at every level.
  /// - Complexity: O(d (m² n + s (p (m + log s p) + d))): d days, m regular drivers, n rides a day,
  ///   s ≤ 256 states kept, p ≤ 720 dealings a day, s p about 10,000 at most. A year of 250 days
  ///   with six drivers takes about 0.3 s in a release build.
  public static func rotate(
    _ days: [Day], after past: [Past] = [], over window: Int,
    until isOver: () -> Bool = { false }
  ) -> [Plan] {
    let plans = days.map(\.plan)
    guard window > 1, let calendar = RotationCalendar(days, past, window, until: isOver) else {
      return plans
    }
    var beam = RotationBeam(calendar: calendar)
    guard let found = beam.search(until: isOver) else { return plans }
    var rotated = plans
    for (entry, dealing) in zip(calendar.entries, found.dealings) {
      guard let place = entry.place, let dealer = entry.dealer, let dealing else { continue }
      rotated[place] = dealer.plan(dealing)
    }
    return rotated
  }
}
