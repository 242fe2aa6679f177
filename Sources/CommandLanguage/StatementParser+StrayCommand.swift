extension StatementParser {
  /// The line within an SQL statement that reads as a command, where one does.
  ///
  /// SQL goes on to its `;`, so a forgotten one swallows the commands below. When SQLite refuses
  /// such a statement, the `;` is missing before that line.
  ///
  /// - Complexity: linear in the statement.
  public func strayCommand(in statement: Statement, of source: SourceText) -> SourceSpan? {
    guard case .sql = statement.body else { return nil }
    let content = source.clamped(statement.content)
    let first = source.lineIndex(of: content.start) + 1
    let last = source.lineIndex(of: content.end)
    guard first <= last else { return nil }
    for line in first...last {
      let span = source.lineSpan(line)
      let text = SourceText(source[SourceSpan(span.start, min(span.end, content.end))])
      guard case .success(let inner)? = statements(of: text).first,
        case .command = inner.body
      else { continue }
      return inner.span.shifted(by: span.start)
    }
    return nil
  }
}
