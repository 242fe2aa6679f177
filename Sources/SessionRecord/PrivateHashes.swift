/// Gathers the hashes of private values in a loading pass.
///
///     var hashes = PrivateHashes()
///     hashes.add(name: "Madame DUPONT Marie")
///     let entries = hashes.finish()   // for the notebook's index
///
/// It holds hashes alone, each once, never a name.
public struct PrivateHashes {
  private var entries: [UInt64] = []
  /// Entries seen lately, by some of their bits: words of names come again and again.
  private var recentWords = [UInt64](repeating: 0, count: 1 << 17)
  private var recentNames = [UInt64](repeating: 0, count: 1 << 12)
  private var limit = Self.fewestBeforeMerging
  private var words: [Word] = []
  private var address = AddressPieces()
  private var addressWords: [Word] = []

  /// Entries that are held before equal ones are merged for the first time: 16 MB.
  private static let fewestBeforeMerging = 1 << 21

  private struct Word {
    var count = 0
    var hash: UInt64 = 0
    /// The hashes of its first three and its first five letters, once it has as many.
    var shortHead: UInt64 = 0
    var longHead: UInt64 = 0
    var hasLetter = false
    var shape = AddressWord()

    @inline(__always)
    mutating func add(_ letter: UInt32, _ code: UInt64, isDigit: Bool) {
      shape.add(letter, isDigit: isDigit)
      if !isDigit { hasLetter = true }
      hash = hash &* NameHash.base &+ code
      count += 1
      if count == NameWords.shortPrefix { shortHead = hash }
      if count == NameWords.longPrefix { longHead = hash }
    }
  }

  public init() {}

  public var isEmpty: Bool { entries.isEmpty }

  /// Adds a name.
  ///
  /// - Complexity: linear in its length.
  public mutating func add(name: String) {
    var name = name
    name.withUTF8 { add(name: $0) }
  }

  /// Adds a name in UTF-8.
  public mutating func add(name bytes: UnsafeBufferPointer<UInt8>) {
    if readLatin(bytes) { return addWords(isVariant: false) }
    let text = String(decoding: bytes, as: UTF8.self)
    let plain = FoldedText(text)
    take(plain.words)
    addWords(isVariant: false)
    guard plain.hasUmlaut else { return }
    take(FoldedText(text, writesUmlautsOut: true).words)
    addWords(isVariant: true)
  }

  /// Adds what looks like a street with its number among the pieces of an address, unless another
  /// piece is the name of a public house.
  ///
  /// - Complexity: linear in the address.
  public mutating func add(address bytes: UnsafeBufferPointer<UInt8>, beside houses: KeptWords) {
    address.removeAll()
    addressWords.removeAll(keepingCapacity: true)
    for piece in bytes.split(whereSeparator: AddressPieces.parts) {
      let piece = UnsafeBufferPointer(rebasing: piece)
      if !readLatin(piece) { take(FoldedText(String(decoding: piece, as: UTF8.self)).words) }
      address.add(words.lazy.map(\.shape))
      addressWords += words
      if let hash = hash(of: words[...]), houses.isHouse(hash) { return }
    }
    for street in address.streets() {
      let number = addressWords[street.number]
      let name = addressWords[street.name]
      appendStreet([name, [number]])
      appendStreet([[number], name])
      let word = name.first.map(\.shape.isStreetWord) ?? true
      if !word, let ending = name.firstIndex(where: \.shape.endsAsStreet),
        ending > name.startIndex
      {
        appendStreet([name[ending...], [number]])
      }
    }
  }

  private mutating func appendStreet(_ parts: [ArraySlice<Word>]) {
    if let hash = hash(of: parts.joined()) { append(NameHash.entry(hash, .street)) }
  }

  /// The hash of words without blanks; nil where they are too short or too long to be looked up.
  private func hash(of words: some Sequence<Word>) -> UInt64? {
    var hash: UInt64 = 0
    var count = 0
    for word in words {
      hash = hash &* NameHash.power(word.count) &+ word.hash
      count += word.count
    }
    return (NameWords.fewestLetters...NameHash.mostLetters).contains(count) ? hash : nil
  }

  /// Adds the streets of an address, whatever stands beside them.
  public mutating func add(street: String) {
    var street = street
    street.withUTF8 { add(address: $0, beside: .none) }
  }

  /// Adds a value that somebody declared public.
  public mutating func add(open value: String) {
    let letters = FoldedText(value).words.joined()
    guard letters.count >= NameWords.fewestLetters, letters.count <= NameHash.mostLetters else {
      return
    }
    append(NameHash.entry(NameHash.polynomial(of: letters), .open))
  }

  /// The entries gathered so far, ascending, each once; what gathers is empty after.
  ///
  /// - Complexity: linear, since hashes are spread evenly.
  public mutating func finish() -> [UInt64] {
    let merged = AscendingHashes.merged(entries)
    entries = []
    return merged
  }

  // MARK: Words

  /// Takes the words of a text of ASCII and of Latin letters with accents; false where it holds
  /// anything else, such as an umlaut, which is written in two ways.
  private mutating func readLatin(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    words.removeAll(keepingCapacity: true)
    return NameHash.asciiCodes.withUnsafeBufferPointer { table in
      var word = Word()
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        switch byte {
        case 0x61...0x7A: word.add(UInt32(byte), table[Int(byte)], isDigit: false)
        case 0x41...0x5A: word.add(UInt32(byte | 0x20), table[Int(byte | 0x20)], isDigit: false)
        case 0x30...0x39: word.add(UInt32(byte), table[Int(byte)], isDigit: true)
        case Self.accented:
          guard index < bytes.count else { return false }
          let letter = Self.letters[Int(bytes[index] & 0x3F)]
          guard letter > 0 else { return false }
          word.add(UInt32(letter), table[Int(letter)], isDigit: false)
          index += 1
        case 0x80...: return false
        default:
          guard word.count > 0 else { continue }
          words.append(word)
          word = Word()
        }
      }
      if word.count > 0 { words.append(word) }
      return true
    }
  }

  /// UTF-8's first byte of the letters from U+00C0 to U+00FF.
  private static let accented: UInt8 = 0xC3

  /// The ASCII letter that each of these folds to; 0 where it is another one or several.
  private static let letters: [UInt8] = (UInt32(0xC0)...0xFF).map { value in
    guard let scalar = Unicode.Scalar(value) else { return 0 }
    let folded = FoldedText(String(scalar))
    guard !folded.hasUmlaut, let word = folded.words.first, folded.words.count == 1,
      word.count == 1, (0x61...0x7A).contains(word[0])
    else { return 0 }
    return UInt8(word[0])
  }

  private mutating func take(_ folded: [[UInt32]]) {
    words.removeAll(keepingCapacity: true)
    for letters in folded {
      var word = Word()
      for letter in letters {
        word.add(letter, NameHash.code(of: letter), isDigit: (0x30...0x39).contains(letter))
      }
      words.append(word)
    }
  }

  // MARK: Entries

  private mutating func addWords(isVariant: Bool) {
    var first = 0
    while first < words.count, NameWords.isTitle(words[first].hash) { first += 1 }
    if first == words.count { first = 0 }
    var whole: UInt64 = 0
    var letters = 0
    var hasLetter = false
    for index in first..<words.count {
      let word = words[index]
      whole = whole &* NameHash.power(word.count) &+ word.hash
      letters += word.count
      hasLetter = hasLetter || word.hasLetter
    }
    guard letters >= NameWords.fewestLetters, letters <= NameHash.mostLetters, hasLetter else {
      return
    }
    let isSingle = words.count - first == 1
    appendName(NameHash.entry(whole, isVariant ? .variant : isSingle ? .single : .whole))
    for index in first..<words.count { addParts(words[index], isSingle: isSingle) }
  }

  private mutating func addParts(_ word: Word, isSingle: Bool) {
    guard word.count >= NameWords.fewestLetters, word.hasLetter,
      !(word.count <= NameWords.longestParticle && NameWords.particles.contains(word.hash)),
      append(NameHash.entry(word.hash, isSingle ? .single : .word)) || isSingle
    else { return }
    append(NameHash.entry(word.shortHead, .prefix))
    if word.count >= NameWords.longPrefix { append(NameHash.entry(word.longHead, .prefix)) }
  }

  private mutating func appendName(_ entry: UInt64) {
    let slot = Int(entry >> 3) & (recentNames.count - 1)
    guard recentNames[slot] != entry else { return }
    recentNames[slot] = entry
    push(entry)
  }

  /// Adds an entry, unless it was among the last; says whether it was new.
  @discardableResult
  private mutating func append(_ entry: UInt64) -> Bool {
    let slot = Int(entry >> 3) & (recentWords.count - 1)
    guard recentWords[slot] != entry else { return false }
    recentWords[slot] = entry
    push(entry)
    return true
  }

  private mutating func push(_ entry: UInt64) {
    entries.append(entry)
    guard entries.count >= limit else { return }
    entries = AscendingHashes.merged(entries)
    limit = max(Self.fewestBeforeMerging, 2 * entries.count)
  }
}

/// The words of names that are no names.
enum NameWords {
  /// From this many letters on a word of a name is replaced where it stands alone.
  static let fewestLetters = 3
  /// How much of a word is kept for names that an ellipsis cuts, in letters.
  static let shortPrefix = 3
  static let longPrefix = 5
  static let longestParticle = 5

  static let titleWords = [
    "madame", "monsieur", "mme", "mr", "m", "mlle", "mademoiselle", "dr", "frau", "herr", "mrs",
    "ms", "signor", "signora",
  ]
  static let titles = hashes(titleWords)
  /// Bits of the titles' hashes, so that most words need not be looked up.
  private static let titleBits: UInt64 = titles.reduce(0) { $0 | 1 << ($1 >> 58) }

  @inline(__always)
  static func isTitle(_ hash: UInt64) -> Bool {
    titleBits >> (hash >> 58) & 1 == 1 && titles.contains(hash)
  }

  /// Words of names that are words of the language too.
  static let particles = hashes([
    "des", "les", "del", "della", "den", "der", "dos", "das", "dit", "nee", "ter", "und", "van",
    "von", "the",
  ])

  private static func hashes(_ words: [String]) -> Set<UInt64> {
    Set(words.map { NameHash.polynomial(of: $0.unicodeScalars.map(\.value)) })
  }
}

/// Hashes in ascending order.
enum AscendingHashes {
  /// The hashes ascending, each once.
  ///
  /// One pass puts each near its place by its highest bits. What shares them is sorted by insertion
  /// where it is little, as it is for hashes that are spread evenly and come once each; a word that
  /// comes often makes a crowd.
  ///
  /// - Complexity: O(n) for hashes that are spread evenly, O(n log n) for any.
  static func merged(_ hashes: [UInt64]) -> [UInt64] {
    guard hashes.count > 1 << 12 else { return unique(hashes.sorted()) }
    let bits = min(20, Int.bitWidth - hashes.count.leadingZeroBitCount)
    let shift = UInt64(64 - bits)
    var places = [Int](repeating: 0, count: (1 << bits) + 1)
    for hash in hashes { places[Int(hash >> shift) + 1] += 1 }
    for index in 1..<places.count { places[index] += places[index - 1] }
    let sorted = [UInt64](unsafeUninitializedCapacity: hashes.count) { buffer, count in
      places.withUnsafeMutableBufferPointer { places in
        for hash in hashes {
          let group = Int(hash >> shift)
          buffer[places[group]] = hash
          places[group] += 1
        }
      }
      count = hashes.count
      var start = 0
      // Each group's place is its end by now.
      for end in places.dropLast() {
        sort(UnsafeMutableBufferPointer(rebasing: buffer[start..<end]))
        start = end
      }
    }
    return unique(sorted)
  }

  /// More than this many are a crowd.
  private static let fewHashes = 24

  private static func sort(_ group: UnsafeMutableBufferPointer<UInt64>) {
    guard group.count <= fewHashes else {
      var group = group
      return group.sort()
    }
    guard group.count > 1 else { return }
    for index in 1..<group.count {
      let hash = group[index]
      var place = index
      while place > 0, group[place - 1] > hash {
        group[place] = group[place - 1]
        place -= 1
      }
      group[place] = hash
    }
  }

  private static func unique(_ sorted: [UInt64]) -> [UInt64] {
    guard var last = sorted.first else { return [] }
    var result: [UInt64] = []
    result.reserveCapacity(sorted.count)
    result.append(last)
    for hash in sorted where hash != last {
      result.append(hash)
      last = hash
    }
    return result
  }
}
