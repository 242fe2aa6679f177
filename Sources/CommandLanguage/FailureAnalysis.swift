/// Turns the farthest place that matching reached into the one mistake to report.
struct FailureAnalysis {
  let verb: String
  let verbs: [String]
  /// The tokens after the verb.
  let tokens: [CommandToken]
  let failure: MatchFailure
  /// Where the statement's content ends.
  let end: Int

  func diagnostic(in source: SourceText) -> Diagnostic {
    guard tokens.indices.contains(failure.index) else {
      return missing.diagnostic(at: SourceSpan(at: end))
    }
    let token = tokens[failure.index]
    return problem(token, written: source[token.span]).diagnostic(at: token.span)
  }

  private var missing: SyntaxProblem {
    let usages = failure.forms.map(\.shownUsage)
    return .missing(expected(without: ","), verb: verb, usage: usages)
  }

  private func problem(_ token: CommandToken, written: String) -> SyntaxProblem {
    let keywords = failure.expectations.compactMap { expectation -> String? in
      guard case .keyword(let word) = expectation else { return nil }
      return word
    }
    let near = token.kind == .word ? NearestNames.nearest(to: token.text, among: keywords) : []
    let problem = failure.problems.first(where: \.isSpecific) ?? failure.problems.first
    if let problem, near.isEmpty || problem.isSpecific {
      return badValue(token, written, problem, keywords: keywords)
    }
    if verb == "explain", failure.index == 0, SQLWords.leads.contains(token.text.lowercased()) {
      return .explainedSQL(token.text)
    }
    if token.kind == .word, failure.keywords.contains(token.text.lowercased()),
      failure.expectations.contains(.end)
    {
      return .repeated(token.text)
    }
    return .unexpected(
      written, expected(without: nil), verb: verb, canEnd: failure.expectations.contains(.end),
      near: near)
  }

  private func badValue(
    _ token: CommandToken, _ written: String, _ problem: SlotProblem, keywords: [String]
  ) -> SyntaxProblem {
    var choices: [String] = []
    if case .notChoice(let words) = problem { choices = words }
    let slots = slots
    // Keywords that could stand there too are choices like the slot's own.
    if !keywords.isEmpty, !problem.isSpecific {
      let near = NearestNames.nearest(to: token.text, among: keywords + choices)
      return .unexpected(
        written, expected(without: nil), verb: verb,
        canEnd: failure.expectations.contains(.end), near: near)
    }
    return .badValue(
      token.text, problem, slots.count == 1 ? slots[0] : nil,
      near: NearestNames.nearest(to: token.text, among: choices))
  }

  private var slots: [CommandParameter] {
    failure.expectations.compactMap { expectation in
      guard case .slot(let parameter) = expectation else { return nil }
      return parameter
    }
  }

  /// The expectations in words; a comma that would only lengthen a list is left out of `missing`.
  private func expected(without mark: String?) -> SyntaxProblem.Expected {
    var items: [String] = []
    for expectation in failure.expectations {
      switch expectation {
      case .keyword(let word): items.append("`\(word)`")
      case .slot(let parameter): items.append(Self.text(parameter))
      case .mark(let kind): if kind.mark != mark { items.append("`\(kind.mark)`") }
      case .end: break
      }
    }
    return SyntaxProblem.Expected(items: items, slot: items.count == 1 ? slots.first : nil)
  }

  private static func text(_ parameter: CommandParameter) -> String {
    let text = "\(parameter.name) (\(parameter.help))"
    switch parameter.kind {
    case .word(let choices), .phrase(let choices): return text + ": " + Wording.list(choices)
    case .integer, .number: return text + ": a " + (SlotProblem.rangeText(of: parameter) ?? "")
    case .share: return text + ": a share such as 30%"
    case .date: return text + ": a date such as 2025-10-22"
    case .path, .name, .object, .column, .text, .rest, .custom, .flag: return text
    }
  }
}
