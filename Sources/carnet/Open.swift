import ArgumentParser
import Notebook

/// Opens a notebook, or runs statements given with `-c` or on standard input.
struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open a notebook (the default).", shouldDisplay: false)

  @Argument(help: "The notebook's file; created if missing. Default: notebook.sqlite.")
  var file: String?

  @Flag(help: "Keep the notebook in memory only.")
  var memory = false

  @Option(
    help: ArgumentHelp(
      "The notebook for -c and piped statements; default: one in memory.",
      valueName: "file"))
  var notebook: String?

  @Option(
    name: [.customShort("c"), .customLong("command")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Run this statement; may be given several times.", valueName: "statement"))
  var statements: [String] = []

  @Option(
    name: .customLong("cmd"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Run this statement before the first prompt; may be given several times.",
      valueName: "statement"))
  var openingStatements: [String] = []

  @OptionGroup var parameters: ParameterOptions

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if memory, file ?? notebook != nil {
      throw ValidationError("--memory and a notebook file cannot be combined")
    }
    if file != nil, notebook != nil {
      throw ValidationError("the notebook is named twice; give FILE or --notebook FILE")
    }
    if let file, let doubt = NotebookName.doubt(about: file, commands: Carnet.commandNames) {
      throw ValidationError(doubt)
    }
  }

  /// What was read, as the program runs it.
  var call: NotebookCall {
    NotebookCall(
      notebook: file ?? notebook, isInMemory: memory, statements: statements,
      openingStatements: openingStatements, output: shared.choice(setting: parameters.values))
  }

  func run() throws {
    throw ExitCode(call.run())
  }
}
