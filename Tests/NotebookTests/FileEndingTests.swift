import CommandLanguage
import Testing

@testable import Notebook

@Suite("A file's ending agrees with what is written, or nothing is")
struct FileEndingTests {
  /// A statement, its file, what the mistake says, and the file that is proposed.
  static let mistakes: [(text: String, headline: String, proposed: String)] = [
    ("export agent v1 to \"x.pth\"", "an agent cannot be written as .pth", "x.safetensors"),
    ("export agent v1 to \"x\"", "the file name has no extension", "x.safetensors"),
    ("export agent v1 to \"a.b/x\"", "the file name has no extension", "a.b/x.safetensors"),
    ("export agent v1 to \"x.csv\"", "an agent cannot be written as .csv", "x.safetensors"),
    ("export odd to \"x.pdf\"", "a table cannot be written as .pdf", "x.xlsx"),
    ("export odd to \"x.html\"", "a table cannot be written as .html", "x.xlsx"),
    ("export odd to \".csv\"", "the file name has no extension", ".csv.xlsx"),
    ("export session to \"x.docx\"", "the session cannot be written as .docx", "x.html"),
    ("export session to \"x.csv\"", "the session cannot be written as .csv", "x.html"),
    ("export plan odd to \"x.csv\" as dispatch", "a dispatch cannot be written as .csv", "x.json"),
    ("save session as \"x.txt\"", "a script cannot be written as .txt", "x.carnet"),
    ("save odd as \"odd.csv\"", "a script cannot be written as .csv", "odd.carnet"),
  ]

  @Test("an ending that contradicts the format is refused at its place, with a file that would do")
  func mistakes() throws {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    try notebook.outcome("create table odd (a);")
    try notebook.store(StoredAgents.record("v1"))
    for (text, headline, proposed) in Self.mistakes {
      let failure = try #require(notebook.failure(text), "\(text) was taken")
      #expect(failure.code == "E-format")
      #expect(failure.headline.hasPrefix(headline), "\(text): \(failure.headline)")
      #expect(failure.remedy?.hasPrefix("write to \"\(proposed)\"") == true, "\(text)")
      #expect(notebook.blamed(text)?.first == "\"", "\(text)")
    }
    #expect(folder.names().isEmpty)
  }

  @Test("the statement that does write such a file is named")
  func otherStatements() throws {
    for (path, start) in [
      ("x.CSV", "`export NAME to \"x.CSV\"`"), ("x.html", "`export session to \"x.html\"`"),
      ("x.safetensors", "`export agent NAME to"), ("x.carnet", "`save session as \"x.carnet\"`"),
    ] {
      #expect(FileEnding.statement(for: path)?.hasPrefix(start) == true, "\(path)")
    }
    #expect(FileEnding.statement(for: "x.pdf") == nil)
  }
}
