import Naming

/// Makes column names of header cells and of keys: trimmed, never blank, never twice.
public enum HeaderNames {
  /// Names for `count` columns.
  ///
  ///     HeaderNames.make(from: ["name", " name ", ""], count: 3)  // name, name_2, column_3
  ///
  /// Names that differ in case, or in how an accent is written, count as equal, and each after the
  /// first gets a number. A letter keeps its first 30 combining marks.
  ///
  /// - Complexity: O(bytes of the names).
  public static func make(from cells: [String], count: Int) -> [String] {
    var names: [String] = []
    // Only asked whether it holds a name: its order shows nowhere.
    var taken: Set<String> = []
    var nextNumber: [String: Int] = [:]
    // Names that are written out keep theirs, before any number is given.
    let plain = (0..<count).map { index in
      index < cells.count ? NameFolding.bounded(collapsed(cells[index])) : ""
    }
    let keys = plain.map { NameFolding.folded($0) }
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
      if isInvisible(scalar) { continue }
      if owesBlank { collapsed.append(" ") }
      owesBlank = false
      collapsed.append(scalar)
    }
    return String(collapsed)
  }

  /// Whether a character has no shape, so that a name with it cannot be typed again.
  static func isInvisible(_ scalar: UnicodeScalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}

extension TableReading {
  /// Notes the invisible characters that names have in the file.
  mutating func nameInvisibles(_ header: [String]) {
    for (index, name) in header.enumerated() where columns.indices.contains(index) {
      for scalar in name.unicodeScalars where HeaderNames.isInvisible(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        if !columns[index].invisible.contains(code) { columns[index].invisible.append(code) }
      }
    }
  }
}
