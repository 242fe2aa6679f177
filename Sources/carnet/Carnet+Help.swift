import ArgumentParser

extension Carnet {
  /// The program's help with what its default command takes, which the parser leaves out of it.
  ///
  /// - Returns: The parser's own help of the whole, with the arguments and options of `open` in the
  ///   place of its two.
  static func help() -> String {
    let whole = helpMessage()
    let open = helpMessage(for: Open.self)
    guard let options = whole.firstRange(of: "OPTIONS:"),
      let commands = whole.firstRange(of: "SUBCOMMANDS:"),
      let arguments = open.firstRange(of: "ARGUMENTS:")
    else { return whole }
    return whole[..<options.lowerBound] + open[arguments.lowerBound...] + "\n"
      + whole[commands.lowerBound...]
  }
}
