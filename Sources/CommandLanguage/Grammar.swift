/// All commands, read from the usages that help shows.
public struct Grammar: Sendable {
  /// The forms in the order given.
  let forms: [CommandForm]
  /// The verbs in the order of their first form.
  public let verbs: [String]

  /// Reads the usages.
  ///
  /// - Parameter commands: The forms; those of one verb need not stand together.
  /// - Throws: `GrammarError` for a usage that does not follow the notation, for slots without
  ///   parameters and parameters without slots, for forms of one verb with the same id, and for
  ///   a verb that is SQL's.
  public init(_ commands: [CommandSyntax]) throws(GrammarError) {
    var forms: [CommandForm] = []
    var verbs: [String] = []
    for syntax in commands {
      let form = try UsageParser.form(syntax)
      guard !Self.sqlVerbs.contains(form.verb) else {
        throw GrammarError(usage: syntax.usage, reason: "`\(form.verb)` begins SQL")
      }
      guard !forms.contains(where: { $0.verb == form.verb && $0.id == form.id }) else {
        throw GrammarError(usage: syntax.usage, reason: "there is already a form `\(form.id)`")
      }
      forms.append(form)
      if !verbs.contains(form.verb) { verbs.append(form.verb) }
    }
    let keywords = Dictionary(grouping: forms, by: \.verb).mapValues { $0.flatMap(\.keywords) }
    self.forms = forms.map { form in
      var form = form
      form.keywords = (keywords[form.verb] ?? []) + form.phraseWords
      return form
    }
    self.verbs = verbs
  }

  /// The words that begin SQL whatever follows them.
  private static let sqlVerbs = (SQLWords.leads + SQLWords.refusedLeads).filter {
    SQLWords.pairs[$0] == nil
  }

  func forms(of verb: String) -> [CommandForm] {
    forms.filter { $0.verb == verb }
  }

  /// The descriptions of a verb's forms, in the order given.
  public func syntaxes(of verb: String) -> [CommandSyntax] {
    forms(of: verb).map(\.syntax)
  }

  /// The verbs that a word may be the beginning of.
  func verbs(beginningWith word: String) -> [String] {
    let word = word.lowercased()
    return verbs.filter { $0.hasPrefix(word) }
  }
}
