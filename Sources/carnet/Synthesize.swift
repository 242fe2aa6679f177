import ArgumentParser
import Notebook

/// Writes synthetic ride sheets.
struct Synthesize: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write synthetic ride sheets like the office's, with their traps.",
    discussion: "The same seed writes the same bytes. Every client is invented.")

  @Option(help: "The seed: a whole number of at least 0.")
  var seed: UInt64

  @Option(help: "The folder to write to; created if missing.")
  var out: String

  @OptionGroup var shared: SharedOptions

  func run() throws {
    throw ExitCode(shared.program(nil).synthesize(seed: seed, into: out))
  }
}
