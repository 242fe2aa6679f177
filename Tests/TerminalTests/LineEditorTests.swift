import Glibc
import PseudoTerminal
import Testing

@Suite("The line editor in a terminal", .serialized)
struct LineEditorTests {
  private func probe(
    _ environment: [String: String] = ["LANG": "C.UTF-8"], columns: Int = 80
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      PseudoTerminal.builtProgram("EditorProbe"),
      environment: environment.merging(["HOME": "/nonexistent"]) { given, _ in given },
      columns: columns)
    return terminal
  }

  @Test("a line of UTF-8 is edited and returned, and Ctrl-D ends with the terminal in order")
  func editsUnicode() throws {
    let terminal = try probe()
    try terminal.expect("probe› ")
    #expect(!terminal.isInOrder)
    terminal.send("héllo 東x" + Key.backspace + Key.enter)
    try terminal.expect("<héllo 東>")
    try terminal.expect("probe› ")
    terminal.send(Key.controlD)
    try terminal.expect("<end>")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.isInOrder)
    #expect(terminal.endsPasteMarks)
  }

  @Test("a statement goes on under the continuation prompt until it is complete")
  func continues() throws {
    let terminal = try probe()
    try terminal.expect("probe› ")
    terminal.send("select 1,\r")
    try terminal.expect("....› ")
    terminal.send("2;\r")
    try terminal.expect("<select 1,⏎2;>")
    // The whole statement is one event of the history.
    try terminal.expect("probe› ")
    terminal.send(Key.up + Key.enter)
    try terminal.expect("<select 1,⏎2;>")
  }

  @Test("earlier sessions' statements come back whole")
  func recalls() throws {
    let terminal = try probe()
    try terminal.expect("probe› ")
    terminal.send(Key.up + Key.enter)
    try terminal.expect("<select 1,⏎  'é 東'⏎;>")
    try terminal.expect("probe› ")
    terminal.send(Key.controlR + "kept")
    try terminal.expectScreen { $0.text.contains("first kept") }
    terminal.send(Key.enter)
    try terminal.expect("<first kept>")
  }

  @Test("Ctrl-C forgets the whole statement and never ends the program")
  func interrupts() throws {
    let terminal = try probe()
    try terminal.expect("probe› ")
    terminal.send("select half")
    try terminal.expect("half")
    terminal.send(Key.controlC)
    try terminal.expect("<interrupted>")
    try terminal.expect("probe› ")
    terminal.send("select 1\r")
    try terminal.expect("....› ")
    terminal.send(Key.controlC)
    try terminal.expect("<interrupted>")
    try terminal.expect("probe› ")
    terminal.send("still here\r")
    try terminal.expect("<still here>")
  }

  @Test("Ctrl-C in the middle of a text of many rows goes below all of them")
  func interruptsBelow() throws {
    let terminal = try probe(columns: 20)
    try terminal.expect("probe› ")
    terminal.send(Key.pasted("select 1,\r'" + String(repeating: "é", count: 30) + "'"))
    try terminal.expectScreen { $0.lines.last?.hasSuffix("é'") == true }
    terminal.send(Key.controlA)
    try terminal.expectScreen { $0.cursor.row == 0 }
    terminal.send(Key.controlC)
    try terminal.expect("<interrupted>")
    try terminal.expect("probe› ")
    #expect(
      terminal.screen.lines == [
        "probe› select 1,", "'" + String(repeating: "é", count: 19),
        String(repeating: "é", count: 11) + "'", "^C",
        "<interrupted>", "probe›",
      ])
  }

  @Test("Ctrl-C is not lost however soon it follows a key")
  func interruptsAtOnce() throws {
    let terminal = try probe()
    for round in 0..<40 {
      try terminal.expect("probe› ")
      terminal.send(String(repeating: "x", count: round % 4))
      if round % 3 == 0 { usleep(UInt32(round * 20)) }
      terminal.send(Key.controlC)
      try terminal.expect("<interrupted>")
    }
  }

  @Test("Tab inserts the only candidate, what all share, or lists them with their notes")
  func completes() throws {
    let terminal = try probe()
    try terminal.expect("probe› ")
    terminal.send("tab\t1\r")
    try terminal.expect("<tables 1>")
    try terminal.expect("probe› ")
    terminal.send("s\t")
    try terminal.expect("select     ask a question")
    try terminal.expectScreen { $0.lines.last == "probe› s" }
    terminal.send("é\t;\r")
    try terminal.expect("<sélection ;>")
    try terminal.expect("probe› ")
    terminal.send("dir\tx\r")
    try terminal.expect("<directory/x>")
    try terminal.expect("probe› ")
    terminal.send("\"oct\t\"\r")
    try terminal.expect("<\"october\">")
  }

  @Test("Tab in the middle of a line completes up to the cursor and keeps what follows")
  func completesInside() throws {
    let terminal = try probe()
    try terminal.expect("probe› ")
    terminal.send("oct rides" + String(repeating: Key.left, count: 6) + "\t\r")
    try terminal.expect("<october rides>")
    try terminal.expect("probe› ")
    terminal.send("s rides" + String(repeating: Key.left, count: 6) + "\t")
    try terminal.expectScreen { $0.lines.last == "probe› s rides" && $0.cursor.column == 8 }
    terminal.send("how\r")
    try terminal.expect("<show rides>")
  }

  @Test("a list under a line of several rows, cursor in its middle, loses neither list nor line")
  func listsUnderRows() throws {
    let terminal = try probe(columns: 30)
    try terminal.expect("probe› ")
    terminal.send(String(repeating: "x", count: 60) + " s tail")
    try terminal.expectScreen { $0.text.contains("tail") }
    terminal.send(String(repeating: Key.left, count: 5) + "\t")
    try terminal.expectScreen { $0.text.contains("sélection") && $0.lines.last == "xxxxxxx s tail" }
    #expect(
      terminal.screen.lines == [
        "probe› " + String(repeating: "x", count: 23), String(repeating: "x", count: 30),
        "xxxxxxx s tail", "select     ask a question", "set", "show", "save", "sélection",
        "probe› " + String(repeating: "x", count: 23), String(repeating: "x", count: 30),
        "xxxxxxx s tail",
      ])
    #expect(terminal.screen.cursor.column == 9)
    terminal.send("how\r")
    try terminal.expect("x show tail>")
  }

  @Test("Tab on a continuation line sees the whole statement")
  func completesContinuation() throws {
    let terminal = try probe()
    try terminal.expect("probe› ")
    terminal.send("select 1 from\r")
    try terminal.expect("....› ")
    terminal.send("oct\t;\r")
    try terminal.expect("<select 1 from⏎october ;>")
  }

  @Test("beyond a hundred candidates the list is asked for first")
  func asksBeforeLongLists() throws {
    let terminal = try probe()
    try terminal.expect("probe› ")
    terminal.send("item\t")
    try terminal.expect("Display all 150 possibilities? (y or n)")
    terminal.send("n")
    try terminal.expectScreen { $0.lines.last == "probe› item" }
    #expect(!terminal.screen.text.contains("item77"))
    terminal.send("\t")
    try terminal.expect("Display all 150 possibilities? (y or n)")
    terminal.send("y")
    try terminal.expect("item150")
    terminal.send("7\t7\r")
    try terminal.expect("<item77>")
  }

  @Test("pasted text is taken as it is, line breaks and tabs too, and waits for Return")
  func pastes() throws {
    let terminal = try probe()
    try terminal.expect("probe› ")
    terminal.send(Key.pasted("select 'a\tb',\r  2;\r"))
    try terminal.expectScreen { $0.text.contains("2;") }
    terminal.send(Key.enter)
    try terminal.expect("<select 'a\\u{09}b',⏎  2;>")
  }

  @Test("two pastes and what is typed behind them, sent at once, keep their order")
  func pastesTwice() throws {
    let terminal = try probe()
    try terminal.expect("probe› ")
    terminal.send(Key.pasted("a\tb") + "c" + Key.pasted("é\rd") + "e\r" + Key.pasted("f"))
    try terminal.expect("<a\\u{09}bcé⏎de>")
    try terminal.expect("probe› ")
    terminal.send("\r")
    try terminal.expect("<f>")
  }

  @Test("a hundred kilobytes are pasted whole")
  func pastesMuch() throws {
    let terminal = try probe()
    try terminal.expect("probe› ")
    terminal.send(Key.pasted(String(repeating: "x", count: 100_000) + "end") + Key.enter)
    try terminal.expect("xend>", within: 20)
  }

  @Test("Ctrl-W deletes the word before the cursor only")
  func deletesWord() throws {
    let terminal = try probe()
    try terminal.expect("probe› ")
    terminal.send("one two" + Key.controlW + "three\r")
    try terminal.expect("<one three>")
  }

  @Test("without a UTF-8 locale nothing crashes, and the user is told once")
  func survivesPlainLocale() throws {
    for variables in [["LANG": "C"], ["LC_ALL": "POSIX"], [:], ["LANG": "xx_XX.UTF-8"]] {
      let terminal = try probe(variables)
      try terminal.expect("the locale is not UTF-8")
      try terminal.expect("probe")
      terminal.send("héllo\r")
      try terminal.expect("<héllo>")
      try terminal.expect("probe")
      terminal.send(Key.controlD)
      #expect(try terminal.waitForExit() == .exited(0))
    }
  }

  @Test(
    "colours are shown where they are wanted only",
    arguments: [
      (["LANG": "C.UTF-8"], true, "a terminal has them"),
      (["LANG": "C.UTF-8", "NO_COLOR": "1"], false, "NO_COLOR refuses them"),
      (["LANG": "C.UTF-8", "NO_COLOR": ""], true, "an empty NO_COLOR says nothing"),
      (["LANG": "C.UTF-8", "TERM": "dumb"], false, "a dumb terminal has none"),
    ])
  func colours(_ variables: [String: String], _ areShown: Bool, _ reason: String) throws {
    let terminal = try probe(variables)
    try terminal.expect("probe› ")
    #expect(
      String(decoding: terminal.raw, as: UTF8.self).contains("\u{1B}[36m") == areShown,
      "\(reason)")
  }

  @Test("COLUMNS is honoured")
  func honoursColumns() throws {
    let terminal = try probe(["LANG": "C.UTF-8", "COLUMNS": "55"])
    try terminal.expect("probe› ")
    terminal.send("width\r")
    try terminal.expect("width 55")
  }

  @Test("a resized window is drawn anew and asked for its width")
  func resizes() throws {
    let terminal = try probe()
    try terminal.expect("probe› ")
    terminal.send("wid")
    try terminal.expect("wid")
    terminal.resize(columns: 47, rows: 24)
    terminal.send("th\r")
    try terminal.expect("width 47")
  }

  @Test(
    "the terminal is in order however the program ends",
    arguments: [
      (SIGTERM, "asked to end"), (SIGHUP, "the window closed"),
    ])
  func restoresAfterSignals(_ number: Int32, _ reason: String) throws {
    let terminal = try probe()
    try terminal.expect("probe› ")
    terminal.send("half")
    try terminal.expect("half")
    terminal.signal(number)
    #expect(try terminal.waitForExit() == .signalled(number), "\(reason)")
    #expect(terminal.isInOrder, "\(reason)")
    #expect(terminal.endsPasteMarks, "\(reason)")
  }

  @Test(
    "the terminal is in order even after a crash inside the editor",
    arguments: [
      ("abort", PseudoTerminal.ExitStatus.signalled(SIGABRT)),
      ("trap", .signalled(SIGILL)),
      ("exit", .exited(7)),
    ])
  func restoresAfterCrashes(_ word: String, _ end: PseudoTerminal.ExitStatus) throws {
    let terminal = try probe(["LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"])
    try terminal.expect("probe› ")
    terminal.send(word + Key.tab)
    #expect(try terminal.waitForExit() == end)
    #expect(terminal.isInOrder)
    #expect(terminal.endsPasteMarks)
  }

  @Test("the user's .editrc is read, and our keys work after it")
  func readsUserFile() throws {
    let home = "/tmp/carnet-editrc-\(getpid())"
    mkdir(home, 0o700)
    let file = open(home + "/.editrc", O_CREAT | O_WRONLY | O_TRUNC, 0o600)
    let content = "bind -v\nbind ^I ed-delete-prev-char\nbind ^G ed-move-to-beg\n"
    _ = write(file, content, content.utf8.count)
    close(file)
    defer {
      unlink(home + "/.editrc")
      rmdir(home)
    }
    let terminal = try probe(["LANG": "C.UTF-8", "HOME": home])
    try terminal.expect("probe› ")
    terminal.send("tab\t\u{7}x\r")
    try terminal.expect("<xtables >")
  }
}

extension PseudoTerminal {
  /// Whether the last word on paste marks was to switch them off.
  var endsPasteMarks: Bool {
    let text = String(decoding: raw, as: UTF8.self)
    guard let on = text.ranges(of: "\u{1B}[?2004h").last,
      let off = text.ranges(of: "\u{1B}[?2004l").last
    else { return false }
    return on.lowerBound < off.lowerBound
  }
}
