import Glibc
import PseudoTerminal
import Testing

@Suite("Results, editor and tour in a terminal", .serialized)
struct ShellResultsTests {
  let state: TemporaryDirectory

  init() throws { state = try TemporaryDirectory() }

  private func shell(
    _ variables: [String: String] = [:], arguments: [String] = ["--memory"], columns: Int = 80
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      PseudoTerminal.builtProgram("carnet"), arguments: arguments,
      environment: [
        "LANG": "C.UTF-8", "CARNET_STATE": state.path, "NO_COLOR": "1", "PATH": "/usr/bin:/bin",
        "HOME": state.path,
      ].merging(variables) { _, given in given },
      columns: columns, folder: NotebookHarness.repository)
    try terminal.expect("carnet> ")
    return terminal
  }

  private let numbers =
    "with recursive n(i) as (select 1 union all select i + 1 from n where i < 99) select i from n;\r"

  @Test("a result longer than the screen goes through the pager, a short one does not")
  func pages() throws {
    let terminal = try shell(["PAGER": "sed 's/^/paged:/'"])
    terminal.send(numbers)
    try terminal.expect("paged: i")
    try terminal.expect("paged:first 40 of 99 rows; `show _ all`")
    try terminal.expect("carnet> ")
    terminal.send("show _ all\r")
    try terminal.expect("paged:99")
    try terminal.expect("paged:99 rows")
    try terminal.expect("carnet> ")
    terminal.send("select 7 as short;\r")
    try terminal.expect("\n    7")
  }

  @Test("leaving the pager early, or a pager that is not there, hurts nothing")
  func badPagers() throws {
    let terminal = try shell(["PAGER": "head -n 1"])
    terminal.send(numbers)
    try terminal.expect("carnet> ")
    terminal.send("set pager \"no-such-pager-here\"\r")
    try terminal.expect("carnet> ")
    terminal.send(numbers)
    try terminal.expect("could not be started")
    try terminal.expect("40")
    try terminal.expect("carnet> ")
    terminal.send("set pager \"sh -c 'stty raw -echo; kill -9 $$'\"\r")
    try terminal.expect("carnet> ")
    terminal.send(numbers)
    try terminal.expect("carnet> ")
    terminal.send("quit\r")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.isInOrder)
  }

  @Test("Ctrl-C in the pager ends the pager at most")
  func interruptsPager() throws {
    let terminal = try shell(["PAGER": "cat > /dev/null; echo waiting; sleep 30"])
    terminal.send(numbers)
    try terminal.expect("waiting")
    terminal.send(Key.controlC)
    try terminal.expect("carnet> ")
    terminal.send("select 5 as after;\r")
    try terminal.expect("after\n─────\n    5")
  }

  @Test("how results are shown is kept for the next session, and no record holds it")
  func keepsDisplay() throws {
    let terminal = try shell()
    terminal.send("set numbers swiss\r")
    try terminal.expect("carnet> ")
    terminal.send("set timer on\r")
    try terminal.expect("carnet> ")
    terminal.send("select 1234567 as n;\r")
    try terminal.expect("1'234'567")
    try terminal.expect(" s\n")
    try terminal.expect("carnet> ")
    terminal.send("quit\r")
    #expect(try terminal.waitForExit() == .exited(0))
    let script = try #require(state.names(in: "sessions").first)
    let text = try TemporaryDirectory.text(of: "\(state.path)/sessions/\(script)")
    #expect(!text.contains("swiss") && !text.contains("1'234") && text.contains("1234567"))
    let next = try shell()
    next.send("select 7654321 as n;\r")
    try next.expect("7'654'321")
  }

  @Test("habits from other shells do what is meant")
  func habits() throws {
    let terminal = try shell()
    terminal.send("select 1 as one, 2 as two;\r")
    try terminal.expect("carnet> ")
    terminal.send(".last\r")
    try terminal.expect("here: show _ all\none  two")
    try terminal.expect("carnet> ")
    terminal.send("\\x\r")
    try terminal.expect("─ row 1 of 1 ─\none  1\ntwo  2")
    try terminal.expect("carnet> ")
    terminal.send("exit\r")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("edit opens the editor on the statement before; what it saved waits for Return")
  func edits() throws {
    let terminal = try shell(["EDITOR": "sed -i -e s/one/three/ -e s/1/3/"])
    terminal.send("select 1\r")
    try terminal.expect("...> ")
    terminal.send("as one;\r")
    try terminal.expect("one\n───\n  1")
    try terminal.expect("carnet> ")
    terminal.send("edit\r")
    try terminal.expectScreen { $0.text.contains("as three;") }
    #expect(!terminal.screen.text.contains("three\n─────"))
    terminal.send("\r")
    try terminal.expect("three\n─────\n    3")
    try terminal.expect("carnet> ")
    terminal.send("select 1 as one;\r")
    try terminal.expect("carnet> ")
    terminal.send("edit\r")
    try terminal.expectScreen { $0.text.contains("select 3 as three;") }
    terminal.send(Key.controlC)
    try terminal.expect("^C")
    try terminal.expect("carnet> ")
    terminal.send("quit\r")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.isInOrder)
  }

  @Test("an editor that fails, or leaves the terminal raw, changes nothing")
  func badEditors() throws {
    let terminal = try shell(["VISUAL": "sh -c 'stty raw -echo; exit 3'"])
    terminal.send("select 1 as one;\r")
    try terminal.expect("carnet> ")
    terminal.send("edit\r")
    try terminal.expect("exited with status 3: nothing was changed")
    try terminal.expect("carnet> ")
    terminal.send("select 2 as still;\r")
    try terminal.expect("still\n─────\n    2")
    try terminal.expect("carnet> ")
    terminal.send(Key.controlD)
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.isInOrder)
  }

  @Test("the tour runs a step on Return, skips on s, and Ctrl-C leaves it")
  func tours() throws {
    let terminal = try shell(["PAGER": "cat"])
    terminal.send("tour\r")
    try terminal.expect("1 of 10: a notebook begins with data")
    try terminal.expect("carnet> load \"datasets/october-2025.xlsx\" as october")
    try terminal.expect("leaves: ")
    terminal.send("\r")
    try terminal.expect("211 rides")
    try terminal.expect("2 of 10")
    try terminal.expect("leaves: ")
    terminal.send("s\r")
    try terminal.expect("3 of 10")
    try terminal.expect("head october 5")
    try terminal.expect("leaves: ")
    terminal.send(Key.controlC)
    try terminal.expect("`tour 3` continues from here")
    try terminal.expect("carnet> ")
    terminal.send("select count(*) as rides from october;\r")
    try terminal.expect("  211")
  }

  @Test("without a terminal the tour runs all its steps, from any folder, and each is recorded")
  func scriptedTour() throws {
    let folder = try TemporaryDirectory()
    let run = try ProgramRun(["-c", "tour", "-c", "tables"], in: folder.path, state: state)
    #expect(run.status == 0, "\(run.talk)")
    for step in 1...10 { #expect(run.talk.contains("\n\(step) of 10: ")) }
    #expect(run.output.contains("tour_best") && run.output.contains("tour_greedy"))
    let later = try ProgramRun(["-c", "tour 10"], in: folder.path, state: state)
    #expect(later.status == 1 && later.talk.contains("there is nothing called `tour_best`"))
  }

  @Test("the keys of vi work where ~/.editrc asks for them, Tab, paste and Ctrl-R too")
  func viKeys() throws {
    _ = try state.write("bind -v\n".utf8, to: ".editrc")
    let terminal = try shell()
    terminal.send("select 12 as x;")
    try terminal.expectScreen { $0.lines.last?.hasSuffix("select 12 as x;") == true }
    // Escape, to the 2, and another digit in its place.
    terminal.send("\u{1B}0f2r7\r")
    try terminal.expect("\n17")
    try terminal.expect("carnet> ")
    terminal.send(Key.controlR + "17")
    try terminal.expectScreen { $0.text.contains("select 17 as x;") }
    terminal.send(Key.enter)
    try terminal.expect("\n17")
    try terminal.expect("carnet> ")
    terminal.send("tabl\t\r")
    try terminal.expect("built-in")
    try terminal.expect("carnet> ")
    terminal.send(Key.pasted("select\t9 as y;"))
    try terminal.expectScreen { $0.text.contains("9 as y;") }
    terminal.send(Key.enter)
    try terminal.expect("y\n─\n9")
  }

  @Test("long sentences break between words at the terminal's width")
  func wrapsTalk() throws {
    let terminal = try shell(columns: 50)
    terminal.send("load \"datasets/october-2025.xlsx\" as october\r")
    try terminal.expect("located")
    try terminal.expect("carnet> ")
    #expect(!terminal.screen.lines.contains { $0.hasSuffix("addres") || $0.hasPrefix("ses") })
    let sentence = terminal.screen.lines.filter { $0.contains("rides on") || $0.hasPrefix("  ") }
    #expect(sentence.count >= 2)
    #expect(terminal.screen.lines.allSatisfy { $0.count <= 50 })
  }
}
