/// Whether what was typed so far may run, or the prompt should ask for more lines.
public enum Completeness: Hashable, Sendable {
  /// Nothing but blanks and comments.
  case empty
  /// Whole statements; whether they are right is another question.
  case complete
  /// The last statement goes on.
  case needsMore(StatementSlice.Opening)

  /// Judges the lines typed so far.
  ///
  ///     Completeness.of("select 1")   // .needsMore(.sql)
  ///     Completeness.of("tables")     // .complete
  public static func of(_ text: String) -> Completeness {
    guard let last = StatementSplitter.split(text, isFinal: false).last else { return .empty }
    guard last.needsMore, let opening = last.opening else { return .complete }
    return .needsMore(opening)
  }
}
