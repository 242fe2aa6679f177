import CommandLanguage
import Testing

@testable import Notebook

@Suite("Help begins with how to begin, and leaves no kind of statement out")
struct HelpTests {
  let notebook: NotebookHarness

  init() throws { notebook = try NotebookHarness() }

  private func lines(_ statement: String) throws -> [String] {
    try notebook.outcome(statement).blocks.flatMap { block -> [String] in
      if case .lines(let lines) = block { lines } else { [] }
    }
  }

  @Test(
    "the overview fits a screen of 60 × 20, and names every command and every kind of statement")
  func overview() throws {
    let lines = try lines("help")
    // The prompt before and the one after take a row each.
    #expect(lines.count <= 18)
    #expect(lines.allSatisfy { $0.count <= 60 }, "\(lines.filter { $0.count > 60 })")
    #expect(lines.first?.hasPrefix("To begin: `tour`,") == true)
    let words = Set(lines.joined(separator: " ").split { " `;".contains($0) }.map(String.init))
    for verb in try CommandCatalogue().grammar.verbs {
      #expect(words.contains(verb), "\(verb)")
    }
    for kind in ["select …;  ", "NAME = STATEMENT  ", "note \"TEXT\"  "] {
      #expect(lines.contains { $0.hasPrefix(kind) }, "\(kind)")
    }
  }

  @Test("each command stands in one group of the overview")
  func groups() throws {
    let catalogue = try CommandCatalogue()
    #expect(catalogue.groups.flatMap(\.verbs).sorted() == catalogue.grammar.verbs.sorted())
  }

  @Test(
    "a word or mark that begins a statement leads to the page of its kind",
    arguments: [
      ("select", "SQL begins with"), ("create", "SQL begins with"), ("begin", "SQL begins with"),
      ("sql", "SQL begins with"), ("note", "note \"TEXT\""), ("notes", "note \"TEXT\""),
      ("names", "NAME = STATEMENT"), ("_", "NAME = STATEMENT"), ("\"=\"", "NAME = STATEMENT"),
      ("rollback", "rollback agent"), ("explain", "explain plan"),
    ])
  func pages(topic: String, start: String) throws {
    #expect(try lines("help \(topic)").first?.hasPrefix(start) == true)
  }

  @Test("the examples of the pages are statements")
  func examples() throws {
    let parser = notebook.session.parser(.script)
    for topic in [HelpTopic.names, .note] {
      let lines = topic.lines
      let start = try #require(lines.firstIndex(of: "  Examples"))
      let text = lines[(start + 1)...].map { $0.dropFirst(4) }.joined(separator: "\n")
      let results = parser.statements(of: SourceText(text))
      #expect(results.count >= 2)
      for result in results {
        #expect(throws: Never.self) { try result.get() }
      }
    }
  }
}
