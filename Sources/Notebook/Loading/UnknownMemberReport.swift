import RideSheets
import Store
import TerminalText

/// Members of a file that a load does not take, as findings and as one sentence.
struct UnknownMemberReport {
  private let members: [UnknownMembers.Member]

  init(_ unknown: UnknownMembers) { members = unknown.list }

  /// One finding a name, with its count.
  var findings: [DatasetRecord.Finding] {
    members.map {
      DatasetRecord.Finding(
        finding: "unknown member", sheet: $0.owner, row: 0,
        detail: "`\($0.name)` stands in \($0.count) of \($0.owner) and is not taken")
    }
  }

  /// What is not taken, the first names by name; nil where all is.
  var warning: Sentence? {
    guard !members.isEmpty else { return nil }
    let named = members.prefix(Self.shownNames).map {
      "`\($0.name)` (\($0.owner), \($0.count))" as Sentence
    }
    let rest = members.count - named.count
    return "not taken from the file: " + named.joined(separator: ", ")
      + (rest > 0 ? " and \(counted(rest, "more name"))" : "")
  }

  private static let shownNames = 6
}
