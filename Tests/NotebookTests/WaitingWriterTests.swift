import CommandLanguage
import Dispatch
import Glibc
import Testing

@testable import Notebook
@testable import Store

@Suite("A writer that finds the notebook locked")
struct WaitingWriterTests {
  @Test(
    "waits for another one, whatever form of statement it is",
    arguments: [
      "x = select count(*) as n from t;", "create table y as select * from t;",
      "insert into t values (2);", "y2 = select count(*) as n from october;",
      "dispatch october on 2025-10-22 with greedy as g replace", "set seed 4",
      "update t set a = a + 1;", "split october holdout 30% seed 7 replace",
      "load \"datasets/week-2025-43.json\" as w replace", "drop table if exists nosuch;",
      "delete from t where a in (select count(*) from october);", "alter table t add column b;",
      "create index i on t (a);", "z = head october", "forget october",
    ])
  func waits(statement: String) throws {
    let home = try TemporaryDirectory()
    let path = home.path + "/n.sqlite"
    let notebook = try NotebookHarness(.file(path))
    try notebook.outcome(
      "create table t as select 1 as a;\nload \"datasets/october-2025.xlsx\" as october")
    let lock = try Lock(on: path)
    lock.release(afterMilliseconds: 400)
    let failure = notebook.failure(statement)
    #expect(failure == nil, "\(failure?.headline ?? "")")
  }

  @Test("is told how long it really waited, and hears Ctrl-C meanwhile")
  func interrupted() throws {
    let home = try TemporaryDirectory()
    let path = home.path + "/n.sqlite"
    let notebook = try NotebookHarness(
      .file(path), isInterrupted: NotebookHarness.interruption(after: 40))
    let lock = try Lock(on: path)
    #expect(notebook.failure("create table t (a);")?.code == "E-stopped")
    lock.release(afterMilliseconds: 0)
  }

  @Test("hears Ctrl-C while a notebook is opened that another program holds whole")
  func interruptedOpening() throws {
    let home = try TemporaryDirectory()
    let path = home.path + "/n.sqlite"
    do { _ = try NotebookHarness(.file(path)) }
    let holder = try AnalystConnection(path: path)
    try holder.executeAll(
      "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE carnet_setting SET value = value;")
    let wait = LockWait()
    #expect(throws: StoreError.interrupted) {
      try NotebookHarness(.file(path), isInterrupted: NotebookHarness.interruption(after: 20))
    }
    #expect(wait.seconds < Double(NotebookDatabase.lockWaitSeconds))
    try holder.executeAll("COMMIT")
  }

  /// Another program's right to write, given up after a while.
  private final class Lock: @unchecked Sendable {
    private let connection: AnalystConnection
    private let released = DispatchSemaphore(value: 0)

    init(on path: String) throws {
      connection = try AnalystConnection(path: path)
      try connection.executeAll("BEGIN IMMEDIATE; UPDATE carnet_setting SET value = value;")
    }

    func release(afterMilliseconds delay: Int) {
      DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(delay)) { [self] in
        // A commit of nothing cannot fail.
        try? connection.executeAll("COMMIT")
        released.signal()
      }
    }
  }
}
