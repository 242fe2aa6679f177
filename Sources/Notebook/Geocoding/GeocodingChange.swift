import FleetModel
import Naming
import RideSheets
import Store
import TerminalText

/// Locates addresses anew, where more is known of them than when they were loaded.
struct GeocodingChange {
  let call: CommandCall
  let dataset: String

  /// Locates all addresses of the dataset by the places, the register and the answers of now.
  func byWhatIsLoaded() throws -> Outcome {
    let relocation = Relocation(try call.database.gazetteer())
    let before = try ends()
    let (changed, stale) = try CorrectionChange(call: call).relocate(in: [dataset]) {
      relocation.stop($0)
    } keeping: { _ in
      Effects()
    }
    let after = try ends()
    var outcome = Outcome.showing(Self.table(before, after))
    let count = changed[dataset] ?? 0
    outcome.blocks.insert(
      .talk(
        count == 0
          ? "\(dataset): nothing more is known of its addresses; nothing changed"
          : "\(dataset): \(counted(count, "ride")) with an address that is known more closely"),
      at: 0)
    outcome.factsRelation = dataset
    outcome.blocks += CorrectionChange.remarks(stale: stale)
    return outcome
  }

  private func ends() throws -> LocationCounts {
    var counts = LocationCounts()
    for ride in try call.database.rides(of: dataset) {
      counts.add(ride.pickup)
      counts.add(ride.dropoff)
    }
    return counts
  }

  private static func table(_ before: LocationCounts, _ after: LocationCounts) -> ResultTable {
    ResultTable(
      ["precision", "before", "after"],
      LocationPrecision.allCases.map { precision in
        [
          .text(precision.rawValue), .integer(Int64(before[precision])),
          .integer(Int64(after[precision])),
        ]
      })
  }
}

/// What is known of addresses now, each looked up once.
final class Relocation {
  private let gazetteer: Gazetteer
  /// The keys of the addresses that are looked up; nil for all.
  private let keys: Set<String>?
  private var known: [String: AddressResolution?] = [:]

  init(_ gazetteer: Gazetteer, keys: Set<String>? = nil) {
    self.gazetteer = gazetteer
    self.keys = keys
  }

  /// The end of a ride with what is known of its address, where that is more than before.
  ///
  /// A point that the source or an analyst states stays.
  ///
  /// - Complexity: O(1) for an address that was asked for before.
  func stop(_ stop: BookedRide.Stop) -> BookedRide.Stop {
    guard stop.precision != .address else { return stop }
    if known[stop.label] == nil { known[stop.label] = .some(resolution(of: stop.label)) }
    guard let found = known[stop.label] ?? nil,
      Self.rank(found.place?.precision) < Self.rank(stop.precision)
    else { return stop }
    return BookedRide.Stop(label: stop.label, resolution: found)
  }

  private func resolution(of label: String) -> AddressResolution? {
    let block = AddressBlock(label)
    if let keys {
      guard let key = gazetteer.streetAddress(of: block)?.key, keys.contains(key) else {
        return nil
      }
    }
    return gazetteer.resolve(block)
  }

  /// 0 for a house; the higher, the less is known.
  private static func rank(_ precision: LocationPrecision?) -> Int {
    precision?.rank ?? LocationPrecision.allCases.count
  }
}
