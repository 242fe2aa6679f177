import Files
import TerminalText
import Testing

@testable import SessionRecord

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Journals: written ahead, never mixed, never losing what finished")
struct JournalTests {
  static let begin = JournalBegin(
    carnet: "0.1.0", seed: 7, rules: [RuleSetting("speed", 30)], notebook: "/n/notebook.sqlite",
    libm: "Zen", folder: "/n", process: 4711, started: "2025-10-22T08:30:00")

  static let outcome = JournalOutcome(
    .succeeded, isRecorded: true, facts: [Fact("rows", .integer(4))],
    picture: ["a\tb", "", "\\ 1"], blocks: [.plot("{\"a\":1}")], volatile: ["1 ms"],
    effects: ["dataset made"],
    canonical: "select 1;\n")

  /// A session of four statements, the last unfinished.
  static func session(in folder: ScratchFolder) throws -> Journal {
    let journal = try Journal.begin(in: folder.path, begin, sync: .never)
    var number = try journal.willRun("sel 1;\n", settings: ["speed=30"])
    try journal.didRun(number, outcome)
    number = try journal.willRun("hlp")
    try journal.didRun(
      number,
      JournalOutcome(
        .failed, isRecorded: false, error: RecordedError(code: "unknown-verb", "no hlp")))
    number = try journal.willRun("show x")
    try journal.didRun(
      number,
      JournalOutcome(
        .failed, isRecorded: true, error: RecordedError(code: "unknown-name", "no x")))
    _ = try journal.willRun("train v1")
    return journal
  }

  static func bytes(of path: String) throws -> [UInt8] {
    let file = try OpenFile.reading(path)
    defer { file.close() }
    return try file.readAll()
  }

  @Test("a journal reads back what was written, the unfinished statement marked")
  func reading() throws {
    let folder = ScratchFolder()
    let journal = try Self.session(in: folder)
    let contents = try Journal.read(journal.path)
    #expect(contents.begin == Self.begin)
    #expect(contents.statements.map(\.source) == ["sel 1;\n", "hlp", "show x", "train v1"])
    #expect(contents.statements.map(\.number) == [1, 2, 3, 4])
    #expect(contents.statements[0].settings == ["speed=30"])
    #expect(contents.statements[0].outcome == Self.outcome)
    #expect(contents.unfinished?.source == "train v1")
    #expect(contents.recorded.map(\.number) == [1, 3])
    #expect(!contents.isEnded)
    #expect(contents.damagedLines == 0)
    try journal.end()
    #expect(try Journal.read(journal.path).isEnded)
    #expect(throws: SessionRecordError.self) { try journal.willRun("late") }
    try journal.end()
  }

  @Test("the file is its owner's alone and its name tells the moment and the process")
  func naming() throws {
    let folder = ScratchFolder()
    let journal = try Journal.begin(in: folder.path, Self.begin)
    #expect(journal.path == "\(folder.path)/2025-10-22T08-30-00-4711.journal")
    #expect(ScratchFolder.mode(of: journal.path) == 0o600)
  }

  @Test("torn at any byte, a journal still has each statement that had finished by then")
  func torn() throws {
    let folder = ScratchFolder()
    let whole = try Self.bytes(of: try Self.session(in: folder).path)
    let ends = whole.indices.filter { whole[$0] == UInt8(ascii: "\n") }
    #expect(ends.count == 8)
    for cut in 0...whole.count {
      let contents = JournalContents(path: "", bytes: Array(whole[..<cut]))
      // The lines are begin, then statement and outcome in turn; only the line feed may be lost.
      let lines = ends.count { $0 <= cut }
      #expect(contents.statements.count(where: \.isFinished) == max(0, lines - 1) / 2)
      #expect(contents.statements.count == lines / 2)
      let isBetweenLines = cut == 0 || ends.contains(cut) || ends.contains(cut - 1)
      #expect(contents.damagedLines == (isBetweenLines ? 0 : 1))
    }
  }

  @Test("any changed byte spoils at most its own lines and never makes another statement")
  func damaged() throws {
    let folder = ScratchFolder()
    let whole = try Self.bytes(of: try Self.session(in: folder).path)
    let sound = JournalContents(path: "", bytes: whole)
    for index in whole.indices {
      var bytes = whole
      bytes[index] ^= 0x81
      let contents = JournalContents(path: "", bytes: bytes)
      #expect(contents.damagedLines >= 1)
      for statement in contents.statements {
        let original = sound.statements.first { $0.number == statement.number }
        #expect(statement.source == original?.source)
        #expect(statement.outcome == nil || statement.outcome == original?.outcome)
      }
    }
  }

  @Test("bytes that are not UTF-8 and lines of a later version are passed over")
  func foreign() {
    var bytes: [UInt8] = [0xFF, 0xFE, 0x0A]
    bytes += JournalLine.bytes("statement", [("number", "1"), ("source", "\"a\"")])
    bytes += JournalLine.bytes("mood", [("number", "1")])
    bytes += JournalLine.bytes("outcome", [("number", "1"), ("status", "\"later\"")])
    bytes += JournalLine.bytes("outcome", [("number", "\"x\""), ("status", "\"failed\"")])
    bytes += JournalLine.bytes("outcome", [("number", "no JSON")])
    let contents = JournalContents(path: "", bytes: bytes)
    #expect(contents.statements == [JournalStatement(number: 1, source: "a")])
    #expect(contents.damagedLines == 1)
  }

  @Test("a line is JSON whose kind stands first and whose checksum stands last")
  func form() throws {
    let line = String(
      decoding: JournalStatement(number: 3, source: "a\t\"b\"", settings: ["seed=1"]).line,
      as: UTF8.self)
    #expect(
      line.hasPrefix(
        #"{"kind":"statement","number":3,"source":"a\t\"b\"","settings":["seed=1"],"sum":""#))
    #expect(line.hasSuffix("\"}\n"))
    let outcome = String(decoding: Self.outcome.line(number: 3), as: UTF8.self)
    #expect(outcome.contains(#""facts":[" rows 4"]"#))
    #expect(outcome.contains(#""blocks":[{"plot":{"a":1}}]"#))
  }

  @Test("a record reads back whatever its texts hold", arguments: 0..<20)
  func lines(seed: Int) throws {
    var draws = Draws(seed: UInt64(seed))
    let statement = JournalStatement(
      number: seed, source: draws.nastyText(atMost: 30), settings: [draws.nastyText()])
    let outcome = JournalOutcome(
      .failed, isRecorded: true, facts: [FactTests.fact(&draws)],
      picture: [ScreenLine(draws.nastyText())],
      blocks: [
        .lines([draws.nastyText()]), .other(draws.nastyText()), .plot("{\"a\":[1,-2.5,1e-09]}"),
        .message(RecordedMessage(.talk, Sentence(value: draws.nastyText()))),
      ], volatile: ["1 s"],
      error: RecordedError(code: "E-sql", Sentence(value: draws.nastyText()), sqlite: 1),
      effects: [draws.nastyText()], canonical: draws.nastyText())
    let contents = JournalContents(
      path: "", bytes: statement.line + outcome.line(number: seed))
    #expect(contents.damagedLines == 0)
    let read = try #require(contents.statements.first)
    #expect(Array(read.source.utf8) == Array(statement.source.utf8))
    #expect(read.settings == statement.settings)
    #expect(read.outcome == outcome)
  }

  @Test("journals in the form of versions before are recovered")
  func firstForm() throws {
    func line(_ text: String) -> [UInt8] {
      var hash: UInt32 = 0x811c_9dc5
      for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
      let digits = String(hash, radix: 16)
      return Array(
        "\(text)\tsum=\(String(repeating: "0", count: 8 - digits.count))\(digits)\n".utf8)
    }
    let bytes =
      line(
        "begin\tformat=1\tcarnet=0.1.0\tseed=7\trule=speed=30\tkernel=Zen\tfolder=/n"
          + "\tprocess=4711\tstarted=2025")
      + line("statement\tnumber=1\tsource=select\\n1;\tsetting=speed=30")
      + line(
        "outcome\tnumber=1\tstatus=succeeded\trecorded=yes\tfact=#= rows 4\tpicture=a"
          + "\tplot={\"plot\":{\"a\":1}}\tblock={\"lines\":[\"b\"]}\tvolatile=1 ms\teffect=made")
      + line("statement\tnumber=2\tsource=show x")
      + line("outcome\tnumber=2\tstatus=failed\trecorded=yes\tcode=E-name\tmessage=no x")
      + line("end")
    let contents = JournalContents(path: "", bytes: bytes)
    #expect(contents.damagedLines == 0 && contents.isEnded)
    #expect(contents.begin?.seed == 7 && contents.begin?.libm == "Zen")
    #expect(contents.begin?.rules == [RuleSetting("speed", 30)])
    #expect(contents.begin?.process == 4711)
    #expect(contents.statements.map(\.source) == ["select\n1;", "show x"])
    #expect(contents.statements[0].settings == ["speed=30"])
    let first = try #require(contents.statements[0].outcome)
    #expect(first.facts == [Fact("rows", .integer(4))])
    #expect(first.picture == ["a"] && first.volatile == ["1 ms"] && first.effects == ["made"])
    #expect(first.blocks == [.plot("{\"a\":1}"), .lines(["b"])])
    #expect(contents.statements[1].outcome?.error?.description == "E-name: no x")
  }

  @Test("two sessions of one moment and process get a file each")
  func neverMixed() throws {
    let folder = ScratchFolder()
    let first = try Journal.begin(in: folder.path, Self.begin, sync: .never)
    let second = try Journal.begin(in: folder.path, Self.begin, sync: .never)
    #expect(first.path != second.path)
    for number in 1...20 {
      try first.didRun(
        try first.willRun("a\(number)"), JournalOutcome(.succeeded, isRecorded: true))
      try second.didRun(
        try second.willRun("b\(number)"), JournalOutcome(.succeeded, isRecorded: true))
    }
    #expect(
      try Journal.read(first.path).statements.map(\.source) == (1...20).map { "a\($0)" })
    #expect(
      try Journal.read(second.path).statements.map(\.source) == (1...20).map { "b\($0)" })
  }

  @Test("only journals without end and without a living session are left behind")
  func leftBehind() throws {
    let folder = ScratchFolder()
    let alive = try Self.session(in: folder)
    let ended = try Self.session(in: folder)
    try ended.end()
    let crashed = try Self.session(in: folder)
    crashed.close()
    let empty = try Journal.begin(in: folder.path, Self.begin, sync: .never)
    empty.close()
    _ = folder.write(Array("rubbish\n".utf8), to: "x.journal")
    _ = folder.write([], to: "y.journal")
    _ = folder.write(Array("no journal".utf8), to: "notes.txt")
    #expect(Journal.unfinished(in: folder.path) == [crashed.path])
    alive.close()
    #expect(Set(Journal.unfinished(in: folder.path)) == [crashed.path, alive.path])
    #expect(Journal.unfinished(in: folder.path + "/nowhere").isEmpty)
  }

  @Test("a crashed session is recovered once, by one, and not while it lives")
  func claims() throws {
    let folder = ScratchFolder()
    let journal = try Self.session(in: folder)
    #expect(try JournalClaim(journal.path) == nil)
    #expect(throws: SessionRecordError.self) { try Journal.settle(journal.path) }
    journal.close()
    let claim = try #require(try JournalClaim(journal.path))
    #expect(try JournalClaim(journal.path) == nil)
    #expect(Journal.unfinished(in: folder.path).isEmpty)
    #expect(claim.contents.recorded.count == 2)
    try claim.settle()
    #expect(Journal.unfinished(in: folder.path).isEmpty)
    #expect(try Journal.read(journal.path).isSettled)
  }

  @Test("a torn line does not spoil the mark of recovery")
  func settlingTorn() throws {
    let folder = ScratchFolder()
    let whole = try Self.bytes(of: try Self.session(in: folder).path)
    let path = folder.write(Array(whole.dropLast(5)), to: "torn.journal")
    try Journal.settle(path, decision: "declined")
    let contents = try Journal.read(path)
    #expect(contents.isSettled)
    #expect(contents.damagedLines == 1)
    #expect(contents.statements.count == 3)
  }

  @Test("a killed process leaves all that finished, and its lock goes with it")
  func killed() async throws {
    let folder = ScratchFolder()
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String] in
      let journal = try Journal.begin(in: path, JournalTests.begin)
      try journal.didRun(try journal.willRun("one"), JournalTests.outcome)
      _ = try journal.willRun("two")
      kill(getpid(), SIGKILL)
    }
    let left = try #require(Journal.unfinished(in: folder.path).first)
    let contents = try Journal.read(left)
    #expect(contents.statements.map(\.source) == ["one", "two"])
    #expect(contents.statements[0].outcome == Self.outcome)
    #expect(contents.unfinished?.source == "two")
  }

  @Test("history gives the newest statements of all sessions last, none twice in a row")
  func history() throws {
    let folder = ScratchFolder()
    for (started, sources) in [
      ("2025-10-21", ["a", "b", "b"]), ("2025-10-22", ["b", "c\n#x", "a"]), ("2025-10-23", []),
    ] {
      var begin = Self.begin
      begin.started = started
      let journal = try Journal.begin(in: folder.path, begin, sync: .never)
      for source in sources { _ = try journal.willRun(source) }
    }
    #expect(Journal.history(in: folder.path, last: 10) == ["a", "b", "c\n#x", "a"])
    #expect(Journal.history(in: folder.path, last: 2) == ["c\n#x", "a"])
    #expect(Journal.history(in: folder.path, last: 0).isEmpty)
    #expect(Journal.history(in: folder.path + "/nowhere", last: 5).isEmpty)
  }

  @Test("a session file holds what changed or showed something, and errors as expected ones")
  func sessionFile() throws {
    let folder = ScratchFolder()
    let journal = try Self.session(in: folder)
    let file = SessionFile(
      from: try Journal.read(journal.path),
      options: SessionFileOptions(preamble: [SessionEntry("load \"x.csv\"")], folder: ".."))
    #expect(
      file.text == """
        #carnet 2
        #: seed 7, carnet 0.1.0, rules speed=30, libm Zen, folder ..
        load "x.csv"
        select 1;

        #= rows 4
        #| a\\u{09}b
        #|
        #| \\ 1
        #^ {"plot":{"a":1}}
        #~ 1 ms
        show x
        #x unknown-name: no x
        #end

        """)
    #expect(try SessionFile(file.text).entries.map(\.facts) == file.entries.map(\.facts))
  }

  @Test("cancelled statements changed nothing and are not in the file")
  func cancelled() throws {
    let folder = ScratchFolder()
    let journal = try Journal.begin(in: folder.path, Self.begin, sync: .never)
    try journal.didRun(
      try journal.willRun("select 1;"), JournalOutcome(.cancelled, isRecorded: true))
    #expect(SessionFile(from: try Journal.read(journal.path)).entries.isEmpty)
  }

  @Test("names are hidden in pictures, volatile lines and errors, and statements stay")
  func hidden() throws {
    let folder = ScratchFolder()
    let journal = try Journal.begin(in: folder.path, Self.begin, sync: .never)
    let number = try journal.willRun("select upper(client) from october;")
    try journal.didRun(
      number,
      JournalOutcome(
        .failed, isRecorded: true, picture: ["DUPONT MARIE"], volatile: ["Dupont: 1 ms"],
        error: RecordedError(code: "unknown-client", "no marie dupont")))
    var pseudonyms = Pseudonyms()
    pseudonyms.register(["Dupont Marie"])
    let file = SessionFile(
      from: try Journal.read(journal.path), options: SessionFileOptions(pseudonyms: pseudonyms))
    #expect(file.header.pseudonyms == "client-2")
    #expect(!file.text.lowercased().contains("dupont"))
    #expect(file.entries.first?.source == "select upper(client) from october;")
    let pseudonym = try #require(pseudonyms.pseudonym(of: "Madame dupont marie"))
    #expect(file.entries.first?.picture.map(\.text) == [pseudonym])
  }
}
