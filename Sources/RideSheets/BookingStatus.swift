import FleetModel
import Naming
import Tabular

/// What the `status` of a booking says of its ride.
struct BookingStatus {
  let status: RideStatus
  /// What a dispatcher should look at, or nil.
  let finding: (kind: SourceFinding.Kind, detail: String)?

  /// What dispatch systems call rides that are still to come.
  private static let open: Set<String> = [
    "new", "open", "pending", "created", "booked", "assigned", "accepted", "dispatched",
    "in progress", "en route", "started", "active",
  ]

  /// Reads a status; words count as in a ride sheet's column of statuses.
  init(_ value: JSONValue) {
    let written = TextFolding.singleBlanked(value.string ?? value.description).prefix(40)
    let spoken = SpokenWords(
      (value.string ?? "").split(separator: "_").joined(separator: " "))
    switch StatusWords.mention(in: spoken, role: .status)?.kind {
    case .cancelled:
      status = .cancelled
      finding = (
        .cancelledRide, "'\(written)' cancels the ride: kept as cancelled, and not planned"
      )
    case .done:
      status = .done
      finding = nil
    case .doubtful:
      status = .planned
      finding = (
        .markedCancelled, "'\(written)' leaves open whether the ride takes place; it is planned"
      )
    case nil:
      status = .planned
      let isKnown =
        value.string != nil
        && (!StatusWords.isUnknown(spoken)
          || Self.open.contains(spoken.texts.joined(separator: " ")))
      finding =
        isKnown ? nil : (.unclearStatus, "'\(written)' is not a known status; the ride is planned")
    }
  }
}
