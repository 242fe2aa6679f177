import ArgumentParser
import Notebook

/// Replays recorded sessions and verifies them.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Replay recorded sessions in new notebooks; exits with 3 if one diverges.")

  @Argument(help: "The sessions' scripts.")
  var sessions: [String]

  @Flag(help: "Update the records in the scripts; statements and notes stay as they are.")
  var update = false

  @Option(help: "Stop after this line of the script.")
  var until: Int?

  @Flag(help: "Reuse trainings stored by an earlier run; they count as not verified.")
  var resume = false

  @Option(help: "Run this many episodes of each training and compare them with its recorded curve.")
  var episodes: Int?

  @Option(
    help: ArgumentHelp(
      "Minutes of processor time after which a replay stops (default: 10).", valueName: "minutes"))
  var budget: Int?

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    for (option, value) in [("--until", until), ("--episodes", episodes)] {
      if let value, value < 1 {
        throw ValidationError("\(option) must be a whole number of at least 1")
      }
    }
    if let budget, !(1...ReplayOptions.mostMinutes).contains(budget) {
      throw ValidationError(
        "--budget must be a whole number of minutes from 1 to \(ReplayOptions.mostMinutes)")
    }
  }

  func run() throws {
    let program = shared.program(nil)
    var options = ReplayOptions()
    options.until = until
    options.resumes = resume
    options.episodes = episodes
    options.minutes = budget ?? options.minutes
    let codes = sessions.map {
      update ? program.update($0, minutes: options.minutes) : program.replay($0, options: options)
    }
    throw ExitCode(codes.max() ?? 0)
  }
}
