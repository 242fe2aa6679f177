import CommandLanguage
import Testing

@testable import Notebook

@Suite("The reference of all commands")
struct CommandsPageTests {
  @Test("docs/commands.md is what the catalogue makes")
  func isCurrent() throws {
    let made = try CommandsPage.text()
    let found = (try? ProjectFolder.text(of: CommandsPage.file)) ?? ""
    if ProjectFolder.isRecording {
      guard made != found else { return }
      try ProjectFolder.write(made, to: CommandsPage.file)
      Issue.record("recorded docs/commands.md; run again without CARNET_RECORD")
      return
    }
    #expect(
      made == found,
      """
      docs/commands.md is not what the catalogue makes; `make docs` writes it anew
      \(LineDifference.text(of: found.lines, made.lines))
      """)
  }

  @Test("Every mistake of a script is a document too")
  func mistakes() throws {
    let folder = try ScratchFolder()
    defer { withExtendedLifetime(folder) {} }
    let notebook = try NotebookTranscript(folder: folder)
    let script = """
      lod x
      load "missing.xlsx"
      load "datasets/october-2025.xlsx" sheet "März" as "a
      select nope;
      assert "é" select 0;
      export nope to "x.csv"
      set rule speed 300
      dispatch x with greedy
      """
    let documents = try notebook.documents(of: script)
    #expect(documents.count == 8)
    #expect(documents.allSatisfy { !$0.isOK })
    #expect(documents.flatMap(\.faults).isEmpty)
  }

  @Test(
    "Every command's example runs as it stands, once October, `week` and `wednesday` exist, and its JSON is as documented"
  )
  func examples() throws {
    let folder = try ScratchFolder()
    defer { withExtendedLifetime(folder) {} }
    let notebook = try NotebookTranscript(folder: folder)
    _ = try notebook.lines(of: "load \"datasets/october-2025.xlsx\" as october")
    _ = try notebook.lines(of: "load \"datasets/week-2025-43.json\" as week")
    _ = try notebook.lines(of: "dispatch october on 2025-10-22 with greedy as wednesday")
    let catalogue = try CommandCatalogue()
    // What splits October and trains on it comes first, what forgets it last.
    // What asks a server has tests of its own.
    let all: [String] = catalogue.commands.flatMap(\.syntaxes).flatMap(\.examples)
    let examples = all.filter { !$0.contains("using \"http") }
    func isFirst(_ example: String) -> Bool {
      ["split", "train", "finetune"].contains { example.hasPrefix($0) }
    }
    let rest = examples.filter { !isFirst($0) }
    let ordered =
      examples.filter(isFirst) + rest.filter { !$0.hasPrefix("forget") }
      + rest.filter { $0.hasPrefix("forget") }
    #expect(!ordered.isEmpty)
    for example in ordered {
      let documents = try notebook.documents(of: example)
      #expect(documents.count == 1 && documents.allSatisfy(\.isOK), "\(example)")
      #expect(documents.flatMap(\.faults).isEmpty, "\(example)")
    }
  }
}
