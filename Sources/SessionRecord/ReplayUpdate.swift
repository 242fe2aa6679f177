import CommandLanguage
import TerminalText

/// Puts new facts into the text of a session file and leaves all else as it was written.
public struct ReplayUpdate {
  private let text: String

  /// What one statement gave now.
  public struct Renewal: Sendable {
    public var facts: FactSet
    /// The picture, or nil to keep the one that stands.
    public var picture: [ScreenLine]?

    /// The blocks, or nil to keep those that stand.
    public var blocks: [RecordedBlock]?

    public init(
      facts: FactSet, picture: [ScreenLine]? = nil, blocks: [RecordedBlock]? = nil
    ) {
      self.facts = facts
      self.picture = picture
      self.blocks = blocks
    }
  }

  /// Takes a session file's text, which must have been read as one.
  public init(_ text: String) { self.text = text }

  /// The text with new facts; statements, remarks and notes are the same bytes.
  ///
  /// - Parameters:
  ///   - renewals: What statements gave, by their place in the file from 0.
  ///   - header: What the header says now, or nil to keep it.
  /// - Returns: The whole text.
  /// - Complexity: O(bytes).
  public func text(
    with renewals: [Int: Renewal], header: SessionHeader? = nil
  ) -> String {
    let bytes = Array(text.utf8)
    let slices = StatementSplitter.split(text, isFinal: true)
    let newline = text.contains("\r\n") ? "\r\n" : "\n"
    var parts: [String] = []
    var end = 0
    for (index, slice) in slices.enumerated() {
      let gap = Self.text(bytes[end..<slice.span.start])
      parts.append(renewed(gap, after: index - 1, renewals, header, newline))
      parts.append(Self.text(bytes[slice.span.start..<slice.span.end]))
      end = slice.span.end
    }
    parts.append(
      renewed(Self.text(bytes[end...]), after: slices.count - 1, renewals, header, newline))
    return parts.joined()
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  private func renewed(
    _ gap: String, after index: Int, _ renewals: [Int: Renewal], _ header: SessionHeader?,
    _ newline: String
  ) -> String {
    if index < 0 {
      guard let header else { return gap }
      let lines = header.lines.filter { $0.hasPrefix("#:") }
      return Self.replacing("#:", in: gap, by: lines, newline)
    }
    guard let renewal = renewals[index] else { return gap }
    var gap = Self.replacing("#=", in: gap, by: renewal.facts.lines, newline)
    if let picture = renewal.picture {
      gap = Self.replacing(
        "#|", in: gap, by: picture.map { $0.isEmpty ? "#|" : "#| \($0.text)" }, newline)
    }
    guard let blocks = renewal.blocks else { return gap }
    return Self.replacing("#^", in: gap, by: blocks.map { "#^ \($0.line)" }, newline)
  }

  /// Replaces the lines of a mark; where there are none the new ones stand behind the first line
  /// break, which ends the statement's line.
  private static func replacing(
    _ mark: String, in gap: String, by lines: [String], _ newline: String
  ) -> String {
    // Scalars, since CR LF is one character of Swift.
    var pieces = gap.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    let marked = pieces.indices.filter { isMarked(pieces[$0], mark) }
    let fresh = lines.map { newline == "\r\n" ? $0 + "\r" : $0 }
    if let first = marked.first {
      for index in marked.reversed() { pieces.remove(at: index) }
      pieces.insert(contentsOf: fresh, at: first)
      return pieces.joined(separator: "\n")
    }
    guard !lines.isEmpty else { return gap }
    if pieces.count > 1 {
      pieces.insert(contentsOf: fresh, at: 1)
      return pieces.joined(separator: "\n")
    }
    return gap + newline + lines.joined(separator: newline) + newline
  }

  private static func isMarked(_ line: String, _ mark: String) -> Bool {
    let rest = line.unicodeScalars.drop { $0 == " " || $0 == "\t" }
    let marks = Array(mark.unicodeScalars)
    guard rest.starts(with: marks) else { return false }
    guard let next = rest.dropFirst(marks.count).first else { return true }
    return next == " " || next == "\t" || next == "\r"
  }
}
