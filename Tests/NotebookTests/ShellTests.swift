import Glibc
import PseudoTerminal
import Testing

@Suite("The shell in a terminal", .serialized)
struct ShellTests {
  let state: TemporaryDirectory

  init() throws { state = try TemporaryDirectory() }

  private func shell(
    loading: Bool = false, language: String = "C.UTF-8"
  ) throws -> PseudoTerminal {
    let opening = loading ? ["--cmd", #"load "datasets/october-2025.xlsx" as october"#] : []
    let terminal = try PseudoTerminal(
      PseudoTerminal.builtProgram("carnet"), arguments: ["--memory"] + opening,
      environment: ["LANG": language, "CARNET_STATE": state.path, "NO_COLOR": "1"],
      folder: NotebookHarness.repository)
    if loading { try terminal.expect("211 rides") }
    try terminal.expect("carnet> ")
    return terminal
  }

  @Test("SQL over two lines runs once it is complete, and Up recalls it whole")
  func recallsStatements() throws {
    let terminal = try shell()
    terminal.send("select 'é' as\r")
    try terminal.expect("...> ")
    terminal.send("letter;\r")
    try terminal.expect("letter\n──────\né")
    try terminal.expect("carnet> ")
    terminal.send(Key.up + Key.enter)
    try terminal.expect("letter\n──────\né")
  }

  @Test("Tab completes a command, a dataset, a column and a path")
  func completes() throws {
    let terminal = try shell(loading: true)
    terminal.send("desc\toct\t\r")
    try terminal.expect("october: dataset, 211 rows")
    try terminal.expect("carnet> ")
    terminal.send("select count(*) as found from octo\t where wheelch\t >= 0;\r")
    try terminal.expect("found\n─────\n  211")
    try terminal.expect("carnet> ")
    terminal.send("load \"datasets/oct\tas october\r")
    try terminal.expect("already contains this file")
  }

  @Test("Tab completes a day by its name, a method and a driver of the day")
  func completesDispatch() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add("monday", [.init(540, 0, 4.9)])
    days.add("two words", [.init(540, 0, 4.9)])
    try days.write(to: folder)
    let terminal = try PseudoTerminal(
      PseudoTerminal.builtProgram("carnet"),
      arguments: ["--memory", "--cmd", "load \"\(folder.path)/days.json\" as hand"],
      environment: ["LANG": "C.UTF-8", "CARNET_STATE": state.path, "NO_COLOR": "1"],
      folder: NotebookHarness.repository)
    try terminal.expect("2 rides on 2 days")
    try terminal.expect("carnet> ")
    terminal.send("disp\thand on mon\twith opt\twithout An\tas p\r")
    try terminal.expect("p: 1 ride of hand, monday, with optimal without Anna: loads 1")
    try terminal.expect("carnet> ")
    terminal.send("dispatch hand on \"tw\t with greedy as q\r")
    try terminal.expect("q: 1 ride of hand, two words, with greedy")
  }

  @Test("Ctrl-C clears a half-typed statement and stops a long query; the prompt comes back")
  func interrupts() throws {
    let terminal = try shell()
    terminal.send("select nonsense")
    try terminal.expect("nonsense")
    terminal.send(Key.controlC)
    try terminal.expect("carnet> ")
    // Typed and sent apart: a Ctrl-C in the same instant as Return belongs to neither.
    terminal.send(
      "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n;\r")
    try terminal.expect("from n;\n")
    usleep(200_000)
    terminal.send(Key.controlC)
    try terminal.expect("stopped; nothing was changed")
    try terminal.expect("carnet> ")
    terminal.send("select 1 as still;\r")
    try terminal.expect("still\n─────\n    1")
  }

  @Test("a Ctrl-C in the same instant as Return, or just after it, is not lost")
  func interruptsAtReturn() throws {
    let terminal = try shell()
    for attempt in 0..<8 {
      terminal.send(
        "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n;")
      try terminal.expect("from n;")
      terminal.send("\r")
      usleep(UInt32(attempt * 300))
      terminal.send(Key.controlC)
      // The line is given up or its statement stopped; a query that went on would have no prompt.
      try terminal.expect("carnet> ")
      terminal.send("select \(attempt) as still;\r")
      try terminal.expect("still\n─────\n    \(attempt)")
      try terminal.expect("carnet> ")
    }
  }

  @Test("Ctrl-D ends and tells where the session is recorded")
  func ends() throws {
    let terminal = try shell()
    terminal.send("select 1 as one;\r")
    try terminal.expect("one\n───\n  1")
    try terminal.expect("carnet> ")
    terminal.send(Key.controlD)
    try terminal.expect("session recorded: carnet replay ")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.isInOrder)
    let scripts = state.names(in: "sessions")
    #expect(scripts.count == 1)
  }

  @Test("a window that is closed ends the program, at the prompt and in a long query")
  func closedWindow() throws {
    let terminal = try shell()
    #expect(terminal.hangUp() != nil)
    let busy = try shell()
    busy.send(
      "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n;\r")
    try busy.expect("from n;\n")
    #expect(busy.hangUp() != nil)
  }

  @Test("LANG=C draws in ASCII and takes UTF-8 without a crash")
  func plainLocale() throws {
    let terminal = try shell(language: "C")
    terminal.send("select 'é' as letter;\r")
    try terminal.expect("letter\n")
    try terminal.expect("carnet> ")
    terminal.send("quit\r")
    #expect(try terminal.waitForExit() == .exited(0))
  }
}
