/// The letter that a Latin letter with marks is, in lower case: `É`, `ê` and fullwidth `Ｅ` are `e`.
public enum PlainLetter {
  /// The plain letter of a scalar, or nil for a scalar that is no single Latin letter with marks.
  ///
  /// A letter's base stands in its Unicode name (`LATIN SMALL LETTER E WITH ACUTE`), which covers
  /// every precomposed form without a table of our own.
  public static func base(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    scalar.value < known.count ? known[Int(scalar.value)] : named(scalar)
  }

  /// Up to the end of Latin Extended-B, where nearly all letters of Europe's languages are.
  private static let known: [Unicode.Scalar?] = (0..<0x250).map { value in
    Unicode.Scalar(UInt32(value)).flatMap(named)
  }

  private static func named(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard
      let words = scalar.properties.name?.split(separator: " ").drop(while: {
        $0 == "FULLWIDTH"
      }), words.count >= 4
    else { return nil }
    let parts = Array(words)
    guard parts[0] == "LATIN", parts[2] == "LETTER", parts[3].unicodeScalars.count == 1,
      parts.count == 4 || parts[4] == "WITH"
    else { return nil }
    return parts[3].lowercased().unicodeScalars.first
  }
}
