import FleetModel
import RideSheets
import Store
import TerminalText

/// Members of a file that a load does not take, as findings and as one sentence.
struct UnknownMemberReport {
  private let members: [UnknownMembers.Member]

  init(_ unknown: UnknownMembers) { members = unknown.list }

  /// One finding a name, with its count.
  var findings: [SourceFinding] {
    members.map {
      SourceFinding(
        kind: .unknownMember, sheet: $0.owner,
        detail: "`\($0.name)` in \($0.owner) is unknown and was ignored "
          + "(\(counted($0.count, "time")))")
    }
  }

  /// What is not taken, the first names by name; nil where all is.
  var warning: Sentence? {
    guard !members.isEmpty else { return nil }
    let named = members.prefix(Self.shownNames).map {
      "`\($0.name)` (\($0.owner), \($0.count))" as Sentence
    }
    let rest = members.count - named.count
    return "unknown names in the file, ignored: " + named.joined(separator: ", ")
      + (rest > 0 ? " and \(counted(rest, "more name"))" : "")
  }

  private static let shownNames = 6
}
