import Glibc
import PseudoTerminal
import Testing

@Suite("Two shells on one notebook", .serialized)
struct TwoShellsTests {
  let home: TemporaryDirectory

  init() throws { home = try TemporaryDirectory() }

  private var notebook: String { home.path + "/shared.sqlite" }

  private func shell() throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      PseudoTerminal.builtProgram("carnet"), arguments: [notebook],
      environment: ["LANG": "C.UTF-8", "CARNET_STATE": home.path + "/state", "NO_COLOR": "1"],
      folder: home.path)
    try terminal.expect("carnet> ")
    return terminal
  }

  @Test("readers never block; a writer waits for five seconds, then names who writes")
  func waitsAndNames() throws {
    let first = try shell()
    first.send("create table kept as select 7 as n;\r")
    try first.expect("made kept")
    try first.expect("carnet> ")
    // A write that has no end of its own.
    first.send(
      "insert into kept with recursive n(i) as (select 1 union all select i + 1 from n) "
        + "select i from n;\r")
    try first.expect("from n;\n")
    usleep(500_000)

    // The second opens, and reads what was there, while the first writes.
    let second = try shell()
    second.send("select n from kept;\r")
    try second.expect("n\n─\n7")
    try second.expect("carnet> ")
    second.send("create table mine (a);\r")
    let said = try second.expect("waited 5 s; try again")
    #expect(said.contains("is being written by carnet (process "))
    try second.expect("carnet> ")

    first.send(Key.controlC)
    try first.expect("stopped; nothing was changed")
    try first.expect("carnet> ")
    second.send("create table mine (a);\r")
    try second.expect("made mine")
    try second.expect("carnet> ")
    first.send("select count(*) as found from mine;\r")
    try first.expect("found\n─────\n    0")
  }

  @Test("a writer that waits less than that gets its turn")
  func takesTurns() throws {
    let first = try shell()
    first.send("create table kept as select 7 as n;\r")
    try first.expect("carnet> ")
    first.send(
      "insert into kept with recursive n(i) as (select 1 union all select i + 1 from n) "
        + "select i from n;\r")
    try first.expect("from n;\n")
    usleep(300_000)
    let second = try shell()
    second.send("create table mine as select 3 as a;\r")
    try second.expect("as a;\n")
    usleep(700_000)
    first.send(Key.controlC)
    try first.expect("stopped")
    try second.expect("made mine")
  }
}
