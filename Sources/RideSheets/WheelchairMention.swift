import Naming

/// Whether a text says that the client sits in a wheelchair.
enum WheelchairMention {
  /// True for `fauteuil (roulant)`, `chaise roulante`, `TPMR`, `PMR` or `wheelchair`.
  ///
  /// Not where a no stands up to three words before it: `sans fauteuil`, `pas de chaise roulante`.
  static func isIn(_ text: String) -> Bool {
    let words = TextFolding.words(text)
    return words.indices.contains { index in
      isMention(words, at: index)
        && !words[max(0, index - 3)..<index].contains { denials.contains($0) }
    }
  }

  /// The words of a mention that starts at an index, counted; 0 where none does.
  static func length(_ words: [String], at index: Int) -> Int {
    guard isMention(words, at: index) else { return 0 }
    let next = index + 1 < words.count ? words[index + 1] : ""
    return rolling.contains(next) ? 2 : 1
  }

  private static func isMention(_ words: [String], at index: Int) -> Bool {
    switch words[index] {
    case "fauteuil", "tpmr", "pmr", "wheelchair": true
    case "chaise": index + 1 < words.count && rolling.contains(words[index + 1])
    default: false
    }
  }

  private static let rolling: Set<String> = ["roulant", "roulante", "roulants", "roulantes"]
  private static let denials: Set<String> = ["sans", "pas", "non", "aucun", "aucune", "no"]
}
