/// What a move changes at each level of the order; the lower change is the better one.
package struct ScoreChange: Comparable {
  package var unassigned = 0
  package var reserve = 0
  package var gap = 0
  package var squares = 0
  package var lateness = 0
  package var metres = 0

  package init(
    unassigned: Int = 0, reserve: Int = 0, gap: Int = 0, squares: Int = 0, lateness: Int = 0,
    metres: Int = 0
  ) {
    self.unassigned = unassigned
    self.reserve = reserve
    self.gap = gap
    self.squares = squares
    self.lateness = lateness
    self.metres = metres
  }

  package static let none = ScoreChange()

  @inline(__always)
  package static func < (left: ScoreChange, right: ScoreChange) -> Bool {
    if left.unassigned != right.unassigned { return left.unassigned < right.unassigned }
    if left.reserve != right.reserve { return left.reserve < right.reserve }
    if left.gap != right.gap { return left.gap < right.gap }
    if left.squares != right.squares { return left.squares < right.squares }
    if left.lateness != right.lateness { return left.lateness < right.lateness }
    return left.metres < right.metres
  }

  /// A blend of the levels in metres, by which a search may pass through worse plans.
  ///
  /// One ride unserved weighs 1,000 km, one on reserve 300 km, a step of gap 4 km, two of
  /// squares 4 km, a minute 2 km: each far above what it can save in metres on these days, but
  /// low enough for the search to cross over.
  @inline(__always)
  package var energy: Int {
    unassigned * 1_000_000 + reserve * 300_000 + gap * 4_000 + squares * 2_000 + lateness * 2_000
      + metres
  }

  package static func + (left: ScoreChange, right: ScoreChange) -> ScoreChange {
    ScoreChange(
      unassigned: left.unassigned + right.unassigned, reserve: left.reserve + right.reserve,
      gap: left.gap + right.gap, squares: left.squares + right.squares,
      lateness: left.lateness + right.lateness, metres: left.metres + right.metres)
  }
}
