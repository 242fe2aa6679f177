import CivilTime
import Tabular

/// Reproducible garbage for property tests (Knuth's 64-bit linear congruential generator).
struct GarbageDraws {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(1, bound)))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  mutating func word(of letters: String, upTo length: Int) -> String {
    let letters = Array(letters)
    return String((0..<below(length + 1)).map { _ in letters[below(letters.count)] })
  }

  /// A text of fragments that readers of sheets look for, and of what they do not expect.
  mutating func text() -> String {
    let fragments = [
      "22.10.2025", "31.02.2025", "07:00", "7h", "25:99", "A/R", "a", "R", "Y.L", "/", "G.B", "?",
      " ", "  ", "\n", "\t", "\u{a0}", "Genève", "Genène", "1203", "CH-1247", "Rue de Lyon 12",
      "HUG", "(", ")", ",", "022 345 67 89", "+41", "0", "2e étage", "fauteuil roulant", "Mme",
      "M.", "é", "e\u{301}", "\u{200b}", "👩‍🦽", "\u{0}", "-", "00", "999999999999999999999", "h",
      ":", ".", "..", "|", "İ", "ﬁ", "\u{feff}", "étage", "chaise", "c/o", "tel", "Clinique du Lac",
      "lundi", "lun.", "3 novembre 2025", "03-11-25", "20251103", "midi", "8 AM", "24:00", "0830",
      "de ", " à ", "2025-11-03T07:30:00Z", "+01:00", "sans", "pas de ", "FR", "F.R.", "ch. roul.",
      "✓", "✗", "annulé", "non", " et ", "+", "Nom/Prénom", "CFT", "Chauffeur",
    ]
    return (0..<below(9)).map { _ in pick(fragments) }.joined()
  }

  mutating func cell() -> Cell {
    switch below(12) {
    case 0: .empty
    case 1: .number(pick([0, -1, 0.5, 45_952.29, 1e300, .infinity, .nan, -0.0]))
    case 2: .date(CivilDate(dayNumber: below(3_000_000)), time: Minutes(below(1_440)))
    case 3: .date(CivilDate(dayNumber: below(30_000)), time: nil)
    case 4: .boolean(below(2) == 0)
    case 5: .error("#N/A")
    default: .text(text())
    }
  }
}
