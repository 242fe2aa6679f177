import ArgumentParser
import Notebook

/// Replays recorded sessions and verifies them.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Replay recorded sessions in fresh notebooks; exits 3 where one diverges.")

  @Argument(help: "The sessions' scripts.")
  var sessions: [String]

  @Flag(help: "Write what differs into the scripts; statements and notes stay as they are.")
  var update = false

  @Option(help: "The line of the script behind which to stop.")
  var until: Int?

  @Flag(help: "Take trainings from what an earlier run of them kept; they count as not verified.")
  var resume = false

  @Option(help: "Episodes of each training to run and hold against its recorded curve.")
  var episodes: Int?

  @Option(
    help: ArgumentHelp(
      "Minutes of processor time after which a replay stops (default: 10).", valueName: "minutes"))
  var budget: Int?

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    for (option, value) in [("--until", until), ("--episodes", episodes)] {
      if let value, value < 1 { throw ValidationError("\(option) is a whole number from 1 on") }
    }
    if let budget, !(1...ReplayOptions.mostMinutes).contains(budget) {
      throw ValidationError(
        "--budget is a whole number of minutes from 1 to \(ReplayOptions.mostMinutes)")
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
