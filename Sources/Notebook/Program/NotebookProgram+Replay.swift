import CommandLanguage
import SessionRecord
import Store
import Terminal
import TerminalText

extension NotebookProgram {
  /// Replays a session file: shows each statement and what it gave, then the table of verdicts.
  ///
  /// - Parameters:
  ///   - path: The script, from the current folder.
  ///   - replayOptions: How it differs from the script.
  /// - Returns: The exit code.
  public func replay(_ path: String, options replayOptions: ReplayOptions = ReplayOptions())
    -> Int32
  {
    reporting {
      let absolute = FilePath.absolute(path, in: world.folder)
      let printer = world.printer(options)
      let isShown = options.format == .table && !options.isQuiet
      let replay = SessionReplay(
        context: world.context(isQuiet: options.isQuiet), options: replayOptions,
        minutes: replayOptions.minutes)
      let report = try replay.run(absolute) {
        session, evaluation, verdict in
        if isShown { try show(evaluation, verdict, in: session, printer) }
      }
      try print(ReplayTable.outcome(of: report, named: path), as: "replay")
      return report.isVerified ? ExitStatus.success : ExitStatus.diverged
    }
  }

  /// Replays a session file and writes the facts found into it.
  ///
  /// - Parameters:
  ///   - path: The script, from the current folder.
  ///   - minutes: Of processor time that it may take.
  /// - Returns: The exit code.
  public func update(_ path: String, minutes: Int = SessionReplay.defaultMinutes) -> Int32 {
    reporting {
      let absolute = FilePath.absolute(path, in: world.folder)
      let replay = SessionReplay(context: world.context(), minutes: minutes)
      do {
        try print(
          SessionUpdate(replay: replay, path: absolute, typed: path).outcome(), as: "replay")
      } catch let stop as ReplayStopped {
        world.talk("\(path): \(stop); nothing was written")
        return ExitStatus.diverged
      }
      return ExitStatus.success
    }
  }

  private func show(
    _ evaluation: Evaluation, _ verdict: ReplayVerdict, in session: NotebookSession,
    _ printer: StatementPrinter
  ) throws {
    let lines = ScreenLine.lines(of: evaluation.canonical, glyphs: world.environment.glyphs)
    for (index, line) in lines.enumerated() {
      let prompt = index == 0 ? InteractiveShell.prompt : InteractiveShell.continuation
      world.output.writeLine(prompt + line)
    }
    try printer.print(evaluation, of: SourceText(evaluation.canonical), in: session)
    world.output.writeLine()
  }
}
