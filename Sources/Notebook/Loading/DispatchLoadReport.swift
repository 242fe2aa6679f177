import FleetModel
import RideSheets
import Store
import TerminalText

/// What a load of a dispatch export says of the form, and of what is not kept of the file.
struct DispatchLoadReport {
  private let export: DispatchExport

  /// The format of an export whose numbers are another system's, and of any that an earlier version
  /// loaded.
  static let foreignFormat = "dispatch export"
  /// The format of an export that the program wrote.
  static let ownFormat = "own dispatch export"

  init(_ export: DispatchExport) { self.export = export }

  var format: String { export.identity.isOwn ? Self.ownFormat : Self.foreignFormat }

  /// Members that are not taken, and numbers that are not kept.
  var findings: [SourceFinding] {
    var findings = UnknownMemberReport(export.unknownMembers).findings
    if !export.identity.isOwn {
      findings.append(
        SourceFinding(
          kind: .foreignNumbers, sheet: "",
          detail: "\(export.identity.loss) are not kept; `export … as dispatch` is refused"))
    }
    return findings
  }

  /// One sentence each.
  var warnings: [Sentence] {
    let rides = export.result.rides
    guard !rides.isEmpty else { return [] }
    var warnings: [Sentence] = [
      "the export states neither directions nor wheelchairs: \(counted(rides.count, "ride")) taken "
        + "as outbound and confirmed, \(rides.count(where: \.needsWheelchair)) with a wheelchair "
        + "according to their addresses"
    ]
    let unknown = rides.filter { !$0.initials.isEmpty && $0.driver == nil }
    if !unknown.isEmpty {
      let names = Set(unknown.map(\.initials)).sorted()
      warnings.append(
        "\(counted(unknown.count, "ride")) without a recorded driver, as the notebook does not "
          + "know their drivers: \(names.prefix(5).joined(separator: ", "))"
          + (names.count > 5 ? ", …" : ""))
    }
    let doubles = export.result.findings.filter { Self.doubleKinds.contains($0.kind) }
    if let first = doubles.first {
      warnings.append(
        "\(counted(doubles.count, "duplicate number")), first: \(first.detail)")
    }
    return warnings + [UnknownMemberReport(export.unknownMembers).warning].compactMap { $0 }
  }

  private static let doubleKinds: Set<SourceFinding.Kind> = [
    .duplicateBooking, .duplicateDispatch, .duplicateDriver,
  ]
}
