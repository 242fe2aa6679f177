import ArgumentParser
import Notebook

/// The options that every way in has.
struct SharedOptions: ParsableArguments {
  @Option(help: "How results are written: table, csv, json or markdown.")
  var format = OutputFormat.table

  @Flag(name: .shortAndLong, help: "Leave out everything but results and mistakes.")
  var quiet = false

  @Flag(help: "Go on after a statement that failed.")
  var keepGoing = false

  @Option(help: "Colour: auto, always or never; NO_COLOR is honoured.")
  var color = ColourPolicy.auto

  /// The program that these options make.
  ///
  /// - Parameter notebook: The notebook's file, or nil for one in memory.
  /// - Returns: The program, which has not run yet.
  func program(_ notebook: String?) -> NotebookProgram {
    NotebookProgram(
      world: ProgramWorld(version: Carnet.configuration.version, colour: color),
      options: ProgramOptions(
        notebook: notebook, format: format, isQuiet: quiet, keepsGoing: keepGoing))
  }
}

extension OutputFormat: ExpressibleByArgument {}

extension ColourPolicy: ExpressibleByArgument {}
