import Notebook

extension NotebookCall {
  /// Reads a call that has nothing but plain options, or gives nil: then the parser must read it.
  ///
  /// The argument parser builds a tree of all commands and finds its types by their names, which is
  /// a third of the time that `carnet -c "select 1;"` would take. Plain is an option spelled out in
  /// full, its value a word of its own that begins with no hyphen. Everything else is the parser's:
  /// files, commands, help, and every mistake. A test has both read the same calls.
  ///
  /// - Parameter arguments: The words after the program's name.
  init?(plain arguments: ArraySlice<String>) {
    self.init()
    var words = arguments.makeIterator()
    while let word = words.next() {
      switch word {
      case "--memory": isInMemory = true
      case "--quiet", "-q": output.isQuiet = true
      case "--keep-going": output.keepsGoing = true
      case "--offline": output.isOffline = true
      default:
        guard let value = words.next(), !value.hasPrefix("-"), take(value, as: word) else {
          return nil
        }
      }
    }
    if isInMemory, notebook != nil { return nil }
  }

  /// Takes an option's value; false where there is no such option, or it has no such value.
  private mutating func take(_ value: String, as option: String) -> Bool {
    switch option {
    case "--command", "-c": statements.append(value)
    case "--notebook": notebook = value
    case "--set":
      guard let parameter = ParameterValue(value) else { return false }
      output.parameters.append(parameter)
    case "--format":
      guard let format = OutputFormat(rawValue: value) else { return false }
      output.format = format
    case "--color":
      guard let colour = ColourPolicy(rawValue: value) else { return false }
      output.colour = colour
    default: return false
    }
    return true
  }
}
