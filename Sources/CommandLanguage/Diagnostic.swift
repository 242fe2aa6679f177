/// One mistake in a statement: what is wrong, where, what was expected and what to do.
///
/// `SourceText.render(_:width:)` shows it with the source line and carets under the place.
public struct Diagnostic: Error, Hashable, Sendable {
  /// A code that stays the same when a wording is bettered, such as `E-syntax`.
  public var code: String
  /// What is wrong, in lower case, without a full stop.
  public var headline: String
  /// The place.
  public var span: SourceSpan
  /// A second place that matters, such as where a quote was opened.
  public var secondSpan: SourceSpan?
  /// What would have been right at the place.
  public var expected: String?
  /// What to do.
  public var remedy: String?

  public init(
    code: String, headline: String, span: SourceSpan, secondSpan: SourceSpan? = nil,
    expected: String? = nil, remedy: String? = nil
  ) {
    self.code = code
    self.headline = headline
    self.span = span
    self.secondSpan = secondSpan
    self.expected = expected
    self.remedy = remedy
  }

  /// The same diagnostic for a text that begins `offset` bytes earlier.
  public func shifted(by offset: Int) -> Diagnostic {
    var moved = self
    moved.span = span.shifted(by: offset)
    moved.secondSpan = secondSpan?.shifted(by: offset)
    return moved
  }
}
