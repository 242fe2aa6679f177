import TerminalText
import Testing

@testable import SessionRecord

@Suite("What a statement showed, as data")
struct RecordedBlockTests {
  @Test(
    "a block is one line and is read as it was",
    arguments: [
      (
        RecordedBlock.table(
          RecordedTable(
            title: "by driver", columns: [.init("driver", kind: "text"), .init("n", kind: "real")],
            rows: [
              [.text("a \"b\"\n|"), .real(4)], [.null, .integer(-5)], [.bytes(2), .real(0.1)],
            ],
            rowCount: 31_623)),
        #"{"table":{"title":"by driver","columns":[["driver","text"],["n","real"]],"#
          + #""rows":[["a \"b\"\n|",4.0],[null,-5],[{"bytes":2},0.1]],"count":31623}}"#
      ),
      (
        .message(RecordedMessage(.warning, "2 rejected")),
        #"{"message":{"severity":"warning","parts":["2 rejected"]}}"#
      ),
      (
        .message(
          RecordedMessage(
            .talk,
            """
            \("oct \"1\""): \(grouped: 1204) rides, \(0.96, shown: "96 %"), \(2.0), \
            \(2026) \(volatile: "…")
            """)),
        #"{"message":{"severity":"talk","parts":[["oct \"1\""],": ",[1204,"1,204"]," rides, ","#
          + #"[0.96,"96 %"],", ",[2.0],", ",[2026]," ",{"volatile":true}]}}"#
      ),
      (
        .error(
          RecordedError(
            code: "E-sql", "SQLite reports: \("no such table: t")", sqlite: 1, object: "t")),
        #"{"error":{"code":"E-sql","parts":["SQLite reports: ",["no such table: t"]],"#
          + #""sqlite":1,"object":"t"}}"#
      ),
      (.plot(#"{"mark":"bars"}"#), #"{"plot":{"mark":"bars"}}"#),
      (.lines(["a", "b"]), #"{"lines":["a","b"]}"#),
      (.lines(["\u{1B}\u{202E}\u{E0041}"]), #"{"lines":["\u001b\u202e\udb40\udc41"]}"#),
      (
        .lines(["\u{202E}\u{200B}\u{2066}\u{FEFF}\u{AD}\u{34F}\u{E0041}\u{3164}é"]),
        #"{"lines":["\u202e\u200b\u2066\ufeff\u00ad\u034f\udb40\udc41\u3164é"]}"#
      ),
      (.lines(["👩\u{200D}⚕"]), #"{"lines":["👩\u200d⚕"]}"#),
      (.other(#"{"mark":"bars"}"#), #"{"mark":"bars"}"#),
      (.other("no json {"), "no json {"),
    ])
  func lines(block: RecordedBlock, line: String) {
    #expect(block.line == line)
    #expect(RecordedBlock(line: line) == block)
  }

  @Test(
    "a table whose parts do not fit is another version's, and no trap",
    arguments: [
      #"{"table":{"columns":[["a","text"]],"rows":[[1,2]]}}"#,
      #"{"table":{"columns":[["a"]],"rows":[]}}"#,
      #"{"table":{"columns":[["a","text"]],"rows":[[true]]}}"#, #"{"table":7}"#, #"{"message":{}}"#,
      #"{"lines":[1]}"#, "[]", "", #"{"message":{"severity":"talk","parts":[true]}}"#,
      #"{"message":{"severity":"talk","parts":[[1,2]]}}"#, #"{"message":{"severity":"talk"}}"#,
      #"{"message":{"severity":"talk","parts":[[]]}}"#, #"{"error":{"code":"E-x"}}"#,
    ])
  func misfits(line: String) {
    #expect(RecordedBlock(line: line) == .other(line))
  }

  @Test("a sentence that a version before wrote is one text")
  func formerMessages() {
    let block = RecordedBlock(line: #"{"message":{"severity":"talk","text":"2 of 3 rides"}}"#)
    #expect(block == .message(RecordedMessage(.talk, Sentence(value: "2 of 3 rides"))))
  }

  @Test("a duration that a sentence states is in no record")
  func volatileParts() {
    let message = RecordedMessage(.talk, "trained in \(volatile: "3.2 s")")
    #expect(message.text == "trained in …")
    #expect(!RecordedBlock.message(message).line.contains("3.2"))
  }

  @Test("an expected error's payload stands below `#x`, whose code a hand may change")
  func errors() throws {
    let error = RecordedError(code: "E-unknown", "no dataset is called \("octber")")
    let entry = SessionEntry("head octber", expectedError: error)
    let text = SessionFile(entries: [entry]).text
    #expect(text.contains("\n#x E-unknown: no dataset is called octber\n#^ {\"error\":"))
    #expect(try SessionFile(text).entries.first?.expectedError == error)
    let edited = text.replacing("#x E-unknown", with: "#x E-other")
    #expect(
      try SessionFile(edited).entries.first?.expectedError
        == RecordedError(code: "E-other", error.sentence))
    let plain = SessionEntry("x", expectedError: RecordedError(code: "E-a", "so"))
    #expect(!SessionFile(entries: [plain]).text.contains("#^"))
  }

  @Test("a million marks on a letter are one line that is read as it was")
  func marks() {
    let text = "e" + String(repeating: "\u{301}\u{323}", count: 500_000)
    let line = RecordedBlock.lines([text]).line
    #expect(line.unicodeScalars.count { !$0.isASCII } == 31)
    guard case .lines(let read) = RecordedBlock(line: line) else {
      Issue.record("no lines")
      return
    }
    #expect(read.first?.utf8.elementsEqual(text.utf8) == true)
  }

  @Test("a count below the rows at hand is no count")
  func counts() {
    let line = #"{"table":{"columns":[["a","integer"]],"rows":[[1],[2]],"count":-3}}"#
    guard case .table(let table) = RecordedBlock(line: line) else {
      Issue.record("no table")
      return
    }
    #expect(table.rowCount == 2)
  }
}
