/// A public place of the gazetteer: a clinic, a station, a town.
public struct GazetteerPlace: Hashable, Sendable {
  public let name: String
  /// What kind of place it is, in lower-case words joined by `_`.
  ///
  /// `hospital`, `clinic`, `dialysis`, `imaging`, `day_centre`, `care_home`, `practice`,
  /// `station`, `quarter`, `town` and others.
  public let kind: String
  public let coordinate: Coordinate
  public let postcode: String?
  public let town: String?
  /// Other ways in which sheets write the name.
  public let spellings: [String]
  /// Where the facts come from.
  public let source: String

  public init(
    name: String, kind: String, coordinate: Coordinate, postcode: String? = nil,
    town: String? = nil, spellings: [String] = [], source: String = ""
  ) {
    self.name = name
    self.kind = kind
    self.coordinate = coordinate
    self.postcode = postcode
    self.town = town
    self.spellings = spellings
    self.source = source
  }

  /// True for an area and not a house: its point stands for much that lies around it.
  public var isLocality: Bool { Self.localityKinds.contains(kind) }

  /// Whether a kind of place is a town or a part of one.
  public static func isLocality(kind: String) -> Bool { localityKinds.contains(kind) }

  /// The kinds of towns and of their parts.
  public static let localityKinds: Set<String> = [
    "town", "city", "village", "hamlet", "municipality", "locality", "quarter", "suburb",
    "neighbourhood",
  ]
}

/// How sure the point of an address is, best first.
public enum LocationPrecision: String, Hashable, Sendable, CaseIterable {
  /// The source states the coordinates itself.
  case stated
  /// The name, or a listed spelling, of a place that is not a town.
  case exact
  /// A name of the gazetteer with a slip of the pen, without its articles, or with words after it.
  case spelling
  /// Only the town or quarter is known; the point stands for all of it.
  case town
  /// Only the postcode is known.
  case postcode
}

/// Where an address lies, and how that was found.
public struct LocatedPlace: Hashable, Sendable {
  public let name: String
  public let kind: String
  public let coordinate: Coordinate
  public let precision: LocationPrecision

  public init(name: String, kind: String, coordinate: Coordinate, precision: LocationPrecision) {
    self.name = name
    self.kind = kind
    self.coordinate = coordinate
    self.precision = precision
  }

  public init(_ place: GazetteerPlace, _ precision: LocationPrecision) {
    self.init(
      name: place.name, kind: place.kind, coordinate: place.coordinate, precision: precision)
  }
}

/// A located address, or the reason why it has no point.
public enum AddressResolution: Hashable, Sendable {
  case located(LocatedPlace)
  case unlocated(reason: String)

  public var place: LocatedPlace? {
    if case .located(let place) = self { place } else { nil }
  }
}
