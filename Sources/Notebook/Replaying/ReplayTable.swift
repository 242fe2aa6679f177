import SessionRecord
import Store
import TerminalText

/// The verdicts of a replay as tables and sentences.
public enum ReplayTable {
  /// One row a statement: its line in the file, the statement, the verdict, the cause of one that
  /// diverged, and what the verdict rests on, in figures.
  public static func table(of report: ReplayReport) -> ResultTable {
    ResultTable(
      ["line", "statement", "verdict", "cause", "because"],
      report.lines.map {
        [
          .integer(Int64($0.fileLine)), .text($0.source), .text($0.verdict.word),
          .text($0.cause?.word ?? ""), .text($0.because),
        ]
      })
  }

  /// The figures that moved: the line of its statement, what it is of, what it was and is; the first
  /// ``mostMovements``, and how many more there are.
  ///
  /// - Returns: Nil where a line of the causes names all there are.
  static func movements(of report: ReplayReport) -> ResultTable? {
    guard report.lines.contains(where: { $0.verdict.movements.count > Movement.mostShown }) else {
      return nil
    }
    var rows = report.lines.flatMap { line in
      line.verdict.movements.map { movement -> [SQLValue] in
        [
          .integer(Int64(line.fileLine)), .text(movement.subject),
          FactTable.cell(movement.recorded), FactTable.cell(movement.found),
        ]
      }
    }
    let rest = rows.count - mostMovements
    if rest > 0 {
      rows.removeLast(rest)
      rows.append([.null, .text("\(counted(rest, "more figure"))"), .null, .null])
    }
    return ResultTable(["line", "figure", "was", "is"], rows)
  }

  private static let mostMovements = 200

  /// A sentence for each cause that is no consequence, which a narrow table would cut.
  private static func causes(of report: ReplayReport) -> [Sentence] {
    let roots = report.lines.filter { line in
      switch line.cause {
      case nil, .consequence?: false
      case _?: true
      }
    }
    let sentences = roots.prefix(mostSentences).map { line -> Sentence in
      "line \(line.fileLine): \(words: line.cause?.word ?? ""): \(line.because)"
    }
    let rest = roots.count - sentences.count
    return sentences + (rest > 0 ? ["and \(counted: rest, "more cause")"] : [])
  }

  private static let mostSentences = 5

  /// The verdicts of a replay and their summary, as `replay` shows them wherever it is called.
  ///
  /// - Parameters:
  ///   - report: The verdicts.
  ///   - name: The session's file as it was typed.
  /// - Returns: The outcome; what diverged is named in it.
  static func outcome(of report: ReplayReport, named name: String) -> Outcome {
    var outcome = Outcome.showing(table(of: report))
    // The verdicts are about the program's own work: a record of them holds how many there are.
    outcome.hasTableFacts = false
    outcome.facts = [
      Fact("holds", .boolean(report.isVerified)),
      Fact("statements", .integer(Int64(report.lines.count))),
      Fact("verified", .integer(Int64(report.verifiedCount))),
    ]
    if let moved = movements(of: report) { outcome.blocks.append(.table("moved figures", moved)) }
    outcome.blocks += causes(of: report).map(Outcome.Block.warning)
    let summary = Sentence(value: report.summary)
    outcome.blocks.append(report.isVerified ? .talk(summary) : .warning(summary))
    outcome.divergence = report.divergence.map { "\(name) \($0)" }
    return outcome
  }
}
