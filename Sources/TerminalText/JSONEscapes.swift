/// A text in JSON's quotes with everything that is not seen written as JSON's escapes.
///
///     jsonEscaped("\"a\u{202E}b\"")  // "a\u202eb" in quotes, all of it letters
///
/// Read as JSON it is the text that it was, so that a file of data can be looked at: characters that
/// steer, hide or reorder, also those of an emoji, and what is behind the first 32 code points of a
/// character (``BoundedCluster``) become `\uXXXX`, two of them beyond the basic plane.
///
/// - Complexity: O(*n*) in the length of the text.
public func jsonEscaped(_ quoted: String) -> String {
  if isPrintableASCII(quoted) { return quoted }
  var result = ""
  result.reserveCapacity(quoted.utf8.count)
  for character in quoted {
    for (place, scalar) in character.unicodeScalars.enumerated() {
      if mayBeHidden(scalar) || place >= BoundedCluster.most && !scalar.isASCII {
        result += escape(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return result
}

private func escape(_ scalar: Unicode.Scalar) -> String {
  UTF16.encode(scalar).map { units in
    units.map { "\\u" + NumberText.zeroPadded(String($0, radix: 16), to: 4) }.joined()
  } ?? ""
}
