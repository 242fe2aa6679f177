import FleetModel

/// What a day's short reasons prove of its first two levels before any search for routes.
///
/// Rides that keep a driver at the same instant need one each (`ServiceReason`); where a plan leaves
/// no more over than that, its service is proven at once.
struct ServiceFloor {
  /// No plan leaves fewer rides unassigned.
  private(set) var unassigned = 0
  /// No plan has fewer rides that no regular driver serves.
  private var beyondRegular = 0

  /// The floors that hold for any day.
  init() {}

  /// Finds the floors of a day.
  ///
  /// - Complexity: O(n · k² · m), n rides, of which k at most at one instant, m drivers.
  init(_ day: ServiceDay) {
    unassigned = ServiceReason(for: .everyone, on: day)?.shortage ?? 0
    beyondRegular = ServiceReason(for: .regular, on: day)?.shortage ?? 0
  }

  /// The fewest rides on the reserve, given that a plan's unassigned rides are the fewest there are.
  func reserve(beside score: ScoreChange) -> Int { max(0, beyondRegular - score.unassigned) }
}
