import FleetModel
import Naming

extension Gazetteer {
  /// Where an address lies, or nil where nothing in it is known.
  public func locate(_ block: AddressBlock) -> LocatedPlace? {
    resolve(block).place
  }

  /// Where an address lies, or why that cannot be said.
  ///
  /// The best that is known counts: a place by its exact name or spelling, then the street in the
  /// address register, or as a server answered where that is more, then a place by a name with slips,
  /// without articles or with words after it, then the town, then the postcode.
  /// A match that fits several places counts for none, unless the block's postcode or town tells
  /// which.
  ///
  /// - Complexity: O(names · letters²) in the gazetteer where no exact name is found.
  public func resolve(_ block: AddressBlock) -> AddressResolution {
    var search = PlaceSearch(gazetteer: self, block: block)
    if let place = search.placeByExactName() ?? search.house() ?? search.placeByName()
      ?? search.townByName() ?? search.placeByPostcode() ?? search.answer
    {
      return .located(place)
    }
    return .unlocated(reason: search.reason)
  }
}

/// One search in a gazetteer.
private struct PlaceSearch {
  let gazetteer: Gazetteer
  let block: AddressBlock
  /// The texts of the block that may name a place, whole lines before their pieces.
  let texts: [String]
  /// Names of places that fitted equally well.
  private var ambiguous: [String] = []

  /// More texts than this are no address.
  private static let textLimit = 12

  init(gazetteer: Gazetteer, block: AddressBlock) {
    self.gazetteer = gazetteer
    self.block = block
    var texts: [String] = []
    for line in block.names {
      texts.append(line)
      let pieces = AddressText.pieces(line).flatMap(Self.splitAtBrackets)
      if pieces.count > 1 { texts += pieces }
    }
    // "CLINIQUE  DU LAC": a blank too many split one name in two.
    for (first, second) in zip(block.names, block.names.dropFirst()) {
      texts.append("\(first) \(second)")
    }
    self.texts = texts.prefix(Self.textLimit).filter { text in
      let key = TextFolding.key(text)
      return !key.isEmpty && key.utf8.count <= 100 && !PlaceKey.nonPlaces.contains(key)
    }
  }

  /// Why nothing was found.
  var reason: String {
    if !ambiguous.isEmpty {
      return "it matches several places: " + ambiguous.prefix(3).joined(separator: ", ")
    }
    if TextFolding.key(block.raw).isEmpty { return "the address is blank" }
    if texts.isEmpty, block.street == nil, block.postcode == nil {
      return "it names no place, street or town"
    }
    return "it names no known place, town or postcode"
  }

  // MARK: - Places

  mutating func placeByExactName() -> LocatedPlace? {
    let exactTexts = texts + [block.street].compactMap(\.self)
    for text in exactTexts {
      let found = houses(gazetteer.placesByKey[PlaceKey.exact(text)])
      if let place = choose(found) { return house(place, .exact) }
    }
    return nil
  }

  /// The block's street in the register, or as a server answered where that is more.
  func house() -> LocatedPlace? {
    let registered = block.street.flatMap {
      gazetteer.register.locate(street: $0, postcode: block.postcode, town: block.town)
    }
    guard registered?.precision != .address, let answer else { return registered }
    let isStreet = answer.precision == .address || answer.precision == .street
    guard isStreet, registered == nil || answer.precision == .address else { return registered }
    return answer
  }

  /// What a server answered of the address.
  var answer: LocatedPlace? {
    guard !gazetteer.answers.isEmpty, let asked = gazetteer.streetAddress(of: block) else {
      return nil
    }
    return gazetteer.answers[asked.key]
  }

  mutating func placeByName() -> LocatedPlace? {
    for text in texts {
      let loose = PlaceKey.significant(PlaceKey.words(text))
      let key = loose.joined(separator: " ")
      guard loose.count > 1 || key.utf8.count >= 6 else { continue }
      if let place = choose(houses(gazetteer.placesByLooseKey[key])) {
        return house(place, .spelling)
      }
    }
    for text in texts {
      if let place = choose(misspelt(text, amongLocalities: false)) ?? choose(prefixed(text)) {
        return house(place, .spelling)
      }
    }
    return nil
  }

  private func house(_ place: GazetteerPlace, _ match: LocationMatch) -> LocatedPlace {
    LocatedPlace(
      name: place.name, kind: place.kind, coordinate: place.coordinate, precision: .address,
      match: match, radius: PlaceExtent.radius(ofHouse: place.kind), postcode: place.postcode,
      town: place.town)
  }

  private func houses(_ indices: [Int]?) -> [Int] {
    (indices ?? []).filter { !gazetteer.places[$0].isLocality }
  }

  /// Places whose name the text begins with, the longest name counting alone.
  private func prefixed(_ text: String) -> [Int] {
    let words = PlaceKey.words(text)
    var longest = 0
    var found: [Int] = []
    for entry in gazetteer.entries where !entry.isLocality && entry.words.first == words.first {
      guard entry.words.count >= longest, entry.words.count < words.count,
        words.starts(with: entry.words), isTelling(entry, in: text)
      else { continue }
      if entry.words.count > longest { found = [] }
      longest = entry.words.count
      if !found.contains(entry.place) { found.append(entry.place) }
    }
    return found
  }

  /// Two words of meaning tell a place; a lone abbreviation does only beside a street or town.
  ///
  /// `HUG Oncologie, 1205 Genève` is the hospital, `HUG Peter` alone may be a person.
  private func isTelling(_ entry: Gazetteer.Entry, in text: String) -> Bool {
    if PlaceKey.significant(entry.words).count > 1 { return true }
    let hasContext = block.street != nil || block.postcode != nil
    let first = text.split { !$0.isLetter }.first ?? ""
    return hasContext && entry.words.count == 1 && (3...5).contains(first.count)
      && first.allSatisfy(\.isUppercase)
  }

  // MARK: - Towns

  mutating func townByName() -> LocatedPlace? {
    let stated = block.town.map { [$0] } ?? []
    let candidates = stated + texts.reversed()
    for text in candidates {
      if let place = locality(exactly: text) { return place }
    }
    for text in candidates {
      if let place = choose(misspelt(text, amongLocalities: true)) {
        return locality(place, named: text, .spelling)
      }
    }
    return nil
  }

  private mutating func locality(exactly text: String) -> LocatedPlace? {
    let key = PlaceKey.exact(text)
    var found = (gazetteer.placesByKey[key] ?? []).filter { gazetteer.places[$0].isLocality }
    // A town counts before a quarter of the same name.
    let towns = found.filter { gazetteer.places[$0].kind == "town" }
    if !towns.isEmpty { found = towns }
    guard let place = choose(found) else { return nil }
    return locality(place, named: text, .exact)
  }

  /// A town or quarter by what a text of the block calls it; the block may say more.
  private func locality(
    _ place: GazetteerPlace, named text: String, _ match: LocationMatch
  ) -> LocatedPlace {
    let key = PlaceKey.exact(text)
    let saysMore = block.street != nil || texts.contains { PlaceKey.exact($0) != key }
    let match = saysMore ? .partial : match
    return area(of: place, match) ?? whole(place, match)
  }

  /// All of a town or quarter, of which one point is known.
  private func whole(_ place: GazetteerPlace, _ match: LocationMatch) -> LocatedPlace {
    LocatedPlace(
      name: place.name, kind: place.kind, coordinate: place.coordinate, precision: .town,
      match: match, radius: gazetteer.radius(of: place),
      postcode: block.postcode ?? place.postcode, town: place.town ?? place.name)
  }

  /// The part of a town that has the block's postcode: the middle of its quarters.
  ///
  /// The point of a whole city is far from much of it; nil where the postcode tells no more.
  private func area(of town: GazetteerPlace, _ match: LocationMatch) -> LocatedPlace? {
    guard let postcode = block.postcode, postcode != town.postcode else { return nil }
    let townKey = PlaceKey.exact(town.name)
    let quarters = (gazetteer.placesByPostcode[postcode] ?? []).map { gazetteer.places[$0] }
      .filter { $0.isLocality && $0.town.map(PlaceKey.exact) == townKey }
    return middle(of: quarters, match, postcode: postcode, town: town.name)
  }

  // MARK: - Postcodes

  func placeByPostcode() -> LocatedPlace? {
    guard let postcode = block.postcode else { return nil }
    let places = (gazetteer.placesByPostcode[postcode] ?? []).map { gazetteer.places[$0] }
    let localities = places.filter(\.isLocality)
    return middle(
      of: localities.isEmpty ? places : localities,
      block.street == nil && texts.isEmpty && block.town == nil ? .exact : .partial,
      postcode: postcode,
      town: (localities.first ?? places.first)?.town)
  }

  /// The mean point of places that lie close together, or nil.
  private func middle(
    of places: [GazetteerPlace], _ match: LocationMatch, postcode: String, town: String?
  ) -> LocatedPlace? {
    guard !places.isEmpty else { return nil }
    let count = Double(places.count)
    let middle = Coordinate(
      latitude: places.reduce(0) { $0 + $1.coordinate.latitude } / count,
      longitude: places.reduce(0) { $0 + $1.coordinate.longitude } / count)
    let farthest = places.map { Geodesy.kilometres(from: $0.coordinate, to: middle) }.max() ?? 0
    guard farthest <= PlaceExtent.widestPostcode else { return nil }
    return LocatedPlace(
      name: town.map { "\(postcode) \($0)" } ?? postcode, kind: "town", coordinate: middle,
      precision: .postcode, match: match, radius: PlaceExtent.radius(ofArea: farthest),
      postcode: postcode, town: town)
  }

  // MARK: - Choosing

  /// Places within the fewest slips of a text, as its length allows.
  ///
  /// The first letter and all digits must agree: slips there are rare, and mistakes are not.
  private func misspelt(_ text: String, amongLocalities: Bool) -> [Int] {
    let letters = Array(PlaceKey.exact(text).unicodeScalars)
    var limit = Self.slips(allowedIn: letters.count)
    var found: [Int] = []
    guard limit > 0 else { return [] }
    let digits = letters.filter { ("0"..."9").contains($0) }
    for entry in gazetteer.entries where entry.isLocality == amongLocalities {
      guard abs(entry.letters.count - letters.count) <= limit,
        entry.letters.first == letters.first, entry.digits == digits,
        Self.slips(allowedIn: entry.letters.count) > 0,
        let slips = EditDistance.between(letters, entry.letters, limit: limit)
      else { continue }
      if slips < limit { found = [] }
      limit = slips
      if !found.contains(entry.place) { found.append(entry.place) }
    }
    return found
  }

  /// How many slips a name of so many letters may have: none below 5, then 1, 2 from 9, 3 from 16.
  private static func slips(allowedIn letters: Int) -> Int {
    switch letters {
    case ..<5: 0
    case ..<9: 1
    case ..<16: 2
    default: 3
    }
  }

  /// The one place that fits the block, or nil where none or several do.
  private mutating func choose(_ indices: [Int]) -> GazetteerPlace? {
    let places = indices.map { gazetteer.places[$0] }.filter { !contradicts($0) }
    if places.count <= 1 { return places.first }
    let sameCode = places.filter { $0.postcode != nil && $0.postcode == block.postcode }
    if sameCode.count == 1 { return sameCode[0] }
    let townKeys = Set(([block.town].compactMap(\.self) + texts).map { PlaceKey.exact($0) })
    let sameTown = places.filter { $0.town.map { townKeys.contains(PlaceKey.exact($0)) } == true }
    if sameTown.count == 1 { return sameTown[0] }
    let isOnePlace = places.allSatisfy {
      Geodesy.kilometres(from: $0.coordinate, to: places[0].coordinate) <= 0.2
    }
    if isOnePlace { return places[0] }
    if ambiguous.isEmpty { ambiguous = places.map(\.name) }
    return nil
  }

  /// True where both the postcode and a known town of the block speak against a place.
  private func contradicts(_ place: GazetteerPlace) -> Bool {
    guard let postcode = block.postcode, let town = block.town, let placeCode = place.postcode,
      let placeTown = place.town, postcode != placeCode
    else { return false }
    let townKey = PlaceKey.exact(town)
    return gazetteer.placesByKey[townKey] != nil && townKey != PlaceKey.exact(placeTown)
      && townKey != PlaceKey.exact(place.name)
  }

  private static func splitAtBrackets(_ piece: String) -> [String] {
    piece.split { $0 == "(" || $0 == ")" }.map { AddressText.trim(String($0)) }
      .filter { !$0.isEmpty }
  }
}
