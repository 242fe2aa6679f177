import CommandLanguage
import Documents
import SessionRecord
import TerminalText
import Testing

@testable import Notebook

/// Documents hold what a statement gave whole, and count what they leave out.
@Suite("Nothing is left out of documents")
struct WholeDocumentTests {
  private static func numbers(_ count: Int) -> String {
    "with recursive n(i) as (select 1 union all select i + 1 from n where i < \(count)) select i from n"
  }

  /// What each kind of document holds of statements.
  private func documents(of statements: String) throws -> [String: String] {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    notebook.run(statements)
    var texts: [String: String] = [:]
    for ending in DocumentFormat.allCases.map(\.rawValue) {
      try notebook.outcome("export session to \"a.\(ending)\"")
      texts[ending] = try TemporaryDirectory.text(of: folder.path + "/a.\(ending)")
    }
    return texts
  }

  @Test("30 rows are 30 rows in every document, with `all` or without")
  func thirtyRows() throws {
    let documents = try documents(
      of: "create table b as \(Self.numbers(30));\nshow b all\nselect i * 1000 as k from b;")
    for (ending, text) in documents {
      #expect(text.contains("30000"), "\(ending)")
      #expect(!text.contains("first 20"), "\(ending)")
    }
    #expect(documents["md"]?.contains("| 29 |\n| 30 |") == true)
  }

  @Test("of a longer table the first 1,000 rows are there, and the rest is counted")
  func longTable() throws {
    let documents = try documents(of: "big = \(Self.numbers(31_623));")
    for (ending, text) in documents {
      #expect(text.contains("first 1,000 of 31,623 rows"), "\(ending)")
      #expect(text.contains("1000"), "\(ending)")
      #expect(!text.contains("1001"), "\(ending)")
    }
  }

  @Test("every column is there, however wide, and cells that read like remarks are cells")
  func wideTable() throws {
    let columns = (1...40).map { "'value \($0)' as column_number_\($0)" }.joined(separator: ", ")
    let documents = try documents(
      of: "select \(columns);\nselect 'no rows' as a union all select 'first 1 of 2 rows';")
    for (ending, text) in documents {
      for column in 1...40 {
        let name = ending == "md" ? "column\\_number\\_\(column)" : "column_number_\(column)"
        #expect(text.contains(name), "\(ending) \(name)")
        #expect(text.contains("value \(column)"), "\(ending) \(column)")
      }
      #expect(text.contains("no rows") && text.contains("first 1 of 2 rows"), "\(ending)")
      #expect(!text.contains("not shown") && !text.contains("truncated"), "\(ending)")
    }
    let lines = documents["txt"]?.split(separator: "\n") ?? []
    #expect(
      lines.filter { $0.hasPrefix("column") || $0.hasPrefix("value") }.allSatisfy { $0.count <= 80 }
    )
  }

  @Test("what a statement says and warns of stands in every document, set apart")
  func messages() throws {
    let repository = NotebookHarness.repository
    let documents = try documents(
      of: "load \"\(repository)/datasets/october-2025.xlsx\" as october")
    let wanted = ["2 rejected"]
    for (ending, text) in documents {
      for words in wanted { #expect(text.contains(words), "\(ending): \(words)") }
    }
    #expect(documents["html"]?.contains("<p class=\"said\">october: 211 rides") == true)
    #expect(documents["md"]?.contains("> october: 211 rides") == true)
    #expect(documents["txt"]?.contains("· october: 211 rides") == true)
  }

  @Test("the record holds pseudonyms in tables and messages, never names")
  func pseudonyms() throws {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    try notebook.outcome(
      "load \"\(NotebookHarness.repository)/datasets/october-2025.xlsx\" as october")
    let names = try notebook.rows("select distinct client from october;").flatMap(\.texts)
    try notebook.outcome("save session as \"a.carnet\"")
    let file = try SessionFile.read(folder.path + "/a.carnet")
    guard case .table(let table)? = file.entries.last?.blocks.last else {
      Issue.record("no table")
      return
    }
    #expect(table.rows.count == names.count)
    let text = try TemporaryDirectory.text(of: folder.path + "/a.carnet")
    #expect(names.count > 20 && names.filter { text.contains($0) }.isEmpty)
  }

  @Test("a record of a version before is shown by its picture, unread")
  func formerRecord() throws {
    let file = try SessionFile(
      "#carnet 1\nselect 1 as a;\n#= rows 1\n#| a\n#| ─\n#| 1\n#^ {\"mark\":\"bars\"}\n")
    let document = DocumentMaker().document(
      of: file, named: "x", provenance: Provenance(date: "2026-11-29"))
    guard case .statement(let part)? = document.parts.first else {
      Issue.record("no statement")
      return
    }
    #expect(part.outputs == [.picture(["a", "─", "1"])])
  }

  @Test("a record that a replay of the same content verified says so, and another does not")
  func verifiedEarlier() throws {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    func record() throws -> String {
      try notebook.outcome("export session to \"a.txt\" replace")
      let text = try TemporaryDirectory.text(of: folder.path + "/a.txt")
      return String(text.split(separator: "\n").last ?? "")
    }
    try notebook.outcome("select 1 as a;")
    #expect(try record() == "record        not verified")
    try notebook.outcome("save session as \"s.carnet\"\nreplay \"s.carnet\"")
    #expect(
      try record() == "record        verified earlier in this session: 1 of 2 statements, "
        + "1970-01-01, by carnet \(notebook.session.context.version)")
    try notebook.outcome("select 2 as b;")
    #expect(try record() == "record        not verified")
  }

  @Test(
    "a later replay of the same content that diverges takes the word back, statement by statement")
  func divergedLater() throws {
    let folder = try TemporaryDirectory()
    try folder.write(Array("driver,rides\nAna,2\n".utf8), to: "t.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    try notebook.outcome(
      "load \"t.csv\" as t\nselect 1 as one;\nselect sum(rides) as rides from t;\n"
        + "save session as \"s.carnet\"\nreplay \"s.carnet\"\nexport session to \"a.txt\"")
    let verified = try TemporaryDirectory.text(of: folder.path + "/a.txt")
    #expect(verified.contains("record        verified earlier in this session: 3 of 4 statements"))
    #expect(!verified.contains("diverged"))
    try folder.write(Array("driver,rides\nAna,3\n".utf8), to: "t.csv")
    notebook.run("replay \"s.carnet\"")
    try notebook.outcome("export session to \"b.txt\"")
    let diverged = try TemporaryDirectory.text(of: folder.path + "/b.txt")
    #expect(
      diverged.contains(
        "record        diverged earlier in this session: 1 of 5 statements verified"))
    #expect(diverged.contains("one\n───\n  1\n\ncarnet> select sum(rides)"))
    #expect(diverged.contains("rides\n─────\n    2\n! diverged: "))
  }

  @Test("a title is what was asked for, else a note's first heading, else the file's name")
  func titles() throws {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    func head(_ export: String) throws -> String {
      try notebook.outcome("export session to \"a.html\" replace \(export)")
      let text = try TemporaryDirectory.text(of: folder.path + "/a.html")
      let start = try #require(text.firstRange(of: "<h1")).lowerBound
      return String(text[start...].prefix { $0 != "\n" })
    }
    try notebook.outcome("select 1 as a;")
    #expect(try head("") == "<h1>a</h1>")
    try notebook.outcome("note\nSome words.\n\n## *Loads* & more\n.")
    #expect(try head("") == "<h1>Loads &amp; more</h1>")
    #expect(
      try head("title \"Qui <roule>?\" language fr") == "<h1 lang=\"fr\">Qui &lt;roule&gt;?</h1>")
    #expect(notebook.failure("export session to \"b.html\" language \"f r\"")?.code == "E-language")
    #expect(notebook.failure("export session to \"b.html\" width 60")?.code == "E-format")
    try notebook.outcome("select '\(String(repeating: "word ", count: 40))' as b;")
    try notebook.outcome("export session to \"w.txt\" width 60")
    let lines = try TemporaryDirectory.text(of: folder.path + "/w.txt").split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("word") }.map(\.count) == [59, 59, 59, 19])
  }
}
