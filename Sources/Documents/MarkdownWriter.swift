/// Writes a note's Markdown again, of what ``MarkdownText`` found in it and nothing else.
///
/// Links are those that it knows, to `http` and `https`. What another reader of Markdown could take
/// for more, such as raw HTML, a picture, a reference or an entity, is escaped: it is shown as in the
/// HTML document, letter by letter.
enum MarkdownWriter {
  /// The text of a note.
  ///
  /// - Complexity: linear in the text.
  static func text(of markdown: MarkdownText) -> String {
    lines(of: markdown.blocks, isTight: false).joined(separator: "\n")
  }

  // MARK: Blocks

  private static func lines(of blocks: [MarkdownBlock], isTight: Bool) -> [String] {
    var lines: [String] = []
    for (place, block) in blocks.enumerated() {
      var isList = false
      if case .list = block { isList = true }
      if place > 0, !(isTight && isList) { lines.append("") }
      // Two lists in a row would be one.
      if place > 0, isList, case .list = blocks[place - 1] { lines += ["---", ""] }
      lines += self.lines(of: block)
    }
    return lines
  }

  private static func lines(of block: MarkdownBlock) -> [String] {
    switch block {
    case .heading(let level, let pieces):
      return [String(repeating: "#", count: level) + " " + text(of: pieces)]
    case .paragraph(let pieces):
      return text(of: pieces).split(separator: "\n", omittingEmptySubsequences: false)
        .map { withoutBlockMark($0) }
    case .code(let lines):
      let longest = lines.flatMap { $0.split { $0 != "`" } }.map(\.count).max() ?? 0
      let fence = String(repeating: "`", count: max(3, longest + 1))
      return [fence] + lines + [fence]
    case .quote(let blocks):
      return lines(of: blocks, isTight: false).map { $0.isEmpty ? ">" : "> " + $0 }
    case .list(let start, let items):
      return items.enumerated().flatMap { place, item in
        let mark = start.map { "\($0 + place). " } ?? "- "
        let margin = String(repeating: " ", count: mark.count)
        return lines(of: item, isTight: true).enumerated().map { index, line in
          index == 0 ? mark + line : line.isEmpty ? "" : margin + line
        }
      }
    case .rule: return ["---"]
    }
  }

  /// A line of a paragraph that begins no other block.
  static func withoutBlockMark(_ line: Substring) -> String {
    let text = line.drop { $0 == " " }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    let mark = rest.first
    let isEnded = rest.dropFirst().first.map { $0 == " " } ?? true
    if !digits.isEmpty {
      return isEnded && (mark == "." || mark == ")") ? digits + "\\" + rest : String(text)
    }
    let isHeading = text.drop { $0 == "#" }.first.map { $0 == " " } ?? true
    let isUnderline = !text.isEmpty && text.allSatisfy { $0 == "=" || $0 == " " }
    switch mark {
    case ">": return "\\" + text
    case "-", "+":
      return isEnded || text.allSatisfy { $0 == "-" || $0 == " " } ? "\\" + text : String(text)
    case "#": return isHeading ? "\\" + text : String(text)
    case "=": return isUnderline ? "\\" + text : String(text)
    case "~": return text.hasPrefix("~~~") ? "\\" + text : String(text)
    default: return String(text)
    }
  }

  // MARK: Pieces

  private static func text(of pieces: [MarkdownInline]) -> String {
    pieces.enumerated().map { place, piece in
      switch piece {
      case .text(let text):
        // `!` in front of a link would make it a picture, which is fetched.
        let escaped = escaped(text)
        return escaped.hasSuffix("!") && place + 1 < pieces.count
          ? escaped.dropLast() + "\\!" : escaped
      case .emphasis(let inner): return "*\(text(of: inner))*"
      case .strong(let inner): return "**\(text(of: inner))**"
      case .code(let text): return code(text)
      case .link(let inner, let url):
        if inner == [.text(url)] { return "<\(url)>" }
        return "[\(text(of: inner))](<\(url)>)"
      case .lineBreak: return "\\\n"
      }
    }.joined()
  }

  private static func code(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
    let mark = String(repeating: "`", count: longest + 1)
    let isPadded =
      text.first == "`" || text.last == "`"
      || (text.first == " " && text.last == " " && text.contains { $0 != " " })
    let blank = isPadded ? " " : ""
    return mark + blank + text + blank + mark
  }

  /// A text in which nothing is markup to any reader.
  private static func escaped(_ text: String) -> String {
    let characters = Array(text)
    var escaped = ""
    for (index, character) in characters.enumerated() {
      switch character {
      case "\\", "`", "*", "[", "]", "~": escaped += "\\" + String(character)
      case "_": escaped += isWithinWord(characters, index) ? "_" : "\\_"
      case "<": escaped += opensElement(characters, index) ? "&lt;" : "<"
      case "&": escaped += opensReference(characters, index) ? "&amp;" : "&"
      default: escaped.append(character)
      }
    }
    return escaped
  }

  private static func isWithinWord(_ characters: [Character], _ index: Int) -> Bool {
    func isWord(_ place: Int) -> Bool {
      characters.indices.contains(place)
        && (characters[place].isLetter || characters[place].isNumber)
    }
    return isWord(index - 1) && isWord(index + 1)
  }

  private static func opensElement(_ characters: [Character], _ index: Int) -> Bool {
    guard index + 1 < characters.count else { return true }
    return characters[index + 1].isLetter || "/!?".contains(characters[index + 1])
  }

  private static func opensReference(_ characters: [Character], _ index: Int) -> Bool {
    guard index + 1 < characters.count else { return true }
    return characters[index + 1] == "#" || characters[index + 1].isLetter
  }
}
