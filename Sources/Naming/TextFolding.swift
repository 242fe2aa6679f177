/// Text made comparable: case, accents, apostrophes, dashes and blanks no longer tell it apart.
///
///     TextFolding.folded("  Chêne–Bougeries ")   // "chene-bougeries"
///     TextFolding.key("L’Hôpital (HUG)")         // "l hopital hug"
///
/// Nothing here asks a locale: the same text folds alike on every machine.
public enum TextFolding {
  /// Lower case without accents, one blank for any run of blanks, none at the ends.
  ///
  /// `œ`, `æ` and `ß` become two letters; curly apostrophes and long dashes become `'` and `-`;
  /// characters of no width vanish. Folding folded text changes nothing.
  ///
  /// - Complexity: O(n) in the text's length.
  public static func folded(_ text: some StringProtocol) -> String {
    var result = String.UnicodeScalarView()
    var owesBlank = false
    for scalar in text.unicodeScalars {
      if isBlank(scalar) {
        owesBlank = !result.isEmpty
        continue
      }
      // Scalar by scalar: appending a view to a view would count all that is there each time.
      forEachPlain(of: scalar) { plain in
        if owesBlank { result.append(" ") }
        owesBlank = false
        result.append(plain)
      }
    }
    return String(result)
  }

  /// The folded words of a text: runs of letters and digits.
  public static func words(_ text: some StringProtocol) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    for scalar in folded(text).unicodeScalars {
      if isLetterOrDigit(scalar) {
        word.append(scalar)
      } else if !word.isEmpty {
        words.append(String(word))
        word = String.UnicodeScalarView()
      }
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
  }

  /// The folded words of a text joined by single blanks, without any punctuation.
  public static func key(_ text: some StringProtocol) -> String {
    words(text).joined(separator: " ")
  }

  /// The text as it was written, with one blank for any run of blanks and none at the ends.
  public static func singleBlanked(_ text: some StringProtocol) -> String {
    var result = String.UnicodeScalarView()
    var owesBlank = false
    for scalar in text.unicodeScalars where !hasNoWidth(scalar) {
      if isBlank(scalar) {
        owesBlank = !result.isEmpty
        continue
      }
      if owesBlank { result.append(" ") }
      owesBlank = false
      result.append(scalar)
    }
    return String(result)
  }

  /// True for blanks of every kind, line ends and control characters included.
  public static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value <= 0x20 || scalar.value == 0x7f }
    return scalar.properties.isWhitespace || scalar.value < 0xa0
  }

  /// True for soft hyphens, joiners and byte-order marks, which sheets carry along unseen.
  public static func hasNoWidth(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xad, 0x200b...0x200f, 0x2060, 0xfeff: true
    default: false
    }
  }

  public static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    case ..<0x80: false
    default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }

  @inline(__always)
  private static func forEachPlain(
    of scalar: Unicode.Scalar, _ body: (Unicode.Scalar) -> Void
  ) {
    if scalar.isASCII {
      let isUpper = (0x41...0x5a).contains(scalar.value)
      let lower = isUpper ? Unicode.Scalar(scalar.value + 0x20) ?? scalar : scalar
      return body(lower == "`" ? "'" : lower)
    }
    for lower in scalar.properties.lowercaseMapping.unicodeScalars {
      if (0x300...0x36f).contains(lower.value) || hasNoWidth(lower) { continue }
      if let plain = plainForms[lower] {
        for scalar in plain.unicodeScalars { body(scalar) }
      } else {
        body(PlainLetter.base(of: lower) ?? lower)
      }
    }
  }

  /// Plain spellings of the letters that stand for two or have no marks, and of typographic
  /// punctuation.
  private static let plainForms: [Unicode.Scalar: String] = {
    let groups: [(plain: String, marked: String)] = [
      ("i", "ı"), ("k", "ĸ"), ("n", "ŉ"), ("s", "ſ"), ("oe", "œ"), ("ae", "æ"), ("ss", "ß"),
      ("th", "þ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("'", "‘’‛ʼ´′"), ("-", "‐‑‒–—―−﹘－"),
    ]
    var forms: [Unicode.Scalar: String] = [:]
    for group in groups {
      for scalar in group.marked.unicodeScalars { forms[scalar] = group.plain }
    }
    return forms
  }()
}
