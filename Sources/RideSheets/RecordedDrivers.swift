import FleetModel
import Naming

/// Whom a driver cell names for each ride of its row.
struct RecordedDrivers: Hashable, Sendable {
  /// The cell as written, with single blanks.
  let written: String
  /// What stands for the ride there, and for the ride back.
  let outbound: Entry
  let back: Entry
  /// True where two different drivers are named.
  let namesTwo: Bool

  /// Takes `X/Y` apart: X drives there, Y back; `X` alone drives both.
  ///
  /// `X + Y`, `X, Y`, `X & Y` and `X et Y` are as good as `X/Y` where both are drivers or initials.
  /// With three or more parts nothing tells who drives what: the cell as a whole is unknown.
  ///
  /// - Complexity: O(n + drivers) in the text's length.
  init(_ text: String, roster: Roster) {
    written = TextFolding.singleBlanked(text)
    let parts = Self.parts(of: written, roster) ?? [written]
    let entries = (parts.count == 2 ? parts : [written]).map { Entry($0, roster) }
    outbound = entries.first ?? Entry("", roster)
    back = entries.last ?? outbound
    let areOne = outbound.driver != nil && outbound.driver == back.driver
    namesTwo =
      !outbound.written.isEmpty && !back.written.isEmpty && !areOne
      && Initials.key(outbound.written) != Initials.key(back.written)
  }

  /// One driver of a cell.
  struct Entry: Hashable {
    let written: String
    /// Who that is, nil where nobody or not one alone.
    let driver: RosterDriver?

    init(_ written: String, _ roster: Roster) {
      self.written = written
      driver = roster.driver(written: written)
    }
  }

  /// The parts of a cell between slashes, or else between other marks.
  private static func parts(of written: String, _ roster: Roster) -> [String]? {
    // "Lambelet, Yannis" is one.
    if roster.driver(written: written) != nil { return nil }
    if written.contains("/") {
      return written.split(separator: "/", omittingEmptySubsequences: false)
        .map { TextFolding.singleBlanked($0) }
    }
    let words = written.split(separator: " ").map(String.init)
    let marked = words.map { joints.contains(TextFolding.folded($0)) ? "+" : $0 }
    let parts = marked.joined(separator: " ").split { "+&,;|".contains($0) }
      .map { TextFolding.singleBlanked($0) }
    guard parts.count == 2, parts.allSatisfy({ isDriver($0, roster) }) else { return nil }
    return parts
  }

  /// Words and free-standing marks between two drivers.
  private static let joints: Set<String> = ["et", "puis", "and", "und", "-", ">", "->", "→"]

  /// A driver of the roster, or what may be one's initials.
  private static func isDriver(_ text: String, _ roster: Roster) -> Bool {
    if roster.driver(written: text) != nil { return true }
    guard let key = Initials.key(text) else { return false }
    return (2...3).contains(key.utf8.count) && !ScheduleText.hasDigit(key)
  }
}
