/// A text with its line table, so that a span can be shown as a line and a column.
///
///     let source = SourceText("tables\nlod x", name: "tour.carnet")
///     source.position(of: 7)  // line 2, column 1
public struct SourceText: Sendable {
  public let text: String
  /// The name of the file that the text comes from, or nil for typed and given text.
  public let name: String?
  /// The text in UTF-8; spans count these bytes.
  public let bytes: [UInt8]
  /// The offset of the first byte of each line; the first is 0.
  let lineStarts: [Int]

  /// Takes a text and finds its lines.
  ///
  /// - Complexity: linear in the text.
  public init(_ text: String, name: String? = nil) {
    self.text = text
    self.name = name
    bytes = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == Ascii.newline {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// The whole text as a span.
  public var span: SourceSpan { SourceSpan(0, bytes.count) }

  /// The text under a span; what reaches beyond the text is left out.
  public subscript(span: SourceSpan) -> String {
    String(decoding: bytes[clamped(span).range], as: UTF8.self)
  }

  /// The line and the display column of a byte, both counted from 1.
  ///
  /// A wide character counts two columns, a combining mark none, a tab reaches to the next stop.
  public func position(of offset: Int) -> (line: Int, column: Int) {
    let line = lineIndex(of: offset)
    let start = lineStarts[line]
    let end = min(max(offset, start), bytes.count)
    let before = String(decoding: bytes[start..<end], as: UTF8.self)
    return (line + 1, DisplayCell.cells(of: before).reduce(1) { $0 + $1.width })
  }

  /// The span of a line without its line ending; `line` counts from 0.
  func lineSpan(_ line: Int) -> SourceSpan {
    let start = lineStarts[line]
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : bytes.count
    if end > start, bytes[end - 1] == Ascii.carriageReturn { end -= 1 }
    return SourceSpan(start, end)
  }

  /// The index of the line that holds a byte, counted from 0, by bisection.
  func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  func clamped(_ span: SourceSpan) -> SourceSpan {
    let start = min(max(span.start, 0), bytes.count)
    return SourceSpan(start, min(max(span.end, start), bytes.count))
  }
}
