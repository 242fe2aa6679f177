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

  /// Whether a kind of place is a part of a town.
  public static func isPartOfTown(kind: String) -> Bool { partKinds.contains(kind) }

  private static let partKinds: Set<String> = ["quarter", "suburb", "neighbourhood", "hamlet"]

  /// The kinds of towns and of their parts.
  public static let localityKinds = partKinds.union([
    "town", "city", "village", "municipality", "locality",
  ])
}

/// Where an address lies, how closely that is known, and how it was found.
public struct LocatedPlace: Hashable, Sendable {
  /// The name of what was found; empty where only coordinates are known.
  public let name: String
  /// Its kind, as ``GazetteerPlace/kind``; empty where none is known.
  public let kind: String
  public let coordinate: Coordinate
  public let precision: LocationPrecision
  public let match: LocationMatch
  /// How far from the point the address may lie at most, in metres; nil where that is not known.
  public let radius: Metres?
  public let postcode: String?
  public let town: String?

  public init(
    name: String, kind: String, coordinate: Coordinate, precision: LocationPrecision,
    match: LocationMatch = .exact, radius: Metres? = nil, postcode: String? = nil,
    town: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.coordinate = coordinate
    self.precision = precision
    self.match = match
    self.radius = radius
    self.postcode = postcode
    self.town = town
  }

  /// A point that the source states, and nothing else.
  public init(stated coordinate: Coordinate) {
    self.init(
      name: "", kind: "", coordinate: coordinate, precision: .address, match: .stated,
      radius: .zero)
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
