import CommandLanguage
import TerminalText

/// Opens the user's editor on the statement before.
struct EditCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "edit",
      summary: "Opens an editor on the statement before; what is saved waits at the prompt.",
      details: [
        "The editor is that of VISUAL, else EDITOR, else vi. Return runs what it gave back; an "
          + "emptied text gives nothing back."
      ],
      examples: ["edit"], isRecorded: false)
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    var outcome = Outcome()
    if call.session.isInteractive {
      outcome.opensEditor = true
    } else {
      outcome.blocks = [.warning("`edit` opens an editor at a terminal only: nothing was edited")]
    }
    return outcome
  }
}
