import CommandLanguage
import Planning
import Store
import TerminalText

extension DispatchMethod {
  /// Refuses the record of a dataset whose days bring drivers of their own: none is recorded.
  static func requireRecord(in book: DayBook, of dataset: String, at span: SourceSpan) throws {
    guard !book.ownDays.isEmpty else { return }
    throw Diagnostic(
      code: .recorded, headline: "\(dataset) records no drivers", span: span,
      expected: words.filter { $0 != .recorded }.map(\.name).joined(separator: ", "))
  }
}

extension CommandCall {
  /// The method that an argument names, an agent in its own spelling; nil for another word.
  ///
  /// - Throws: `Diagnostic` where the method's agent is not there.
  func method(_ argument: ParsedArgument) throws -> DispatchMethod? {
    let words = argument.string ?? ""
    guard let inner = argument.inner else { return DispatchMethod(word: words) }
    return try AgentMethod.Form(rawValue: words).map {
      .agent(AgentMethod(form: $0, agent: try agent(named: inner).name))
    }
  }
}
