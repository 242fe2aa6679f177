import CommandLanguage
import Files
import SessionRecord
import Store
import TerminalText

/// Writes what a session gives now into its file, in place of the facts that it holds.
struct SessionUpdate {
  let replay: SessionReplay
  let path: String
  /// The path as it was typed.
  let typed: String

  /// Replays, and writes the file where anything moved.
  ///
  /// - Returns: The facts that are others now, as a table.
  /// - Throws: `SessionRecordError` where a statement fails that did not, or the reverse; the file
  ///   is then as it was.
  func outcome() throws -> Outcome {
    let files = replay.context.files
    let text = try SessionFile.text(at: files.pathToRead(path))
    let file = try SessionFile(text, name: typed)
    guard file.hasFormatLine, !file.isCutShort else { throw incomplete(file) }
    var renewals: [Int: ReplayUpdate.Renewal] = [:]
    var rows: [[SQLValue]] = []
    var index = 0
    // How much was known as private when each was drawn, and the session that knows.
    var extents: [Int: Int64] = [:]
    var session: NotebookSession?
    try replay.forEachStep(of: file, at: path) { step in
      defer { index += 1 }
      session = step.session
      extents[index] = try step.session.privacy.extent()
      try refuseError(step)
      guard let found = step.evaluation.outcome else {
        // The same code, and maybe another message.
        renewals[index] = ReplayUpdate.Renewal(
          facts: FactSet(), picture: [], blocks: [],
          error: try step.evaluation.failure.map {
            try SessionRecorder.error($0, in: step.session)
          })
        return
      }
      guard found.isRecorded else { return }
      let differences = found.comparedFacts.differences(from: step.entry.facts)
      let blocks = try OutcomePresenter.record(of: step.session).recordedBlocks(of: found)
      renewals[index] = ReplayUpdate.Renewal(
        facts: found.facts, picture: BlockPicture.lines(of: blocks), blocks: blocks)
      rows += StatementMovements(
        differences.filter { !$0.isEvidence }, from: step.entry.blocks, to: blocks
      ).all.map {
        [.integer(Int64(step.entry.line)), .text(step.entry.source), .text($0.subject)]
          + FactTable.movement($0)
      }
    }
    if let session { try hide(&renewals, extents, in: session) }
    let hasChanged = try ReplayUpdate(text).write(
      renewals, header: header(of: file), to: path, through: files)
    return outcome(rows, statements: Set(rows.map { "\($0[0])" }).count, hasChanged: hasChanged)
  }

  /// Hides what became known as private only behind the statement that shows it, as saving does.
  private func hide(
    _ renewals: inout [Int: ReplayUpdate.Renewal], _ extents: [Int: Int64],
    in session: NotebookSession
  ) throws {
    let (pseudonyms, extent) = (try session.pseudonyms(), try session.privacy.extent())
    for (index, renewal) in renewals where extents[index] != extent {
      let blocks = pseudonyms.hiding(renewal.blocks ?? [])
      renewals[index]?.picture = BlockPicture.lines(of: blocks)
      renewals[index]?.blocks = blocks
      renewals[index]?.facts = renewal.facts.hiding(pseudonyms)
      renewals[index]?.error = renewal.error?.mappingTexts {
        pseudonyms.replacing(inMessage: $0)
      }
    }
  }

  /// What the new facts depend on.
  private func header(of file: SessionFile) -> SessionHeader {
    var header = file.header.upgraded()
    header.carnet = replay.context.version
    header.libm = replay.context.kernel
    header.sqlite = NotebookDatabase.sqliteVersion
    return header
  }

  /// The error of a file that must not get an end that it never had.
  private func incomplete(_ file: SessionFile) -> SessionRecordError {
    guard file.hasFormatLine else { return .notARecord(typed, isEmpty: file.isEmpty) }
    return SessionRecordError(
      .cutShort, "the file is truncated: its last line is not #end", file: typed,
      expected: "#end as the last line",
      remedy: "get the complete file again; if it is complete, add the line #end")
  }

  private func refuseError(_ step: SessionReplay.Step) throws {
    let line = step.entry.line
    if let failure = step.evaluation.failure,
      step.entry.expectedError?.code != failure.code.rawValue
    {
      throw SessionRecordError(
        .unreadableFile, "line \(line) now fails: \(failure.headline)", file: typed,
        expected: "every statement ends as recorded", remedy: "fix the script or its data first")
    }
    if let divergence = step.evaluation.outcome?.divergence {
      throw SessionRecordError(
        .unreadableFile, "line \(line) replays a session that is not verified: \(divergence)",
        file: typed, expected: "the sessions that it replays are verified",
        remedy: "update that session first")
    }
    if let expected = step.entry.expectedError, step.evaluation.failure == nil {
      throw SessionRecordError(
        .unreadableFile, "line \(line) now succeeds, but \(expected.code) was expected",
        file: typed, expected: "every statement ends as recorded",
        remedy: "remove its `#x` line from the script")
    }
  }

  private func outcome(_ rows: [[SQLValue]], statements: Int, hasChanged: Bool) -> Outcome {
    var outcome = Outcome.showing(
      ResultTable(
        ["line", "statement", "figure", "was", "is", "difference", "percent"], rows))
    let sentence: Sentence =
      switch (hasChanged, rows.isEmpty) {
      case (false, _): "everything matches; nothing was written"
      case (true, true): "the record was rewritten; no figure moved"
      case (true, false):
        "\(counted(rows.count, "figure")) of \(counted(statements, "statement")) updated"
      }
    outcome.blocks.append(.talk("\(typed): \(sentence)"))
    return outcome
  }
}
