import Naming

/// A driver's initials, made comparable.
enum Initials {
  /// The letters and digits in lower case, or nil where there are none or anything else stands.
  ///
  /// Dots, blanks, commas and dashes are how offices vary them; a question mark is a doubt, and a
  /// doubt names nobody.
  static func key(_ text: some StringProtocol) -> String? {
    var key = ""
    for scalar in TextFolding.folded(text).unicodeScalars {
      if TextFolding.isLetterOrDigit(scalar) {
        key.unicodeScalars.append(scalar)
      } else if ![" ", ".", ",", "-", "'"].contains(scalar) {
        return nil
      }
    }
    return key.isEmpty ? nil : key
  }
}
