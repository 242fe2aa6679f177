/// Characters on the screen made of no more code points than a reader can see.
///
/// A letter can carry a million combining marks, and emoji can be joined without an end: Swift takes
/// all of it for one character, and sorts the marks wherever it compares two of them, in quadratic
/// time. No script needs more than a few; what stands behind the first 32 is written out.
enum BoundedCluster {
  /// The most code points of one character, above what any orthography or emoji takes.
  static let most = 32

  /// The text with what is behind the first 32 code points of a character written as `\u{…}`.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  static func bounded(_ text: String) -> String {
    // So few bytes cannot hold more: marks take two at least.
    guard text.utf8.count > most * 2, text.contains(where: isLong) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for character in text {
      if isLong(character) { result += broken(character) } else { result.append(character) }
    }
    return result
  }

  private static func isLong(_ character: Character) -> Bool {
    character.utf8.count > most && character.unicodeScalars.count > most
  }

  private static func broken(_ character: Character) -> String {
    let scalars = Array(character.unicodeScalars)
    var kept = most
    // A joiner that has lost what it joins is not seen.
    while kept > 1, mayBeHidden(scalars[kept - 1]) { kept -= 1 }
    var result = ""
    for scalar in scalars[..<kept] { result.unicodeScalars.append(scalar) }
    for scalar in scalars[kept...] {
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else {
        result += writtenOut(scalar)
      }
    }
    return result
  }
}
