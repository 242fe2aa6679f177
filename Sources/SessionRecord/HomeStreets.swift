/// Finds the streets with their numbers in an address; postcode and town are none.
///
///     HomeStreets.found(in: "Domicile, Chemin des Merles 30, 1204 Genève")  // ["Chemin des Merles 30"]
public enum HomeStreets {
  /// The streets of an address, in order, each with its number behind it.
  ///
  /// - Complexity: linear in the text.
  public static func found(in text: String) -> [String] {
    let address = HomeAddress(text)
    return address.pieces.streets().map { address.text(of: $0) }
  }
}

/// A cell of addresses with the bytes that its words stand in.
struct HomeAddress {
  private let text: String
  private(set) var pieces = AddressPieces()
  private var letters: [[UInt32]] = []
  private var places: [Range<Int>] = []

  /// - Complexity: linear in the text.
  init(_ text: String) {
    self.text = text
    var start = 0
    let bytes = Array(text.utf8)
    for end in 0...bytes.count where end == bytes.count || AddressPieces.parts(bytes[end]) {
      if end > start { addPiece(bytes[start..<end]) }
      start = end + 1
    }
  }

  private mutating func addPiece(_ bytes: ArraySlice<UInt8>) {
    let folded = FoldedText(String(decoding: bytes, as: UTF8.self))
    let runs = folded.units.split { $0.kind != .letter && $0.kind != .digit }
    let words = runs.map { $0.map(\.scalar) }
    letters += words
    places += runs.compactMap { run in
      guard let first = run.first, let last = run.last else { return nil }
      return (bytes.startIndex + first.start)..<(bytes.startIndex + last.end)
    }
    pieces.add(words.map(AddressWord.init))
  }

  /// Whether a word of it could belong to a name; figures and times alone are no address.
  var hasName: Bool { pieces.words.contains { $0.leadingDigits == 0 } }

  /// What is hidden: its letters, and what stays behind it.
  struct Hidden {
    var letters: [UInt32]
    var rest: String
  }

  /// Hides all but the postcode and town at its end, or a known town there.
  ///
  /// The letters are those of the only street with its number, so that the same street is the same
  /// wherever it stands; else all that are hidden.
  ///
  /// - Returns: Nil where there is nothing but the town.
  func hidden(isTown: (UInt64) -> Bool) -> Hidden? {
    let end = town(isTown) ?? pieces.words.count
    guard end > 0 else { return nil }
    let streets = pieces.streets().filter { $0.name.upperBound <= end && $0.number < end }
    let bytes = Array(text.utf8)
    let rest = end < places.count ? bytes[places[end - 1].upperBound...] : []
    return Hidden(
      letters: streets.count == 1
        ? streets[0].name.flatMap { letters[$0] } + letters[streets[0].number]
        : letters[..<end].flatMap(\.self),
      rest: String(decoding: rest, as: UTF8.self))
  }

  /// The first word of the town; none in an object of JSON.
  private func town(_ isTown: (UInt64) -> Bool) -> Int? {
    guard let first = text.first(where: { !$0.isWhitespace }), first != "{", first != "[" else {
      return nil
    }
    if let town = pieces.town() { return town }
    guard let last = pieces.pieces.last,
      isTown(NameHash.polynomial(of: last.flatMap { letters[$0] }))
    else { return nil }
    return last.lowerBound
  }

  /// A street as it is written, its number behind it.
  func text(of street: AddressPieces.Street) -> String {
    let (name, number) = (street.name, street.number)
    if number == name.upperBound { return written(name.lowerBound, number) }
    return written(name.lowerBound, name.upperBound - 1) + " " + written(number, number)
  }

  private func written(_ first: Int, _ last: Int) -> String {
    let place = places[first].lowerBound..<places[last].upperBound
    return String(decoding: Array(text.utf8)[place], as: UTF8.self)
  }
}
