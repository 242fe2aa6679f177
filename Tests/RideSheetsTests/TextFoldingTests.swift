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
}
