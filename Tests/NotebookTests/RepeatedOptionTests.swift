import Testing

@testable import CommandLanguage
@testable import Notebook

/// Sentences of a form, made from its grammar.
private struct FormSentences {
  let form: CommandForm

  /// The words of a pattern: its first alternative, its optional clauses left out.
  func words(_ pattern: UsagePattern) -> [String] {
    switch pattern {
    case .keyword(let word, _): [word]
    case .mark(let kind, _): [kind.mark]
    case .slot(let index, _, _): [value(form.parameters[index])]
    case .sequence(let parts): parts.flatMap(words)
    case .optionals: []
    case .choice(let alternatives): alternatives.first.map(words) ?? []
    }
  }

  /// The sentences in which one optional clause is given twice, with what is given twice; each has
  /// the words before the clauses, the clause, the clause again, and the words behind.
  func repetitions() -> [(before: [String], clause: [String], after: [String])] {
    guard case .sequence(let parts) = form.pattern else { return [] }
    return parts.enumerated().flatMap { index, part -> [([String], [String], [String])] in
      guard case .optionals(let options) = part else { return [] }
      let before = [form.verb] + parts[..<index].flatMap(words)
      let after = parts[(index + 1)...].flatMap(words)
      return options.map { (before, words($0), after) }
    }
  }

  /// The lists of the form: the words before an item, the item, and the words behind.
  func lists() -> [(before: [String], item: String, after: [String])] {
    var found: [([String], String, [String])] = []
    collect(form.pattern, before: [form.verb], after: [], into: &found)
    return found
  }

  private func collect(
    _ pattern: UsagePattern, before: [String], after: [String],
    into found: inout [([String], String, [String])]
  ) {
    switch pattern {
    case .keyword, .mark: break
    case .slot(let index, let isList, _):
      if isList { found.append((before, value(form.parameters[index]), after)) }
    case .sequence(let parts):
      for (index, part) in parts.enumerated() {
        collect(
          part, before: before + parts[..<index].flatMap(words),
          after: parts[(index + 1)...].flatMap(words) + after, into: &found)
      }
    case .optionals(let parts), .choice(let parts):
      for part in parts { collect(part, before: before, after: after, into: &found) }
    }
  }

  func value(_ parameter: CommandParameter) -> String {
    switch parameter.kind {
    case .path: "\"some/file.xlsx\""
    case .name, .object, .column, .text, .custom: "some_\(parameter.name.lowercased())"
    case .integer(let range): "\(min(max(range.lowerBound, 3), range.upperBound))"
    case .number(let range): "\(min(max(range.lowerBound, 3), range.upperBound))"
    case .share: "30%"
    case .date, .day: "2025-10-22"
    case .word(let choices): choices.first ?? ""
    case .phrase(let phrases):
      (phrases.first ?? "").split(separator: " ").map { word in
        form.parameters.first { $0.name == word && $0.kind != .flag }.map(value) ?? String(word)
      }.joined(separator: " ")
    case .rest: "1"
    case .flag: parameter.name
    }
  }
}

@Suite("Nothing is given twice in a statement without a word")
struct RepeatedOptionTests {
  let forms: [CommandForm]
  let parser: StatementParser

  init() throws {
    let grammar = try CommandCatalogue().grammar
    forms = grammar.verbs.flatMap { grammar.forms(of: $0) }
    parser = StatementParser(grammar: grammar, mode: .script)
  }

  private func mistake(_ text: String) -> Diagnostic? {
    guard case .failure(let diagnostic)? = parser.statements(of: SourceText(text)).first else {
      return nil
    }
    return diagnostic
  }

  @Test("every optional clause of every command is taken once and refused the second time")
  func clauses() throws {
    var count = 0
    for form in forms where form.verb != "assert" {
      for (before, clause, after) in FormSentences(form: form).repetitions() {
        let once = (before + clause + after).joined(separator: " ")
        #expect(mistake(once) == nil, "\(once): \(mistake(once)?.headline ?? "")")
        let front = (before + clause).joined(separator: " ") + " "
        let text = front + (clause + after).joined(separator: " ")
        let failure = try #require(mistake(text), "\(text) was taken")
        #expect(failure.span.start == front.utf8.count, "\(text): \(failure.headline)")
        if form.keywords.contains(clause[0]) {
          #expect(failure.headline == "`\(clause[0])` is given twice", "\(text)")
        }
        count += 1
      }
    }
    #expect(count > 40)
  }

  @Test("every list of every command refuses an item that it holds already, case aside")
  func lists() throws {
    var count = 0
    for form in forms {
      for (before, item, after) in FormSentences(form: form).lists() {
        let once = (before + [item] + after).joined(separator: " ")
        #expect(mistake(once) == nil, "\(once): \(mistake(once)?.headline ?? "")")
        let front = (before + [item]).joined(separator: " ") + ", "
        let text = front + ([item.uppercased()] + after).joined(separator: " ")
        let failure = try #require(mistake(text), "\(text) was taken")
        #expect(failure.span.start == front.utf8.count, "\(text): \(failure.headline)")
        #expect(failure.headline.hasSuffix("is given twice"), "\(text): \(failure.headline)")
        count += 1
      }
    }
    #expect(count >= 8)
  }

  @Test("a setting of another value is the same setting")
  func settings() throws {
    let text = "train v1 on october with layers 64, jitter 2, Layers 32"
    let failure = try #require(mistake(text))
    #expect(failure.headline == "`layers` is given twice")
    #expect(SourceText(text)[failure.span] == "Layers")
    #expect(mistake("train v1 on october with layers 64, jitter 2") == nil)
  }
}
