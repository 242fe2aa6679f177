import FleetModel
import Tabular

/// A place of a Nominatim server's answer: a house, a street, a postcode or a town.
struct NominatimPlace: Hashable, Sendable {
  let coordinate: Coordinate
  /// The class and kind of OpenStreetMap: `place` and `house`, `highway` and `residential`.
  let category: String
  let type: String
  /// What kind of address it is: `place`, `road`, `postcode`, `village`.
  let addressType: String
  /// How small it is, 0 for the world to 30 for a house.
  let rank: Int
  let name: String
  let houseNumber: String?
  let road: String?
  let postcode: String?
  /// The towns, quarters and villages that it lies in, the largest first; not the canton.
  let localities: [String]
  /// Whose data it is, as the server states; empty where it states nothing.
  let licence: String
  /// The corners of what it covers: south-west and north-east.
  let extent: [Coordinate]

  /// What is wrong with an answer, in words.
  struct Mismatch: Error, Hashable {
    let reason: String
  }

  /// The places of an answer, in the server's order.
  ///
  /// - Throws: ``Mismatch`` for what Nominatim does not answer in its form `jsonv2`.
  /// - Complexity: O(values).
  static func all(in answer: JSONValue) throws(Mismatch) -> [NominatimPlace] {
    guard let elements = answer.elements else {
      throw Mismatch(reason: "a list of places was expected")
    }
    var places: [NominatimPlace] = []
    for (index, element) in elements.enumerated() {
      do throws(Mismatch) {
        places.append(try NominatimPlace(element))
      } catch {
        throw Mismatch(reason: "place \(index + 1) of \(elements.count): \(error.reason)")
      }
    }
    return places
  }

  private init(_ element: JSONValue) throws(Mismatch) {
    let latitude = element["lat"].flatMap(Self.degrees)
    let longitude = element["lon"].flatMap(Self.degrees)
    guard let latitude, let longitude, abs(latitude) <= 90, abs(longitude) <= 180 else {
      throw Mismatch(reason: "no degrees in lat and lon")
    }
    guard let category = element["category"]?.string, let type = element["type"]?.string,
      let rank = element["place_rank"]?.wholeNumber.flatMap(Int.init(exactly:))
    else { throw Mismatch(reason: "no category, type or place_rank") }
    coordinate = Coordinate(latitude: latitude, longitude: longitude)
    self.category = Self.plain(category)
    self.type = Self.plain(type)
    self.rank = rank
    addressType = Self.plain(element["addresstype"]?.string ?? "")
    name = Self.plain(element["name"]?.string ?? "")
    licence = Self.plain(element["licence"]?.string ?? "")
    let address = element["address"]
    func text(_ key: String) -> String? {
      address?[key]?.string.map(Self.plain).flatMap { $0.isEmpty ? nil : $0 }
    }
    houseNumber = text("house_number")
    road = text("road") ?? text("pedestrian") ?? text("footway") ?? text("square")
    postcode = text("postcode")
    localities = Self.localityKeys.compactMap(text)
    extent = Self.extent(element["boundingbox"])
  }

  /// The parts of an address that name a town or a part of one, the largest first.
  private static let localityKeys = [
    "municipality", "city", "town", "village", "city_district", "district", "borough", "suburb",
    "quarter", "neighbourhood", "hamlet",
  ]

  /// Degrees, which Nominatim writes as text.
  private static func degrees(_ value: JSONValue) -> Double? {
    let number = value.string.flatMap { $0.utf8.count < 40 ? Double($0) : nil } ?? value.number
    return number.flatMap { $0.isFinite ? $0 : nil }
  }

  /// South, north, west, east as two corners; nothing where they are not four degrees.
  private static func extent(_ value: JSONValue?) -> [Coordinate] {
    let numbers = value?.elements?.compactMap(degrees) ?? []
    guard numbers.count == 4, numbers.allSatisfy({ abs($0) <= 180 }) else { return [] }
    return [
      Coordinate(latitude: numbers[0], longitude: numbers[2]),
      Coordinate(latitude: numbers[1], longitude: numbers[3]),
    ]
  }

  /// A server's text as a name: of bounded length, control characters as blanks.
  private static func plain(_ text: String) -> String {
    let longest = 120
    let scalars = text.unicodeScalars.prefix(longest).map { scalar in
      scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) ? " " : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// How far what it covers reaches from its point; nil where that is not known.
  var reach: Double? {
    guard extent.count == 2 else { return nil }
    return [
      extent[0], extent[1],
      Coordinate(latitude: extent[0].latitude, longitude: extent[1].longitude),
      Coordinate(latitude: extent[1].latitude, longitude: extent[0].longitude),
    ].map { Geodesy.kilometres(from: coordinate, to: $0) }.max()
  }

  /// Where it is, in words: `1290 Versoix`.
  var whereabouts: String {
    let town = localities.first
    return [postcode, town].compactMap(\.self).joined(separator: " ")
  }
}
