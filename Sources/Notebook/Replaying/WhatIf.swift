import CommandLanguage
import SessionRecord
import Store
import TerminalText

/// What a session would give with other data or other rules: every figure that moves.
struct WhatIf {
  let replay: SessionReplay

  /// A row of the table with how much it tells, by which the rows are sorted.
  private struct Row {
    var rank: Int
    var cells: [SQLValue]
  }

  /// Replays and compares with the record; nothing is verified.
  ///
  /// Rows come sorted: cells and named figures first, then sums, counts, columns and the rest, each in
  /// the order of the statements.
  ///
  /// - Throws: As ``SessionReplay/run(_:show:)``.
  func outcome(_ path: String) throws -> Outcome {
    var rows: [Row] = []
    var (statements, moved) = (0, Set<Int>())
    try replay.forEachStep(of: try replay.read(path), at: path) { step in
      statements += 1
      let found = try listed(step)
      if !found.isEmpty { moved.insert(step.entry.line) }
      rows += found
    }
    // The sort of the standard library is stable.
    let sorted = rows.sorted { $0.rank < $1.rank }.map(\.cells)
    var outcome = Outcome.showing(
      ResultTable(["line", "statement", "figure", "was", "is", "difference", "percent"], sorted))
    let ran = "\(counted(statements, "statement")) ran"
    outcome.blocks.append(
      .talk(
        sorted.isEmpty
          ? "nothing moved; \(ran)"
          : "\(counted(sorted.count, "figure")) of \(counted(moved.count, "statement")) moved; \(ran)"
      ))
    return outcome
  }

  private func listed(_ step: SessionReplay.Step) throws -> [Row] {
    let place: [SQLValue] = [.integer(Int64(step.entry.line)), .text(step.entry.source)]
    let error = Self.errorRow(step).map { [Row(rank: 0, cells: place + $0)] } ?? []
    return error
      + (try Self.movements(of: step)).enumerated().flatMap { rank, movements in
        Self.shortened(movements).map {
          Row(rank: rank, cells: place + [.text($0.subject)] + FactTable.movement($0))
        }
      }
  }

  /// What moved against the record, by rank; a loaded file that is another is no news.
  ///
  /// - Throws: `StoreError` where the notebook cannot be read.
  static func movements(of step: SessionReplay.Step) throws -> [[Movement]] {
    guard let outcome = step.evaluation.outcome else { return [] }
    let differences = outcome.comparedFacts.differences(from: step.entry.facts)
      .filter { !$0.isEvidence && $0.kind != .added && !FileManifest.isFact($0.key) }
    let blocks = try OutcomePresenter.record(of: step.session)
      .recordedBlocks(of: outcome)
    return StatementMovements(differences, from: step.entry.blocks, to: blocks).ranked
  }

  /// The most figures of one statement and rank that are listed.
  private static let mostListed = 20

  private static func shortened(_ movements: [Movement]) -> [Movement] {
    let rest = movements.count - mostListed
    guard rest > 0 else { return movements }
    return movements.prefix(mostListed) + [Movement("\(counted(rest, "more figure")) moved")]
  }

  /// An error that came or went, as a row; nil where neither did.
  static func errorRow(_ step: SessionReplay.Step) -> [SQLValue]? {
    let was = step.entry.expectedError?.code
    let now = step.evaluation.failure
    guard was != now?.code.rawValue else { return nil }
    return [
      .text("error"), was.map(SQLValue.text) ?? .null,
      now.map { .text("\($0.code): \($0.headline)") } ?? .null, .null, .null,
    ]
  }
}
