/// Parts the text of a block into its pieces: emphasis, code, links.
struct MarkdownInlineParser {
  private let characters: [Character]
  private let depth: Int
  private let mayLink: Bool
  private var index = 0
  private var pieces: [MarkdownInline] = []
  private var text = ""
  /// Marks that were looked for in vain from further left: what closes nothing there closes
  /// nothing here, and is not looked for again.
  private var unclosed: Set<String> = []

  /// Emphasis deeper than this is text.
  private static let mostDepth = 8
  private static let mostLabelLength = 500
  private static let mostAddressLength = 2_000

  /// The pieces of a text.
  ///
  /// - Complexity: linear in the text.
  static func pieces(of text: String) -> [MarkdownInline] {
    var parser = MarkdownInlineParser(Array(text), depth: 0, mayLink: true)
    return parser.read()
  }

  private init(_ characters: [Character], depth: Int, mayLink: Bool) {
    self.characters = characters
    self.depth = depth
    self.mayLink = mayLink
  }

  private mutating func read() -> [MarkdownInline] {
    while index < characters.count {
      switch characters[index] {
      case "\\": readEscape()
      case "`": readCode()
      case "*", "_": readEmphasis()
      case "[" where mayLink: readLink()
      case "<" where mayLink: readBracketed()
      case "h" where mayLink: readAddress()
      case "\n": readLineEnd()
      default: take(1)
      }
    }
    flush()
    return pieces
  }

  /// Takes so many characters as they stand.
  private mutating func take(_ count: Int) {
    let end = min(index + count, characters.count)
    text += String(characters[index..<end])
    index = end
  }

  private mutating func flush() {
    if !text.isEmpty { pieces.append(.text(text)) }
    text = ""
  }

  private mutating func append(_ piece: MarkdownInline) {
    flush()
    pieces.append(piece)
  }

  private func inner(_ range: Range<Int>, mayLink: Bool) -> [MarkdownInline] {
    var parser = MarkdownInlineParser(
      Array(characters[range]), depth: depth + 1, mayLink: mayLink)
    return parser.read()
  }

  // MARK: Pieces

  private mutating func readEscape() {
    let next = index + 1 < characters.count ? characters[index + 1] : " "
    if next == "\n" {
      append(.lineBreak)
      index += 2
    } else if next.isASCII, next.isPunctuation || next.isSymbol {
      text.append(next)
      index += 2
    } else {
      take(1)
    }
  }

  /// Two blanks at a line's end break the line.
  private mutating func readLineEnd() {
    let blanks = text.reversed().prefix { $0 == " " }.count
    text.removeLast(blanks)
    if blanks >= 2 {
      append(.lineBreak)
    } else {
      text.append("\n")
    }
    index += 1
  }

  private func run(at start: Int) -> Int {
    characters[start...].prefix { $0 == characters[start] }.count
  }

  private mutating func readCode() {
    let length = run(at: index)
    let mark = String(repeating: "`", count: length)
    var at = index + length
    while !unclosed.contains(mark), at < characters.count {
      guard characters[at] == "`" else {
        at += 1
        continue
      }
      let closing = run(at: at)
      if closing == length {
        append(.code(Self.code(characters[index + length..<at])))
        index = at + length
        return
      }
      at += closing
    }
    unclosed.insert(mark)
    take(length)
  }

  private static func code(_ characters: ArraySlice<Character>) -> String {
    let text = String(characters.map { $0 == "\n" ? " " : $0 })
    guard text.first == " ", text.last == " ", text.contains(where: { $0 != " " }) else {
      return text
    }
    return String(text.dropFirst().dropLast())
  }

  private mutating func readEmphasis() {
    let length = run(at: index)
    let start = index + length
    guard depth < Self.mostDepth, length <= 3, canOpen(index, length),
      let end = closing(of: length, from: start)
    else { return take(length) }
    let content = inner(start..<end, mayLink: mayLink)
    switch length {
    case 1: append(.emphasis(content))
    case 2: append(.strong(content))
    default: append(.strong([.emphasis(content)]))
    }
    index = end + length
  }

  private func canOpen(_ start: Int, _ length: Int) -> Bool {
    guard start + length < characters.count, !characters[start + length].isWhitespace else {
      return false
    }
    return characters[start] == "*" || start == 0 || !isWord(characters[start - 1])
  }

  private func canClose(_ start: Int, _ length: Int) -> Bool {
    guard start > 0, !characters[start - 1].isWhitespace else { return false }
    let after = start + length
    return characters[start] == "*" || after == characters.count || !isWord(characters[after])
  }

  private func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }

  /// Where the same mark of the same length closes, outside code.
  private mutating func closing(of length: Int, from start: Int) -> Int? {
    let mark = characters[index]
    let key = String(repeating: mark, count: length)
    guard !unclosed.contains(key) else { return nil }
    var at = start
    while at < characters.count {
      switch characters[at] {
      case "\\": at += 2
      case "`":
        at = endOfCode(at)
      case mark:
        let found = run(at: at)
        if found == length, at > start, canClose(at, found) { return at }
        at += found
      default: at += 1
      }
    }
    unclosed.insert(key)
    return nil
  }

  /// The place behind the code that begins here, or behind its backticks where it is none.
  private func endOfCode(_ start: Int) -> Int {
    let length = run(at: start)
    // Code in emphasis is short; what is longer is looked at as text.
    var at = start + length
    let limit = min(characters.count, at + Self.mostLabelLength)
    while at < limit {
      guard characters[at] == "`" else {
        at += 1
        continue
      }
      let closing = run(at: at)
      if closing == length { return at + length }
      at += closing
    }
    return start + length
  }
}

// MARK: - Links

extension MarkdownInlineParser {
  private mutating func readLink() {
    guard let close = closingBracket(), close + 2 < characters.count,
      characters[close + 1] == "(", "hH<".contains(characters[close + 2])
    else { return take(1) }
    // An address between angle brackets may hold round ones.
    let isBracketed = characters[close + 2] == "<"
    let start = close + (isBracketed ? 3 : 2)
    let limit = min(characters.count, start + Self.mostAddressLength)
    guard start < limit,
      let stop = characters[start..<limit].firstIndex(where: {
        $0 == (isBracketed ? ">" : ")") || $0.isWhitespace
      }),
      let url = Self.safe(characters[start..<stop])
    else { return take(1) }
    let end = isBracketed ? stop + 1 : stop
    guard end < characters.count, characters[end] == ")" else { return take(1) }
    append(.link(inner(index + 1..<close, mayLink: false), url: url))
    index = end + 1
  }

  private func closingBracket() -> Int? {
    var open = 0
    var at = index
    let limit = min(characters.count, index + Self.mostLabelLength)
    while at < limit {
      switch characters[at] {
      case "\\": at += 1
      case "[": open += 1
      case "]":
        open -= 1
        if open == 0 { return at }
      default: break
      }
      at += 1
    }
    return nil
  }

  /// `<https://…>`.
  private mutating func readBracketed() {
    let limit = min(characters.count, index + Self.mostAddressLength)
    guard let end = characters[index..<limit].firstIndex(of: ">"),
      let url = Self.safe(characters[(index + 1)..<end])
    else { return take(1) }
    append(.link([.text(url)], url: url))
    index = end + 1
  }

  /// A bare `https://…`, without the point or bracket behind it.
  private mutating func readAddress() {
    guard index == 0 || !isWord(characters[index - 1]) else { return take(1) }
    let limit = min(characters.count, index + Self.mostAddressLength)
    var address = characters[index..<limit].prefix {
      !$0.isWhitespace && !"<>\"`*[]{}|\\".contains($0)
    }
    while let last = address.last, ".,;:!?)'".contains(last) { address.removeLast() }
    guard let url = Self.safe(address) else { return take(1) }
    append(.link([.text(url)], url: url))
    index = address.endIndex
  }

  /// The address, where it is one of `http` or `https` without blanks, quotes and controls.
  ///
  /// Here alone it is decided what a document may lead to, whatever its format.
  private static func safe(_ address: ArraySlice<Character>) -> String? {
    let url = String(address)
    let lower = url.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix),
      url.count > scheme.count,
      url.unicodeScalars.allSatisfy({
        $0.value > 0x20 && $0.value != 0x7F && $0 != "\"" && $0 != "<" && $0 != ">"
      })
    else { return nil }
    return url
  }
}
