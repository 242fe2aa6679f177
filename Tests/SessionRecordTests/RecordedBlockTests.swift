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
        #"{"message":{"severity":"warning","text":"2 rejected"}}"#
      ),
      (.plot(#"{"mark":"bars"}"#), #"{"plot":{"mark":"bars"}}"#),
      (.lines(["a", "b"]), #"{"lines":["a","b"]}"#),
      (.lines(["\u{1B}\u{202E}\u{E0041}"]), #"{"lines":["\u001b\u202e\udb40\udc41"]}"#),
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
      #"{"lines":[1]}"#, "[]", "",
    ])
  func misfits(line: String) {
    #expect(RecordedBlock(line: line) == .other(line))
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
