import CommandLanguage
import Foundation
import SessionRecord
import Testing

@testable import Notebook

@Suite("Saving a session")
struct SaveSessionTests {
  @Test("`verified` replays first and writes only what verifies")
  func verified() throws {
    let folder = try TemporaryDirectory()
    try folder.write("id\n1\n2\n".utf8, to: "t.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    try notebook.outcome("load \"t.csv\" as t")
    let saved = NotebookHarness.talk(try notebook.outcome("save session as \"a.carnet\" verified"))
    #expect(saved == ["a.carnet: replayed, 1 statement: 1 verified"])
    try folder.write("id\n1\n3\n".utf8, to: "t.csv")
    let run = notebook.run("save session as \"b.carnet\" verified")
    #expect(
      run.first?.failure?.headline.hasPrefix("a replay does not verify this session") == true)
    #expect(folder.names() == ["a.carnet", "t.csv"])
  }

  @Test("a file that changed or went since it was loaded is named with its hash")
  func changedFiles() throws {
    let folder = try TemporaryDirectory()
    try folder.write("id\n1\n2\n".utf8, to: "t.csv")
    try folder.write("id\n1\n".utf8, to: "u.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    notebook.run(
      """
      load "t.csv" as t
      load "u.csv" as u
      export u to "v.csv"
      load "v.csv" as v
      export t to "v.csv" replace
      export u to "t.csv" replace
      """)
    try FileManager.default.removeItem(atPath: folder.path + "/u.csv")
    let talk = NotebookHarness.talk(try notebook.outcome("save session as \"a.carnet\""))
    #expect(talk.count == 3, "\(talk)")
    #expect(
      talk.dropFirst().first?.hasPrefix("t.csv has changed since it was loaded: sha256 ") == true)
    #expect(talk.last?.hasPrefix("u.csv is gone since it was loaded: sha256 ") == true)
  }
}
