/// Parts lines into blocks of Markdown.
struct MarkdownBlockParser {
  private let lines: [String]
  private let depth: Int
  private var index = 0
  private var blocks: [MarkdownBlock] = []

  /// Quotes and lists deeper than this are text.
  private static let mostDepth = 8

  init(_ lines: [String], depth: Int) {
    self.lines = lines
    self.depth = depth
  }

  mutating func read() -> [MarkdownBlock] {
    while index < lines.count {
      let line = lines[index]
      if Self.isBlank(line) {
        index += 1
      } else if let fence = MarkdownFence(line) {
        readCode(fence)
      } else if let (level, text) = Self.heading(line) {
        blocks.append(.heading(level, MarkdownInlineParser.pieces(of: text)))
        index += 1
      } else if Self.isRule(line) {
        blocks.append(.rule)
        index += 1
      } else if depth < Self.mostDepth, Self.quoted(line) != nil {
        readQuote()
      } else if depth < Self.mostDepth, let marker = ListMarker(line) {
        readList(marker)
      } else {
        readParagraph()
      }
    }
    return blocks
  }

  private static func isBlank(_ line: String) -> Bool {
    line.allSatisfy { $0 == " " || $0 == "\t" }
  }

  private static func untabbed(_ line: String) -> Substring { line.drop { $0 == " " } }

  // MARK: Lines of one kind

  private static func heading(_ line: String) -> (Int, String)? {
    let text = untabbed(line)
    let level = text.prefix { $0 == "#" }.count
    let rest = text.dropFirst(level)
    guard (1...6).contains(level), rest.isEmpty || rest.first == " " || rest.first == "\t" else {
      return nil
    }
    var words = rest.split(whereSeparator: { $0 == " " || $0 == "\t" })
    if let last = words.last, last.allSatisfy({ $0 == "#" }) { words.removeLast() }
    return (level, words.joined(separator: " "))
  }

  private static func isRule(_ line: String) -> Bool {
    let marks = line.filter { $0 != " " && $0 != "\t" }
    guard marks.count >= 3, let first = marks.first, "-*_".contains(first) else { return false }
    return marks.allSatisfy { $0 == first }
  }

  private static func quoted(_ line: String) -> String? {
    let text = untabbed(line)
    guard text.first == ">" else { return nil }
    let rest = text.dropFirst()
    return String(rest.first == " " ? rest.dropFirst() : rest)
  }

  private func beginsBlock(_ line: String) -> Bool {
    Self.isBlank(line) || MarkdownFence(line) != nil || Self.heading(line) != nil
      || Self.isRule(line)
      || (depth < Self.mostDepth
        && (Self.quoted(line) != nil || ListMarker(line)?.mayInterrupt == true))
  }

  // MARK: Blocks of many lines

  private mutating func readCode(_ fence: MarkdownFence) {
    index += 1
    var code: [String] = []
    while index < lines.count, !fence.isClosed(by: lines[index]) {
      code.append(lines[index])
      index += 1
    }
    index += 1
    blocks.append(.code(code))
  }

  private mutating func readQuote() {
    var inner: [String] = []
    while index < lines.count, let text = Self.quoted(lines[index]) {
      inner.append(text)
      index += 1
    }
    var parser = MarkdownBlockParser(inner, depth: depth + 1)
    blocks.append(.quote(parser.read()))
  }

  private mutating func readParagraph() {
    var text = [String(Self.untabbed(lines[index]))]
    index += 1
    while index < lines.count, !beginsBlock(lines[index]) {
      text.append(String(Self.untabbed(lines[index])))
      index += 1
    }
    blocks.append(.paragraph(MarkdownInlineParser.pieces(of: text.joined(separator: "\n"))))
  }

  private mutating func readList(_ first: ListMarker) {
    var items: [[MarkdownBlock]] = []
    while index < lines.count, let marker = ListMarker(lines[index]),
      (marker.number == nil) == (first.number == nil), !Self.isRule(lines[index])
    {
      var parser = MarkdownBlockParser(itemLines(marker), depth: depth + 1)
      items.append(parser.read())
      let next = lines[index...].firstIndex { !Self.isBlank($0) } ?? lines.count
      // Empty lines may stand between items, and end the list before anything else.
      if next < lines.count, ListMarker(lines[next]) != nil { index = next }
    }
    blocks.append(.list(start: first.number, items: items))
  }

  /// The lines of an item without its mark and depth; goes behind them.
  private mutating func itemLines(_ marker: ListMarker) -> [String] {
    var item = [marker.text]
    index += 1
    while index < lines.count {
      let line = lines[index]
      if Self.isBlank(line) {
        let next = lines[index...].firstIndex { !Self.isBlank($0) }
        guard let next, depthOf(lines[next]) >= marker.width else { break }
        item.append("")
      } else if depthOf(line) >= marker.width {
        item.append(String(line.dropFirst(marker.width)))
      } else if item.last?.isEmpty == false, !beginsBlock(line), ListMarker(line) == nil {
        item.append(String(Self.untabbed(line)))
      } else {
        break
      }
      index += 1
    }
    return item
  }

  private func depthOf(_ line: String) -> Int { line.prefix { $0 == " " }.count }
}

/// What an item of a list begins with: `-`, `*`, `+`, `1.` or `1)`, and a blank.
private struct ListMarker {
  /// The number of an ordered item.
  let number: Int?
  /// The columns that the item's further lines stand in by.
  let width: Int
  let text: String

  init?(_ line: String) {
    let depth = line.prefix { $0 == " " }.count
    let body = line.dropFirst(depth)
    let digits = body.prefix { $0.isASCII && $0.isNumber }
    let rest: Substring
    if digits.isEmpty {
      guard let mark = body.first, "-*+".contains(mark) else { return nil }
      number = nil
      rest = body.dropFirst()
    } else {
      // CommonMark's bound, which also keeps the number small.
      guard digits.count <= 9, let value = Int(digits) else { return nil }
      guard let mark = body.dropFirst(digits.count).first, ".)".contains(mark) else { return nil }
      number = value
      rest = body.dropFirst(digits.count + 1)
    }
    guard rest.isEmpty || rest.first == " " else { return nil }
    let blanks = rest.prefix { $0 == " " }.count
    text = String(rest.dropFirst(blanks))
    // Behind a mark with more than four blanks begins code, which notes do not have.
    width = line.count - rest.count + (1...4).clamp(blanks)
  }

  /// Whether such an item may end a paragraph: `1986. A year` is prose.
  var mayInterrupt: Bool { !text.isEmpty && (number ?? 1) == 1 }
}

extension ClosedRange {
  fileprivate func clamp(_ value: Bound) -> Bound {
    Swift.min(Swift.max(value, lowerBound), upperBound)
  }
}
