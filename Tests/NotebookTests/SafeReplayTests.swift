import Files
import Glibc
import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("Session files of somebody else")
struct SafeReplayTests {
  /// A folder with a session file and what it is after, beside a folder of states.
  private struct Scene {
    let folder: TemporaryDirectory
    let state: TemporaryDirectory

    init(_ session: String, named name: String = "s.carnet") throws {
      folder = try TemporaryDirectory()
      state = try TemporaryDirectory()
      try folder.write(session.utf8, to: name)
    }

    /// Makes a folder in this one and files in it.
    func make(_ name: String, _ files: [String: String]) throws {
      mkdir(folder.path + "/" + name, 0o755)
      for (file, text) in files { try folder.write(text.utf8, to: name + "/" + file) }
    }

    func run(_ arguments: [String]) throws -> ProgramRun {
      try ProgramRun(arguments, in: folder.path, state: state)
    }

    /// All files of the folder by path, with what they hold.
    func contents() -> [String: [UInt8]] { Self.contents(of: folder.path) }

    static func contents(of folder: String) -> [String: [UInt8]] {
      var all: [String: [UInt8]] = [:]
      for name in TemporaryDirectory.names(in: folder) {
        let path = folder + "/" + name
        var status = stat()
        lstat(path, &status)
        switch status.st_mode & S_IFMT {
        case S_IFDIR: all.merge(contents(of: path)) { first, _ in first }
        case S_IFREG: all[path] = (try? TemporaryDirectory.bytes(of: path)) ?? []
        default: all[path] = []
        }
      }
      return all
    }
  }

  @Test("a result saved over somebody's file lands in scratch or is refused")
  func saveOverwritesNothing() throws {
    let scene = try Scene(
      """
      #carnet 1
      x = select 1 as "$(touch pwned-by-replay)";
      #= rows 1
      save x as "pwned/mine.carnet"
      save x as "pwned/mine.carnet" replace
      """)
    try scene.folder.write(
      """
      #carnet 1
      x = select 1 as "$(touch pwned-by-replay)";
      save x as "pwned/.bashrc" replace
      """.utf8, to: "shell.carnet")
    try scene.make("pwned", [".bashrc": "mine\n", "mine.carnet": "mine\n"])
    let before = scene.contents()
    let run = try scene.run(["replay", "s.carnet"])
    #expect(run.status == 0, "\(run.talk)")
    _ = try scene.run(["replay", "shell.carnet"])
    #expect(scene.contents() == before)
  }

  @Test("what replayed statements write stays in scratch, and devices and folders are refused")
  func writesNothingOutside() throws {
    let scene = try Scene(
      """
      #carnet 1
      x = select 1 as one;
      replay "victim.carnet" update
      replay "victim.carnet"
      export x to "../outside/out3.csv"
      load "../outside/out3.csv" as y
      select one from y;
      #= rows 1
      export x to "link/through.csv"
      export x to "link/../up.csv"
      save x as "outside/out4.carnet"
      replay "outside/out4.carnet"
      export x to "outside/mine.csv" replace
      export x to "/dev/null"
      #x E-format: no format is known by the name /dev/null
      export x to "null.csv" replace
      #x E-record: is a device, not a file
      export session to "/dev/null.html"
      #x E-record: this session is not recorded
      export x to "pipe.csv"
      #x E-record: is a pipe, not a file
      export x to "outside/"
      #x E-format: no format is known by the name outside/
      export session to "outside/out1.html"
      #x E-record: this session is not recorded
      save session as "outside/out2.carnet"
      #x E-record: this session is not recorded
      recover
      #x E-record: `recover` does not run in a replay
      edit
      """)
    try scene.make("outside", ["mine.csv": "a\n1\n"])
    mkfifo(scene.folder.path + "/pipe.csv", 0o600)
    symlink("outside", scene.folder.path + "/link")
    symlink("/dev/null", scene.folder.path + "/null.csv")
    try scene.folder.write(
      "#carnet 1\nselect 1 as a;\n#= rows 2\n".utf8, to: "victim.carnet")
    let before = scene.contents()
    let run = try scene.run(["replay", "s.carnet"])
    #expect(run.status == 0, "\(run.talk)\(run.output)")
    #expect(scene.contents() == before)
    #expect(FileIdentity(of: scene.folder.path + "/../outside") == nil)
  }

  @Test("a replay that asks to recover leaves a crashed session to its user")
  func recoversNothing() throws {
    let scene = try Scene("#carnet 1\n#: folder evil\nrecover\n")
    let scratch = try TemporaryDirectory()
    let process = try ProgramRun.start(
      ["--notebook", "n.sqlite"],
      input: """
        create table t (a);
        with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n;
        """, in: scene.folder.path, state: scene.state, environment: [:], scratch: scratch)
    try ProgramRun.killOnceJournalled("recursive", process, in: scene.state)
    let before = Scene.contents(of: scene.state.path)
    let run = try scene.run(["replay", "s.carnet", "--format", "json"])
    #expect(run.status == 3)
    #expect(run.output.contains("`recover` does not run in a replay"), "\(run.output)")
    #expect(Scene.contents(of: scene.state.path) == before)
    #expect(FileIdentity(of: scene.folder.path + "/evil") == nil)
    let recovery = try scene.run(["recover"])
    #expect(recovery.status == 0)
    #expect(scene.folder.names(in: "sessions").count == 1)
  }

  @Test("a session that replays one that diverges has diverged, and names its file and line")
  func nestedDivergence() throws {
    let scene = try Scene("#carnet 1\nreplay \"inner.carnet\"\n", named: "outer.carnet")
    try scene.folder.write("#carnet 1\nselect 1 as a;\n#= rows 2\n".utf8, to: "inner.carnet")
    try scene.folder.write("#carnet 1\nreplay \"outer.carnet\"\n".utf8, to: "outermost.carnet")
    #expect(try scene.run(["replay", "inner.carnet"]).status == 3)
    let run = try scene.run(["replay", "outer.carnet", "--format", "json"])
    #expect(run.status == 3)
    #expect(run.output.contains("inner.carnet line 2 diverged: rows 2 → 1"), "\(run.output)")
    let outermost = try scene.run(["replay", "outermost.carnet", "--format", "json"])
    #expect(outermost.status == 3)
    #expect(outermost.output.contains("outer.carnet line 2 diverged"), "\(outermost.output)")
  }

  @Test("a session that would replay itself is refused, by whatever name, at any depth")
  func replaysItself() throws {
    let scene = try Scene("#carnet 1\nreplay \"self.carnet\"\n", named: "self.carnet")
    symlink("a.carnet", scene.folder.path + "/alias.carnet")
    try scene.folder.write("#carnet 1\nreplay \"b.carnet\"\n".utf8, to: "a.carnet")
    try scene.folder.write("#carnet 1\nreplay \"alias.carnet\"\n".utf8, to: "b.carnet")
    for name in ["self.carnet", "a.carnet", "alias.carnet"] {
      let run = try scene.run(["replay", name, "--format", "json"])
      #expect(run.status == 3, "\(name)")
      #expect(run.output.contains("would replay itself"), "\(name): \(run.output)")
    }
  }

  @Test("replays of replays end: their number is bounded over all depths together")
  func boundedNumber() throws {
    let scene = try Scene("")
    let depth = 3
    for level in 0..<depth {
      let lines = (0..<11).map { "replay \"\(level + 1)-\($0).carnet\"\n" }
      let text =
        "#carnet 1\n" + (level + 1 < depth ? lines.joined() : "select 1 as a;\n#= rows 1\n")
      for number in 0..<11 { try scene.folder.write(text.utf8, to: "\(level)-\(number).carnet") }
    }
    let context = NotebookHarness.context(folder: scene.folder.path)
    let report = try SessionReplay(context: context)
      .run(scene.folder.path + "/0-0.carnet", show: { _, _, _ in })
    #expect(report.lines.count == 11)
    // Eight scripts of eleven, each with its own: 96 replays; the ninth one's last are refused.
    #expect(report.verifiedCount == 8)
    #expect(report.lines[8].verdict.explanation.contains("more than 100 others"))
    #expect(!report.isVerified)
  }

  @Test("a replay that takes more than its budget is stopped with a verdict of its own")
  func budget() throws {
    let scene = try Scene(
      """
      #carnet 1
      select 1 as a;
      #= rows 1
      with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n;
      select 2 as a;
      #= rows 1
      """)
    let context = NotebookHarness.context(folder: scene.folder.path)
    let report = try SessionReplay(context: context, minutes: 0)
      .run(scene.folder.path + "/s.carnet", show: { _, _, _ in })
    #expect(report.lines.map(\.verdict.word) == ["stopped", "not run", "not run"])
    #expect(report.exitCode == 3)
    // No memory at all: what it holds is looked at while it works.
    let memory = ReplayBudget(minutes: 1, bytes: -(1 << 40))
    #expect(memory.isExceeded)
    #expect(memory.excess?.hasSuffix("GB of memory") == true)
    #expect(!ReplayBudget(minutes: nil, bytes: 0).isExceeded)
    #expect(try scene.run(["replay", "s.carnet", "--budget", "0"]).status == 2)
    #expect(try scene.run(["replay", "s.carnet", "--budget", "30m"]).status == 2)
  }

  @Test("an endless statement in a replay inside a replay is stopped by the outermost budget")
  func sharedBudget() throws {
    let scene = try Scene("#carnet 1\nreplay \"inner.carnet\"\n")
    try scene.folder.write(
      """
      #carnet 1
      with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n;
      """.utf8, to: "inner.carnet")
    let budget = ReplayBudget(seconds: 0.3)
    let replay = SessionReplay(
      context: NotebookHarness.context(folder: scene.folder.path),
      inside: ReplayPlace(inside: nil, budget: budget))
    let report = try replay.run(scene.folder.path + "/s.carnet", show: { _, _, _ in })
    #expect(report.lines.map(\.verdict.word) == ["stopped"])
  }

  @Test("a script, session or table that is a pipe or a device is refused and not waited for")
  func oddFiles() throws {
    let scene = try Scene("select 1;")
    mkfifo(scene.folder.path + "/pipe.csv", 0o600)
    for file in ["pipe.csv", "/dev/zero"] {
      for arguments in [["run", file], ["replay", file], ["-c", "load \"\(file)\" as t"]] {
        let run = try scene.run(arguments)
        #expect(run.status == 1, "\(arguments)")
        #expect(run.talk.contains("not a"), "\(arguments): \(run.talk)")
      }
    }
  }
}
