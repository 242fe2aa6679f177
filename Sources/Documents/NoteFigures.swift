import SessionRecord
import TerminalText

/// A note's text with the places of its figures.
///
///     NoteFigures("falls to {{after.max}} rides")
///     // "falls to ", the figure `after.max`, " rides"
///
/// `\{{` stands for two braces that begin no figure; so do two that nothing closes.
public struct NoteFigures: Equatable, Sendable {
  /// A piece of the note.
  public enum Piece: Equatable, Sendable {
    case text(String)
    /// What stands between the braces, and how many figures stand before it.
    case figure(String, place: Int)
  }

  public let pieces: [Piece]

  /// Finds the figures of a text.
  ///
  /// - Complexity: linear in the text.
  public init(_ note: String) {
    let bytes = Array(note.utf8)
    var pieces: [Piece] = []
    var text: [UInt8] = []
    var index = 0
    for (place, span) in Self.spans(in: bytes).enumerated() {
      text += Self.unescaped(bytes[index..<span.lowerBound])
      if !text.isEmpty { pieces.append(.text(String(decoding: text, as: UTF8.self))) }
      text = []
      let inside = bytes[(span.lowerBound + 2)..<(span.upperBound - 2)]
      pieces.append(.figure(String(decoding: inside, as: UTF8.self), place: place))
      index = span.upperBound
    }
    text += Self.unescaped(bytes[index...])
    if !text.isEmpty { pieces.append(.text(String(decoding: text, as: UTF8.self))) }
    self.pieces = pieces
  }

  /// What stands between the braces of each figure, in order.
  public var figures: [String] {
    pieces.compactMap { if case .figure(let text, _) = $0 { text } else { nil } }
  }

  /// Where figures stand in a text, braces included; the quotes of a statement may be among them.
  ///
  /// - Complexity: linear in the text.
  public static func spans(in bytes: [UInt8]) -> [Range<Int>] {
    let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
    var spans: [Range<Int>] = []
    var start: Int?
    var index = 0
    while index + 1 < bytes.count {
      let pair = (bytes[index], bytes[index + 1])
      if let begun = start, pair == (close, close) {
        spans.append(begun..<(index + 2))
        start = nil
        index += 2
      } else if pair == (open, open) {
        let isEscaped = index > 0 && bytes[index - 1] == UInt8(ascii: "\\")
        // The last two of several open braces begin the figure.
        if !isEscaped { start = index }
        index += start == nil || index + 2 >= bytes.count || bytes[index + 2] != open ? 2 : 1
      } else {
        index += 1
      }
    }
    return spans
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var kept: [UInt8] = []
    for (index, byte) in zip(bytes.indices, bytes) {
      let isEscape =
        byte == UInt8(ascii: "\\") && bytes[(index + 1)...].starts(with: Array("{{".utf8))
      if !isEscape { kept.append(byte) }
    }
    return kept
  }

  /// The note with each figure in its place.
  ///
  /// - Parameter figure: The text of a figure, or nil to leave its braces.
  /// - Returns: The text.
  public func filled(_ figure: (FigureReference) -> String?) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .figure(let text, _):
        (try? FigureReference(text)).flatMap(figure) ?? "{{\(text)}}"
      }
    }.joined()
  }

  /// A figure's value as notes show it: reals with at most three decimals.
  public static func display(_ value: FactValue) -> String {
    switch value {
    case .null: "NULL"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): NumberText.display(value)
    case .real(let value, _): NumberText.display(value)
    case .text(let text): text
    case .hash(let hash): hash.isHidden ? "(hidden)" : hash.description
    case .list(let items): items.joined(separator: ", ")
    case .columns(let columns): columns.map(\.name).joined(separator: ", ")
    case .atMost(let value): "≤" + NumberText.display(value)
    case .atLeast(let value): "≥" + NumberText.display(value)
    }
  }
}
