/// The levels of a document's headings, so that none is left out between two.
///
/// The title has level 1. A note that begins with `###`, and another with `##`, are both of level 2.
struct HeadingOutline {
  /// The levels as written of the headings that the next may stand under.
  private var above: [Int] = []

  /// The level of the next heading.
  ///
  /// - Parameter written: The number of its `#`.
  /// - Returns: 2 to 6.
  mutating func level(of written: Int) -> Int {
    above.removeAll { $0 >= written }
    above.append(written)
    return min(6, above.count + 1)
  }

  /// The blocks with their headings at those levels, also those in quotes and lists.
  ///
  /// - Complexity: linear in the blocks.
  mutating func levelled(_ blocks: [MarkdownBlock]) -> [MarkdownBlock] {
    blocks.map { levelled($0) }
  }

  private mutating func levelled(_ block: MarkdownBlock) -> MarkdownBlock {
    switch block {
    case .heading(let written, let pieces): .heading(level(of: written), pieces)
    case .quote(let blocks): .quote(levelled(blocks))
    case .list(let start, let items): .list(start: start, items: items.map { levelled($0) })
    case .paragraph, .code, .rule: block
    }
  }
}

extension Document {
  /// The Markdown of each part that is a note, its headings in order below the title; nil elsewhere.
  ///
  /// - Complexity: linear in the notes.
  var notes: [MarkdownText?] {
    var outline = HeadingOutline()
    return parts.map { part in
      guard case .note(let note) = part else { return nil }
      var text = MarkdownText(note.text)
      text.blocks = outline.levelled(text.blocks)
      return text
    }
  }
}
