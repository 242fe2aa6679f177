import CommandLanguage

/// Ends the session.
struct QuitCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "quit", summary: "Ends the session; Ctrl-D at an empty prompt does too.",
      examples: ["quit"])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    var outcome = Outcome()
    outcome.isRecorded = false
    outcome.endsSession = true
    return outcome
  }
}
