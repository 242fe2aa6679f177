import CommandLanguage
import SessionRecord
import Store

/// What a session would give with other data or other rules: every fact that moves.
struct WhatIf {
  let replay: SessionReplay

  /// Replays and compares with the record; nothing is verified.
  ///
  /// - Throws: As ``SessionReplay/run(_:show:)``.
  func outcome(_ path: String) throws -> Outcome {
    var rows: [[SQLValue]] = []
    var (held, statements, moved) = (0, 0, Set<Int>())
    try replay.forEachStep(of: try SessionFile.read(path), at: path) { step in
      statements += 1
      let place: [SQLValue] = [.integer(Int64(step.entry.line)), .text(step.entry.source)]
      if let error = Self.errorRow(step) {
        rows.append(place + error)
        moved.insert(step.entry.line)
      }
      guard let found = step.evaluation.outcome?.comparedFacts else { return }
      // Loading the other file has another hash, which is no news.
      let differences = found.differences(from: step.entry.facts)
        .filter { !$0.isEvidence && $0.kind != .added && $0.key != "file" }
      held += step.entry.facts.compared.count - differences.count
      if !differences.isEmpty { moved.insert(step.entry.line) }
      rows += differences.map { place + [.text($0.key)] + FactTable.movement($0) }
    }
    var outcome = Outcome.showing(
      ResultTable(
        ["line", "statement", "fact", "was", "is", "difference", "percent"], rows))
    outcome.blocks.append(
      .talk(
        "\(counted(rows.count, "fact")) of \(counted(moved.count, "statement")) moved, "
          + "\(held) held; \(counted(statements, "statement")) ran"))
    return outcome
  }

  /// An error that came or went, as a row; nil where neither did.
  static func errorRow(_ step: SessionReplay.Step) -> [SQLValue]? {
    let was = step.entry.expectedError?.code
    let now = step.evaluation.failure
    guard was != now?.code else { return nil }
    return [
      .text("error"), was.map(SQLValue.text) ?? .null,
      now.map { .text("\($0.code): \($0.headline)") } ?? .null, .null, .null,
    ]
  }
}
