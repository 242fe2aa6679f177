/// Tells which code page some text is in by how frequent its letters would be.
struct CodePageEvidence {
  /// How often each byte from 0x80 on stands behind a small letter of ASCII, and elsewhere.
  private var inside = [Int](repeating: 0, count: 128)
  private var outside = [Int](repeating: 0, count: 128)
  private var previous: UInt8 = 0x20

  /// Counts the bytes of a whole source.
  init(of source: ByteSource, watch: LoadWatch) throws(TabularError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    defer { buffer.deallocate() }
    var offset = 0
    while true {
      try watch.check(source)
      let got = try source.read(at: offset, into: buffer)
      if got == 0 { return }
      for byte in buffer[..<got] { add(byte) }
      offset += got
    }
  }

  private mutating func add(_ byte: UInt8) {
    if byte >= 0x80 {
      if (0x61...0x7A).contains(previous) {
        inside[Int(byte) - 128] += 1
      } else {
        outside[Int(byte) - 128] += 1
      }
    }
    previous = byte
  }

  /// The likeliest of the three code pages; of equals that of Windows.
  var encoding: CSVDialect.Encoding {
    let pages: [(CSVDialect.Encoding, CodePage)] = [
      (.windows1252, .windows1252), (.macRoman, .macRoman), (.cp850, .cp850),
    ]
    var best = (encoding: CSVDialect.Encoding.windows1252, score: -Double.infinity)
    for (encoding, page) in pages {
      let score = score(page)
      if score > best.score { best = (encoding, score) }
    }
    return best.encoding
  }

  private func score(_ page: CodePage) -> Double {
    var score = 0.0
    for index in 0..<128 where inside[index] + outside[index] > 0 {
      guard let scalar = UnicodeScalar(page.high[index]) else { continue }
      let weight = Self.weight(of: scalar)
      score += weight * Double(inside[index] + outside[index])
      // A capital letter or a sign in the middle of a word is a letter of another code page.
      let isStrange = scalar.properties.isUppercase || !scalar.properties.isAlphabetic
      if isStrange, scalar != "’" { score -= 4 * Double(inside[index]) }
    }
    return score
  }

  /// How often, in a hundred thousand letters of French, German and Italian, as a logarithm.
  private static func weight(of scalar: UnicodeScalar) -> Double {
    if let share = shares[scalar] { return logShare(share) }
    if scalar.value < 0xA0 { return -20 }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter: return logShare(0.5)
    case .otherSymbol, .mathSymbol, .privateUse: return -8
    default: return -4
    }
  }

  private static func logShare(_ share: Double) -> Double {
    var left = share
    var bits = 0.0
    while left < 1 {
      left *= 2
      bits -= 1
    }
    while left >= 2 {
      left /= 2
      bits += 1
    }
    // Between two powers a straight line is near enough.
    return bits + left - 1
  }

  private static let shares: [UnicodeScalar: Double] = [
    "é": 1_900, "è": 500, "à": 500, "ê": 220, "ü": 300, "ä": 260, "ö": 180, "ç": 90, "ô": 60,
    "î": 40, "û": 40, "â": 50, "ù": 40, "ë": 20, "ï": 20, "œ": 20, "ß": 60, "ò": 30, "ì": 30,
    "É": 40, "È": 8, "À": 20, "Ç": 5, "Ê": 4, "Ö": 10, "Ü": 15, "Ä": 10, "Î": 2, "Ô": 2, "Â": 2,
    "ñ": 8, "ó": 8, "á": 8, "í": 8, "ú": 4, "ã": 4, "õ": 2, "å": 3, "ø": 3, "æ": 2,
    "’": 300, "‘": 10, "“": 20, "”": 20, "«": 40, "»": 40, "–": 40, "—": 10, "…": 20, "€": 40,
    "°": 40, "§": 4, "·": 2, "•": 6, "²": 4, "½": 2, "\u{A0}": 100, "£": 4, "±": 1, "µ": 2,
    "š": 4, "ž": 4, "ý": 1, "Š": 2, "Ž": 2,
  ]
}
