import SeededRandom
import Testing

@testable import Naming

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
    let fragments = [
      "22.10.2025", "A/R", "Y.L", "?", " ", "\n", "\u{a0}", "Genève", "CH-1247", "L’Hôpital",
      "e\u{301}",
      "\u{200b}", "👩‍🦽", "\u{0}", "İ", "ﬁ", "\u{feff}", "Chaise", "Œ", "ĸ", "|",
    ]
    var draws = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      let text = (0..<draws.below(9)).map { _ in fragments[draws.below(fragments.count)] }.joined()
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
}
