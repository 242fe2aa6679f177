import FleetModel

/// How far from the one point that is known of a place the place reaches.
///
/// A table of places has points and no outlines. So the radii are what places of a kind in the canton
/// need at most, and never less than what the table's own places show.
enum PlaceExtent {
  /// The grounds of a hospital, and any other house with its forecourt.
  static func radius(ofHouse kind: String) -> Metres {
    Metres(kind == "hospital" ? 300 : 100)
  }

  /// A town or a quarter, of which the farthest known place lies so many kilometres away.
  static func radius(ofTown kind: String, reaching farthest: Double) -> Metres {
    let least = GazetteerPlace.isPartOfTown(kind: kind) ? 700 : 1_500
    return Metres(max(least, hundreds(farthest)))
  }

  /// A postcode, of whose known places the farthest lies so many kilometres from their middle.
  static func radius(ofArea farthest: Double) -> Metres {
    Metres(1_000 + hundreds(farthest))
  }

  /// A postcode of the canton is at most so many kilometres wide; wider, its middle says nothing.
  static let widestPostcode = 4.0

  /// Metres, up to the next hundred.
  private static func hundreds(_ kilometres: Double) -> Int {
    Int((kilometres * 10).rounded(.up)) * 100
  }
}
