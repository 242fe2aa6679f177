import FleetModel
import Naming

/// What of an address may leave the machine: street, house number, postcode and town, and no more.
///
///     let block = AddressBlock("Clinique X, Rue de Lyon 12 code 4567, 1203 Genève, 022 345 67 89")
///     StreetAddress(block)?.text  // "Rue de Lyon 12, 1203 Genève"
///
/// A block keeps phones, floors, contacts and the client's name apart; what was typed into the same
/// piece as the street or the town is cut off here: whatever follows the house number, words that
/// announce a code, a door or a person, and words of the names to withhold.
public struct StreetAddress: Hashable, Sendable {
  /// The street's name without the number, as written; empty where none is known.
  public let street: String
  /// `9`, `9a`, `12-14`.
  public let number: String?
  public let postcode: String?
  public let town: String?

  public init(street: String, number: String?, postcode: String?, town: String?) {
    self.street = street
    self.number = number
    self.postcode = postcode
    self.town = town
  }

  /// Takes what may be asked of a block; nil where that is too little: a postcode alone, a street
  /// with neither postcode nor town.
  ///
  /// - Parameters:
  ///   - block: The address, taken apart.
  ///   - names: Folded words of clients' names (`TextFolding.words`), which are not to leave.
  ///   - isTown: Whether a text is the name of a town, for towns that stand without a postcode.
  /// - Complexity: O(length).
  public init?(
    _ block: AddressBlock, withholding names: Set<String> = [],
    isTown: (String) -> Bool = { _ in false }
  ) {
    let town =
      block.town.flatMap { Self.town($0, names) }
      ?? block.names.last { isTown($0) }
    var written = block.street.flatMap { Self.street($0, names) }
    // "12, rue de Lyon" is two pieces.
    if written?.number == nil, let first = block.names.first, WrittenStreet.isNumber(first) {
      written?.number = first
    }
    guard town != nil || written != nil && block.postcode != nil else { return nil }
    self.init(
      street: written?.name ?? "", number: written?.number, postcode: block.postcode, town: town)
  }

  /// The address in one line: `Rue du Four 61, 1290 Versoix`.
  public var text: String {
    let house = [street, number ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    let locality = [postcode, town].compactMap(\.self).joined(separator: " ")
    return [house, locality].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// What whole addresses are compared by.
  public var key: String {
    [Self.key(street), number.map(Self.numberKey) ?? "", postcode ?? "", town.map(Self.key) ?? ""]
      .joined(separator: "|")
  }

  /// What names of streets and towns are compared by: folded, abbreviations written out.
  public static func key(_ name: String) -> String { PlaceKey.exact(name) }

  /// What house numbers are compared by: folded, without blanks.
  public static func numberKey(_ number: String) -> String {
    WrittenStreet.number(number)
  }

  // MARK: - Taking apart

  /// Words behind which nothing belongs to an address.
  private static let stops: Set<String> = AddressWords.contacts.union(AddressWords.floors).union([
    "code", "digicode", "appt", "appartement", "bat", "batiment", "tel", "telephone", "natel",
    "mobile", "portable", "c/o", "chambre", "chbre", "escalier", "ascenseur", "studio",
  ]).subtracting(["m", "fils", "fille", "frere", "soeur", "mere", "pere", "epoux", "mari"])

  private static let months: Set<String> = [
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre",
    "novembre", "decembre",
  ]

  private static func street(
    _ text: String, _ names: Set<String>
  ) -> (name: String, number: String?)? {
    var words = text.split { " ,;\t\u{A0}".contains($0) }.map(String.init)
    if let stop = words.firstIndex(where: { stops.contains(TextFolding.folded($0)) }) {
      words.removeSubrange(stop...)
    }
    var number: String?
    if words.count > 1, WrittenStreet.isNumber(words[0]) {
      number = takeNumber(&words, at: 0)
      // What follows the name is not the number: it is known.
      if let next = words.firstIndex(where: hasManyDigits) { words.removeSubrange(next...) }
    } else if let place = words.indices.dropFirst().first(where: { index in
      WrittenStreet.isNumber(words[index])
        && !(index + 1 < words.count && months.contains(TextFolding.folded(words[index + 1])))
    }) {
      number = takeNumber(&words, at: place)
      words.removeSubrange(place...)
    }
    words.removeAll(where: hasManyDigits)
    if let last = words.last, ["no", "n°", "nr", "no.", "nr."].contains(TextFolding.folded(last)) {
      words.removeLast()
    }
    let keys = words.flatMap { TextFolding.words($0) }
    guard !keys.isEmpty else { return nil }
    // A street may be called like a client, but then the name says that it is one.
    let isStreet = keys.contains { AddressWords.streets.contains($0) }
    guard isStreet || names.isDisjoint(with: keys) else { return nil }
    return (words.joined(separator: " "), number)
  }

  /// Takes a number with an ending that stands apart: `9 bis`, `9 a`.
  private static func takeNumber(_ words: inout [String], at index: Int) -> String {
    var number = words.remove(at: index)
    if index < words.count {
      let next = TextFolding.folded(words[index])
      let isLetter =
        next.utf8.count == 1 && next != "l" && next != "d"
        && next.utf8.allSatisfy { (0x61...0x7A).contains($0) }
      if isLetter || ["bis", "ter", "quater"].contains(next) {
        number += words.remove(at: index)
      }
    }
    return number
  }

  /// A phone or a code, which no name of a street holds.
  private static func hasManyDigits(_ word: String) -> Bool {
    word.utf8.count { (0x30...0x39).contains($0) } > 2
  }

  /// The words of a town up to the first that cannot belong to it.
  private static func town(_ text: String, _ names: Set<String>) -> String? {
    let words = text.split { " ,;\t\u{A0}".contains($0) }.map(String.init)
    let most = 5
    let kept = words.prefix { word in
      let keys = TextFolding.words(word)
      return !keys.isEmpty && names.isDisjoint(with: keys)
        && !stops.contains(TextFolding.folded(word))
        && !word.utf8.contains { (0x30...0x39).contains($0) }
    }.prefix(most)
    return kept.isEmpty ? nil : kept.joined(separator: " ")
  }
}

extension Gazetteer {
  /// What may be asked of an address; towns of the gazetteer count without a postcode, too.
  ///
  /// - Parameters:
  ///   - block: The address, taken apart.
  ///   - names: Folded words of clients' names, which are not to leave.
  /// - Returns: Nil where too little is left.
  public func streetAddress(
    of block: AddressBlock, withholding names: Set<String> = []
  ) -> StreetAddress? {
    StreetAddress(block, withholding: names) { text in
      placesByKey[PlaceKey.exact(text)]?.contains { places[$0].isLocality } ?? false
    }
  }
}
