/// A stretch of a source text, counted in UTF-8 bytes from its beginning.
public struct SourceSpan: Hashable, Sendable {
  /// The offset of the first byte.
  public var start: Int
  /// The offset after the last byte; equal to `start` where a span only marks a place.
  public var end: Int

  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  public init(_ range: Range<Int>) {
    self.init(range.lowerBound, range.upperBound)
  }

  /// The place before a byte, without length.
  public init(at offset: Int) {
    self.init(offset, offset)
  }

  public var range: Range<Int> { start..<end }
  public var count: Int { end - start }
  public var isEmpty: Bool { start == end }

  /// The shortest span that holds both.
  public func union(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(min(start, other.start), max(end, other.end))
  }

  /// The same stretch, moved by a number of bytes.
  public func shifted(by offset: Int) -> SourceSpan {
    SourceSpan(start &+ offset, end &+ offset)
  }
}
