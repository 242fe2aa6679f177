import Naming

/// An address as the office types it: a block of parts, taken apart.
///
///     let block = AddressBlock("Clinique X\nRue de Lyon 12  1203 Genève  022 345 67 89")
///     block.names     // ["Clinique X"]
///     block.street    // "Rue de Lyon 12"
///     block.postcode  // "1203"
///     block.town      // "Genève"
///     block.label     // "Clinique X, Rue de Lyon 12, 1203 Genève"
///
/// Parts are split by line ends, tabs and runs of two blanks or more; within a line also by
/// commas, semicolons and slashes with blanks around, where a piece is of a kind of its own.
public struct AddressBlock: Hashable, Sendable {
  /// The text as it was written.
  public let raw: String
  /// What is neither street nor town nor note: place names, wards, a town without its postcode.
  public private(set) var names: [String] = []
  public private(set) var street: String?
  /// Four digits, or five of a French address.
  public private(set) var postcode: String?
  /// The words after the postcode.
  public private(set) var town: String?
  public private(set) var phones: [String] = []
  /// Floors, rooms, doors and entrances.
  public private(set) var floors: [String] = []
  /// Persons to ask for, the client's own name among them.
  public private(set) var contacts: [String] = []
  /// Whether the block says that the client sits in a wheelchair.
  public private(set) var mentionsWheelchair = false

  /// The label of a cell that holds nothing.
  static let blankLabel = "(blank)"
  /// The label of a block that tells of a person or a phone alone.
  static let personLabel = "(no place stated)"

  /// Whether a label stands for a cell that names no place, and not for an address.
  public static func isNoAddress(_ label: String) -> Bool {
    [blankLabel, personLabel].contains(TextFolding.singleBlanked(label))
  }

  /// No address needs more; the rest of a longer cell is left unread.
  private static let readLimit = 2_000

  /// Takes a cell's text apart.
  ///
  /// - Parameters:
  ///   - text: the cell as it was written.
  ///   - client: the ride's client; a part that is only his name is a contact, never a place.
  /// - Complexity: O(n) in the text's length, of which at most 2,000 characters are read.
  public init(_ text: String, client: String = "") {
    raw = text
    let read = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.readLimit)))
    mentionsWheelchair = WheelchairMention.isIn(read)
    let scanned = PhoneScanner.split(AddressText.evened(read))
    phones = scanned.phones
    let reader = AddressPieceReader(clientWords: Set(TextFolding.words(client)))
    for line in AddressText.lines(scanned.rest) {
      take(line, reader)
    }
  }

  private mutating func take(_ line: String, _ reader: AddressPieceReader) {
    let pieces = AddressText.pieces(line).flatMap { reader.read($0) }
    // A comma inside a name ("Hôpital, entrée nord") is no reason to tear it apart.
    let areAllNames = pieces.allSatisfy { if case .name = $0 { true } else { false } }
    if pieces.count > 1, areAllNames {
      names.append(line)
      return
    }
    for piece in pieces { add(piece) }
  }

  private mutating func add(_ piece: AddressPiece) {
    switch piece {
    case .name(let text): names.append(text)
    case .street(let text):
      if street == nil { street = text } else { names.append(text) }
    case .town(let code, let text):
      guard postcode == nil else {
        if let text { names.append(text) }
        return
      }
      postcode = code
      town = text
    case .floor(let text): floors.append(text)
    case .contact(let text): contacts.append(text)
    case .phone(let text): phones.append(text)
    case .note: break
    }
  }

  /// The block on one line, without phones, floors and contacts.
  public var label: String {
    var parts = names
    if let street { parts.append(street) }
    let locality = [postcode, town].compactMap(\.self).joined(separator: " ")
    if !locality.isEmpty { parts.append(locality) }
    if !parts.isEmpty { return parts.joined(separator: ", ") }
    let written = TextFolding.singleBlanked(raw)
    if written.isEmpty { return Self.blankLabel }
    // What is left is a note such as "?", unless it is about a person, which stays out of labels.
    let isAboutPerson = !phones.isEmpty || !contacts.isEmpty
    return isAboutPerson ? Self.personLabel : String(written.prefix(80))
  }
}
