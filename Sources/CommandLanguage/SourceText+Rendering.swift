extension SourceText {
  /// Shows a diagnostic as plain lines.
  ///
  ///     unknown command `lod` [E-verb]
  ///       at 1:1
  ///         lod october.csv
  ///         ^^^
  ///       did you mean load?
  ///
  /// - Parameters:
  ///   - diagnostic: The mistake; its spans count bytes of this text.
  ///   - width: The columns that a line may take; a longer source line is cut around the place.
  /// - Returns: The lines, without line feeds and without colour.
  public func render(_ diagnostic: Diagnostic, width: Int = 80) -> [DiagnosticLine] {
    var lines: [DiagnosticLine] = [
      .headline("\(diagnostic.headline) [\(diagnostic.code.rawValue)]")
    ]
    lines += place(diagnostic.span, width: width)
    if let second = diagnostic.secondSpan {
      lines += place(second, width: width)
    }
    if let expected = diagnostic.expected { lines.append(.words("  expected: \(expected)")) }
    if let remedy = diagnostic.remedy { lines.append(.words("  \(remedy)")) }
    return lines
  }

  /// `line:column`, with the file's name in front where there is one.
  public func placeName(of span: SourceSpan) -> String {
    let (line, column) = position(of: span.start)
    return (name.map { $0 + ":" } ?? "") + "\(line):\(column)"
  }

  private func place(_ span: SourceSpan, width: Int) -> [DiagnosticLine] {
    let span = clamped(span)
    let excerpt = SourceExcerpt(self, span: span, width: max(width - 4, SourceExcerpt.leastWidth))
    return [
      .words("  at \(placeName(of: span))"), .excerpt("    " + excerpt.line),
      .excerpt("    " + excerpt.carets),
    ]
  }
}

/// A line of a mistake as it is shown.
public enum DiagnosticLine: Hashable, Sendable {
  case headline(String)
  /// What may be wrapped: the place, what was expected, and the remedy.
  case words(String)
  /// A line of the source or of carets: it is cut to the width already, and must not be moved.
  case excerpt(String)

  public var text: String {
    switch self {
    case .headline(let text), .words(let text), .excerpt(let text): text
    }
  }
}

/// A source line cut to a width, and the carets under a span of it.
struct SourceExcerpt {
  var line: String
  var carets: String

  /// Below this a window around the place would show nothing of use.
  static let leastWidth = 20
  private static let cut = "..."

  init(_ source: SourceText, span: SourceSpan, width: Int) {
    let lineSpan = source.lineSpan(source.lineIndex(of: span.start))
    let cells = DisplayCell.cells(of: source[lineSpan])
    var offset = lineSpan.start
    var column = 0
    // A span that starts at the line's end, or in its line ending, is marked after the text.
    var first: Int?
    var last: Int?
    for cell in cells {
      if first == nil, offset + cell.byteCount > span.start { first = column }
      offset += cell.byteCount
      column += cell.width
      if offset <= span.end || offset - cell.byteCount < span.end { last = column }
    }
    let start = first ?? column
    let count = max(1, min(last ?? start, column) - start)
    (line, carets) = Self.window(cells, start: start, count: count, total: column, width: width)
  }

  private static func window(
    _ cells: [DisplayCell], start: Int, count: Int, total: Int, width: Int
  ) -> (String, String) {
    guard total > width else {
      return (cells.map(\.text).joined(), marks(start, count))
    }
    // A third of the window stands before the place, so that its left context is seen.
    let from = max(0, min(start - width / 3, total - width))
    let until = from + width
    let head = from > 0 ? cut : ""
    let tail = until < total ? cut : ""
    let low = from + head.count
    let high = until - tail.count
    var line = head
    var column = 0
    var shown = low
    for cell in cells {
      defer { column += cell.width }
      guard column >= low, column + cell.width <= high else { continue }
      // A wide character cut at the window's edge leaves a column to fill.
      line += String(repeating: " ", count: max(0, column - shown)) + cell.text
      shown = column + cell.width
    }
    let place = max(start, low)
    return (line + tail, marks(place - from, max(1, min(count, high - place))))
  }

  private static func marks(_ start: Int, _ count: Int) -> String {
    String(repeating: " ", count: start) + String(repeating: "^", count: count)
  }
}
