/// Whether a text with pseudonyms stands for another text.
///
/// A pseudonym is made of the value alone, so a record can be held against the true value even where
/// it hides more, or less, than is known as private now: each pseudonym must be that of the piece of the
/// value in whose place it stands, and all other letters must be the value's.
extension Pseudonyms {
  /// Whether a recorded text is a value with pseudonyms, masks and cut names in place of pieces of it.
  ///
  /// - Parameters:
  ///   - recorded: The text of a record.
  ///   - text: The true value.
  /// - Returns: Whether it is; where it has no pseudonyms, whether the two are the same.
  /// - Complexity: O(length) where the text between pseudonyms tells where they end.
  static func stands(_ recorded: String, for text: String) -> Bool {
    let pieces = HiddenPiece.pieces(of: recorded)
    guard pieces.contains(where: \.isHidden) else { return recorded.utf8.elementsEqual(text.utf8) }
    var match = HiddenMatch(pieces: pieces, text: Array(text.utf8))
    return match.holds(from: 0, at: 0)
  }

  /// As ``stands(_:for:)`` for two texts of JSON, string by string; what is outside of them is the same.
  static func stands(json recorded: String, for json: String) -> Bool {
    let (left, right) = (jsonPieces(of: recorded), jsonPieces(of: json))
    return left.count == right.count
      && zip(left, right).allSatisfy { was, now in
        was.isString == now.isString
          && (was.isString
            ? stands(was.text, for: now.text) : was.text.utf8.elementsEqual(now.text.utf8))
      }
  }

  /// Whether a pseudonym is that of a piece of a value.
  fileprivate static func isPseudonym(_ signs: String, made prefix: String, of piece: String)
    -> Bool
  {
    let maker = Pseudonyms()
    let made = { (letters: [UInt32]) in
      prefix == "Name"
        ? maker.partPseudonym(letters) : maker.pseudonym(made: prefix, of: letters)
    }
    let pseudonym = "\(prefix)-\(signs)"
    // What already was a pseudonym stays as it is.
    if piece == pseudonym { return true }
    return spellings(of: piece, made: prefix).contains { made($0) == pseudonym }
  }

  /// The letters that a pseudonym of a piece may be made of: a name may be registered in another order of
  /// its words and with its umlauts as they are, a street has its number behind it.
  private static func spellings(of piece: String, made prefix: String) -> Set<[UInt32]> {
    var spellings: Set<[UInt32]> = [letters(of: piece)]
    let words = FoldedText(piece).words
    let all = Array(words.joined())
    spellings.insert(all)
    guard prefix != "Name" else { return spellings }
    if prefix == "Address", let hidden = HomeAddress(piece).hidden(isTown: { _ in false }) {
      spellings.insert(hidden.letters)
    }
    guard all.count <= NameHash.mostLetters else { return spellings }
    for start in all.indices { spellings.insert(Array(all[start...] + all[..<start])) }
    if (3...NameSearch.mostReorderedWords).contains(words.count) {
      for order in NameSearch.orders(of: words.count) {
        spellings.insert(order.flatMap { words[$0] })
      }
    }
    guard prefix == "Client" else { return spellings }
    return spellings.union(spellings.flatMap(NameSearch.withoutWrittenUmlauts))
  }
}

/// A piece of a text of a record.
enum HiddenPiece {
  /// The bytes that the value has, too.
  case letters([UInt8])
  case pseudonym(prefix: String, signs: String)
  case phone
  /// A name that an ellipsis cuts.
  case cut

  var isHidden: Bool { if case .letters = self { false } else { true } }

  /// The piece as a text has it.
  var text: String {
    switch self {
    case .letters(let letters): String(decoding: letters, as: UTF8.self)
    case .pseudonym(let prefix, let signs): "\(prefix)-\(signs)"
    case .phone: PhoneMask.mask
    case .cut: "Client"
    }
  }

  /// The pieces of a text; pseudonyms have one length, so that letters may follow at once.
  ///
  /// - Complexity: O(bytes).
  static func pieces(of text: String) -> [HiddenPiece] {
    let bytes = Array(text.utf8)
    var pieces: [HiddenPiece] = []
    var letters: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard let (piece, end) = hidden(in: bytes, at: index) else {
        letters.append(bytes[index])
        index += 1
        continue
      }
      if !letters.isEmpty { pieces.append(.letters(letters)) }
      letters = []
      pieces.append(piece)
      index = end
    }
    if !letters.isEmpty { pieces.append(.letters(letters)) }
    return pieces
  }

  private static func hidden(in bytes: [UInt8], at start: Int) -> (HiddenPiece, end: Int)? {
    let rest = bytes[start...]
    for prefix in Pseudonyms.prefixes where rest.starts(with: prefix.utf8) {
      let count = prefix == "Name-" ? Pseudonyms.partSignCount : Pseudonyms.signCount
      let signs = rest.dropFirst(prefix.utf8.count).prefix(count)
      guard signs.count == count, signs.allSatisfy(Pseudonyms.signBytes.contains) else { continue }
      return (
        .pseudonym(
          prefix: String(prefix.dropLast()), signs: String(decoding: signs, as: UTF8.self)),
        signs.endIndex
      )
    }
    if rest.starts(with: PhoneMask.mask.utf8) {
      return (.phone, start + PhoneMask.mask.utf8.count)
    }
    if rest.starts(with: "Client…".utf8) { return (.cut, start + "Client".utf8.count) }
    return nil
  }

  /// Whether the piece stands for some of the value's letters, or for the whole value: a cell of a
  /// column of phone numbers may be any digits, while within a text only what is written as a phone
  /// number is masked.
  func stands(for text: String, isWhole: Bool) -> Bool {
    switch self {
    case .letters: false
    case .pseudonym(let prefix, let signs):
      Pseudonyms.isPseudonym(signs, made: prefix, of: text)
    case .phone: PhoneMask.isMasked(text, isWhole: isWhole)
    case .cut: !text.isEmpty && !text.contains("…")
    }
  }
}

/// Lays the pieces of a recorded text along a value.
private struct HiddenMatch {
  let pieces: [HiddenPiece]
  let text: [UInt8]
  /// From which piece and byte on nothing fits.
  private var failures: Set<[Int]> = []

  /// The most bytes of a value that one pseudonym stands for.
  private static let mostBytes = 2_000

  init(pieces: [HiddenPiece], text: [UInt8]) {
    (self.pieces, self.text) = (pieces, text)
  }

  /// Whether the pieces from one on stand for all of the value from a byte on.
  mutating func holds(from piece: Int, at start: Int) -> Bool {
    guard piece < pieces.count else { return start == text.count }
    if case .letters(let letters) = pieces[piece] {
      return text[start...].starts(with: letters)
        && holds(from: piece + 1, at: start + letters.count)
    }
    guard !failures.contains([piece, start]) else { return false }
    for end in ends(of: piece, from: start) {
      let value = String(decoding: text[start..<end], as: UTF8.self)
      if pieces[piece].stands(for: value, isWhole: pieces.count == 1),
        holds(from: piece + 1, at: end)
      {
        return true
      }
    }
    failures.insert([piece, start])
    return false
  }

  /// Where what a pseudonym stands for may end: before the letters that follow it, or at the value's end.
  private func ends(of piece: Int, from start: Int) -> [Int] {
    guard start < text.count else { return [] }
    let last = min(text.count, start + Self.mostBytes)
    guard piece + 1 < pieces.count else { return last == text.count ? [last] : [] }
    guard case .letters(let letters) = pieces[piece + 1] else { return Array((start + 1)...last) }
    return ((start + 1)...last).filter { text[$0...].starts(with: letters) }
  }
}
