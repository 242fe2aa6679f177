/// Makes column names of header cells and of keys: trimmed, never blank, never twice.
public enum HeaderNames {
  /// Names for `count` columns.
  ///
  ///     HeaderNames.make(from: ["name", " name ", ""], count: 3)  // name, name_2, column_3
  ///
  /// Names that fold alike count as equal, and each after the first gets a number.
  ///
  /// - Complexity: O(bytes of the names).
  static func make(from cells: [String], count: Int) -> [String] {
    var names: [String] = []
    // Only asked whether it holds a name: its order shows nowhere.
    var taken: Set<String> = []
    var nextNumber: [String: Int] = [:]
    // Names that are written out keep theirs, before any number is given.
    let plain = (0..<count).map { index in
      index < cells.count ? collapsed(cells[index]) : ""
    }
    let keys = plain.map { folded($0) }
    let written = Set(keys)
    for (index, name) in plain.enumerated() {
      let base = name.isEmpty ? "column_\(index + 1)" : name
      let key = name.isEmpty ? base : keys[index]
      let isFree = !taken.contains(key) && (!name.isEmpty || !written.contains(key))
      guard !isFree else {
        taken.insert(key)
        names.append(base)
        continue
      }
      var number = nextNumber[key] ?? 2
      var unique: String
      var candidate: String
      repeat {
        unique = "\(base)_\(number)"
        candidate = "\(key)_\(number)"
        number += 1
      } while taken.contains(candidate) || written.contains(candidate)
      nextNumber[key] = number
      taken.insert(candidate)
      names.append(unique)
    }
    return names
  }

  /// What a name comes down to: names that differ in case or in normal form alone are one.
  ///
  /// Each scalar is taken for the small form of its capital, which is Unicode's simple case
  /// folding; Swift's texts are equal whatever their normal form.
  ///
  /// - Complexity: O(n) in the name's length.
  public static func folded(_ name: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in name.unicodeScalars { folded.append(small(scalar)) }
    return String(folded)
  }

  private static func small(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.isASCII {
      let isCapital = (0x41...0x5A).contains(scalar.value)
      return isCapital ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
    }
    let capital = only(scalar.properties.uppercaseMapping) ?? scalar
    return only(capital.properties.lowercaseMapping) ?? capital
  }

  /// The one scalar of a text, or nil where it has several.
  private static func only(_ text: String) -> Unicode.Scalar? {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, scalars.dropFirst().isEmpty else { return nil }
    return first
  }

  /// The text with every run of blanks and line breaks made one space, and none at the ends.
  private static func collapsed(_ text: String) -> String {
    var collapsed = String.UnicodeScalarView()
    var owesBlank = false
    for scalar in text.unicodeScalars {
      let isBlank =
        scalar.isASCII
        ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
      if isBlank {
        owesBlank = !collapsed.isEmpty
        continue
      }
      if owesBlank { collapsed.append(" ") }
      owesBlank = false
      collapsed.append(scalar)
    }
    return String(collapsed)
  }
}
