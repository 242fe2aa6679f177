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
    let text = String(
      decoding: try WholeFile.read(files.pathToRead(path), upTo: SessionFile.mostBytes),
      as: UTF8.self)
    let file = try SessionFile(text, name: typed)
    var renewals: [Int: ReplayUpdate.Renewal] = [:]
    var rows: [[SQLValue]] = []
    var index = 0
    try replay.forEachStep(of: file, at: path) { step in
      defer { index += 1 }
      try refuseError(step)
      guard let found = step.evaluation.outcome else { return }
      let differences = found.comparedFacts.differences(from: step.entry.facts)
      guard !differences.isEmpty else { return }
      renewals[index] = ReplayUpdate.Renewal(
        facts: found.facts, picture: try picture(step, found), blocks: try blocks(step, found))
      rows += differences.filter { !$0.isEvidence }.map {
        [.integer(Int64(step.entry.line)), .text(step.entry.source), .text($0.key)]
          + FactTable.movement($0)
      }
    }
    let header = header(of: file)
    let updated = ReplayUpdate(text).text(with: renewals, header: header)
    if updated != text { try files.write(Array(updated.utf8), to: path, replacing: true) }
    return outcome(rows, statements: renewals.count, hasChanged: updated != text)
  }

  /// What the new facts stand on; nil where that is what the file says.
  private func header(of file: SessionFile) -> SessionHeader? {
    var header = file.header
    header.carnet = replay.context.version
    header.kernel = replay.context.kernel
    return header == file.header ? nil : header
  }

  private func refuseError(_ step: SessionReplay.Step) throws {
    let line = step.entry.line
    if let failure = step.evaluation.failure, step.entry.expectedError?.code != failure.code {
      throw SessionRecordError(
        .unreadableFile, "line \(line) fails now: \(failure.headline)", file: typed,
        expected: "every statement ends as it did", remedy: "mend the script or its data first")
    }
    if let expected = step.entry.expectedError, step.evaluation.failure == nil {
      throw SessionRecordError(
        .unreadableFile, "line \(line) succeeds now, where \(expected.code) was expected",
        file: typed, expected: "every statement ends as it did",
        remedy: "take its `#x` line out of the script")
    }
  }

  /// The new picture of a statement whose facts moved, where it had one.
  private func picture(
    _ step: SessionReplay.Step, _ outcome: Outcome
  ) throws -> [ScreenLine]? {
    guard !step.entry.picture.isEmpty else { return nil }
    return try presenter(step).pictureLines(of: outcome)
  }

  /// The new blocks of a statement whose facts moved, where it had any.
  private func blocks(
    _ step: SessionReplay.Step, _ outcome: Outcome
  ) throws -> [RecordedBlock]? {
    guard !step.entry.blocks.isEmpty else { return nil }
    return try presenter(step).recordedBlocks(of: outcome)
  }

  private func presenter(_ step: SessionReplay.Step) throws -> OutcomePresenter {
    OutcomePresenter(
      database: step.session.database, canvas: .record, rowLimit: SessionRecorder.pictureRows,
      pseudonyms: try step.session.pseudonyms(), privacies: step.session.privacy.privacies)
  }

  private func outcome(_ rows: [[SQLValue]], statements: Int, hasChanged: Bool) -> Outcome {
    var outcome = Outcome.showing(
      ResultTable(
        ["line", "statement", "fact", "was", "is", "difference", "percent"], rows))
    outcome.blocks.append(
      .talk(
        hasChanged
          ? "\(typed): \(counted(rows.count, "fact")) of \(counted(statements, "statement")) "
            + "written anew"
          : "\(typed): every fact holds; nothing was written"))
    return outcome
  }
}
