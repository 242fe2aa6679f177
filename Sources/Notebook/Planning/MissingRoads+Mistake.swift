import CivilTime
import CommandLanguage
import FleetModel
import Planning
import TerminalText

extension MissingRoads {
  /// Why a day cannot be planned by road, and what to do; rides stand for their points, which may be
  /// homes.
  func mistake(
    on day: DayLabel, of dataset: String, among count: Int? = nil, at span: SourceSpan
  ) -> Diagnostic {
    let place: Sentence =
      first.from == first.to
      ? "from the pick-up of ride \(first.from) to its drop-off"
      : "from the drop-off of ride \(first.from) to the pick-up of ride \(first.to)"
    return Diagnostic(
      code: .roads,
      headline:
        "\(dataset) lacks \(counted(count ?? pairs.count, "road")), first \(place) on \(day)",
      span: span, expected: "a leg for each ordered pair of points that a day's legs join",
      remedy: "`load \"matrix.csv\" as roads` adds legs; `set rule travel great circle` does "
        + "without")
  }
}

extension CommandCall {
  /// Refuses days whose legs the notebook's roads lack; on great circles nothing is missing.
  ///
  /// - Throws: `Diagnostic` with the number of pairs of all the days, and the first.
  /// - Complexity: O(n + p²) a day by road, n rides at p points.
  func requireRoads(for days: [DatedDay], of dataset: String) throws {
    var pairs: Set<RoadPair> = []
    var first: (day: DayLabel, missing: MissingRoads)?
    for dated in days {
      guard let missing = MissingRoads(on: dated.day) else { continue }
      pairs.formUnion(missing.pairs)
      first = first ?? (dated.label, missing)
    }
    guard let first else { return }
    throw first.missing.mistake(
      on: first.day, of: dataset, among: pairs.count, at: command.verbSpan)
  }
}
