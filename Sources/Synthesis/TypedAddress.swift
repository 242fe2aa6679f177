import FleetModel
import RideSheets
import SeededRandom

/// Where a ride starts or ends: a place of the gazetteer, or a home in one of its towns.
struct Site: Hashable, Sendable {
  let place: GazetteerPlace
  /// Street and number of a client's home; nil for an institution.
  let street: String?
  /// Where an importer finds every way of typing it.
  let coordinate: Coordinate
}

/// An address as an office types it into one cell.
struct TypedAddress: Hashable, Sendable {
  let text: String
  /// Where an importer finds it; nil for an address that cannot be located.
  let coordinate: Coordinate?
}

/// Writes address blocks with the habits of an office.
struct AddressTypist {
  let places: Gazetteer

  /// Town names as tired hands type them.
  private static let misspelt = [
    "Genève": "Genène", "Carouge": "Carrouge", "Thônex": "Tonex", "Vésenaz": "Vézenaz",
    "Anières": "Anière", "Meyrin": "Meirin", "Onex": "Onez", "Veyrier": "Veirier",
    "Versoix": "Versoie", "Meinier": "Menier",
  ]

  /// Draws the block of a site until an importer locates it there; nil where none does.
  func block(of site: Site, _ draws: inout SeededGenerator) -> TypedAddress? {
    for _ in 0..<20 {
      let text = draft(of: site, &draws)
      if places.coordinate(of: text) == site.coordinate {
        return TypedAddress(text: text, coordinate: site.coordinate)
      }
    }
    return nil
  }

  /// Where an importer finds the plainest block of a place.
  static func plainBlock(of place: GazetteerPlace, in places: Gazetteer) -> Coordinate? {
    let locality = place.kind == "town" ? place.name : place.town ?? place.name
    let line = [place.postcode, locality].compactMap(\.self).joined(separator: " ")
    return places.coordinate(of: place.isLocality ? line : place.name + "\n" + line)
  }

  /// Draws a block that no importer can locate.
  func lostBlock(_ draws: inout SeededGenerator) -> TypedAddress {
    let surname = draws.pick(InventedNames.surnames) ?? "NICOLLAVAZ"
    let texts = [
      "Chez sa fille\n2ème étage\n" + phone(&draws), "Dr. " + surname, "à préciser",
      "Cabinet du Dr. \(surname)     3ème étage     " + phone(&draws),
      "Rendez-vous privé\nsonner chez \(surname)",
      "Rue de la Gare 14\n74100 Annemasse (F)", "Chez M. \(surname)\n" + phone(&draws),
      "Avenue des Acacias-Bleus 7\n1260 Nyon",
    ]
    for _ in 0..<20 {
      let text = texts[draws.below(texts.count)]
      if places.coordinate(of: text) == nil { return TypedAddress(text: text, coordinate: nil) }
    }
    return TypedAddress(text: "à préciser", coordinate: nil)
  }

  private func draft(of site: Site, _ draws: inout SeededGenerator) -> String {
    let place = site.place
    var parts: [String] = []
    if let street = site.street {
      if draws.chance(0.25) { parts.append("Domicile") }
      parts.append(street)
    } else {
      parts.append(
        draws.chance(0.3) ? draws.pick(place.spellings) ?? place.name : place.name)
      if draws.chance(0.18) { return parts[0] }
      parts.append(Self.street(of: place))
    }
    let isTown = place.kind == "town"
    let locality = town(isTown ? place.name : place.town ?? place.name, &draws)
    parts.append([place.postcode, locality].compactMap(\.self).joined(separator: " "))
    if draws.chance(0.12) { parts.append("\(draws.integer(in: 2...6))ème étage") }
    if draws.chance(0.12) { parts.append(phone(&draws)) }
    if draws.chance(0.07) {
      parts.append("Contact : Mme " + (draws.pick(InventedNames.surnames) ?? ""))
    }
    return parts.joined(separator: separator(&draws))
  }

  private func town(_ name: String, _ draws: inout SeededGenerator) -> String {
    guard let wrong = Self.misspelt[name] else { return name }
    return draws.chance(0.12) ? wrong : name
  }

  private func separator(_ draws: inout SeededGenerator) -> String {
    switch draws.index(weights: [0.62, 0.24, 0.14]) {
    case 0: "\n"
    case 1: String(repeating: " ", count: draws.integer(in: 3...7))
    default: "  \n"
    }
  }

  /// A number of the range that Swiss films and forms use for nobody.
  private func phone(_ draws: inout SeededGenerator) -> String {
    let pairs = (10 + draws.below(90), 10 + draws.below(90))
    return "Tél. 022 555 \(pairs.0) \(pairs.1)"
  }

  /// An invented street of an institution, always the same for one place.
  private static func street(of place: GazetteerPlace) -> String {
    var draws = SeededGenerator(seed: 0, purpose: "street of " + place.name)
    return StreetNames.draw(&draws)
  }
}
