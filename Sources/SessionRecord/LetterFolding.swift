import Naming

/// Letters without case and diacritics, so that `MÜLLER`, `Müller` and `muller` are one.
enum LetterFolding {
  /// What a scalar is for the comparison of names.
  enum Kind: Hashable {
    case letter
    case digit
    /// What may stand between the words of a name: blanks, hyphens, apostrophes, points, commas.
    case separator
    /// A mark on the letter before it, or nothing visible.
    case mark
    case other
  }

  static func kind(of scalar: Unicode.Scalar) -> Kind {
    switch scalar {
    case "a"..."z", "A"..."Z": return .letter
    case "0"..."9": return .digit
    case " ", "\t", "\n", "\r", "-", "'", ".", ",", "_", "/", ";", "&", "‐", "‑", "–", "’", "ʼ",
      "´", "`":
      return .separator
    default: break
    }
    if scalar.isASCII { return .other }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return .letter
    case .decimalNumber: return .digit
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: return .mark
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: return .separator
    default: return .other
    }
  }

  /// The letters that a scalar stands for, in lower case and without diacritics.
  ///
  /// - Returns: one or two letters for a Latin letter, else the lower-case mapping.
  static func folded(_ scalar: Unicode.Scalar) -> String {
    if scalar.isASCII { return scalar.properties.lowercaseMapping }
    switch scalar {
    case "ß", "ẞ": return "ss"
    case "æ", "Æ": return "ae"
    case "œ", "Œ": return "oe"
    case "ı": return "i"
    default: break
    }
    return PlainLetter.base(of: scalar).map { String($0) } ?? scalar.properties.lowercaseMapping
  }

  /// A scalar's kind and, beyond ASCII, the scalars that it is folded to.
  struct Folding {
    let kind: Kind
    let letters: [UInt32]
  }

  /// The folding of a scalar, looked up for the letters of Europe's languages.
  static func folding(of scalar: Unicode.Scalar) -> Folding {
    // The list is made with the first letter that needs it.
    if scalar.isASCII { return Folding(kind: kind(of: scalar), letters: []) }
    return scalar.value < foldings.count ? foldings[Int(scalar.value)] : makeFolding(of: scalar)
  }

  /// Latin letters up to the end of Latin Extended-B.
  private static let foldings: [Folding] = (0..<0x250).map { value in
    makeFolding(of: Unicode.Scalar(UInt32(value)) ?? " ")
  }

  private static func makeFolding(of scalar: Unicode.Scalar) -> Folding {
    Folding(
      kind: kind(of: scalar),
      letters: folded(scalar).unicodeScalars.filter { kind(of: $0) != .mark }.map(\.value))
  }
}

/// A text as folded letters, each with the bytes of the text that it stands for.
struct FoldedText {
  struct Unit {
    /// The folded scalar; a blank for any run of separators.
    var scalar: UInt32
    var kind: LetterFolding.Kind
    var isUpper: Bool
    var start: Int
    var end: Int
  }

  private(set) var units: [Unit] = []
  /// Whether a letter has an umlaut that could be written out.
  private(set) var hasUmlaut = false

  /// Folds a text.
  ///
  /// - Complexity: linear in the text.
  init(_ text: String, writesUmlautsOut: Bool = false) {
    units.reserveCapacity(text.utf8.count)
    var offset = 0
    for scalar in text.unicodeScalars {
      let end = offset + UTF8.width(scalar)
      add(scalar, offset, end, writesUmlautsOut)
      offset = end
    }
  }

  private mutating func add(
    _ scalar: Unicode.Scalar, _ start: Int, _ end: Int, _ writesUmlautsOut: Bool
  ) {
    let folding = LetterFolding.folding(of: scalar)
    let kind = folding.kind
    if Self.umlauts.contains(scalar.value) { hasUmlaut = true }
    switch kind {
    case .mark:
      // A separator's marks are dropped with it; nothing hides between a letter and its accent.
      if !units.isEmpty { units[units.count - 1].end = end }
      if units.last?.kind == .letter, scalar == "\u{308}", writesUmlautsOut {
        units.append(
          Unit(scalar: 0x65, kind: .letter, isUpper: false, start: start, end: end))
      }
    case .separator:
      if units.last?.kind == .separator {
        units[units.count - 1].end = end
      } else {
        units.append(Unit(scalar: 0x20, kind: kind, isUpper: false, start: start, end: end))
      }
    case .letter where scalar.isASCII, .digit where scalar.isASCII, .other where scalar.isASCII:
      let isUpper = ("A"..."Z").contains(scalar)
      units.append(
        Unit(
          scalar: isUpper ? scalar.value | 0x20 : scalar.value, kind: kind, isUpper: isUpper,
          start: start, end: end))
    default:
      let isUpper = scalar.properties.isUppercase
      for letter in folding.letters {
        units.append(Unit(scalar: letter, kind: kind, isUpper: isUpper, start: start, end: end))
      }
      if writesUmlautsOut, scalar.value != 0x308, Self.umlauts.contains(scalar.value) {
        units.append(Unit(scalar: 0x65, kind: kind, isUpper: isUpper, start: start, end: end))
      }
    }
  }

  /// `ä`, `ö`, `ü`, large and small, and the mark that makes them of other letters.
  private static let umlauts: Set<UInt32> = [0xE4, 0xF6, 0xFC, 0xC4, 0xD6, 0xDC, 0x308]

  /// The runs of letters and digits.
  var words: [[UInt32]] {
    units.split { $0.kind != .letter && $0.kind != .digit }.map { $0.map(\.scalar) }
  }

  /// Says whether a word may begin before this unit: at no letter, or where `mM` changes case.
  func isBoundary(_ index: Int) -> Bool {
    guard index > 0, index < units.count else { return true }
    let (before, after) = (units[index - 1], units[index])
    guard before.kind == .letter || before.kind == .digit,
      after.kind == .letter || after.kind == .digit
    else { return true }
    return before.kind != after.kind || (!before.isUpper && after.isUpper)
  }
}
