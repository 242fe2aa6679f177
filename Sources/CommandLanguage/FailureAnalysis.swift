import Naming

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
    return problem(token, in: source).diagnostic(at: token.span)
  }

  private var missing: SyntaxProblem {
    let usages = failure.forms.map(\.shownUsage)
    return .missing(expected(without: ","), verb: verb, usage: usages)
  }

  private func problem(_ token: CommandToken, in source: SourceText) -> SyntaxProblem {
    let keywords = failure.expectations.compactMap { expectation -> String? in
      guard case .keyword(let word) = expectation else { return nil }
      return word
    }
    let near = token.kind == .word ? NearestNames.nearest(to: token.text, among: keywords) : []
    let problem = failure.problems.first(where: \.isSpecific) ?? failure.problems.first
    // Where only a value could stand, the missing value says more than the word in its place.
    if problem?.isSpecific != true, token.kind == .word,
      failure.keywords.contains(token.text.lowercased()),
      failure.expectations.contains(where: \.isWordOrEnd)
    {
      return .repeated(token.text)
    }
    if let problem, near.isEmpty || problem.isSpecific {
      return badValue(token, in: source, problem, keywords: keywords)
    }
    if case .sql? = SQLWords.pairs[verb], failure.index == 0,
      SQLWords.leads.contains(token.text.lowercased())
    {
      return .explainedSQL(token.text)
    }
    return unexpected(token, in: source, near: near)
  }

  private func badValue(
    _ token: CommandToken, in source: SourceText, _ problem: SlotProblem, keywords: [String]
  ) -> SyntaxProblem {
    var choices: [String] = []
    if case .notChoice(let words) = problem { choices = words }
    let slots = slots
    // Keywords that could stand there too are choices like the slot's own.
    if !keywords.isEmpty, !problem.isSpecific {
      let near = NearestNames.nearest(to: token.text, among: keywords + choices)
      return unexpected(token, in: source, near: near)
    }
    let isShape = token.kind == .quoted && !problem.isSpecific
    return .badValue(
      isShape ? source[token.span] : token.text, problem, slots.count == 1 ? slots[0] : nil,
      near: NearestNames.nearest(to: token.text, among: choices))
  }

  private func unexpected(
    _ token: CommandToken, in source: SourceText, near: [String]
  ) -> SyntaxProblem {
    let canEnd = failure.expectations.contains(.end)
    let remedy: String
    if !near.isEmpty {
      remedy = "did you mean \(near.listed("or"))?"
    } else if let text = unquoted(in: source) {
      remedy = "quote it: \(NameRules.quoted(text))"
    } else if token.kind == .word, canEnd, verbs.contains(token.text.lowercased()) {
      remedy = "start a new statement on its own line or after ;"
    } else if token.kind == .word, token.text.utf8.contains(where: { "./".utf8.contains($0) }) {
      remedy = "quote a path that contains spaces"
    } else {
      remedy = "help \(verb) shows the form"
    }
    return .unexpected(
      source[token.span], expected(without: nil), canEnd: canEnd, remedy: remedy)
  }

  /// The text that clings to a bare word and to the mark where reading stopped, as in `a(1).csv`.
  private func unquoted(in source: SourceText) -> String? {
    let index = failure.index
    let mark = tokens[index].kind
    guard index > 0, mark == .open || mark == .close || mark == .equals,
      tokens[index - 1].kind == .word, tokens[index - 1].span.end == tokens[index].span.start
    else { return nil }
    var span = tokens[index - 1].span
    for token in tokens[index...] {
      guard token.span.start == span.end, token.kind != .quoted, token.kind != .comma else {
        break
      }
      span = span.union(token.span)
    }
    return source[span]
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
    case .word(let choices), .phrase(let choices): return text + ": " + choices.listed("or")
    case .integer, .number: return text + ": a " + (SlotProblem.rangeText(of: parameter) ?? "")
    case .share: return text + ": a share such as 30%"
    case .date, .day: return text + ": a date such as 2025-10-22"
    case .path, .name, .object, .column, .text, .rest, .custom, .flag: return text
    }
  }
}
