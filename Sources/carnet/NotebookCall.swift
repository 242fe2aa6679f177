import ArgumentParser
import Notebook

/// What a call without a subcommand asks for: a notebook to type in, or statements to run.
struct NotebookCall: Equatable {
  /// The notebook's file, or nil where none is named.
  var notebook: String?
  /// Whether the notebook is kept in memory even at a terminal.
  var isInMemory = false
  /// What runs in place of the terminal or of standard input.
  var statements: [String] = []
  /// What runs before the first prompt.
  var openingStatements: [String] = []
  var output = OutputChoice()

  /// Does what is asked for, and gives the exit code.
  func run() -> Int32 {
    let isTerminal = ProgramWorld.isTerminal
    let usesDefaultFile = statements.isEmpty && isTerminal && !isInMemory
    let program = output.program(notebook ?? (usesDefaultFile ? "notebook.sqlite" : nil))
    if !statements.isEmpty { return program.run(statements: statements) }
    guard isTerminal else { return program.runInput() }
    return program.interact(opening: openingStatements)
  }

  /// Reads a call with the argument parser.
  ///
  /// - Parameter arguments: The words after the program's name.
  /// - Returns: The call, or nil where another command is asked for.
  /// - Throws: The parser's mistakes, and its requests for help.
  static func parsed(_ arguments: [String]) throws -> NotebookCall? {
    (try Carnet.parseAsRoot(arguments) as? Open)?.call
  }
}

/// How results and talk are written, whatever the way in.
struct OutputChoice: Equatable {
  var format = OutputFormat.table
  var isQuiet = false
  var keepsGoing = false
  var isOffline = false
  var colour = ColourPolicy.auto
  var parameters: [ParameterValue] = []

  /// The program that writes so.
  ///
  /// - Parameter notebook: The notebook's file, or nil for one in memory.
  /// - Returns: The program, which has not run yet.
  func program(_ notebook: String?) -> NotebookProgram {
    NotebookProgram(
      world: ProgramWorld(version: Carnet.version, colour: colour),
      options: ProgramOptions(
        notebook: notebook, format: format, isQuiet: isQuiet, keepsGoing: keepsGoing,
        isOffline: isOffline, parameters: parameters))
  }
}
