import FleetModel
import RideSheets
import Store
import TerminalText

/// Members of a file that its form does not know, as findings and as one sentence.
struct UnknownMemberReport {
  private let members: [UnknownMembers.Member]
  /// Whether the notebook keeps the file, and with it what the form does not know.
  private let isKept: Bool

  init(_ unknown: UnknownMembers, isKept: Bool = false) {
    members = unknown.list
    self.isKept = isKept
  }

  /// One finding a name, with its count.
  var findings: [SourceFinding] {
    members.map {
      SourceFinding(
        kind: .unknownMember, sheet: $0.owner,
        detail: "`\($0.name)` in \($0.owner) is unknown and was \(treatment(of: $0)) "
          + "(\(counted($0.count, "time")))")
    }
  }

  private func treatment(of member: UnknownMembers.Member) -> String {
    guard isKept else { return "ignored" }
    return member.hasColumn ? "kept as a column" : "kept in the document"
  }

  /// What is unknown, the first names by name; nil where nothing is.
  var warning: Sentence? {
    guard !members.isEmpty else { return nil }
    let named = members.prefix(Self.shownNames).map {
      "`\($0.name)` (\($0.owner), \($0.count))" as Sentence
    }
    let rest = members.count - named.count
    let treatment: Sentence = isKept ? "kept" : "ignored"
    return "unknown names in the file, \(treatment): " + named.joined(separator: ", ")
      + (rest > 0 ? " and \(counted(rest, "more name"))" : "")
  }

  private static let shownNames = 6
}
