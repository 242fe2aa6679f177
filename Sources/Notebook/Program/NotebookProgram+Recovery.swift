import CommandLanguage
import Store

extension NotebookProgram {
  /// Writes the scripts of sessions that ended in a crash into `sessions` of the current folder.
  public func recover() -> Int32 {
    reporting {
      let outcome = try RecoverCommand.outcome(
        journalFolder: world.journalFolder, into: world.folder + "/sessions",
        shownFrom: world.folder, through: world.files)
      try print(outcome, as: "recover")
      return ExitStatus.success
    }
  }

  /// Prints an outcome that no session of the user's gave, as if a statement had.
  func print(_ outcome: Outcome, as statement: String) throws {
    try world.printer(options).print(
      Evaluation(canonical: statement, outcome: outcome, failure: nil, seconds: 0),
      of: SourceText(statement), in: NotebookSession(.memory, context: world.context()))
  }
}
