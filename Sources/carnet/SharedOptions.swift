import ArgumentParser
import Notebook

/// The options that every way in has.
struct SharedOptions: ParsableArguments {
  @Option(help: "How results are written: table, csv, json or markdown.")
  var format = OutputFormat.table

  @Flag(name: .shortAndLong, help: "Print only results, warnings and errors.")
  var quiet = false

  @Flag(help: "Continue after a statement that failed.")
  var keepGoing = false

  @Option(help: "Colour: auto, always or never; NO_COLOR is honoured.")
  var color = ColourPolicy.auto

  @Flag(help: "Ask no server, whatever the statements say.")
  var offline = false

  /// What was read, as the program takes it.
  func choice(setting parameters: [ParameterValue] = []) -> OutputChoice {
    OutputChoice(
      format: format, isQuiet: quiet, keepsGoing: keepGoing, isOffline: offline, colour: color,
      parameters: parameters)
  }

  /// The program that these options make, over a notebook's file or one in memory.
  func program(_ notebook: String?) -> NotebookProgram {
    choice().program(notebook)
  }
}

extension OutputFormat: ExpressibleByArgument {}

extension ColourPolicy: ExpressibleByArgument {}

/// The option that gives parameters their values.
struct ParameterOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Set the parameter $NAME; may be given several times.", valueName: "NAME=VALUE"))
  var values: [ParameterValue] = []
}

extension ParameterValue: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
