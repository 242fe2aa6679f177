import RideSheets
import Testing

@Suite("Text made comparable")
struct TextFoldingTests {
  @Test(
    "folds case, accents, apostrophes, dashes and blanks",
    arguments: [
      ("Genève", "geneve", "a precomposed accent"),
      ("Gene\u{300}ve", "geneve", "a combining accent"),
      ("VANDŒUVRES", "vandoeuvres", "a ligature of two letters"),
      ("Straße", "strasse", "a sharp s"),
      ("Lætitia", "laetitia", "ae"),
      ("Adresse d’arrivée", "adresse d'arrivee", "a curly apostrophe"),
      ("Chêne–Bourg", "chene-bourg", "an en dash"),
      ("  a \u{a0}\t b\n", "a b", "blanks of every kind"),
      ("a\u{200b}b\u{ad}c", "abc", "characters of no width"),
      ("\u{feff}Nom", "nom", "a byte-order mark"),
      ("Łódź", "lodz", "letters of another country"),
      ("İ", "i", "a letter whose lower case is two scalars"),
      ("日本", "日本", "letters that have no plain form"),
      ("", "", "nothing"),
    ])
  func folds(text: String, folded: String, reason: String) {
    #expect(TextFolding.folded(text) == folded, "\(reason)")
  }

  @Test("megabytes are folded in time that grows with their length: with its square it were hours")
  func isLinear() {
    let (count, piece) = (1_000_000, "É—x ")
    let folded = TextFolding.folded(String(repeating: piece, count: count))
    #expect(folded.utf8.count == 4 * count - 1)
    #expect(TextFolding.words(String(repeating: piece, count: count)).count == 2 * count)
  }

  @Test("folding folded text changes nothing, for every scalar below U+3000 and random texts")
  func isIdempotent() {
    for value in UInt32(0)..<0x3000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let once = TextFolding.folded("a\(scalar)b \(scalar)")
      #expect(TextFolding.folded(once) == once, "U+\(String(value, radix: 16))")
    }
    var draws = GarbageDraws(seed: 11)
    for _ in 0..<300 {
      let text = draws.text()
      let once = TextFolding.folded(text)
      #expect(TextFolding.folded(once) == once, "\(text.debugDescription)")
      #expect(TextFolding.key(TextFolding.key(text)) == TextFolding.key(text))
    }
  }

  @Test("words are runs of letters and digits")
  func words() {
    #expect(
      TextFolding.words("L’Hôpital (HUG), 3e-étage") == ["l", "hopital", "hug", "3e", "etage"])
    #expect(TextFolding.key("Date et Heure  prévues ") == "date et heure prevues")
  }

  @Test("single blanks keep case and accents")
  func singleBlanks() {
    #expect(TextFolding.singleBlanked("  DUPONT \u{a0} Éva\n") == "DUPONT Éva")
  }

  @Test(
    "counts slips up to a limit",
    arguments: [
      ("genene", "geneve", 2, 1, "a letter replaced"),
      ("geneve", "genve", 2, 1, "a letter left out"),
      ("genve", "geneve", 2, 1, "a letter put in"),
      ("geneev", "geneve", 2, 1, "neighbours swapped"),
      ("", "abc", 3, 3, "nothing against three"),
      ("abc", "abc", 0, 0, "equal texts within no slip"),
      ("kitten", "sitting", 3, 3, "the textbook pair"),
      ("kitten", "sitting", 2, nil, "more than the limit"),
      ("a", "abcdef", 2, nil, "lengths too far apart"),
      ("ca", "abc", 3, 3, "no letter is touched twice"),
      ("a", "a", -1, nil, "a limit below nothing"),
    ] as [(String, String, Int, Int?, String)])
  func counts(left: String, right: String, limit: Int, distance: Int?, reason: String) {
    #expect(TextFolding.editDistance(left, right, limit: limit) == distance, "\(reason)")
  }

  @Test("the bounded distance is the unbounded one wherever that is within the limit")
  func boundedAgrees() {
    var draws = GarbageDraws(seed: 5)
    for _ in 0..<300 {
      let left = draws.word(of: "abc", upTo: 8)
      let right = draws.word(of: "abc", upTo: 8)
      let full = TextFolding.editDistance(left, right, limit: 100) ?? -1
      #expect(TextFolding.editDistance(right, left, limit: 100) == full, "\(left) \(right)")
      for limit in 0...8 {
        let bounded = TextFolding.editDistance(left, right, limit: limit)
        #expect(bounded == (full <= limit ? full : nil), "\(left) \(right) \(limit)")
      }
    }
  }
}
