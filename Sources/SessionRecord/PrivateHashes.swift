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
  /// The folded letters of the name at hand, as they are hashed.
  private var codes: [UInt64] = []

  /// Entries that are held before equal ones are merged for the first time: 8 MB.
  private static let fewestBeforeMerging = 1 << 20

  private struct Word {
    var start: Int
    var count: Int
    var hash: UInt64
    var hasLetter: Bool
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
    words.removeAll(keepingCapacity: true)
    codes.removeAll(keepingCapacity: true)
    guard readASCII(bytes) else {
      addFolded(String(decoding: bytes, as: UTF8.self))
      return
    }
    addWords(isVariant: false)
  }

  /// Adds a street with its number.
  public mutating func add(street: String) {
    let letters = FoldedText(street).words.joined()
    guard letters.count >= 3, letters.count <= NameHash.mostLetters else { return }
    append(NameHash.entry(NameHash.polynomial(of: letters), .street))
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

  /// Takes the words of a text of ASCII alone; false where it holds anything else.
  private mutating func readASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    NameHash.asciiCodes.withUnsafeBufferPointer { table in
      var word = Word(start: 0, count: 0, hash: 0, hasLetter: false)
      for byte in bytes {
        var letter = byte
        switch byte {
        case 0x61...0x7A: word.hasLetter = true
        case 0x41...0x5A:
          letter |= 0x20
          word.hasLetter = true
        case 0x30...0x39: break
        case 0x80...: return false
        default:
          if word.count > 0 { words.append(word) }
          word = Word(start: codes.count, count: 0, hash: 0, hasLetter: false)
          continue
        }
        let code = table[Int(letter)]
        codes.append(code)
        word.hash = word.hash &* NameHash.base &+ code
        word.count += 1
      }
      if word.count > 0 { words.append(word) }
      return true
    }
  }

  private mutating func addFolded(_ text: String) {
    let plain = FoldedText(text)
    take(plain.words)
    addWords(isVariant: false)
    guard plain.hasUmlaut else { return }
    take(FoldedText(text, writesUmlautsOut: true).words)
    addWords(isVariant: true)
  }

  private mutating func take(_ folded: [[UInt32]]) {
    words.removeAll(keepingCapacity: true)
    codes.removeAll(keepingCapacity: true)
    for letters in folded {
      let start = codes.count
      codes += letters.map(NameHash.code)
      words.append(
        Word(
          start: start, count: letters.count,
          hash: codes[start...].reduce(0) { $0 &* NameHash.base &+ $1 },
          hasLetter: letters.contains { !(0x30...0x39).contains($0) }))
    }
  }

  // MARK: Entries

  private mutating func addWords(isVariant: Bool) {
    var first = 0
    while first < words.count, NameWords.titles.contains(words[first].hash) { first += 1 }
    if first == words.count { first = 0 }
    var whole: UInt64 = 0
    var letters = 0
    var hasLetter = false
    for word in words[first...] {
      whole = whole &* NameHash.power(word.count) &+ word.hash
      letters += word.count
      hasLetter = hasLetter || word.hasLetter
    }
    guard letters >= NameWords.fewestLetters, letters <= NameHash.mostLetters, hasLetter else {
      return
    }
    let isSingle = words.count - first == 1
    appendName(NameHash.entry(whole, isVariant ? .variant : isSingle ? .single : .whole))
    for index in first..<words.count {
      addParts(words[index], isSingle: isSingle)
    }
  }

  private mutating func addParts(_ word: Word, isSingle: Bool) {
    guard word.count >= NameWords.fewestLetters, word.hasLetter,
      !(word.count <= NameWords.longestParticle && NameWords.particles.contains(word.hash))
    else { return }
    if !isSingle { append(NameHash.entry(word.hash, .word)) }
    var hash: UInt64 = 0
    for (index, code) in codes[word.start...].prefix(NameWords.longPrefix).enumerated() {
      hash = hash &* NameHash.base &+ code
      if index + 1 == NameWords.shortPrefix || index + 1 == NameWords.longPrefix {
        append(NameHash.entry(hash, .prefix))
      }
    }
  }

  private mutating func appendName(_ entry: UInt64) {
    let slot = Int(entry >> 3) & (recentNames.count - 1)
    guard recentNames[slot] != entry else { return }
    recentNames[slot] = entry
    push(entry)
  }

  private mutating func append(_ entry: UInt64) {
    let slot = Int(entry >> 3) & (recentWords.count - 1)
    guard recentWords[slot] != entry else { return }
    recentWords[slot] = entry
    push(entry)
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
  /// Hashes are spread evenly: one pass puts each near its place by its highest bits, and sorting by
  /// insertion has little left to do.
  ///
  /// - Complexity: O(n) for hashes, O(n²) for numbers that share their highest bits.
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
      for index in 1..<count {
        let hash = buffer[index]
        var place = index
        while place > 0, buffer[place - 1] > hash {
          buffer[place] = buffer[place - 1]
          place -= 1
        }
        buffer[place] = hash
      }
    }
    return unique(sorted)
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
