import CommandLanguage
import Store

extension NotebookProgram {
  /// Writes the scripts of sessions that ended in a crash into `sessions` of the current folder.
  public func recover() -> Int32 {
    reporting {
      let outcome = try RecoverCommand.outcome(
        journalFolder: world.journalFolder, into: world.folder + "/sessions",
        shownFrom: world.folder)
      let session = try NotebookSession(.memory, context: world.context())
      try world.printer(options).print(
        Evaluation(canonical: "recover", outcome: outcome, failure: nil, seconds: 0),
        of: SourceText("recover"), in: session)
      return ExitStatus.success
    }
  }
}
