/// Words that stay where they stand alone, even where a client bears them too.
///
/// They are asked for only where a single word of a name is found, and gathered once then.
public struct KeptWords {
  /// The hashes of the drivers' names, word by word, and of public places, as wholes.
  private(set) var words: Set<UInt64> = []
  private(set) var places: Set<UInt64> = []
  private var houses: Set<UInt64> = []
  private var own: ProgramWords
  private let isKeyword: (String) -> Bool

  /// Words to keep.
  ///
  /// - Parameters:
  ///   - people: Drivers' names.
  ///   - places: Names of public places and towns, each kept as a whole.
  ///   - houses: Those of them that have an address of their own, such as a hospital.
  ///   - identifiers: Names of columns and the program's own words; gathered where a single word
  ///     of a name is found.
  ///   - messageWords: What the program's own sentences and tables hold besides, in any case.
  ///   - isKeyword: Whether a word belongs to SQL.
  public init(
    people: [String] = [], places: [String] = [], houses: [String] = [],
    identifiers: @autoclosure @escaping () -> Set<String> = [],
    messageWords: @autoclosure @escaping () -> Set<String> = [],
    isKeyword: @escaping (String) -> Bool = { _ in false }
  ) {
    words = Set(people.flatMap { FoldedText($0).words.map { NameHash.polynomial(of: $0) } })
    self.places = Self.hashes(of: places)
    self.houses = Self.hashes(of: houses)
    own = ProgramWords(identifiers, messageWords)
    self.isKeyword = isKeyword
  }

  /// The same people and places with other words of the program's.
  public func keeping(
    identifiers: @autoclosure @escaping () -> Set<String>,
    messageWords: @autoclosure @escaping () -> Set<String>
  ) -> KeptWords {
    var words = self
    words.own = ProgramWords(identifiers, messageWords)
    return words
  }

  private static func hashes(of names: [String]) -> Set<UInt64> {
    Set(names.compactMap(hash))
  }

  private static func hash(of name: some StringProtocol) -> UInt64? {
    let letters = FoldedText(String(name)).words.joined()
    guard letters.count >= NameWords.fewestLetters, letters.count <= NameHash.mostLetters else {
      return nil
    }
    return NameHash.polynomial(of: letters)
  }

  public static var none: KeptWords { KeptWords() }

  func isHouse(_ hash: UInt64) -> Bool { houses.contains(hash) }

  /// Whether one of the pieces of an address is the name of a public house.
  ///
  /// - Complexity: linear in the text.
  public func nameHouse(in address: String) -> Bool {
    guard !houses.isEmpty else { return false }
    return address.utf8.split(whereSeparator: AddressPieces.parts)
      .contains { Self.hash(of: Substring($0)).map(houses.contains) ?? false }
  }

  /// Whether a word of a sentence of the program's is its own.
  func isMessageWord(_ word: String) -> Bool {
    let word = word.lowercased()
    return own.messageWords.contains(word) || own.foldedIdentifiers.contains(word)
  }

  /// Whether a word is the program's: in code in any case, in prose as it is spelt in code.
  func isIdentifier(_ word: String, inCode: Bool) -> Bool {
    if own.identifiers.contains(word) { return true }
    guard inCode else { return false }
    return own.foldedIdentifiers.contains(word.lowercased()) || isKeyword(word)
  }
}

/// The program's own words, gathered when they are first asked for.
private final class ProgramWords {
  private let makeIdentifiers: () -> Set<String>
  private let makeMessageWords: () -> Set<String>
  lazy var identifiers = makeIdentifiers()
  lazy var foldedIdentifiers = Set(identifiers.map { $0.lowercased() })
  lazy var messageWords = Set(makeMessageWords().map { $0.lowercased() })

  init(
    _ identifiers: @escaping () -> Set<String>, _ messageWords: @escaping () -> Set<String>
  ) {
    makeIdentifiers = identifiers
    makeMessageWords = messageWords
  }
}

/// Kept words that are gathered when they are first asked for.
final class LazyKeptWords {
  private var make: (() -> KeptWords)?
  private(set) lazy var value: KeptWords = {
    defer { make = nil }
    return make?() ?? .none
  }()

  init(_ make: @escaping () -> KeptWords) {
    self.make = make
  }
}
