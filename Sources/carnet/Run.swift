import ArgumentParser
import Notebook

/// Runs a script.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a script; its paths start from its own folder.")

  @Argument(help: "The script: statements, or a recorded session.")
  var script: String

  @Option(help: "The notebook to use; without it, a fresh one in memory.")
  var notebook: String?

  @OptionGroup var shared: SharedOptions

  func run() throws {
    throw ExitCode(shared.program(notebook).run(script: script))
  }
}
