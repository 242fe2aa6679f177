import CommandLanguage
import SessionRecord
import Store
import TerminalText
import Testing

@testable import Notebook

/// One character may hold a million code points; whatever route it takes ends in linear time.
@Suite("Characters of many code points", .timeLimit(.minutes(2)))
struct LongCharacterTests {
  static let characters = [
    "e" + String(repeating: "\u{301}\u{323}", count: 60_000),
    String(repeating: "\u{1F468}\u{200D}", count: 60_000),
  ]

  @Test("cells, heads, names, literals and mistakes of them are shown", arguments: characters)
  func routes(_ long: String) throws {
    let scratch = try TemporaryDirectory()
    try scratch.write("id,b\n1,\(long)\n2,\(long)x\n".utf8, to: "cells.csv")
    try scratch.write("id,\(long)\n1,2\n".utf8, to: "head.csv")
    let notebook = try NotebookHarness(folder: scratch.path)
    try notebook.record()
    let presenter = OutcomePresenter(database: notebook.session.database, canvas: .record)
    for statement in [
      "load cells.csv as t", "head t", "describe t", "load head.csv as h", "head h", "describe h",
      "select id, '\(long)' as text from t;", "select b, count(*) as n from t group by b;",
      "select 1 as \"\(long)\";", "select max(b) as m from t order by m desc;",
    ] {
      for evaluation in notebook.run(statement) {
        let outcome = try #require(evaluation.outcome, "\(statement.utf8.prefix(20))")
        for line in try outcome.blocks.flatMap({ try presenter.lines(of: $0, in: outcome) ?? [] }) {
          #expect(displayWidth(of: line.text) <= 80)
        }
      }
    }
    for mistake in ["lod '\(long)'", "select \(long) from t;"] {
      let failure = try #require(notebook.run(mistake).first?.failure)
      #expect(failure.span.start >= 0)
      #expect(SourceText(mistake).render(failure).count >= 3)
    }
    try notebook.outcome("save session as s.carnet")
  }

  @Test("the pieces of SQL are cut between code points, marks with their letters")
  func pieces() {
    let pieces = SQLPieces("Select e\u{301}.x, 'a''b', [c d] -- now\n/* ( */ (1);").pieces
    #expect(
      pieces.map(\.text) == [
        "Select", "e\u{301}.x", ",", "'a''b'", ",", "[c d]", "(", "1", ")", ";",
      ])
    #expect(pieces.map(\.depth) == [0, 0, 0, 0, 0, 0, 0, 1, 0, 0])
    #expect(pieces[0].keyword == "select" && pieces[3].keyword.isEmpty)
    #expect(pieces[3].content == "a'b" && pieces[5].content == "c d")
    #expect(SQLPieces("'a''''").pieces.map(\.content) == ["a''"])
  }
}
