import SessionRecord
import TerminalText
import Testing

@testable import Documents

@Suite("Figures in notes")
struct FigureTests {
  @Test(
    "a figure is read in any spelling and written in one",
    arguments: [
      ("after.max", "after.max", "a column of one row"),
      (" loads . rides . sum ", "loads.rides.sum", "blanks"),
      ("\"by greedy\".km", "\"by greedy\".km", "a name in quotes"),
      (
        "loads.rides where driver = 'O''Hara'", "loads.rides where driver = 'O''Hara'",
        "a condition"
      ),
      (
        "loads.rides WHERE driver=Giuseppe", "loads.rides where driver = 'Giuseppe'", "a bare value"
      ),
      ("_.gap", "_.gap", "the last result"),
    ])
  func reading(text: String, written: String, reason: String) throws {
    let figure = try FigureReference(text)
    #expect(figure.text == written, "\(reason)")
    #expect(try FigureReference(figure.text) == figure, "\(reason)")
  }

  @Test(
    "what names no figure says why",
    arguments: [
      ("after", "a figure must name a column"), ("", "a figure lacks a name"),
      ("a.b.c.d", "a figure has at most three names"), ("a..b", "a figure lacks a name"),
      ("a.b when c = 1", "only `where` may follow the names of a figure"),
      ("a.b where c", "a figure's condition has no `=`"),
      ("a.b where c =", "a figure's condition has no value"),
      ("a.b where c = 'x", "a quote in a figure is not closed"),
      ("a.b where c = 'x' or 1", "unexpected text after the figure's condition"),
      ("a+b.c", "`a+b` is not a name"),
    ])
  func mistakes(text: String, headline: String) {
    let mistake = #expect(throws: FigureReference.Mistake.self) { try FigureReference(text) }
    #expect(mistake?.headline == headline)
  }

  @Test(
    "figures stand between two braces; what nothing closes, or a backslash holds, is text",
    arguments: [
      ("a {{b.c}} d {{e.f}}", ["b.c", "e.f"], "a [b.c] d [e.f]"),
      ("a {{b", [], "a {{b"), ("a }} b", [], "a }} b"), ("\\{{b.c}}", [], "{{b.c}}"),
      ("{{{b.c}}}", ["b.c"], "{[b.c]}"), ("{ {b.c} }", [], "{ {b.c} }"),
      ("{{a.b {{c.d}}", ["c.d"], "{{a.b [c.d]"),
    ])
  func places(note: String, figures: [String], filled: String) {
    let found = NoteFigures(note)
    #expect(found.figures == figures)
    #expect(found.filled { "[\($0.text)]" } == filled)
  }

  @Test("any text is filled without a trap, and is itself where it has no braces", arguments: 0..<3)
  func anyText(seed: UInt64) {
    var draws = Draws(seed: seed)
    let pieces = ["{", "}", "{{", "}}", "\\", "a.b", "é", "\"", "'", " where ", "=", "\n"]
    for _ in 0..<500 {
      let text = (0..<draws.below(20)).map { _ in draws.pick(pieces) }.joined()
      let filled = NoteFigures(text).filled { _ in "4" }
      if !text.contains("{{") { #expect(filled == text, "seed \(seed)") }
      for figure in NoteFigures(text).figures {
        if let read = try? FigureReference(figure) {
          #expect((try? FigureReference(read.text)) == read, "seed \(seed): \(figure)")
        }
      }
    }
  }

  @Test("a note is filled from its facts; a figure that is another now, or gone, is marked")
  func stale() throws {
    let file = try SessionFile(
      "note \"falls to {{after.max}} of {{b.n}} and {{c.n}}\"\n"
        + "#= figure(after.max) 4 · figure(b.n) 7 · figure(c.n) 0.5\n")
    let maker = DocumentMaker(figures: { figure in
      switch figure.relation {
      case "after": .value(.integer(5))
      case "b": .gone
      default: .value(.real(0.5 + 1e-13))
      }
    })
    let document = maker.document(of: file, named: "x", provenance: Provenance(date: "d"))
    #expect(
      document.parts
        == [.note(NotePart("falls to 4 (stale: now 5) of 7 (stale: it no longer exists) and 0.5"))])
    #expect(document.provenance.staleFigures == 2)
    #expect(document.provenance.isDoubtful)
  }
}
