import TerminalText

/// The part of Markdown that notes may use, as a tree: nothing in it is HTML.
///
///     MarkdownText("# Loads\nGiuseppe falls to **4**.").blocks
///
/// Headings, paragraphs, emphasis, code, quotes, lists, rules, and links to `http` and `https` are
/// read as CommonMark says; everything else, raw HTML too, is text.
struct MarkdownText: Equatable {
  var blocks: [MarkdownBlock]
  /// The lines of the text before its second block.
  let firstBlockLines: Int
  /// The lines of the text that are of code or its fences, from 0.
  let codeLines: Set<Int>

  /// Reads a text; there is none that cannot be read.
  init(_ text: ScreenText) {
    let reader = MarkdownReader(text)
    blocks = reader.blocks
    firstBlockLines = reader.firstBlockLines
    codeLines = reader.codeLines
  }
}

/// A block of Markdown.
indirect enum MarkdownBlock: Equatable {
  /// A heading of level 1 to 6.
  case heading(Int, [MarkdownInline])
  case paragraph([MarkdownInline])
  case code([String])
  case quote([MarkdownBlock])
  /// A list; `start` is the first number of an ordered one.
  case list(start: Int?, items: [[MarkdownBlock]])
  case rule
}

/// A piece of a line of Markdown.
indirect enum MarkdownInline: Equatable {
  case text(String)
  case emphasis([MarkdownInline])
  case strong([MarkdownInline])
  case code(String)
  /// A link to an address of `http` or `https`.
  case link([MarkdownInline], url: String)
  case lineBreak
}

extension [MarkdownInline] {
  /// The letters alone.
  var plainText: String {
    map { piece in
      switch piece {
      case .text(let text), .code(let text): text
      case .emphasis(let inner), .strong(let inner), .link(let inner, _): inner.plainText
      case .lineBreak: " "
      }
    }.joined()
  }
}
