import CommandLanguage
import TerminalText
import Testing

@testable import SessionRecord

@Suite("Session files: reading and printing")
struct SessionFileTests {
  static let october = """
    #carnet 1
    #: seed 7, carnet 0.1.0, rules speed=30 margin=7.5, kernel Zen 4, folder ..
    load "datasets/october-2025.xlsx" as october
    #= rows 211 · file sha256:3f9a0b1c2d3e4f50
    #~ 0.2 s

    # Who drives most?
    select driver, count(*) as rides
    from october group by driver; -- by driver
    #= rows 4
    #| driver    rides
    #|
    #|   Giuseppe   81
    show nothing
    #x unknown-name: there is no nothing
    note
    # A heading
    #= not a fact
    .
    # The end.

    """

  @Test("a file's header, statements, facts, pictures and errors are read")
  func reading() throws {
    let file = try SessionFile(Self.october, name: "october.carnet")
    #expect(file.header.seed == 7)
    #expect(file.header.carnet == "0.1.0")
    #expect(file.header.rules == [RuleSetting("speed", 30), RuleSetting("margin", 7.5)])
    #expect(file.header.kernel == "Zen 4")
    #expect(file.header.folder == "..")
    #expect(
      file.entries.map(\.source) == [
        "load \"datasets/october-2025.xlsx\" as october",
        "select driver, count(*) as rides\nfrom october group by driver;", "show nothing",
        "note\n# A heading\n#= not a fact\n.",
      ])
    #expect(file.entries.map(\.line) == [3, 8, 14, 16])
    #expect(file.entries[0].facts["rows"] == .integer(211))
    #expect(file.entries[0].volatile == ["0.2 s"])
    #expect(file.entries[1].remarksAbove == ["", "# Who drives most?"])
    #expect(file.entries[1].remarks == [" -- by driver"])
    #expect(file.entries[1].picture == ["driver    rides", "", "  Giuseppe   81"])
    #expect(
      file.entries[2].expectedError
        == RecordedError(code: "unknown-name", "there is no nothing"))
    #expect(file.entries[3].facts.isEmpty)
    #expect(file.closingRemarks == ["# The end."])
  }

  @Test("a file in canonical form is printed as it was read")
  func canonical() throws {
    let text = """
      #carnet 1
      #: seed 7, rules default, author "Anna, of the office"
      tables
      #= rows 3
      #| name
      #^ {"mark":"bars"}
      #~ 1 ms

      # Look here.
      note "It falls to 4."

      """
    let file = try SessionFile(text)
    #expect(file.text == text)
    #expect(file.header.others == [.init("author", "Anna, of the office")])
    #expect(file.header.rules == [])
    #expect(file.entries[0].blocks == [.other("{\"mark\":\"bars\"}")])
  }

  @Test("CR LF, a byte order mark, indented marks and a missing header are tolerated")
  func tolerance() throws {
    let windows = "\u{feff}" + Self.october.replacing("\n", with: "\r\n")
    #expect(try SessionFile(windows) == SessionFile(Self.october))
    let bare = try SessionFile("\n\ntables\n  #= rows 3\n\n#=====\n#xylophone\n#|--\nrules;")
    #expect(bare.header == SessionHeader())
    #expect(bare.entries.map(\.source) == ["tables", "rules;"])
    #expect(bare.entries[0].facts["rows"] == .integer(3))
    #expect(bare.entries[1].remarksAbove == ["", "#=====", "#xylophone", "#|--"])
    #expect(try SessionFile("") == SessionFile())
  }

  @Test("lines that look like marks inside notes, strings and comments are text")
  func lookalikes() throws {
    let file = try SessionFile(
      """
      note "first
      #= rows 1
      last"
      #= rows 2
      select '
      #x code: y
      ';
      #= rows 3
      /* off
      #= rows 4
      */
      tables
      """)
    #expect(file.entries.count == 3)
    #expect(file.entries.map { $0.facts["rows"] } == [.integer(2), .integer(3), nil])
    #expect(file.entries.allSatisfy { $0.expectedError == nil })
    #expect(file.entries[2].remarksAbove == ["/* off", "#= rows 4", "*/"])
  }

  @Test(
    "a mistake is told with line and column",
    arguments: [
      ("#carnet 2\ntables", SessionRecordError.Code.laterFormat, 1, 9),
      ("#carnet x", .malformedHeader, 1, 9),
      ("#carnet 1\n#: seed minus", .malformedHeader, 2, 9),
      ("#: rules speed", .malformedHeader, 1, 10),
      ("#= rows 4\ntables", .misplacedLine, 1, 1),
      ("tables\n#: seed 4", .misplacedLine, 2, 1),
      ("tables\n#= rows 4\n#= rows 5", .malformedFact, 3, 4),
      ("tables\n  #=  a 4 · 7 5", .malformedFact, 2, 13),
      ("tables\n#=rows 2\n", .misplacedLine, 2, 3), ("tables\n  #|a\n", .misplacedLine, 2, 5),
      ("tables\n#^{\"a\":1}\n", .misplacedLine, 2, 3), ("tables\n#~1 s\n", .misplacedLine, 2, 3),
      ("#carnet 1\n#:seed 4\n", .misplacedLine, 2, 3), ("tables\n#xE-sql: a", .misplacedLine, 2, 3),
      ("tables\n#x\n", .malformedError, 2, 4),
      ("tables\n#x a: b\n#x c: d\n", .malformedError, 3, 4),
      ("select 1\n#= rows 1\n", .unfinishedStatement, 2, 1),
      ("select 1\n#= rows 1\nselect 2;\n", .unfinishedStatement, 2, 1),
      ("tables\nselect 'a\n#= rows 1\n", .unfinishedStatement, 2, 8),
    ])
  func mistakes(text: String, code: SessionRecordError.Code, line: Int, column: Int) throws {
    let error = try #require(throws: SessionRecordError.self) {
      try SessionFile(text, name: "a.carnet")
    }
    #expect(error.code == code, "\(error)")
    #expect(error.place?.line == line, "\(error)")
    #expect(error.place?.column == column, "\(error)")
    #expect(error.file == "a.carnet")
  }

  @Test("an error shows its place with a caret, what was expected and what to do")
  func rendering() throws {
    let error = try #require(throws: SessionRecordError.self) {
      try SessionFile("#carnet 9\n", name: "later.carnet")
    }
    #expect(
      error.description == """
        a later version of Carnet wrote this session (format 9)
          at later.carnet:1:9
            #carnet 9
                    ^
          expected format 1 at most
          open it with a Carnet that is as new as the one that wrote it
        """)
  }

  @Test(
    "a statement is printed with what ends it",
    arguments: [
      ("select 1", "select 1;", "SQL without its end"),
      ("select 1;", "select 1;", "SQL with its end"),
      ("select 1 -- one", "select 1 -- one\n;", "a comment would swallow the end"),
      ("tables", "tables", "a command needs none"),
      ("note\nA\n", "note\nA\n\n.", "a note's block"),
      ("note \"a\"", "note \"a\"", "a quoted note"),
    ])
  func termination(source: String, printed: String, reason: String) throws {
    #expect(SessionFile.terminated(source) == printed, "\(reason)")
    let file = SessionFile(entries: [
      SessionEntry(source, facts: [Fact("rows", .integer(1))]), SessionEntry("rules"),
    ])
    let read = try SessionFile(file.text)
    #expect(read.entries.count == 2, "\(reason)")
    #expect(read.entries[0].facts == file.entries[0].facts, "\(reason)")
  }

  @Test("rules of signs and words behind a # are comments")
  func rules() throws {
    let file = try SessionFile("tables\n#====\n#xml\n#~~\n#||\n#a\n")
    #expect(file.closingRemarks == ["#====", "#xml", "#~~", "#||", "#a"])
  }

  @Test("an error is quoted as it came, on one line, what is not seen in it written out")
  func unseenError() throws {
    let error = RecordedError(code: "E-sql", " no\n\u{1B}[2J\u{202E}\u{3164}x ")
    #expect(error.description == #"E-sql: no \u{1B}[2J\u{202E}\u{3164}x"#)
    #expect(RecordedError(error.description)?.description == error.description)
  }

  @Test("any session reads back as itself and prints the same again", arguments: 0..<40)
  func roundTrip(seed: Int) throws {
    var draws = Draws(seed: UInt64(seed) &+ 1000)
    let file = Self.file(&draws)
    let text = file.text
    let read = try SessionFile(text)
    #expect(read == file, "seed \(seed):\n\(text)")
    #expect(read.text == text, "seed \(seed)")
    let crossed = try SessionFile(text.replacing("\n", with: "\r\n"))
    #expect(crossed.entries.map(\.facts) == file.entries.map(\.facts), "seed \(seed)")
  }

  private static func file(_ draws: inout Draws) -> SessionFile {
    var header = SessionHeader(
      seed: draws.bits(), carnet: draws.nastyText(), kernel: draws.nastyText(),
      folder: draws.nastyText(), others: [.init("by", draws.nastyText()), .init("", "x")])
    if draws.below(2) == 0 {
      header.rules = (0..<draws.below(6)).map { RuleSetting("rule \($0)", Double($0) / 4 - 1) }
    }
    var file = SessionFile(header: header)
    for _ in 0..<draws.below(6) {
      var facts = FactSet()
      for _ in 0..<draws.below(3) { facts.beginGroup([FactTests.fact(&draws)]) }
      var entry = SessionEntry(
        draws.pick(sources), facts: facts,
        picture: (0..<draws.below(4)).map { _ in ScreenLine(Self.line(&draws)) },
        volatile: (0..<draws.below(2)).map { _ in Self.line(&draws) },
        blocks: (0..<draws.below(2)).map { _ in Self.block(&draws) })
      if draws.below(3) == 0 {
        entry.expectedError = RecordedError(
          code: draws.nastyText(), Sentence(value: draws.nastyText()))
      }
      entry.remarksAbove = (0..<draws.below(3)).map { _ in draws.pick(["", "# why", "-- so"]) }
      file.entries.append(entry)
    }
    file.closingRemarks = (0..<draws.below(3)).map { _ in draws.pick(["", "# bye"]) }
    // Where nothing stands under the last statement, a file's end takes the blank line's place.
    return file
  }

  private static func block(_ draws: inout Draws) -> RecordedBlock {
    switch draws.below(4) {
    case 0: return .message(RecordedMessage(.warning, Sentence(value: draws.nastyText())))
    case 1: return .plot("{\"mark\":\"bars\"}")
    case 2: return .lines([draws.nastyText(), draws.nastyText()])
    default:
      return .table(
        RecordedTable(
          title: draws.nastyText(),
          columns: [.init(draws.nastyText(), kind: "text"), .init("n", kind: "real")],
          rows: [
            [.text(draws.nastyText()), .real(Double(draws.below(9)) / 4)],
            [.null, .integer(.max)], [.bytes(3), .real(-.infinity)],
          ], rowCount: 3 + draws.below(2_000)))
    }
  }

  private static func line(_ draws: inout Draws) -> String {
    draws.nastyText().filter { !$0.isNewline }
  }

  private static let sources = [
    "tables", "load \"a # b.xlsx\" as x", "select ';', '\n#= rows 1\n' from t;",
    "note\n#= rows 1\n#x a: b\n\n# title\n.", "note \"a\n#| b\"", "busy = select 1;",
    "create trigger t after insert on a begin\n  select 1; end;", "replay 'it''s.carnet'",
  ]
}
