import ArgumentParser
import Glibc
import Notebook

/// The program: a notebook in the terminal, its scripts, and their replay.
@main
struct Carnet: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "carnet",
    abstract: "A notebook for dispatch: ride sheets, SQL, plans and sessions that replay.",
    usage: """
      carnet [<file>] [options]
      carnet <subcommand>
      """,
    discussion: """
      Without a subcommand, opens a notebook: a prompt at a terminal, otherwise it runs the \
      statements on standard input. `help` inside the notebook explains the language.
      """,
    version: version,
    subcommands: [Open.self, Run.self, Replay.self, Recover.self],
    defaultSubcommand: Open.self)

  /// What may be meant by a word that names no notebook: the commands, and the option --version.
  static var commandNames: [String] {
    configuration.subcommands.filter { $0 != Open.self }
      .map { $0.configuration.commandName ?? "\($0)".lowercased() } + ["--version"]
  }

  /// Wrong usage exits with 2, as shells expect, and not with the argument parser's 64.
  static func main() {
    if let call = NotebookCall(plain: CommandLine.arguments.dropFirst()) {
      Glibc.exit(call.run())
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let message = fullMessage(for: error)
      if message == helpMessage() {
        write(help(), to: STDOUT_FILENO)
        Glibc.exit(0)
      }
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      write(message, to: STDERR_FILENO)
      Glibc.exit(2)
    }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    // It quotes arguments, which may come from anywhere.
    let bytes = Array((NotebookProgram.shown(text) + "\n").utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }
}
