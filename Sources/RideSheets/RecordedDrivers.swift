import Naming

/// Whom a driver cell names for each ride of its row.
struct RecordedDrivers: Hashable, Sendable {
  /// The cell as written, with single blanks.
  let written: String
  /// What stands for the ride there, and for the ride back.
  let outbound: String
  let back: String
  /// True where two different drivers are named.
  let namesTwo: Bool

  /// Takes `X/Y` apart: X drives there, Y back; `X` alone drives both.
  ///
  /// With three or more parts nothing tells who drives what: the cell as a whole is unknown.
  init(_ text: String) {
    written = TextFolding.singleBlanked(text)
    let parts = written.split(separator: "/", omittingEmptySubsequences: false)
      .map { TextFolding.singleBlanked($0) }
    guard parts.count == 2 else {
      outbound = written
      back = written
      namesTwo = false
      return
    }
    outbound = parts[0]
    back = parts[1]
    namesTwo =
      !parts[0].isEmpty && !parts[1].isEmpty
      && Initials.key(parts[0]) != Initials.key(parts[1])
  }
}
