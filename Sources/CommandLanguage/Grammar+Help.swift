import Naming

extension Grammar {
  /// What each form of a verb does, said once where several say the same.
  func summaries(of verb: String) -> [String] {
    forms(of: verb).map(\.syntax.summary).reduce(into: []) { summaries, summary in
      if !summaries.contains(summary) { summaries.append(summary) }
    }
  }

  /// The help of a verb as plain lines, or nil where there is no such verb.
  public func help(verb: String) -> [String]? {
    let forms = forms(of: verb.lowercased())
    guard !forms.isEmpty else { return nil }
    var lines: [String] = []
    for form in forms {
      if !lines.isEmpty { lines.append("") }
      lines.append(form.shownUsage)
      lines.append("  " + form.syntax.summary)
      lines += Self.parameterLines(form).map { "    " + $0 }
      lines += form.syntax.details.map { "  " + $0 }
      let examples = form.syntax.examples
      if !examples.isEmpty {
        lines.append(examples.count == 1 ? "  Example" : "  Examples")
        lines += examples.flatMap { Self.lines(of: $0) }.map { "    " + $0 }
      }
    }
    return lines
  }

  /// The verbs whose descriptions hold a word or its plural, those that name it as a keyword first.
  public func verbs(speakingOf word: String) -> [String] {
    let word = NameRules.folded(word)
    guard word.count > 2 else { return [] }
    func holds(_ text: String) -> Bool {
      NameRules.folded(text).split { !$0.isLetter && !$0.isNumber }
        .contains { $0 == word || $0 == word + "s" }
    }
    let named = verbs.filter { verb in
      forms(of: verb).contains { holds($0.syntax.usage) }
    }
    let speaking = verbs.filter { verb in
      !named.contains(verb)
        && forms(of: verb).contains { form in
          ([form.syntax.summary] + form.syntax.details + form.parameters.map(\.help))
            .contains(where: holds)
        }
    }
    return named + speaking
  }

  private static func parameterLines(_ form: CommandForm) -> [String] {
    let width = form.parameters.map(\.name.count).max() ?? 0
    return form.parameters.map { parameter in
      padded(parameter.name, width) + "  " + description(of: parameter)
    }
  }

  /// The help of a slot with its values, unit and default.
  public static func description(of parameter: CommandParameter) -> String {
    var notes: [String] = []
    if let values = values(of: parameter) { notes.append(values) }
    if let text = parameter.defaultText { notes.append("default \(text)") }
    return parameter.help + (notes.isEmpty ? "" : "; " + notes.joined(separator: "; "))
  }

  private static func values(of parameter: CommandParameter) -> String? {
    switch parameter.kind {
    case .integer, .number: SlotProblem.rangeText(of: parameter)
    case .share: "such as 30%"
    case .date, .day: "such as 2025-10-22"
    case .word(let choices): choices.listed("or")
    case .phrase(let phrases): phrases.listed("or")
    case .path, .name, .object, .column, .text, .rest, .custom, .flag:
      parameter.unit.map { "in \($0)" }
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  static func lines(of text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The mistakes in the grammar's own examples, each with its example; empty when all are right.
  public func exampleMistakes() -> [(example: String, diagnostic: Diagnostic)] {
    let parser = StatementParser(grammar: self, mode: .script)
    return forms.flatMap(\.syntax.examples).flatMap { example in
      parser.statements(of: SourceText(example)).compactMap { result in
        guard case .failure(let diagnostic) = result else { return nil }
        return (example, diagnostic)
      }
    }
  }
}
