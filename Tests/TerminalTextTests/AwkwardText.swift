/// Texts that break careless drawing, and tables made of them by a seed.
enum AwkwardText {
  static let values = [
    "", " ", "a", "Giuseppe", "NULL", "Zu\u{308}rich", "東京タワー", "👩‍⚕️🚕", "🇨🇭",
    "\u{1B}[2J\u{1B}]0;x\u{07}",
    "one\ntwo\r\nthree", "tab\there", "\u{202E}reversed", "nul\u{0}", "\u{85}\u{2028}",
    "\u{300}\u{301}",
    "-12345678.901", "a word and another word and one more word than fits", "\u{FE0F}", "한국어",
    "Donaudampfschifffahrtsgesellschaft", "\u{9B}31m", "|", "❤️1️⃣", "\u{7F}\u{8}\u{8}",
  ]

  /// A generator of numbers that is the same for ever (Knuth's MMIX constants).
  struct Draws {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }

    mutating func text() -> String {
      (0..<(1 + below(3))).map { _ in values[below(values.count)] }.joined()
    }
  }

  /// Whether a line could move the cursor or break the line.
  static func steersTerminal(_ line: String) -> Bool {
    line.unicodeScalars.contains {
      $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || (0x2028...0x202E).contains($0.value)
    }
  }
}
