/// One value of a command with the slot that took it.
public struct SlotBinding: Hashable, Sendable {
  public var parameter: CommandParameter
  public var argument: ParsedArgument
}

extension Grammar {
  /// Each single value of a command with its slot, lists and phrases taken apart.
  ///
  /// With it a host looks up every name in one place: `compare greedy, agent v1 on october` gives
  /// `METHOD` twice, `AGENT` once and `DATASET` once.
  public func bindings(of command: ParsedCommand) -> [SlotBinding] {
    let parameters = command.syntax.parameters
    return command.bindings.flatMap { binding in
      guard let parameter = parameters.first(where: { $0.name == binding.slot }) else {
        return [SlotBinding]()
      }
      return Self.flattened(binding.argument, parameter, parameters)
    }
  }

  /// The names that a command gives to what it makes; the name of something that it reads is not one.
  public func newNames(of command: ParsedCommand) -> [String] {
    bindings(of: command).compactMap { binding in
      if case (.name, .name(let name)) = (binding.parameter.kind, binding.argument.value) {
        name
      } else {
        nil
      }
    }
  }

  private static func flattened(
    _ argument: ParsedArgument, _ parameter: CommandParameter, _ parameters: [CommandParameter]
  ) -> [SlotBinding] {
    let own = SlotBinding(parameter: parameter, argument: argument)
    switch argument.value {
    case .list(let items): return items.flatMap { flattened($0, parameter, parameters) }
    case .phrase(let words, let inner?):
      guard case .phrase(let phrases) = parameter.kind,
        let slot = phrases.lazy.compactMap({ slotName(in: $0, after: words) }).first,
        let innerParameter = parameters.first(where: { $0.name == slot })
      else { return [own] }
      return [own, SlotBinding(parameter: innerParameter, argument: inner)]
    case .name, .path, .text, .integer, .number, .date, .word, .phrase: return [own]
    }
  }

  private static func slotName(in phrase: String, after words: String) -> String? {
    guard phrase.hasPrefix(words + " ") else { return nil }
    return String(phrase.dropFirst(words.count + 1))
  }
}
