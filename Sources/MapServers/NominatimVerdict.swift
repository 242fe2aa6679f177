import FleetModel
import Naming
import RideSheets

/// What a Nominatim server's answer is worth for the address that was asked.
///
/// The kind of an answer says how closely the address is known, and its postcode and town must be
/// those that were asked: the server takes both as hints. Of several answers none is taken by its
/// place in the list: they are one place, or one fits better, or the address is ambiguous.
public enum NominatimVerdict: Hashable, Sendable {
  case found(LocatedPlace)
  /// Places that fit equally well and lie apart, in words.
  case ambiguous([String])
  /// What was found lies elsewhere, in words.
  case elsewhere(String)
  /// The server knows nothing of it.
  case nothing

  /// The place, where one was found.
  public var place: LocatedPlace? { if case .found(let place) = self { place } else { nil } }

  /// Why there is none, in words; empty where there is one.
  public var reason: String {
    switch self {
    case .found: ""
    case .ambiguous(let places):
      "it fits \(places.count) places: \(places.prefix(3).joined(separator: "; "))"
    case .elsewhere(let place): "the server finds it elsewhere: \(place)"
    case .nothing: "the server knows no such address"
    }
  }

  /// Judges the places of an answer.
  ///
  /// - Complexity: O(places²).
  init(_ places: [NominatimPlace], for asked: StreetAddress) {
    let candidates = places.compactMap { Candidate($0, asked) }
    guard let least = candidates.map(\.order).min() else {
      // Countries and cantons are no find.
      let stray = places.first { $0.rank >= Candidate.smallestTown }
      self = stray.map { .elsewhere(Self.words($0)) } ?? .nothing
      return
    }
    let best = candidates.filter { $0.order == least }
    guard let place = Self.middle(of: best) else {
      self = .ambiguous(Set(best.map { Self.words($0.place) }).sorted())
      return
    }
    self = .found(place)
  }

  private static func words(_ place: NominatimPlace) -> String {
    let street = [place.road ?? place.name, place.houseNumber ?? ""].filter { !$0.isEmpty }
      .joined(separator: " ")
    return [street, place.whereabouts].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  // MARK: - One place

  /// The one place that equally good answers are, or nil where they lie too far apart.
  private static func middle(of best: [Candidate]) -> LocatedPlace? {
    // The order of a server's list must not matter: the most central counts, then the southernmost.
    let ranked = best.map { candidate in
      (candidate: candidate, farthest: best.map { candidate.kilometres(to: $0) }.max() ?? 0)
    }.sorted { left, right in
      let (a, b) = (left.candidate.place.coordinate, right.candidate.place.coordinate)
      return (left.farthest, a.latitude, a.longitude) < (right.farthest, b.latitude, b.longitude)
    }
    guard let first = ranked.first, first.farthest <= first.candidate.precision.widest,
      best.allSatisfy({ $0.isSame(as: first.candidate) })
    else { return nil }
    let chosen = first.candidate
    let reaches = best.map { candidate in
      candidate.place.reach.map { $0 + chosen.kilometres(to: candidate) }
    }
    let isHouse = chosen.precision == .address
    // A house's own outline is not what its point may be off by; another point of the house is.
    let reach =
      isHouse ? first.farthest : reaches.contains(nil) ? nil : reaches.compactMap(\.self).max()
    return LocatedPlace(
      name: chosen.name, kind: chosen.kind, coordinate: chosen.place.coordinate,
      precision: chosen.precision, match: chosen.match,
      radius: reach.map { Metres((isHouse ? houseRadius : 0) + Int(($0 * 1_000).rounded(.up))) },
      postcode: chosen.place.postcode, town: chosen.place.localities.first)
  }

  /// A house's point is its entrance or its middle.
  private static let houseRadius = 30
}

extension LocationPrecision {
  /// How many kilometres the points of one place of this kind may lie apart.
  fileprivate var widest: Double {
    switch self {
    case .address: 0.15
    case .street: 1
    case .postcode, .town: 2
    }
  }
}

/// An answer that can be what was asked, with how well it fits.
private struct Candidate {
  let place: NominatimPlace
  let precision: LocationPrecision
  let match: LocationMatch
  /// Less is better.
  let order: Order

  /// A place of a smaller rank is a region.
  static let smallestTown = 13

  /// First whether the street is known, then how well postcode and town fit, then the precision.
  struct Order: Comparable {
    let isArea: Bool
    let misfit: Int
    let isStreet: Bool

    static func < (left: Order, right: Order) -> Bool {
      (left.isArea ? 1 : 0, left.misfit, left.isStreet ? 1 : 0)
        < (right.isArea ? 1 : 0, right.misfit, right.isStreet ? 1 : 0)
    }
  }

  /// Nil where it is in another town and postcode, or no kind of place that an address has.
  init?(_ place: NominatimPlace, _ asked: StreetAddress) {
    guard let precision = Self.precision(of: place, asked),
      let area = Self.area(of: place, asked)
    else { return nil }
    self.place = place
    self.precision = precision
    let isArea = precision == .postcode || precision == .town
    order = Order(isArea: isArea, misfit: area.misfit, isStreet: precision == .street)
    let isPartial = precision == .street ? asked.number != nil : isArea && !asked.street.isEmpty
    let isSlip = area.isSlip || !isArea && Self.isRespelt(place, asked)
    match = isPartial ? .partial : isSlip ? .spelling : .exact
  }

  /// How closely a place of its kind is an address.
  private static func precision(
    of place: NominatimPlace, _ asked: StreetAddress
  ) -> LocationPrecision? {
    if let number = place.houseNumber, place.road != nil, !asked.street.isEmpty {
      guard let wanted = asked.number else { return .street }
      let (found, sought) = (StreetAddress.numberKey(number), StreetAddress.numberKey(wanted))
      return found == sought || digits(found) == digits(sought) ? .address : .street
    }
    if place.category == "highway" || place.addressType == "road" {
      return asked.street.isEmpty ? nil : .street
    }
    if place.type == "postcode" { return .postcode }
    let isTown = ["boundary", "place"].contains(place.category)
    return isTown && (smallestTown..<26).contains(place.rank) ? .town : nil
  }

  private static func digits(_ number: String) -> Substring {
    number.prefix { ("0"..."9").contains($0) }
  }

  /// How well postcode and town fit; nil where neither does.
  private static func area(
    of place: NominatimPlace, _ asked: StreetAddress
  ) -> (misfit: Int, isSlip: Bool)? {
    let postcode = asked.postcode.flatMap { wanted in place.postcode.map { $0 == wanted } }
    let names = place.localities.map(StreetAddress.key)
    let wanted = asked.town.map(StreetAddress.key)
    let isTown = wanted.flatMap { names.isEmpty ? nil : names.contains($0) }
    let isNear =
      wanted.map { wanted in
        names.contains {
          EditDistance.between($0, wanted, limit: wanted.utf8.count < 6 ? 1 : 2) != nil
        }
      } ?? false
    switch (postcode, isTown) {
    case (true?, true?), (true?, nil), (nil, true?): return (0, false)
    case (nil, nil): return asked.postcode == nil && asked.town == nil ? (0, false) : nil
    // The post's name of a place is often not that of its town: the postcode decides.
    case (true?, false?): return (isNear ? 1 : 2, true)
    case (false?, true?): return (3, true)
    case (nil, false?): return isNear ? (4, true) : nil
    case (false?, false?), (false?, nil): return nil
    }
  }

  /// Whether the street, or the number, is not written as it was asked.
  private static func isRespelt(_ place: NominatimPlace, _ asked: StreetAddress) -> Bool {
    guard let road = place.road ?? (place.name.isEmpty ? nil : place.name) else { return true }
    if StreetAddress.key(road) != StreetAddress.key(asked.street) { return true }
    guard let number = place.houseNumber, let wanted = asked.number else { return false }
    return StreetAddress.numberKey(number) != StreetAddress.numberKey(wanted)
  }

  var name: String {
    let street = place.road ?? place.name
    switch precision {
    case .address: return "\(street) \(place.houseNumber ?? "")"
    case .street: return street
    case .postcode: return place.whereabouts
    case .town: return place.name.isEmpty ? place.whereabouts : place.name
    }
  }

  var kind: String {
    switch precision {
    case .address: "house"
    case .street: "street"
    case .postcode: "town"
    case .town: place.addressType == "suburb" || place.addressType == "quarter" ? "quarter" : "town"
    }
  }

  func kilometres(to other: Candidate) -> Double {
    Geodesy.kilometres(from: place.coordinate, to: other.place.coordinate)
  }

  /// Whether two answers can be one place: of one name, in one postcode.
  func isSame(as other: Candidate) -> Bool {
    StreetAddress.key(name) == StreetAddress.key(other.name)
      && place.postcode == other.place.postcode
  }
}
