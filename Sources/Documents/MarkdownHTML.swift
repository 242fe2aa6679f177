import TerminalText

/// Writes a note's Markdown as HTML; every letter of it is escaped.
enum MarkdownHTML {
  /// The HTML of a note, its headings of the levels that the document gave them.
  ///
  /// - Complexity: linear in the text.
  static func html(of markdown: MarkdownText) -> String {
    markdown.blocks.map(html).joined(separator: "\n")
  }

  private static func html(of block: MarkdownBlock) -> String {
    switch block {
    case .heading(let level, let pieces):
      let tag = "h\(level)"
      return "<\(tag)>\(html(of: pieces))</\(tag)>"
    case .paragraph(let pieces): return "<p>\(html(of: pieces))</p>"
    case .code(let lines):
      let code = MarkupText.escaped(lines.joined(separator: "\n"))
      return "<pre tabindex=\"0\" role=\"group\" aria-label=\"code\"><code>\(code)</code></pre>"
    case .quote(let blocks):
      return "<blockquote>\n\(blocks.map(html).joined(separator: "\n"))\n</blockquote>"
    case .list(let start, let items): return list(start, items)
    case .rule: return "<hr>"
    }
  }

  private static func list(_ start: Int?, _ items: [[MarkdownBlock]]) -> String {
    let tag = start == nil ? "ul" : "ol"
    let attribute = start.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? ""
    let rows = items.map { "<li>\(item($0))</li>" }
    return "<\(tag)\(attribute)>\n\(rows.joined(separator: "\n"))\n</\(tag)>"
  }

  /// An item's first paragraph needs no element of its own.
  private static func item(_ blocks: [MarkdownBlock]) -> String {
    guard case .paragraph(let pieces)? = blocks.first else {
      return blocks.map(html).joined(separator: "\n")
    }
    return ([html(of: pieces)] + blocks.dropFirst().map(html)).joined(separator: "\n")
  }

  private static func html(of pieces: [MarkdownInline]) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): MarkupText.escaped(text)
      case .emphasis(let inner): "<em>\(html(of: inner))</em>"
      case .strong(let inner): "<strong>\(html(of: inner))</strong>"
      case .code(let text): "<code>\(MarkupText.escaped(text))</code>"
      case .link(let inner, let url):
        "<a href=\"\(MarkupText.escaped(url))\" rel=\"noreferrer\">\(html(of: inner))</a>"
      case .lineBreak: "<br>\n"
      }
    }.joined()
  }
}
