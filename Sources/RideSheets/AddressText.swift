import Naming

/// The splitting of an address block into lines and pieces.
enum AddressText {
  /// Blanks of every kind as one of two: a line end for what separates lines, else a blank.
  static func evened(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !TextFolding.hasNoWidth(scalar) {
      switch scalar.value {
      case 0x09...0x0d, 0x85, 0x2028, 0x2029: result.append("\n")
      default: result.append(TextFolding.isBlank(scalar) ? " " : scalar)
      }
    }
    return String(result)
  }

  /// The lines of an evened text: split at line ends and at two blanks or more.
  static func lines(_ text: String) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var blanks = 0
    func close() {
      let trimmed = trim(String(line))
      if !trimmed.isEmpty { lines.append(trimmed) }
      line = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        close()
        blanks = 0
      } else if scalar == " " {
        blanks += 1
        if blanks == 2 { close() }
      } else {
        if blanks == 1, !line.isEmpty { line.append(" ") }
        blanks = 0
        line.append(scalar)
      }
    }
    close()
    return lines
  }

  /// The pieces of a line: split at commas, semicolons and free-standing slashes and dashes.
  ///
  /// What stands in brackets is a piece of its own only where it is a note; see the reader.
  static func pieces(_ line: String) -> [String] {
    var pieces: [String] = []
    var words: [Substring] = []
    func close() {
      let piece = trim(words.joined(separator: " "))
      if !piece.isEmpty { pieces.append(piece) }
      words = []
    }
    for word in line.split(separator: " ") {
      if word == "/" || word == "-" || word == "–" || word == "—" || word == "|" {
        close()
        continue
      }
      words.append(word)
      if let last = word.unicodeScalars.last, last == "," || last == ";" { close() }
    }
    close()
    return pieces.flatMap(splitAtTightCommas)
  }

  /// Splits `Rue X 12,1203 Genève` too, but not `12,5`.
  private static func splitAtTightCommas(_ piece: String) -> [String] {
    guard piece.unicodeScalars.contains(",") || piece.unicodeScalars.contains(";") else {
      return [piece]
    }
    return piece.split { $0 == "," || $0 == ";" }.map { trim(String($0)) }.filter { !$0.isEmpty }
  }

  /// Without blanks, commas, colons and dashes at the ends.
  static func trim(_ text: String) -> String {
    let loose: Set<Unicode.Scalar> = [" ", ",", ";", ":", "-", "–", "—", "/", "|", "*"]
    var scalars = Substring(text).unicodeScalars
    while let first = scalars.first, loose.contains(first) { scalars.removeFirst() }
    while let last = scalars.last, loose.contains(last) { scalars.removeLast() }
    return String(scalars)
  }
}
