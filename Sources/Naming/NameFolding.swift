/// The one form in which names of objects, tables and columns are compared.
///
/// Case does not count, in any alphabet (Unicode's simple case folding), and an accent counts the
/// same with its letter in one character or behind it: Swift compares texts by canonical
/// equivalence. So `É`, `é` and `e` followed by a combining accent are one name.
///
/// To compare texts Swift sorts the marks of each letter, in quadratic time; the folded form parts
/// them after every 30, as Unicode's stream-safe text does (UAX #15, section 13).
public enum NameFolding {
  /// The form of a name that equals that of another one where both mean the same thing.
  ///
  /// - Complexity: O(length).
  public static func folded(_ name: some StringProtocol) -> String {
    if name.utf8.allSatisfy({ $0 < 0x80 }) {
      return String(decoding: name.utf8.map(lowered), as: UTF8.self)
    }
    var folded = ""
    // Scalar by scalar: appending a view to a view would count all that is there each time.
    var marks = 0
    for scalar in name.unicodeScalars {
      guard !isMark(scalar) else {
        marks += 1
        if marks > mostMarks {
          folded.unicodeScalars.append("\u{34F}")
          marks = 1
        }
        // No mark has a case.
        folded.unicodeScalars.append(scalar)
        continue
      }
      marks = 0
      for part in fold(scalar) { folded.unicodeScalars.append(part) }
    }
    return folded
  }

  /// The name with at most 30 combining marks on a letter, the number that Unicode's stream-safe
  /// text allows.
  ///
  /// - Complexity: O(length).
  public static func bounded(_ name: String) -> String {
    if name.utf8.count <= mostMarks * 2 || name.utf8.allSatisfy({ $0 < 0x80 }) { return name }
    var bounded = ""
    var marks = 0
    for scalar in name.unicodeScalars {
      marks = isMark(scalar) ? marks + 1 : 0
      if marks <= mostMarks { bounded.unicodeScalars.append(scalar) }
    }
    return bounded
  }

  /// The most combining marks in a row, above what any orthography takes.
  private static let mostMarks = 30

  /// Whether a code point is sorted among those behind a letter.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  /// One character in its folded form.
  ///
  /// Through the capital, so that `ς` and `σ` meet. The dotless `ı` is a letter of its own, and the
  /// small iota below a vowel is no letter: both stay, or texts of one form would part.
  private static func fold(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
    if scalar == "\u{131}" || scalar == "\u{345}" { return String(scalar).unicodeScalars }
    let capital = scalar.properties.uppercaseMapping.unicodeScalars
    let base = capital.count == 1 ? capital.first ?? scalar : scalar
    return base.properties.lowercaseMapping.unicodeScalars
  }
}
