import Foundation
import PseudoTerminal
import Testing

@testable import Notebook

@Suite("The data that come with the program are found from any folder", .serialized)
struct ShareFolderTests {
  let state: TemporaryDirectory
  /// An empty folder, in which a newcomer starts.
  let elsewhere: TemporaryDirectory

  init() throws {
    state = try TemporaryDirectory()
    elsewhere = try TemporaryDirectory()
  }

  /// Runs a target of the Makefile that builds nothing.
  private func make(_ target: String, _ variables: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/make")
    process.arguments =
      ["-C", NotebookHarness.repository, "-s", target]
      + ["BINARY=\(PseudoTerminal.builtProgram("carnet"))"] + variables
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test("an installed program runs the tour in an empty folder, and is removed without a trace")
  func installed() throws {
    let root = try TemporaryDirectory()
    let place = ["DESTDIR=\(root.path)", "PREFIX=/opt/x"]
    #expect(try make("install-files", place) == 0)
    let share = root.path + "/opt/x/share/carnet"
    for name in ["datasets/october-2025.xlsx", "sessions/quickstart.carnet"] {
      #expect(FilePath.exists(share + "/" + name), "\(name)")
    }
    let program = root.path + "/opt/x/bin/carnet"
    let tour = try ProgramRun(
      ["-c", "tour", "-c", "tables"], program: program, in: elsewhere.path, state: state)
    #expect(tour.status == 0, "\(tour.talk)")
    #expect(tour.output.contains("tour_best"))
    #expect(tour.talk.contains("the copy that comes with carnet was loaded"))
    let replay = try ProgramRun(
      ["replay", share + "/sessions/quickstart.carnet"], program: program, in: elsewhere.path,
      state: state)
    #expect(replay.status == 0, "\(replay.talk)")
    #expect(elsewhere.names().isEmpty)
    #expect(try make("uninstall", place) == 0)
    #expect(!FilePath.exists(program) && !FilePath.exists(share))
  }

  @Test("CARNET_SHARE names the folder; a file of one's own comes first, and `..` leads nowhere")
  func named() throws {
    let share = try TemporaryDirectory()
    try share.makeFolder("datasets")
    try share.write("a,b\n1,2\n".utf8, to: "datasets/t.csv")
    let place = ["CARNET_SHARE": share.path]
    func run(_ statement: String) throws -> ProgramRun {
      try ProgramRun(["-c", statement], in: elsewhere.path, state: state, environment: place)
    }
    let bundled = try run("load \"datasets/t.csv\"")
    #expect(bundled.talk.contains("t: 1 row"))
    #expect(bundled.talk.contains("the copy that comes with carnet was loaded"))
    let name = share.path.split(separator: "/").last.map(String.init) ?? ""
    #expect(try run("load \"../\(name)x/datasets/t.csv\"").status == 1)
    #expect(try run("tour").talk.contains("the tour's data, datasets/october-2025.xlsx, was not"))
    try elsewhere.makeFolder("datasets")
    try elsewhere.write("a\n1\n2\n".utf8, to: "datasets/t.csv")
    let own = try run("load \"datasets/t.csv\"")
    #expect(own.talk.contains("t: 2 rows") && !own.talk.contains("comes with carnet"))
  }

  @Test("a program without data beside it, and one in a build folder, find what there is")
  func places() {
    #expect(ShareFolder.path(ofProgram: "/nowhere/bin/carnet") == nil)
    #expect(ShareFolder.path(ofProgram: "/a/b/.build/debug/carnet") == "/a/b")
  }

  @Test("the banner offers the tour to whoever has no data, and to nobody else")
  func banner() throws {
    let offer = "no data yet: `tour` walks"
    let program = PseudoTerminal.builtProgram("carnet")
    let variables = ["CARNET_STATE": state.path, "TERM": "xterm", "LANG": "C.UTF-8"]
    let first = try PseudoTerminal(
      program, environment: variables, columns: 100, folder: elsewhere.path)
    try first.expect("carnet> ")
    #expect(first.screen.text.contains(offer))
    first.send("t = select 1;\r")
    try first.expect("carnet> ")
    first.send("quit\r")
    try first.expect("session recorded")
    let second = try PseudoTerminal(
      program, environment: variables, columns: 100, folder: elsewhere.path)
    try second.expect("carnet> ")
    #expect(!second.screen.text.contains(offer))
  }
}
