import FleetModel

/// The places that addresses are located by, with the streets and houses of an address register.
///
/// What it does not know it leaves unlocated, with the reason; there is no default point.
public struct Gazetteer: Sendable {
  public let places: [GazetteerPlace]
  /// The streets and houses beside the places.
  public let register: AddressRegister
  /// What a server answered, by the keys of addresses (``StreetAddress/key``).
  public let answers: [String: LocatedPlace]

  /// A name or spelling of a place, made comparable.
  struct Entry: Sendable {
    let words: [String]
    let key: String
    let letters: [Unicode.Scalar]
    let digits: [Unicode.Scalar]
    let isLocality: Bool
    let place: Int

    init(words: [String], key: String, isLocality: Bool, place: Int) {
      self.words = words
      self.key = key
      letters = Array(key.unicodeScalars)
      digits = letters.filter { ("0"..."9").contains($0) }
      self.isLocality = isLocality
      self.place = place
    }
  }

  let entries: [Entry]
  /// Indices of places by the exact key of each name and spelling, ascending.
  let placesByKey: [String: [Int]]
  /// The same by the significant words only.
  let placesByLooseKey: [String: [Int]]
  /// Indices of places by postcode, ascending.
  let placesByPostcode: [String: [Int]]
  /// The same by the key of their town.
  private let placesByTown: [String: [Int]]

  /// Indexes places.
  ///
  /// - Complexity: O(n) in the number of names and spellings.
  public init(
    places: [GazetteerPlace], register: AddressRegister = .empty,
    answers: [String: LocatedPlace] = [:]
  ) {
    self.places = places
    self.register = register
    self.answers = answers
    var entries: [Entry] = []
    var byKey: [String: [Int]] = [:]
    var byLooseKey: [String: [Int]] = [:]
    var byPostcode: [String: [Int]] = [:]
    var byTown: [String: [Int]] = [:]
    for (index, place) in places.enumerated() {
      if let postcode = place.postcode { byPostcode[postcode, default: []].append(index) }
      if let town = place.town { byTown[PlaceKey.exact(town), default: []].append(index) }
      for text in [place.name] + place.spellings {
        let words = PlaceKey.words(text)
        let key = words.joined(separator: " ")
        guard !key.isEmpty, byKey[key]?.last != index else { continue }
        byKey[key, default: []].append(index)
        entries.append(
          Entry(words: words, key: key, isLocality: place.isLocality, place: index))
        let loose = PlaceKey.significant(words).joined(separator: " ")
        if byLooseKey[loose]?.last != index { byLooseKey[loose, default: []].append(index) }
      }
    }
    self.entries = entries
    placesByKey = byKey
    placesByLooseKey = byLooseKey
    placesByPostcode = byPostcode
    placesByTown = byTown
  }

  /// How far from its point a town or quarter reaches at most, as far as its known places tell.
  ///
  /// - Complexity: O(places of the town).
  func radius(of locality: GazetteerPlace) -> Metres {
    let own = placesByTown[PlaceKey.exact(locality.name)] ?? []
    let farthest = own.map {
      Geodesy.kilometres(from: places[$0].coordinate, to: locality.coordinate)
    }
    return PlaceExtent.radius(ofTown: locality.kind, reaching: farthest.max() ?? 0)
  }

  /// A gazetteer that knows no place.
  public static let empty = Gazetteer(places: [])
}
