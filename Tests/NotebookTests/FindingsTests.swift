import SessionRecord
import Testing

@testable import Notebook

/// The worked studies on the bundled data: a session each, and what it exports.
@Suite("Findings")
struct FindingsTests {
  static let studies = ["fairness", "demand", "absence"]

  @Test("each is what its session's statements export, but for the footer's provenance")
  func exports() throws {
    let folder = try TemporaryDirectory()
    for study in Self.studies {
      let path = "\(NotebookHarness.repository)/sessions/\(study).carnet"
      let notebook = try NotebookHarness()
      try notebook.record()
      for entry in try SessionFile.read(path).entries { try notebook.outcome(entry.source) }
      let exported = "\(folder.path)/\(study).md"
      try notebook.outcome("export session to \"\(exported)\"")
      let page = "\(NotebookHarness.repository)/docs/findings/\(study).md"
      #expect(
        try Self.body(of: exported) == Self.body(of: page),
        "`make findings` records the studies and exports them anew")
    }
  }

  @Test("each names no client, in no format")
  func names() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("load \"datasets/year-2025.xlsx\" as year")
    try notebook.outcome("load \"datasets/october-2025.xlsx\" as october")
    let names = try notebook.rows("select distinct client from rides;").flatMap(\.texts)
    #expect(names.count > 100)
    for study in Self.studies {
      for file in [
        "sessions/\(study).carnet", "docs/findings/\(study).md", "docs/findings/\(study).html",
      ] {
        let text = try TemporaryDirectory.text(of: "\(NotebookHarness.repository)/\(file)")
        #expect(names.filter { text.contains($0) }.isEmpty, "\(file)")
      }
    }
  }

  /// A page without its footer, which names versions and the day.
  private static func body(of path: String) throws -> Substring {
    let text = try TemporaryDirectory.text(of: path)
    let footer = try #require(text.firstRange(of: "\n## Provenance\n"), "\(path) has no footer")
    return text[..<footer.lowerBound]
  }
}
