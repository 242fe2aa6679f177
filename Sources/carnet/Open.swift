import ArgumentParser
import Notebook

/// Opens a notebook, or runs statements given with `-c` or on standard input.
struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open a notebook (the default).", shouldDisplay: false)

  @Argument(help: "The notebook's file; made where it is missing. Default: notebook.sqlite.")
  var file: String?

  @Flag(help: "Keep the notebook in memory only.")
  var memory = false

  @Option(help: "The notebook that -c and piped statements use; without it, one in memory.")
  var notebook: String?

  @Option(
    name: .customShort("c"), parsing: .unconditionalSingleValue,
    help: "Run this statement; may be given several times.")
  var statements: [String] = []

  @Option(
    name: .customLong("cmd"), parsing: .unconditionalSingleValue,
    help: "Run this statement before the first prompt; may be given several times.")
  var openingStatements: [String] = []

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if memory, file ?? notebook != nil {
      throw ValidationError("--memory and a notebook's file exclude each other; give one")
    }
    if file != nil, notebook != nil {
      throw ValidationError("the notebook is named twice; give FILE or --notebook FILE")
    }
  }

  func run() throws {
    let named = file ?? notebook
    let isTerminal = ProgramWorld.isTerminal
    let usesDefaultFile = statements.isEmpty && isTerminal && !memory
    let program = shared.program(
      named ?? (usesDefaultFile ? "notebook.sqlite" : nil))
    if !statements.isEmpty { throw ExitCode(program.run(statements: statements)) }
    throw ExitCode(isTerminal ? program.interact(opening: openingStatements) : program.runInput())
  }
}
