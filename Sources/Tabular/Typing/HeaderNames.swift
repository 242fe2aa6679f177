import Naming

/// Makes column names of header cells: trimmed, never blank, never twice.
enum HeaderNames {
  /// Names for `count` columns.
  ///
  ///     HeaderNames.make(from: ["name", " name ", ""], count: 3)  // name, name_2, column_3
  ///
  /// Names that differ in case, or in how an accent is written, count as equal.
  static func make(from cells: [String], count: Int) -> [String] {
    var names: [String] = []
    // Only asked whether it holds a name: its order shows nowhere.
    var taken: Set<String> = []
    var nextNumber: [String: Int] = [:]
    // Names that are written out keep theirs, before any number is given.
    let plain = (0..<count).map { index in
      index < cells.count ? collapsed(cells[index]) : ""
    }
    let written = Set(plain.map { NameFolding.folded($0) })
    for (index, name) in plain.enumerated() {
      let base = name.isEmpty ? "column_\(index + 1)" : name
      let key = NameFolding.folded(base)
      let isFree = !taken.contains(key) && (!name.isEmpty || !written.contains(key))
      var unique = base
      var number = nextNumber[key] ?? 2
      while !isFree {
        unique = "\(base)_\(number)"
        number += 1
        let candidate = NameFolding.folded(unique)
        if !taken.contains(candidate), !written.contains(candidate) { break }
      }
      nextNumber[key] = number
      taken.insert(NameFolding.folded(unique))
      names.append(unique)
    }
    return names
  }

  /// The text with every run of blanks and line breaks made one space, and none at the ends.
  private static func collapsed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
