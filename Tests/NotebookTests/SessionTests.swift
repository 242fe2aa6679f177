import CommandLanguage
import Foundation
import SessionRecord
import Store
import TerminalText
import Testing

@testable import Notebook

@Suite("Recorded sessions")
struct SessionTests {
  private static let sessions = ["quickstart", "october", "reference-day"]

  private static func replay(_ path: String) throws -> ReplayReport {
    try SessionReplay(context: NotebookHarness.context()).run(path, show: { _, _, _ in })
  }

  /// A recorded session in a folder that is made for it.
  private static func recorded(
    _ location: NotebookLocation = .memory, in folder: String = NotebookHarness.repository
  ) throws -> NotebookHarness {
    let notebook = try NotebookHarness(location, folder: folder)
    notebook.session.recorder = try SessionRecorder(
      begin: JournalBegin(
        carnet: "0.0.0-test", seed: 1, libm: "test", folder: folder, process: 1, started: "now"),
      journalFolder: nil, for: notebook.session)
    return notebook
  }

  @Test("the bundled sessions replay and verify", arguments: sessions)
  func bundled(name: String) throws {
    let report = try Self.replay(NotebookHarness.repository + "/sessions/\(name).carnet")
    #expect(report.isVerified, "\(report.lines.filter { !$0.verdict.isVerified })")
  }

  @Test("a saved session verifies; with one fact changed it diverges at that statement")
  func divergence() throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.recorded()
    try notebook.outcome("load \"datasets/october-2025.xlsx\" as october\nselect 1 as one;")
    let path = folder.path + "/s.carnet"
    try notebook.outcome("save session as \"\(path)\"")
    #expect(try Self.replay(path).isVerified)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacingOccurrences(of: "rides 211", with: "rides 212")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let report = try Self.replay(path)
    #expect(report.lines.map(\.verdict.isVerified) == [false, true])
    #expect(report.exitCode == 3)
  }

  @Test("saving onto a file that exists says so in one line, with the path as it was typed")
  func savesOnce() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path + "/s.carnet"
    let notebook = try Self.recorded()
    for typed in [path, FilePath.relative(path, from: NotebookHarness.repository)] {
      try notebook.outcome("save session as \"\(typed)\" replace")
      let failure = try #require(notebook.failure("save session as \"\(typed)\""))
      #expect(failure.code == "E-record")
      #expect(failure.headline == "\(typed): the file exists already")
      #expect(failure.remedy == "choose another name, or end the statement with `replace`")
      #expect(notebook.blamed("save session as \"\(typed)\"") == "\"\(typed)\"")
    }
  }

  @Test("an error that happened is expected again, and its absence fails")
  func expectedErrors() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path + "/s.carnet"
    try "#carnet 1\nselect * from nowhere;\n#x E-sql: no such table\nselect 1;\n#x E-sql: gone\n"
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try Self.replay(path).lines.map(\.verdict.isVerified) == [true, false])
  }

  @Test("no client's name stands in a picture")
  func pseudonyms() throws {
    let notebook = try NotebookHarness.october()
    let names = try notebook.rows("select distinct client from october;").flatMap(\.texts)
    #expect(names.count > 50)
    for session in Self.sessions {
      let text = try String(
        contentsOfFile: NotebookHarness.repository + "/sessions/\(session).carnet", encoding: .utf8)
      let pictures = text.split(separator: "\n").filter { $0.hasPrefix("#|") }.joined()
      #expect(names.filter { pictures.contains($0) }.isEmpty, "\(session)")
    }
  }

  @Test("a session over a kept notebook records what it stands on, and replays alone")
  func preamble() throws {
    let folder = try TemporaryDirectory()
    let file = NotebookLocation.file(folder.path + "/n.sqlite")
    try Self.recorded(file).outcome(
      "set rule speed 30\nload \"datasets/october-2025.xlsx\" as october\n"
        + "dispatch october on 2025-10-22 with greedy as wednesday\nset rule speed 25")
    let second = try Self.recorded(file, in: folder.path)
    try second.outcome("select gap from days where plan = 'wednesday';")
    try second.outcome("save session as \"alone.carnet\"")
    let report = try Self.replay(folder.path + "/alone.carnet")
    #expect(report.isVerified, "\(report.lines.filter { !$0.verdict.isVerified })")
    #expect(report.lines.map(\.source).contains { $0.hasPrefix("load ") })
  }
}
