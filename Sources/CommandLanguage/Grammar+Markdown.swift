extension Grammar {
  /// The reference of all commands as Markdown, ending in a line feed.
  ///
  /// - Parameters:
  ///   - title: The heading of the page.
  ///   - introduction: Paragraphs under the heading.
  /// - Returns: The page; each form with its options, units, defaults and examples.
  public func markdown(title: String, introduction: [String] = []) -> String {
    var lines = ["# \(title)", ""]
    for paragraph in introduction { lines += [paragraph, ""] }
    for verb in verbs {
      lines.append("- [`\(verb)`](#\(verb)): " + summaries(of: verb).joined(separator: " "))
    }
    for verb in verbs {
      lines += ["", "## \(verb)"]
      for form in forms(of: verb) { lines += Self.section(form) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ form: CommandForm) -> [String] {
    var lines = ["", "```", form.shownUsage, "```", "", form.syntax.summary]
    if !form.parameters.isEmpty {
      lines += ["", "| word | meaning | unit | default |", "|---|---|---|---|"]
      lines += form.parameters.map(row)
    }
    for paragraph in form.syntax.details { lines += ["", paragraph] }
    if !form.syntax.examples.isEmpty {
      lines += ["", "```carnet"]
      lines += form.syntax.examples.flatMap { Self.lines(of: $0) }
      lines.append("```")
    }
    return lines
  }

  private static func row(_ parameter: CommandParameter) -> String {
    var bare = parameter
    bare.defaultText = nil
    let cells = [
      "`\(parameter.name)`", description(of: bare), parameter.unit ?? "",
      parameter.defaultText ?? "",
    ]
    return "| " + cells.map(escaped).joined(separator: " | ") + " |"
  }

  /// A bar within a cell would end it.
  private static func escaped(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
