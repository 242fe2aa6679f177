import CommandLanguage
import TerminalText

/// Ends the session.
struct QuitCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      form: "quit",
      summary: "Ends the session; Ctrl-D at an empty prompt does too.",
      examples: ["quit"],
      isRecorded: false)
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    var outcome = Outcome()
    outcome.endsSession = true
    let lost = call.session.jobs.jobs.map(\.name)
    if !lost.isEmpty {
      outcome.blocks = [
        .warning(
          "trainings lost: \(lost.joined(separator: ", ")); "
            + "run `wait` or `stop` before `quit` to keep them")
      ]
      call.session.jobs.abandon()
    }
    return outcome
  }
}
