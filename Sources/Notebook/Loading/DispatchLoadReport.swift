import FleetModel
import RideSheets
import Store
import TerminalText

/// What a load of a dispatch export says of the form, and of what it does not state.
struct DispatchLoadReport {
  private let export: DispatchExport

  /// The format of every export.
  ///
  /// What an earlier version loaded has no document to be given back in.
  static let format = "dispatch export"

  init(_ export: DispatchExport) { self.export = export }

  private var rides: [BookedRide] { export.result.rides }
  private var adopted: [SourceDriver] { export.sourceDrivers.filter(\.isAdopted) }

  /// Members that the form does not know, drivers whom the roster lacks, and directions that nothing
  /// shows.
  var findings: [SourceFinding] {
    UnknownMemberReport(export.unknownMembers, isKept: true).findings
      + adopted.map {
        SourceFinding(
          kind: .adoptedDriver, sheet: "drivers",
          detail: "driver \($0.number) '\($0.written.prefix(40))' is not a driver of the roster: "
            + "adopted for this dataset as \($0.name), \($0.kind.rawValue), on "
            + "\(counted($0.dates.count, "day"))")
      } + unknownDirections
  }

  /// One finding a dispatch.
  private var unknownDirections: [SourceFinding] {
    var found: [(sheet: String, ids: [Int])] = []
    for ride in rides where ride.direction == .unknown {
      if found.last?.sheet != ride.sheet { found.append((ride.sheet, [])) }
      found[found.count - 1].ids.append(ride.id)
    }
    return found.map { sheet, ids in
      let named = ids.prefix(8).map(String.init).joined(separator: ", ")
      let more = ids.count > 8 ? ", …" : ""
      return SourceFinding(
        kind: .unknownDirection, sheet: sheet,
        detail:
          "\(counted(ids.count, "ride")) without a ride the other way that day: \(named)\(more); "
          + "judged by the mildest tolerance")
    }
  }

  /// One sentence each.
  var warnings: [Sentence] {
    guard !rides.isEmpty else { return [] }
    let paired = rides.count { $0.direction == .return }
    let unknown = rides.count { $0.direction == .unknown }
    var warnings: [Sentence] = [
      "the export does not state directions, confirmations or wheelchairs: "
        + "\(counted(paired, "pair")) of rides there and back found by their places, "
        + "\(counted(unknown, "ride")) of unknown direction; returns and unknown rides may be as "
        + "late as unconfirmed returns; \(rides.count(where: \.needsWheelchair)) with a wheelchair "
        + "according to their addresses"
    ]
    if !adopted.isEmpty {
      let names = adopted.map(\.name)
      warnings.append(
        "\(counted(adopted.count, "driver")) of the file "
          + "\(words: adopted.count == 1 ? "is" : "are") not in the table of drivers; adopted for "
          + "this dataset alone: \(names.prefix(5).joined(separator: ", "))"
          + (names.count > 5 ? ", …" : ""))
    }
    let nameless = rides.filter { !$0.initials.isEmpty && $0.driver == nil }
    if !nameless.isEmpty {
      let names = Set(nameless.map(\.initials)).sorted()
      warnings.append(
        "\(counted(nameless.count, "ride")) without a recorded driver, as the file does not list "
          + "their drivers: \(names.prefix(5).joined(separator: ", "))"
          + (names.count > 5 ? ", …" : ""))
    }
    let doubles = export.result.findings.filter { Self.doubleKinds.contains($0.kind) }
    if let first = doubles.first {
      warnings.append(
        "\(counted(doubles.count, "duplicate number")), first: \(first.detail)")
    }
    return warnings
      + [UnknownMemberReport(export.unknownMembers, isKept: true).warning].compactMap { $0 }
  }

  private static let doubleKinds: Set<SourceFinding.Kind> = [
    .duplicateBooking, .duplicateDispatch, .duplicateDriver,
  ]
}
