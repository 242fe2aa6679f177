import ArgumentParser
import Notebook

/// Runs a script.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a script; its paths are relative to its own folder.",
    discussion: """
      `$NAME` in the script, outside single quotes, is replaced by the value of NAME=VALUE. The script \
      can state defaults above its statements: #: parameters DAY=2025-10-22, METHOD=greedy
      """)

  @Argument(help: "The script: statements, or a recorded session.")
  var script: String

  @Argument(
    help: ArgumentHelp("Values of the script's parameters.", valueName: "NAME=VALUE"))
  var values: [ParameterValue] = []

  @OptionGroup var parameters: ParameterOptions

  @Option(help: "The notebook to use; default: a new one in memory.")
  var notebook: String?

  @OptionGroup var shared: SharedOptions

  func run() throws {
    throw ExitCode(
      shared.choice(setting: values + parameters.values).program(notebook).run(script: script))
  }
}
