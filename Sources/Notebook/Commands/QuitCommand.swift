import CommandLanguage
import TerminalText

/// Ends the session.
struct QuitCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "quit", summary: "Ends the session; Ctrl-D at an empty prompt does too.",
      examples: ["quit"], isRecorded: false)
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    var outcome = Outcome()
    outcome.endsSession = true
    let lost = call.session.jobs.jobs.map(\.name)
    if !lost.isEmpty {
      outcome.blocks = [
        .warning(
          "not taken in, and so not kept: \(lost.joined(separator: ", ")); "
            + "`wait` or `stop` takes a training in before the end")
      ]
      call.session.jobs.abandon()
    }
    return outcome
  }
}
