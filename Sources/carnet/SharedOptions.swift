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

  /// What was read, as the program takes it.
  var choice: OutputChoice {
    OutputChoice(format: format, isQuiet: quiet, keepsGoing: keepGoing, colour: color)
  }

  /// The program that these options make, over a notebook's file or one in memory.
  func program(_ notebook: String?) -> NotebookProgram {
    choice.program(notebook)
  }
}

extension OutputFormat: ExpressibleByArgument {}

extension ColourPolicy: ExpressibleByArgument {}
