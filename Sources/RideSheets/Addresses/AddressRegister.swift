import FleetModel
import Naming

/// The streets and house numbers that addresses are located by, as a public register lists them.
///
///     let register = AddressRegister(streets: streets)
///     register.locate(street: "Ch. des Courbes 9", postcode: "1247", town: "Anières")
public struct AddressRegister: Sendable {
  public let streets: [RegisteredStreet]
  /// Indices of streets by the key of their name, ascending.
  private let byKey: [String: [Int]]
  /// The same by the words of meaning alone.
  private let byLooseKey: [String: [Int]]
  private let byPostcode: [String: [Int]]
  private let byTown: [String: [Int]]
  private let looseKeys: [[Unicode.Scalar]]

  /// Indexes streets.
  ///
  /// - Complexity: O(streets).
  public init(streets: [RegisteredStreet]) {
    self.streets = streets
    var byKey: [String: [Int]] = [:]
    var byLooseKey: [String: [Int]] = [:]
    var byPostcode: [String: [Int]] = [:]
    var byTown: [String: [Int]] = [:]
    var looseKeys: [[Unicode.Scalar]] = []
    looseKeys.reserveCapacity(streets.count)
    for (index, street) in streets.enumerated() {
      let keys = WrittenStreet.keys(of: street.name)
      byKey[keys.whole, default: []].append(index)
      byLooseKey[keys.loose, default: []].append(index)
      byPostcode[street.postcode, default: []].append(index)
      byTown[PlaceKey.exact(street.town), default: []].append(index)
      looseKeys.append(Array(keys.loose.unicodeScalars))
    }
    self.byKey = byKey
    self.byLooseKey = byLooseKey
    self.byPostcode = byPostcode
    self.byTown = byTown
    self.looseKeys = looseKeys
  }

  /// A register that knows no street.
  public static let empty = AddressRegister(streets: [])

  /// Where a street and its number lie, as closely as the register knows them.
  ///
  /// The postcode decides between streets of one name, else the town; an address with neither counts
  /// only where the register has one street of the name. A misspelt name counts where one street of
  /// the postcode or town, and no other, is within the slips that its length allows.
  ///
  /// - Parameters:
  ///   - street: As written: `Ch. des Courbes 9`.
  ///   - postcode: Nil where none is written.
  ///   - town: Nil where none is written.
  /// - Returns: Nil where no street fits, or several do.
  /// - Complexity: O(1) for a known name, O(streets of the postcode · letters²) for another.
  public func locate(street: String, postcode: String?, town: String?) -> LocatedPlace? {
    let written = WrittenStreet(street)
    let area = Area(postcode: postcode, town: town.map(PlaceKey.exact))
    for (named, match) in [
      (byKey[written.key], LocationMatch.exact), (byLooseKey[written.looseKey], .spelling),
    ] {
      let (found, isElsewhere) = fitting(named ?? [], area)
      if let place = place(of: found, written, isElsewhere ? .spelling : match) { return place }
    }
    return place(of: misspelt(written, area), written, .spelling)
  }

  /// What an address says of where its street is.
  private struct Area {
    let postcode: String?
    let town: String?
  }

  /// The streets that an address can mean: those of its postcode, else of its town.
  ///
  /// - Returns: The streets, and whether their postcode is another than the one written.
  private func fitting(_ found: [Int], _ area: Area) -> (streets: [Int], isElsewhere: Bool) {
    let ofPostcode = found.filter { streets[$0].postcode == area.postcode }
    if !ofPostcode.isEmpty { return (ofPostcode, false) }
    let ofTown = found.filter { area.town == PlaceKey.exact(streets[$0].town) }
    if !ofTown.isEmpty { return (ofTown, area.postcode != nil) }
    return area.postcode == nil && area.town == nil ? (found, false) : ([], false)
  }

  /// The streets of the postcode or town that are fewest slips away.
  private func misspelt(_ written: WrittenStreet, _ area: Area) -> [Int] {
    let near =
      area.postcode.flatMap { byPostcode[$0] } ?? area.town.flatMap { byTown[$0] } ?? []
    let letters = Array(written.looseKey.unicodeScalars)
    var limit = Self.slips(allowedIn: letters.count)
    var found: [Int] = []
    guard limit > 0 else { return [] }
    let digits = letters.filter(Self.isDigit)
    for index in near {
      let other = looseKeys[index]
      guard abs(other.count - letters.count) <= limit, other.first == letters.first,
        other.filter(Self.isDigit) == digits,
        let slips = EditDistance.between(letters, other, limit: limit)
      else { continue }
      if slips < limit { found = [] }
      limit = slips
      found.append(index)
    }
    // Two streets that are equally near: either may be meant.
    return Set(found.map { looseKeys[$0] }).count == 1 ? found : []
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// Slips that a street's words of meaning may have: none below 9 letters, 1 below 16, 2 beyond.
  ///
  /// `rue alpes` and `rue arpes` may both exist; a register lists thousands of names.
  private static func slips(allowedIn letters: Int) -> Int {
    switch letters {
    case ..<9: 0
    case ..<16: 1
    default: 2
    }
  }

  // MARK: - Houses

  /// The house of the number, or the street's middle where the number is not known.
  private func place(
    of found: [Int], _ written: WrittenStreet, _ match: LocationMatch
  ) -> LocatedPlace? {
    guard let first = found.first else { return nil }
    let street = streets[first]
    let houses = found.flatMap { streets[$0].houses }
    guard let number = written.number else {
      return Self.middle(of: houses).map { middle in
        LocatedPlace(
          name: street.name, kind: Self.streetKind, coordinate: middle.point, precision: .street,
          match: match, radius: middle.radius, postcode: street.postcode, town: street.town)
      }
    }
    for (numbers, match) in Self.readings(of: number, match) {
      let named = houses.filter { numbers($0.number) }
      guard let middle = Self.middle(of: named), middle.radius <= Self.widestHouse else { continue }
      return LocatedPlace(
        name: "\(street.name) \(named.count == 1 ? named[0].number : number)", kind: Self.houseKind,
        coordinate: middle.point, precision: .address, match: match, radius: middle.radius,
        postcode: street.postcode, town: street.town)
    }
    return Self.middle(of: houses).map { middle in
      LocatedPlace(
        name: street.name, kind: Self.streetKind, coordinate: middle.point, precision: .street,
        match: .partial, radius: middle.radius, postcode: street.postcode, town: street.town)
    }
  }

  /// Which of a register's numbers a written one can mean, the surest first.
  ///
  /// `12-14` is also the house 12, `9` the houses 9a and 9b where there is no 9, and `9c` the house 9.
  private static func readings(
    of number: String, _ match: LocationMatch
  ) -> [((String) -> Bool, LocationMatch)] {
    let digits = String(number.prefix { $0.isASCII && $0.isNumber })
    return [
      ({ WrittenStreet.number($0) == number }, match),
      ({ WrittenStreet.number($0) == digits }, .spelling),
      (
        { other in
          let folded = WrittenStreet.number(other)
          return digits == number && folded.hasPrefix(digits)
            && folded.dropFirst(digits.count).first.map { !$0.isNumber } ?? false
        }, .spelling
      ),
    ]
  }

  private static let houseKind = "house"
  private static let streetKind = "street"
  /// An entrance's point is at its door; several entrances of one number lie around a yard.
  private static let houseRadius = 10
  private static let widestHouse = Metres(200)

  /// The mean of points, and how far the farthest lies from it.
  private static func middle(
    of houses: [RegisteredStreet.House]
  ) -> (point: Coordinate, radius: Metres)? {
    guard !houses.isEmpty else { return nil }
    let count = Double(houses.count)
    let point = Coordinate(
      latitude: houses.reduce(0) { $0 + $1.coordinate.latitude } / count,
      longitude: houses.reduce(0) { $0 + $1.coordinate.longitude } / count)
    let farthest = houses.map { Geodesy.kilometres(from: $0.coordinate, to: point) }.max() ?? 0
    return (point, Metres(Self.houseRadius + Int((farthest * 1_000).rounded(.up))))
  }
}
