import Testing

@testable import TerminalText

@Suite("The display width of texts")
struct DisplayWidthTests {
  @Test(
    "columns are counted as terminals draw them",
    arguments: [
      ("", 0, "nothing"),
      ("Giuseppe", 8, "plain ASCII"),
      ("Zürich", 6, "a letter with its accent in one scalar"),
      ("Zu\u{308}rich", 6, "a combining accent adds nothing"),
      ("東京", 4, "East Asian wide"),
      ("Ａ", 2, "full-width Latin"),
      ("ｱ", 1, "half-width Katakana"),
      ("한국", 4, "Hangul syllables"),
      ("\u{1112}\u{1161}\u{11AB}", 2, "a Hangul syllable of three parts"),
      ("🚕", 2, "an emoji"),
      ("👩‍⚕️", 2, "a joined emoji"),
      ("👍🏽", 2, "an emoji with a skin colour"),
      ("🇨🇭", 2, "a flag of two letters"),
      ("❤", 1, "a heart as text"),
      ("❤️", 2, "a heart asked for as a picture"),
      ("1️⃣", 2, "a key cap"),
      ("a\u{200B}b", 2, "a zero-width space"),
      ("co\u{AD}op", 5, "a soft hyphen is drawn"),
      ("…│█▏─", 5, "the signs of our own pictures"),
      ("हिन्दी", 5, "Devanagari: spacing vowels count, the virama does not"),
      ("\u{1B}\t", 0, "control characters are not drawn"),
    ])
  func width(_ text: String, _ columns: Int, _ reason: String) {
    #expect(displayWidth(of: text) == columns, "\(reason)")
  }

  @Test("the tables of widths are sorted and disjoint, as their search needs")
  func tablesAreSorted() {
    for table in [WidthTable.wide, WidthTable.zero] {
      for (first, second) in zip(table, table.dropFirst()) {
        #expect(first.upperBound < second.lowerBound)
      }
    }
  }
}
