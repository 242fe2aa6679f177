import Glibc
import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("After a crash")
struct RecoveryTests {
  private func replay(_ path: String) throws -> ReplayReport {
    try SessionReplay(context: NotebookHarness.context(folder: "/")).run(path) { _, _, _ in }
  }

  @Test("kill -9 in the middle of a script leaves what had finished, and `recover` writes it")
  func survivesKilling() throws {
    let folder = try TemporaryDirectory()
    let state = try TemporaryDirectory()
    let scratch = try TemporaryDirectory()
    let process = try ProgramRun.start(
      ["--notebook", folder.path + "/n.sqlite"],
      input: """
        create table t (a);
        insert into t values (1), (2);
        select * from t;
        with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n;
        """, in: folder.path, state: state, environment: [:], scratch: scratch)
    try ProgramRun.killOnceJournalled("recursive", process, in: state)
    let recovery = try ProgramRun(["recover"], in: folder.path, state: state)
    #expect(recovery.status == 0, "\(recovery.talk)")
    let scripts = folder.names(in: "sessions")
    #expect(scripts.count == 1)
    let path = folder.path + "/sessions/" + (scripts.first ?? "")
    let file = try SessionFile.read(path)
    #expect(
      file.entries.map(\.source).prefix(3) == [
        "create table t (a);", "insert into t values (1), (2);", "select * from t;",
      ])
    #expect(try replay(path).isVerified)
    #expect(try ProgramRun(["recover"], in: folder.path, state: state).talk.contains("no session"))
  }

  @Test("a notebook whose program was killed at its first statement opens again with its tables")
  func opensAfterKilling() throws {
    let folder = try TemporaryDirectory()
    let state = try TemporaryDirectory()
    let scratch = try TemporaryDirectory()
    let process = try ProgramRun.start(
      ["--notebook", "n.sqlite"],
      input: """
        create table t (a);
        insert into t values (1);
        with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n;
        """, in: folder.path, state: state, environment: [:], scratch: scratch)
    try ProgramRun.killOnceJournalled("recursive", process, in: state)
    let run = try ProgramRun(
      ["--notebook", "n.sqlite", "-c", "select * from t;"], in: folder.path, state: state)
    #expect(run.status == 0, "\(run.talk)")
    #expect(run.output == "a\n─\n1\n")
  }

  @Test("a record over a kept notebook leaves out what the session did not use")
  func preambleIsSparse() throws {
    let folder = try TemporaryDirectory()
    let first = try NotebookHarness(.file(folder.path + "/kept.sqlite"))
    try first.outcome("create table mine as select 1 as a;")
    try first.outcome("create table unrelated (a);")
    let second = try NotebookHarness(.file(folder.path + "/kept.sqlite"))
    second.session.recorder = try SessionRecorder(
      begin: JournalBegin(
        carnet: "0.0.0-test", seed: 1, libm: "test", folder: second.session.folder, process: 1,
        started: "test"),
      journalFolder: nil, for: second.session)
    try second.outcome("select * from mine;")
    try second.outcome("save session as \"\(folder.path)/s.carnet\"")
    #expect(
      try SessionFile.read(folder.path + "/s.carnet").entries.map(\.source)
        == ["create table mine as select 1 as a;", "select * from mine;"])
  }
}
