import CommandLanguage
import Files
import SessionRecord
import Store
import TerminalText

/// Writes the scripts of sessions that ended in a crash.
struct RecoverCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      form: "recover",
      summary: "Writes the scripts of sessions that ended in a crash into `sessions`.",
      details: [
        "Every session is recorded on disk, each statement before it runs: a crash loses nothing "
          + "that had finished."
      ],
      examples: ["recover"],
      isRecorded: false)
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    guard call.session.replay == nil else {
      throw call.mistake(
        .record, "`recover` does not run in a replay",
        remedy: "take `recover` out of the script, and run it at the prompt")
    }
    return try Self.outcome(
      journalFolder: call.session.context.journalFolder, into: call.session.folder + "/sessions",
      shownFrom: call.session.folder, through: call.session.files)
  }

  /// Recovers, and reports what was recovered.
  static func outcome(
    journalFolder: String?, into folder: String, shownFrom: String, through files: FileGate
  ) throws -> Outcome {
    guard let journalFolder else { return .talk("there is no journal to recover from") }
    let recovered = try SessionRecovery(
      journalFolder: journalFolder, through: files
    ).recover(into: folder)
    guard !recovered.isEmpty else { return .talk("there is no session to recover") }
    return .showing(
      ResultTable(
        ["script", "statements", "was_running"],
        recovered.map {
          [
            .text(FilePath.relative($0.path, from: shownFrom)), .integer(Int64($0.statements)),
            $0.unfinished.map(SQLValue.text) ?? .null,
          ]
        }))
  }
}
