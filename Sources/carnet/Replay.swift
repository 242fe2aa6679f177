import ArgumentParser
import Notebook

/// Replays recorded sessions and verifies them.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Replay recorded sessions in fresh notebooks; exits 3 where one diverges.")

  @Argument(help: "The sessions' scripts.")
  var sessions: [String]

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let program = shared.program(nil)
    throw ExitCode(sessions.map(program.replay).max() ?? 0)
  }
}
