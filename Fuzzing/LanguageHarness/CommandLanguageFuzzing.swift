import CommandLanguage

/// Runs any bytes through every step of the language and checks what must hold of each.
public enum CommandLanguageFuzzing {
  /// Splits, reads, renders and completes a text that a fuzzer made.
  ///
  /// - Parameters:
  ///   - bytes: Anything; what is not UTF-8 is repaired first.
  ///   - grammar: The commands to read by.
  /// - Returns: What does not hold, in words, or nil where all is well.
  public static func violation(bytes: [UInt8], grammar: Grammar) -> String? {
    let source = SourceText(String(decoding: bytes, as: UTF8.self))
    if let violation = splitting(source) { return violation }
    if let violation = substituting(source) { return violation }
    for mode in [StatementParser.Mode.prompt, .script] {
      let parser = StatementParser(grammar: grammar, mode: mode, reservedNames: ["rides"])
      if let violation = parsing(source, parser) { return violation }
    }
    let parser = StatementParser(grammar: grammar, mode: .prompt)
    // A few places are enough: the fuzzer moves the text under them.
    for cursor in Set([0, source.bytes.count / 2, source.bytes.count]).sorted() {
      let context = parser.completions(of: source.text, cursor: cursor)
      if context.replaced.end != cursor { return "completion does not end at the cursor" }
    }
    return nil
  }

  private static func splitting(_ source: SourceText) -> String? {
    let slices = StatementSplitter.split(source, isFinal: true)
    var end = 0
    for slice in slices {
      guard slice.span.start >= end else { return "statements overlap" }
      guard slice.span.end <= slice.nextOffset, slice.nextOffset <= source.bytes.count else {
        return "a statement ends after the next begins"
      }
      guard slice.content.start >= slice.span.start, slice.content.end <= slice.span.end else {
        return "a statement's content leaves it"
      }
      end = slice.nextOffset
    }
    _ = Completeness.of(source.text)
    return nil
  }

  /// A value that tries to end its statement leaves every statement what it is.
  private static func substituting(_ source: SourceText) -> String? {
    let slices = StatementSplitter.split(source, isFinal: true)
    let uses = ParameterScanner.uses(in: source)
    guard !uses.isEmpty, slices.allSatisfy(\.isComplete) else { return nil }
    for value in ["'\";-- /* # drop", "query", "-1", ""] {
      var written: [ParameterUse: String] = [:]
      for use in uses { written[use] = try? use.written(value) }
      guard written.count == uses.count else { continue }
      let text = ParameterScanner.replacing(uses, in: source) { written[$0] ?? "" }
      let found = StatementSplitter.split(text, isFinal: true)
      guard found.map(\.kind) == slices.map(\.kind), found.allSatisfy(\.isComplete) else {
        return "the value \(value) changes the statements: \(text)"
      }
    }
    return nil
  }

  private static func parsing(_ source: SourceText, _ parser: StatementParser) -> String? {
    for result in parser.statements(of: source) {
      switch result {
      case .failure(let diagnostic):
        let lines = source.render(diagnostic, width: 60)
        if lines.count < 4 { return "a diagnostic shows no place" }
      case .success(let statement):
        let again = parser.statements(of: SourceText(statement.canonical))
        guard again.count == 1, case .success(let copy)? = again.first else {
          return "canonical text does not read again: \(statement.canonical)"
        }
        guard copy == statement else {
          return "canonical text means something else: \(statement.canonical)"
        }
        guard copy.canonical == statement.canonical else {
          return "canonical text is not its own canonical: \(statement.canonical)"
        }
      }
    }
    return nil
  }
}
