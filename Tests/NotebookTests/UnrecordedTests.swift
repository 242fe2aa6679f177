import Files
import Glibc
import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("Reading without a journal")
struct UnrecordedTests {
  private static let sentence = "this session is not recorded"

  private func notebook(in folder: TemporaryDirectory, state: TemporaryDirectory) throws {
    let made = try ProgramRun(
      ["--notebook", "n.sqlite", "-c", "create table t as select 1 as a;"], in: folder.path,
      state: state)
    try #require(made.status == 0)
  }

  private static func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test("without a folder of states statements run, and one line says that nothing is recorded")
  func noState() throws {
    let folder = try TemporaryDirectory()
    let state = try TemporaryDirectory()
    let run = try ProgramRun(
      [
        "--notebook", "n.sqlite", "-c", "create table t (a);", "-c", "insert into t values (7);",
        "-c", "select * from t;",
      ],
      in: folder.path, state: state, environment: ["CARNET_STATE": "/proc/nope"])
    #expect(run.status == 0, "\(run.talk)")
    #expect(run.output == "a\n─\n7\n")
    #expect(run.talk.ranges(of: Self.sentence).count == 1, "\(run.talk)")
    #expect(run.talk.contains("/proc/nope"))
  }

  @Test("a disk that takes no more lines is told once, and statements run")
  func fullDisk() throws {
    let folder = try TemporaryDirectory()
    let state = try TemporaryDirectory()
    try notebook(in: folder, state: state)
    let carnet = ProgramRun.program
    for blocks in [0, 1] {
      // A limit of the size of files, in blocks of 512 bytes; its signal ends no program of ours.
      let statements = (1...9).map { "-c 'select a + \($0) as a from t;'" }.joined(separator: " ")
      let run = try ProgramRun(
        shell: "(ulimit -f \(blocks); '\(carnet)' --notebook n.sqlite \(statements); "
          + "echo code $?) 2>&1 | cat", in: folder.path, state: state)
      #expect(run.output.hasSuffix(" a\n──\n10\ncode 0\n"), "\(run.output)")
      #expect(run.output.ranges(of: Self.sentence).count == 1, "\(run.output)")
    }
  }

  @Test("a notebook that may not be written is read, and a change is refused with the reason")
  func readOnly() throws {
    let folder = try TemporaryDirectory()
    let state = try TemporaryDirectory()
    try notebook(in: folder, state: state)
    chmod(folder.path + "/n.sqlite", 0o444)
    try folder.write("a\n1\n".utf8, to: "t.csv")
    let before = try TemporaryDirectory.bytes(of: folder.path + "/n.sqlite")
    let beside = folder.names()
    let run = try ProgramRun(
      ["--notebook", "n.sqlite", "-c", "select * from t;", "-c", "tables", "-c", "head t"],
      in: folder.path, state: state)
    #expect(run.status == 0, "\(run.talk)")
    #expect(run.output.hasPrefix("a\n─\n1\n"))
    for change in [
      "insert into t values (2);", "create table u (a);", "x = select * from t;", "set seed 5",
      "drop table t;", "load \"t.csv\" as u",
    ] {
      let run = try ProgramRun(
        ["--notebook", "n.sqlite", "-c", change], in: folder.path, state: state)
      #expect(run.status == 1, "\(change): \(run.talk)")
      #expect(run.talk.contains("open for reading only"), "\(change): \(run.talk)")
    }
    #expect(try TemporaryDirectory.bytes(of: folder.path + "/n.sqlite") == before)
    #expect(folder.names() == beside, "nothing is left beside a notebook of somebody else")
  }

  @Test("a read-only notebook's log, of a program that was killed, is read too")
  func readOnlyLog() throws {
    let folder = try TemporaryDirectory()
    let state = try TemporaryDirectory()
    let scratch = try TemporaryDirectory()
    let process = try ProgramRun.start(
      ["--notebook", "n.sqlite"],
      input: """
        create table t as select 42 as a;
        with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n;
        """, in: folder.path, state: state, environment: [:], scratch: scratch)
    try ProgramRun.killOnceJournalled("recursive", process, in: state)
    #expect(folder.names().contains("n.sqlite-wal"))
    chmod(folder.path + "/n.sqlite", 0o444)
    let run = try ProgramRun(
      ["--notebook", "n.sqlite", "-c", "select * from t;"], in: folder.path, state: state)
    #expect(run.output == " a\n──\n42\n", "\(run.talk)")
  }

  @Test("a notebook is made for its owner alone, and so is what SQLite puts beside it")
  func ownerAlone() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path + "/n.sqlite"
    let notebook = try NotebookHarness(.file(path))
    try notebook.outcome("create table t as select 1 as a;")
    #expect(folder.names() == ["n.sqlite", "n.sqlite-shm", "n.sqlite-wal"])
    for name in folder.names() { #expect(Self.mode(folder.path + "/" + name) == 0o600, "\(name)") }
  }

  @Test(
    "`:memory:` names a notebook in memory, as in sqlite3",
    arguments: [[":memory:"], ["--notebook", ":memory:"]])
  func memory(_ arguments: [String]) throws {
    let folder = try TemporaryDirectory()
    let state = try TemporaryDirectory()
    let run = try ProgramRun(
      arguments + ["-c", "create table t as select 1 as a;", "-c", "select * from t;"],
      in: folder.path, state: state)
    #expect(run.status == 0, "\(run.talk)")
    #expect(run.output == "a\n─\n1\n")
    #expect(folder.names().isEmpty)
  }

  @Test("a session's start clears away what a killed one left half-written")
  func sweepsAtStart() throws {
    let folder = try TemporaryDirectory()
    let state = try TemporaryDirectory()
    let scratch = try TemporaryDirectory()
    let process = try ProgramRun.start(
      ["--notebook", "n.sqlite"],
      input: """
        big = with recursive n(i) as (select 1 union all select i + 1 from n limit 3000000) select i from n;
        export big to "big.csv"
        """, in: folder.path, state: state, environment: [:], scratch: scratch)
    try ProgramRun.kill(process) {
      folder.names().contains { $0.hasSuffix(".draft") }
    }
    #expect(folder.names().contains { $0.hasSuffix(".draft") })
    let run = try ProgramRun(
      ["--notebook", "n.sqlite", "-c", "select 1 as a;"], in: folder.path, state: state)
    #expect(run.status == 0)
    #expect(folder.names() == ["n.sqlite"])
  }
}
