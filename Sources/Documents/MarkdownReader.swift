import CMarkGFM
import TerminalText

/// Reads Markdown with cmark-gfm, and keeps of its tree what notes may use.
///
/// Raw HTML, pictures and links elsewhere than to `http` and `https` become text. The library's
/// extensions are not used: in the version that Debian 12 has, that for tables takes time by the square
/// of a text's length, and that for bare addresses reads before their beginning (CVE-2023-22485).
struct MarkdownReader {
  private(set) var blocks: [MarkdownBlock] = []
  /// The lines before the second block.
  private(set) var firstBlockLines = 0
  /// The lines of blocks of code, with their fences, from 0.
  private(set) var codeLines: Set<Int> = []

  /// Quotes, lists and emphasis deeper than this are text.
  private static let mostDepth = 8
  /// Bytes from which on a text is one paragraph: some texts take time by the square of their length.
  private static let mostBytes = 50_000

  private typealias Node = OpaquePointer

  /// Reads a text.
  ///
  /// - Complexity: O(*n*²) in the length of the text at worst, in a second at the most.
  init(_ text: ScreenText) {
    let source = text.text
    guard source.utf8.count <= Self.mostBytes else {
      blocks = [.paragraph(Self.linked(source))]
      firstBlockLines = text.lines.count
      return
    }
    guard let document = cmark_parse_document(source, source.utf8.count, CMARK_OPT_DEFAULT) else {
      return
    }
    defer { cmark_node_free(document) }
    cmark_consolidate_text_nodes(document)
    blocks = Self.children(in: document, depth: 0)
    codeLines = Self.codeLines(in: document)
    // Where a heading with an underline ends the library gets wrong.
    let second = cmark_node_first_child(document).flatMap { cmark_node_next($0) }
    firstBlockLines = second.map { Int(cmark_node_get_start_line($0)) - 1 } ?? text.lines.count
  }

  // MARK: Blocks

  private static func children(of node: Node) -> [Node] {
    guard let first = cmark_node_first_child(node) else { return [] }
    return Array(sequence(first: first) { cmark_node_next($0) })
  }

  private static func children(in parent: Node, depth: Int) -> [MarkdownBlock] {
    children(of: parent).flatMap { block($0, depth: depth) }
  }

  private static func block(_ node: Node, depth: Int) -> [MarkdownBlock] {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HEADING:
      [.heading(Int(cmark_node_get_heading_level(node)), pieces(of: node))]
    case CMARK_NODE_PARAGRAPH: [.paragraph(pieces(of: node))]
    case CMARK_NODE_CODE_BLOCK:
      [
        .code(
          literal(node).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .map(String.init))
      ]
    case CMARK_NODE_THEMATIC_BREAK: [.rule]
    case CMARK_NODE_BLOCK_QUOTE where depth < mostDepth:
      [.quote(children(in: node, depth: depth + 1))]
    case CMARK_NODE_LIST where depth < mostDepth:
      [
        .list(
          start: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
            ? Int(cmark_node_get_list_start(node)) : nil,
          items: children(of: node).map { children(in: $0, depth: depth + 1) })
      ]
    default: [.paragraph(linked(plainText(of: node)))].filter { $0 != .paragraph([]) }
    }
  }

  private static func codeLines(in document: Node) -> Set<Int> {
    guard let walk = cmark_iter_new(document) else { return [] }
    defer { cmark_iter_free(walk) }
    var lines: Set<Int> = []
    while true {
      let event = cmark_iter_next(walk)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(walk) else { return lines }
      guard event == CMARK_EVENT_ENTER, cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK else {
        continue
      }
      let first = Int(cmark_node_get_start_line(node))
      lines.formUnion((first - 1)..<max(first, Int(cmark_node_get_end_line(node))))
    }
  }

  // MARK: Pieces

  private static func pieces(
    of parent: Node, depth: Int = 0, mayLink: Bool = true
  ) -> [MarkdownInline] {
    var pieces: [MarkdownInline] = []
    var text = ""
    func flush() {
      pieces += mayLink ? linked(text) : text.isEmpty ? [] : [.text(text)]
      text = ""
    }
    for node in children(of: parent) {
      switch cmark_node_get_type(node) {
      case CMARK_NODE_SOFTBREAK: text += "\n"
      case CMARK_NODE_LINEBREAK:
        flush()
        pieces.append(.lineBreak)
      case CMARK_NODE_CODE:
        flush()
        pieces.append(.code(literal(node)))
      case CMARK_NODE_EMPH where depth < mostDepth:
        flush()
        pieces.append(.emphasis(self.pieces(of: node, depth: depth + 1, mayLink: mayLink)))
      case CMARK_NODE_STRONG where depth < mostDepth:
        flush()
        pieces.append(.strong(self.pieces(of: node, depth: depth + 1, mayLink: mayLink)))
      case CMARK_NODE_LINK where depth < mostDepth, CMARK_NODE_IMAGE where depth < mostDepth:
        // No picture is fetched: it is a link behind its mark.
        if cmark_node_get_type(node) == CMARK_NODE_IMAGE { text += "!" }
        let address = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
        if mayLink, let url = MarkdownAddress.safe(address) {
          flush()
          pieces.append(.link(self.pieces(of: node, depth: depth + 1, mayLink: false), url: url))
        } else {
          let label = plainText(of: node)
          text += label == address ? "<\(shown(address))>" : "[\(label)](\(shown(address)))"
        }
      case CMARK_NODE_TEXT, CMARK_NODE_HTML_INLINE: text += literal(node)
      default: text += plainText(of: node)
      }
    }
    flush()
    return pieces
  }

  /// What a node holds, without what a reference such as `&#27;` put in to steer or hide.
  private static func literal(_ node: Node) -> String {
    shown(cmark_node_get_literal(node).map { String(cString: $0) } ?? "")
  }

  private static func shown(_ text: String) -> String { ScreenText(text).text }

  /// The letters of a node and of all in it, however deep.
  private static func plainText(of node: Node) -> String {
    guard let walk = cmark_iter_new(node) else { return "" }
    defer { cmark_iter_free(walk) }
    var text = ""
    while true {
      let event = cmark_iter_next(walk)
      guard event != CMARK_EVENT_DONE, let current = cmark_iter_get_node(walk) else { break }
      switch cmark_node_get_type(current) {
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += "\n"
      case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING:
        if event == CMARK_EVENT_EXIT { text += "\n" }
      default: if event == CMARK_EVENT_ENTER { text += literal(current) }
      }
    }
    while text.last == "\n" { text.removeLast() }
    return text
  }

  /// A text with its bare addresses as links.
  private static func linked(_ text: String) -> [MarkdownInline] {
    var pieces: [MarkdownInline] = []
    var rest = text[...]
    var begun = rest.startIndex
    while let place = rest.firstRange(of: "http")?.lowerBound {
      let isWithinWord =
        place > text.startIndex
        && {
          let before = text[text.index(before: place)]
          return before.isLetter || before.isNumber
        }()
      guard !isWithinWord, let url = MarkdownAddress.leading(text[place...]) else {
        rest = text[text.index(place, offsetBy: 4)...]
        continue
      }
      if begun < place { pieces.append(.text(String(text[begun..<place]))) }
      pieces.append(.link([.text(url)], url: url))
      begun = text.index(place, offsetBy: url.count)
      rest = text[begun...]
    }
    if begun < text.endIndex { pieces.append(.text(String(text[begun...]))) }
    return pieces
  }
}

/// The addresses that a document may lead to, whatever its format.
enum MarkdownAddress {
  private static let longest = 2_000

  /// An address as it is, where it is one of `http` or `https` without blanks, quotes and controls.
  static func safe(_ address: String) -> String? {
    let lower = address.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix),
      address.count > scheme.count, address.count <= longest, ScreenLine(address).text == address,
      address.unicodeScalars.allSatisfy({
        $0.value > 0x20 && $0.value != 0x7F && $0 != "\"" && $0 != "<" && $0 != ">"
      })
    else { return nil }
    return address
  }

  /// The address that a text begins with, without the point or bracket behind it.
  static func leading(_ text: Substring) -> String? {
    var address = text.prefix(longest).prefix {
      !$0.isWhitespace && !"<>\"`*[]{}|\\".contains($0)
    }
    while let last = address.last, ".,;:!?)'".contains(last) { address.removeLast() }
    return safe(String(address))
  }
}
