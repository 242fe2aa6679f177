import ArgumentParser
import Notebook

/// Writes synthetic ride sheets.
struct Synthesize: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write synthetic ride sheets, as the office keeps them, traps and all.",
    discussion: "The same seed writes the same bytes. Every client is invented.")

  @Option(help: "The seed: a whole number from 0 on.")
  var seed: UInt64

  @Option(help: "The folder to write into; made where it is missing.")
  var out: String

  @OptionGroup var shared: SharedOptions

  func run() throws {
    throw ExitCode(shared.program(nil).synthesize(seed: seed, into: out))
  }
}
