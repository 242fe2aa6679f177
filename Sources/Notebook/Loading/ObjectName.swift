import CommandLanguage

/// The name that a file or a sheet gives where the statement gives none.
enum ObjectName {
  /// A name made of a text: its letters and digits, anything else as `_`.
  ///
  ///     ObjectName.made(of: "october-2025")   // "october_2025"
  static func made(of text: String) -> String {
    var name = ""
    for character in text {
      let isNamed = character.isLetter || character.isNumber || character == "_"
      if isNamed {
        name.append(character)
      } else if name.last != "_" {
        name.append("_")
      }
    }
    while name.last == "_" { name.removeLast() }
    guard let first = name.first else { return "table_1" }
    return first.isNumber ? "t_" + name : name
  }

  /// The name that a file gives to what is loaded of it.
  static func made(ofFile path: String) -> String {
    path == LoadSource.inputPath ? "input" : made(of: stem(of: path))
  }

  /// The stem of a path: its last part without its ending.
  static func stem(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = file.lastIndex(of: "."), dot > file.startIndex else { return file }
    return String(file[..<dot])
  }
}
