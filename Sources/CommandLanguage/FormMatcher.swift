/// What could have stood at the place where matching failed or the cursor is.
enum Expectation: Hashable, Sendable {
  case keyword(String)
  case slot(CommandParameter)
  case mark(CommandToken.Kind)
  case end

  /// Whether a keyword or the statement's end could stand there.
  var isWordOrEnd: Bool {
    switch self {
    case .keyword, .end: true
    case .slot, .mark: false
    }
  }
}

/// The farthest place that matching reached, over all forms of a verb.
struct MatchFailure {
  /// The index of the first token that fits nothing; the number of tokens at the end.
  var index = -1
  var expectations: [Expectation] = []
  var problems: [SlotProblem] = []
  /// The keywords read before the place.
  var keywords: [String] = []
  /// The forms that reached the place.
  var forms: [CommandForm] = []
}

/// Matches the tokens after a verb against its forms, with backtracking.
///
/// The forms are few and short, and every clause that matches takes at least one token, so the
/// search stays small.
final class FormMatcher {
  private let tokens: [CommandToken]
  private let source: SourceText
  private let reader: SlotReader
  /// The indices of bare words that are keywords in some form: there no slot takes them.
  private var keywordIndices: Set<Int> = []
  private var form: CommandForm?
  private(set) var failure = MatchFailure()

  init(tokens: [CommandToken], source: SourceText, reader: SlotReader) {
    self.tokens = tokens
    self.source = source
    self.reader = reader
  }

  typealias Leaves = [CommandLeaf]
  private typealias Next = (Int, Leaves) -> Leaves?

  /// The first form that takes all tokens, with its leaves in the order of the usage.
  func match(_ forms: [CommandForm]) -> (index: Int, leaves: Leaves)? {
    // The first run finds the words that are keywords where they stand.
    _ = run(forms)
    failure = MatchFailure()
    return run(forms)
  }

  private func run(_ forms: [CommandForm]) -> (index: Int, leaves: Leaves)? {
    var found: (Int, Leaves)?
    for (index, form) in forms.enumerated() {
      self.form = form
      let leaves = match(form.pattern, 0, []) { at, leaves in
        guard at == self.tokens.count else {
          self.fail(at, .end, leaves)
          return nil
        }
        return leaves
      }
      if let leaves, found == nil {
        found = (index, leaves)
      }
    }
    return found
  }

  /// What may stand after all tokens, over all forms.
  func expectationsAtEnd(_ forms: [CommandForm]) -> MatchFailure {
    _ = run(forms)
    failure = MatchFailure()
    for form in forms {
      self.form = form
      _ = match(form.pattern, 0, []) { at, leaves in
        self.fail(at, .end, leaves)
        return nil
      }
    }
    return failure
  }

  // MARK: Patterns

  private func match(
    _ pattern: UsagePattern, _ at: Int, _ leaves: Leaves, _ next: Next
  ) -> Leaves? {
    switch pattern {
    case .keyword(let word, let leaf):
      guard at < tokens.count, tokens[at].isWord(word) else {
        return fail(at, .keyword(word), leaves)
      }
      keywordIndices.insert(at)
      return next(at + 1, leaves + [CommandLeaf(leaf: leaf, written: word, keyword: word)])
    case .mark(let kind, let leaf):
      guard at < tokens.count, tokens[at].kind == kind else {
        return fail(at, .mark(kind), leaves)
      }
      return next(at + 1, leaves + [CommandLeaf(leaf: leaf, written: kind.mark)])
    case .slot(let index, let isList, let leaf):
      return matchSlot(index, isList, leaf, at, leaves, next)
    case .sequence(let parts):
      return matchSequence(parts[...], at, leaves, next)
    case .optionals(let options):
      return matchOptionals(options, at, leaves, next)
    case .choice(let alternatives):
      for alternative in alternatives {
        if let result = match(alternative, at, leaves, next) { return result }
      }
      return nil
    }
  }

  private func matchSequence(
    _ parts: ArraySlice<UsagePattern>, _ at: Int, _ leaves: Leaves, _ next: Next
  ) -> Leaves? {
    guard let first = parts.first else { return next(at, leaves) }
    return match(first, at, leaves) { self.matchSequence(parts.dropFirst(), $0, $1, next) }
  }

  private func matchOptionals(
    _ options: [UsagePattern], _ at: Int, _ leaves: Leaves, _ next: Next
  ) -> Leaves? {
    for (index, option) in options.enumerated() {
      var others = options
      others.remove(at: index)
      let result = match(option, at, leaves) { self.matchOptionals(others, $0, $1, next) }
      if let result { return result }
    }
    return next(at, leaves)
  }

  // MARK: Slots

  private func matchSlot(
    _ index: Int, _ isList: Bool, _ leaf: Int, _ at: Int, _ leaves: Leaves, _ next: Next
  ) -> Leaves? {
    guard let parameter = form?.parameters[index],
      let (first, after) = read(parameter, at, leaves)
    else { return nil }
    func bound(_ argument: ParsedArgument) -> Leaves {
      let binding = ParsedCommand.Binding(slot: parameter.name, argument: argument)
      return leaves + [CommandLeaf(leaf: leaf, written: argument.canonical, binding: binding)]
    }
    guard isList else { return next(after, bound(first)) }
    var items = [first]
    var subjects: Set = [first.subject]
    var end = after
    while end < tokens.count, tokens[end].kind == .comma {
      guard let (item, after) = read(parameter, end + 1, leaves) else { return nil }
      guard subjects.insert(item.subject).inserted else {
        return fail(end + 1, .slot(parameter), leaves, .repeated(item.shownSubject))
      }
      items.append(item)
      end = after
    }
    fail(end, .mark(.comma), leaves)
    let list = ParsedArgument(
      value: .list(items), span: first.span.union(items[items.count - 1].span),
      canonical: items.map(\.canonical).joined(separator: ", "))
    return next(end, bound(list))
  }

  /// One value of a slot at a token, and the index after it; a failure is noted.
  private func read(
    _ parameter: CommandParameter, _ at: Int, _ leaves: Leaves
  ) -> (ParsedArgument, Int)? {
    guard at < tokens.count else {
      fail(at, .slot(parameter), leaves)
      return nil
    }
    switch parameter.kind {
    case .phrase(let phrases):
      for phrase in phrases {
        if let found = readPhrase(phrase, at, leaves) { return found }
      }
      return nil
    case .rest:
      let span = tokens[at].span.union(tokens[tokens.count - 1].span)
      let text = source[span]
      return (ParsedArgument(value: .text(text), span: span, canonical: text), tokens.count)
    default: break
    }
    let token = tokens[at]
    let isWord = token.kind == .word
    guard isWord || token.kind == .quoted, !(isWord && keywordIndices.contains(at)) else {
      fail(at, .slot(parameter), leaves)
      return nil
    }
    switch reader.read(token, as: parameter) {
    case .success(let argument): return (argument, at + 1)
    case .failure(.mismatch): fail(at, .slot(parameter), leaves)
    case .failure(.problem(let problem)): fail(at, .slot(parameter), leaves, problem)
    }
    return nil
  }

  private func readPhrase(
    _ phrase: String, _ start: Int, _ leaves: Leaves
  ) -> (ParsedArgument, Int)? {
    var at = start
    var words: [String] = []
    var inner: ParsedArgument?
    for word in phrase.split(separator: " ").map(String.init) {
      if let slot = form?.parameters.first(where: { $0.name == word && $0.kind != .flag }) {
        guard let (argument, after) = read(slot, at, leaves) else { return nil }
        inner = argument
        at = after
      } else {
        guard at < tokens.count, tokens[at].isWord(word) else {
          fail(at, .keyword(word), leaves)
          return nil
        }
        words.append(word)
        at += 1
      }
    }
    guard at > start else { return nil }
    // A phrase of a slot alone says what stands in the slot.
    if words.isEmpty, let inner { return (inner, at) }
    let text = words.joined(separator: " ")
    return (
      ParsedArgument(
        value: .phrase(text, inner), span: tokens[start].span.union(tokens[at - 1].span),
        canonical: ([text] + (inner.map { [$0.canonical] } ?? [])).joined(separator: " ")), at
    )
  }

  // MARK: The farthest failure

  @discardableResult
  private func fail(
    _ at: Int, _ expectation: Expectation, _ leaves: Leaves, _ problem: SlotProblem? = nil
  ) -> Leaves? {
    guard at >= failure.index else { return nil }
    if at > failure.index {
      failure = MatchFailure(index: at, keywords: leaves.compactMap(\.keyword))
    }
    if !failure.expectations.contains(expectation) { failure.expectations.append(expectation) }
    if let problem, !failure.problems.contains(problem) { failure.problems.append(problem) }
    if let form, !failure.forms.contains(form) { failure.forms.append(form) }
    return nil
  }
}
