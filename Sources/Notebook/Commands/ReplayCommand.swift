import CommandLanguage
import SessionRecord
import Store

/// Runs a recorded session again in a fresh notebook and compares every fact.
struct ReplayCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "replay FILE",
      summary: "Runs a recorded session again in a fresh notebook and verifies each fact.",
      parameters: [
        CommandParameter(name: "FILE", kind: .path, help: "a session's script")
      ],
      details: [
        "The script's files are read from where its header says. The notebook at hand is not "
          + "touched. A statement is verified when it gives again every fact that was recorded."
      ],
      examples: ["replay \"sessions/quickstart.carnet\""])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let path = FilePath.absolute(call.command.string("FILE") ?? "", in: call.session.folder)
    let replay = SessionReplay(context: call.session.context, depth: call.session.replayDepth + 1)
    let report: ReplayReport
    do {
      report = try replay.run(path, show: { _, _, _ in })
    } catch var error as SessionRecordError {
      error.file = call.command.string("FILE")
      throw error
    }
    return ReplayTable.outcome(of: report)
  }
}
