import ArgumentParser
import Glibc

/// The program: a notebook in the terminal, its scripts, and their replay.
@main
struct Carnet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "carnet",
    abstract: "A notebook for dispatch: ride sheets, SQL, plans and sessions that replay.",
    discussion: """
      Without a command, opens a notebook: at a terminal to type statements, else to run those \
      that standard input holds. `help` inside the notebook explains the language.
      """,
    version: "0.1.0",
    subcommands: [Open.self, Run.self, Replay.self, Recover.self, Synthesize.self],
    defaultSubcommand: Open.self)

  /// Wrong usage exits with 2, as shells expect, and not with the argument parser's 64.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      guard code == .validationFailure else { exit(withError: error) }
      let message = Array((fullMessage(for: error) + "\n").utf8)
      _ = message.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
      Glibc.exit(2)
    }
  }
}
