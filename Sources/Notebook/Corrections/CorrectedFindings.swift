import FleetModel
import RideSheets

/// What is still to look at in a dataset once its corrections are applied.
struct CorrectedFindings {
  let corrections: [RideCorrection]
  /// The corrected rides as their source has them.
  let sources: [BookedRide]
  let rides: [BookedRide]

  /// The fields by whose correction a finding is settled.
  private static func fields(settling kind: SourceFinding.Kind) -> Set<RideCorrection.Field> {
    switch kind {
    case .unknownInitials, .twoDriversForOneRide: [.driver]
    case .unconfirmedReturn, .unconfirmedTime, .perhapsNoTime, .secondTimeIgnored, .timeZoneIgnored:
      [.time]
    case .weekdayContradicts, .farDate: [.date]
    case .noClient: [.client]
    case .unclearWheelchair: [.wheelchair]
    case .cancelledRide, .markedCancelled, .unclearStatus: [.status]
    case .doubledRide: [.date, .time, .client, .pickup, .dropoff, .status]
    default: []
    }
  }

  /// The findings that hold, and those of corrected addresses that are not located.
  ///
  /// - Complexity: O(findings × corrections + rides).
  func after(_ findings: [SourceFinding]) -> [SourceFinding] {
    // What a server's answers or later places located since is settled.
    let rows = Dictionary(grouping: rides) { Row(sheet: $0.sheet, row: $0.row) }
    let findings = findings.filter { finding in
      guard finding.kind == .unlocatedAddress,
        let rides = rows[Row(sheet: finding.sheet, row: finding.row)]
      else { return true }
      return !rides.allSatisfy(\.isLocated)
    }
    guard !corrections.isEmpty else { return findings }
    let corrected = Set(sources.map { Row(sheet: $0.sheet, row: $0.row) })
    let open = findings.filter { finding in
      if finding.kind == .unlocatedAddress {
        return !corrected.contains(Row(sheet: finding.sheet, row: finding.row))
      }
      let fields = Self.fields(settling: finding.kind)
      return !corrections.contains {
        $0.ride != nil && fields.contains($0.field) && $0.source.sheet == finding.sheet
          && $0.source.row == finding.row
      }
    }
    return open + unlocated(in: corrected)
  }

  private struct Row: Hashable {
    let sheet: String
    let row: Int
  }

  private func unlocated(in corrected: Set<Row>) -> [SourceFinding] {
    rides.filter { corrected.contains(Row(sheet: $0.sheet, row: $0.row)) }.flatMap { ride in
      [(ride.pickup, RideColumn.pickup), (ride.dropoff, .dropoff)].compactMap { stop, column in
        stop.coordinate == nil
          ? SourceFinding(
            kind: .unlocatedAddress, sheet: ride.sheet, row: ride.row, column: column.rawValue,
            detail: "'\(stop.label.prefix(80))' of ride \(ride.id): it names no known place")
          : nil
      }
    }
  }
}
