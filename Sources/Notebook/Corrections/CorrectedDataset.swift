import FleetModel
import RideSheets
import Store

/// A dataset's rides with all of its corrections applied, told apart from what its source has.
///
/// A ride is always its source with the last value of each corrected field: a correction that is taken
/// back leaves what the ones before it, or the source, say.
struct CorrectedDataset {
  /// The rides as they are to be, in file order.
  private(set) var rides: [BookedRide]
  /// The corrected ones as their source has them.
  private(set) var sources: [BookedRide]
  /// Corrections of the dataset whose ride is not there, or not alone.
  private(set) var lost: [RideCorrection] = []
  /// Which ride each of the dataset's own corrections is of.
  private(set) var matches: [Int: Int] = [:]

  /// Applies corrections to rides as their source has them.
  ///
  /// - Parameters:
  ///   - corrections: Those of the dataset and of places, in the order in which they were made.
  ///   - original: All rides as the source has them.
  ///   - isNew: Whether the source was read anew, so that each correction looks for its ride.
  ///   - gazetteer: Locates corrected addresses.
  /// - Complexity: O(rides × corrections).
  init(
    _ corrections: [RideCorrection], of original: [BookedRide], isNew: Bool, gazetteer: Gazetteer
  ) {
    rides = original
    var places: [Int: Int] = [:]
    for (index, ride) in original.enumerated() { places[ride.id] = index }
    for correction in corrections where correction.field != .place {
      let ride = isNew ? correction.ride(among: original) : correction.ride
      guard let ride, let index = places[ride] else {
        lost.append(correction)
        continue
      }
      matches[correction.id] = ride
      rides[index].set(correction.field, to: correction.value) { gazetteer.stop($0) }
    }
    // Last: an address may be one that a correction names.
    for correction in corrections where correction.field == .place {
      for index in rides.indices {
        rides[index].set(.place, to: correction.value, label: correction.source.pickup) {
          gazetteer.stop($0)
        }
      }
    }
    sources = zip(original, rides).filter { $0 != $1 }.map(\.0)
  }
}

extension Gazetteer {
  /// An address that somebody typed, located.
  func stop(_ text: String) -> BookedRide.Stop {
    let block = AddressBlock(text)
    return BookedRide.Stop(label: block.label, resolution: resolve(block))
  }
}
