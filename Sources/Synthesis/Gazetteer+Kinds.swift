import FleetModel
import RideSheets

extension Gazetteer {
  /// The places of some kinds, in the order of the gazetteer's file.
  func places(of kinds: [String]) -> [GazetteerPlace] {
    places.filter { kinds.contains($0.kind) }
  }

  /// Where an importer finds a typed address, so that the guarantees hold on import.
  func coordinate(of text: String) -> Coordinate? {
    locate(AddressBlock(text))?.coordinate
  }
}
