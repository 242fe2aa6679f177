import CommandLanguage
import Store

extension CommandCall {
  /// The name of the method that an argument names, an agent in its own spelling.
  ///
  /// - Throws: `Diagnostic` where the method's agent is not there.
  func method(_ argument: ParsedArgument) throws -> String {
    guard let inner = argument.inner else { return NameRules.folded(argument.string ?? "") }
    return "\(argument.string ?? "") \(try agent(named: inner).name)"
  }
}
