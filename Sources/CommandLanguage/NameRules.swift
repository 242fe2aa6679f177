import Naming

/// What a name is: letters, digits and `_`, compared without case; anything else needs quotes.
public enum NameRules {
  /// True for a text that may stand as a name without quotes.
  public static func isBareName(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy(isNameScalar)
  }

  /// The form in which two names are compared.
  public static func folded(_ name: some StringProtocol) -> String {
    NameFolding.folded(name)
  }

  /// The name as it stands in a canonical statement: bare where it may, quoted otherwise.
  public static func written(_ name: String) -> String {
    isBareName(name) ? name : quoted(name)
  }

  /// A text in double quotes, a quote in it doubled.
  public static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "_" { return true }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .nonspacingMark, .spacingMark:
      return true
    default: return false
    }
  }
}
