import CommandLanguage
import TerminalText

/// Opens the user's editor on the previous statement.
struct EditCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      form: "edit",
      summary: "Opens an editor on the previous statement; the saved text waits at the prompt.",
      details: [
        "The editor is the one set in VISUAL, else EDITOR, else vi. Return runs the saved text; "
          + "an empty file leaves the prompt empty."
      ],
      examples: ["edit"],
      isRecorded: false)
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    var outcome = Outcome()
    if call.session.isInteractive {
      outcome.opensEditor = true
    } else {
      outcome.blocks = [.warning("`edit` works only at a terminal: nothing was edited")]
    }
    return outcome
  }
}
