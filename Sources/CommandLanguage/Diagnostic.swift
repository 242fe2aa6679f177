import Naming
import TerminalText

/// One mistake in a statement: what is wrong, where, what was expected and what to do.
///
/// `SourceText.render(_:width:)` shows it with the source line and carets under the place.
public struct Diagnostic: Error, Hashable, Sendable {
  /// A code that stays the same when the wording changes.
  public var code: ErrorCode
  /// What is wrong, in lower case, without a full stop; names and numbers in it are values.
  public var sentence: Sentence
  /// The place.
  public var span: SourceSpan
  /// A second place that matters, such as where a quote was opened.
  public var secondSpan: SourceSpan?
  /// What would have been right at the place.
  public var expected: String?
  /// What to do.
  public var remedy: String?
  /// SQLite's extended result code where SQL failed.
  public var sqlite: Int32?
  /// The table, column or function that SQL's error is about.
  public var object: String?

  public init(
    code: ErrorCode, headline: Sentence, span: SourceSpan, secondSpan: SourceSpan? = nil,
    expected: String? = nil, remedy: String? = nil
  ) {
    self.code = code
    sentence = headline
    self.span = span
    self.secondSpan = secondSpan
    self.expected = expected
    self.remedy = remedy
  }

  /// What is wrong, as it is shown.
  public var headline: String { sentence.text }

  /// The diagnostic for a name that is well written but names nothing.
  ///
  ///     .unknown("dataset", "octber", at: span, among: ["october"])
  ///     // no dataset is called `octber`; did you mean october?
  ///
  /// - Parameters:
  ///   - kind: What was looked for, in one lower-case word.
  ///   - name: The name as written.
  ///   - span: Where it stands.
  ///   - candidates: The names that exist; a short list is shown where none is near.
  ///   - remedy: What to do where there are no candidates at all.
  /// - Returns: A diagnostic with the code `E-unknown`.
  public static func unknown(
    _ kind: String, _ name: String, at span: SourceSpan, among candidates: [String],
    remedy: String? = nil
  ) -> Diagnostic {
    let few = !candidates.isEmpty && candidates.count <= longestList
    return Diagnostic(
      code: .unknown,
      headline: "there is no \(words: kind) called \(name, shown: Wording.shown(name))",
      span: span,
      expected: few ? candidates.listed("or") : nil,
      remedy: NearestNames.question(for: name, among: candidates) ?? remedy)
  }

  /// A longer list of names is looked up, not read in a message.
  private static let longestList = 8

  /// The same diagnostic for a text that begins `offset` bytes earlier.
  public func shifted(by offset: Int) -> Diagnostic {
    var moved = self
    moved.span = span.shifted(by: offset)
    moved.secondSpan = secondSpan?.shifted(by: offset)
    return moved
  }
}
