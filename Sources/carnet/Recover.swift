import ArgumentParser
import Notebook

/// Writes the scripts of sessions that ended in a crash.
struct Recover: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the scripts of sessions that ended in a crash into ./sessions.")

  @OptionGroup var shared: SharedOptions

  func run() throws {
    throw ExitCode(shared.program(nil).recover())
  }
}
