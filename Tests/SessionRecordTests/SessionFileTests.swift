import CommandLanguage
import TerminalText
import Testing

@testable import SessionRecord

@Suite("Session files: reading and printing")
struct SessionFileTests {
  static let october = """
    #carnet 2
    #: seed 7, carnet 0.1.0, rules speed=30 margin=7.5, libm Zen 4, sqlite 3.40.1, folder ..
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
    #end

    """

  @Test("a file's header, statements, facts, pictures and errors are read")
  func reading() throws {
    let file = try SessionFile(Self.october, name: "october.carnet")
    #expect(file.header.seed == 7)
    #expect(file.header.carnet == "0.1.0")
    #expect(file.header.rules == [RuleSetting("speed", 30), RuleSetting("margin", 7.5)])
    #expect(file.header.format == 2)
    #expect(file.header.libm == "Zen 4")
    #expect(file.header.sqlite == "3.40.1")
    #expect(file.header.kernel == nil)
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
    #expect(file.hasFormatLine && !file.isCutShort)
  }

  @Test("a file of format 1 is read by its weaker rules and printed as it was")
  func formatOne() throws {
    let text = """
      #carnet 1
      #: seed 7, seed 8, kernel Zen 4, author Anna
      tables
      #= rows 3
      #?

      """
    let file = try SessionFile(text)
    #expect(file.header.format == 1)
    #expect(file.header.kernel == "Zen 4")
    #expect(file.header.seed == 8)
    #expect(file.header.others == [.init("author", "Anna")])
    #expect(file.closingRemarks == ["#?"])
    #expect(!file.isCutShort)
    #expect(file.text == text.replacing("seed 7, ", with: ""))
    let upgraded = file.header.upgraded()
    #expect(upgraded.lines == ["#carnet 2", "#: seed 8"])
  }

  @Test("a file that is cut anywhere is cut short, and what it still says is as it was")
  func cutShort() throws {
    let whole = try SessionFile(Self.october)
    let bytes = Array(Self.october.utf8)
    let head = Array("#carnet 2".utf8).count
    for length in head..<bytes.count - 1 {
      let text = String(decoding: bytes[..<length], as: UTF8.self)
      let file = try SessionFile(text)
      #expect(file.isCutShort, "\(length)")
      #expect(file.entries.count <= whole.entries.count)
      for (cut, entry) in zip(file.entries, whole.entries) {
        #expect(cut.source == entry.source, "\(length)")
        #expect(cut.facts.facts.allSatisfy(entry.facts.facts.contains), "\(length)")
        #expect(cut.picture == Array(entry.picture.prefix(cut.picture.count)))
      }
    }
    #expect(try !SessionFile(String(Self.october.dropLast())).isCutShort)
  }

  @Test("blank lines behind #end are nothing")
  func blankTail() throws {
    #expect(try SessionFile("#carnet 2\ntables\n#end\n\n  \n").entries.count == 1)
  }

  @Test("a file in canonical form is printed as it was read")
  func canonical() throws {
    let text = """
      #carnet 2
      #: seed 7, rules default, folder "Anna, of the office"
      tables
      #= rows 3
      #| name
      #^ {"mark":"bars"}
      #~ 1 ms

      # Look here.
      note "It falls to 4."
      # It does.
      #end

      """
    let file = try SessionFile(text)
    #expect(file.text == text)
    #expect(file.header.folder == "Anna, of the office")
    #expect(file.header.rules == [])
    #expect(file.entries[0].blocks == [.other("{\"mark\":\"bars\"}")])
  }

  @Test("CR LF, a byte order mark, indented marks and a missing header are tolerated")
  func tolerance() throws {
    let windows = "\u{feff}" + Self.october.replacing("\n", with: "\r\n")
    #expect(try SessionFile(windows) == SessionFile(Self.october))
    let bare = try SessionFile("\n\ntables\n  #= rows 3\n\n#=====\n#xylophone\n#|--\nrules;")
    #expect(bare.header == SessionHeader(format: 1))
    #expect(!bare.hasFormatLine)
    #expect(bare.entries.map(\.source) == ["tables", "rules;"])
    #expect(bare.entries[0].facts["rows"] == .integer(3))
    #expect(bare.entries[1].remarksAbove == ["", "#=====", "#xylophone", "#|--"])
    #expect(try SessionFile("").entries.isEmpty)
    #expect(try !SessionFile("").hasFormatLine)
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
      ("#carnet 3\ntables", SessionRecordError.Code.laterFormat, 1, 9),
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
      ("#carnet 2\n#: seed 1, seed 2\n", .malformedHeader, 2, 12),
      ("#carnet 2\n#: seed 1\n#: seed 2\n", .malformedHeader, 3, 4),
      ("#carnet 2\n#: kernel Zen\n", .malformedHeader, 2, 4),
      ("#carnet 2\n#: seed 1, sed 2\n", .malformedHeader, 2, 12),
      ("#carnet 2\n#: rules speed=3 speed=4\n", .malformedHeader, 2, 18),
      ("#carnet 2\n#: rules\n", .malformedHeader, 2, 4),
      ("#carnet 2\n#carnet 2\n", .misplacedLine, 2, 1),
      ("#carnet 2\ntables\n#carnet 1\n", .misplacedLine, 3, 1),
      ("#carnet 2\ntables\n#end\n#end\n", .misplacedLine, 4, 1),
      ("#carnet 2\ntables\n#end\nrules\n", .misplacedLine, 4, 1),
      ("#carnet 2\ntables\n#end\n# more\n", .misplacedLine, 4, 1),
      ("#carnet 2\ntables\n#end\n#= rows 1\n", .misplacedLine, 4, 1),
      ("#carnet 2\ntables\n#? rows 4\n#end\n", .misplacedLine, 3, 1),
      ("#carnet 2\ntables\n #! 4\n#end\n", .misplacedLine, 3, 2),
      ("#carnet 2\ntables\n#e E-sql\n#end\n", .misplacedLine, 3, 1),
      ("#carnet 2\ntables\n#=x\n#end\n", .misplacedLine, 3, 3),
      ("#carnet 2\ntables\n#x a: b\n#x c: d\n#end", .malformedError, 4, 4),
      ("#carnet 2\ntables\n#^ {\"plot\":\n#end", .malformedBlock, 3, 4),
      ("#carnet 2\nselect 1\n#= rows 1\n#end\n", .unfinishedStatement, 3, 1),
      ("#carnet 2\ntables\nselect 'a\n#end\n", .unfinishedStatement, 3, 8),
      ("<<<<<<< HEAD\nselect 1;\n=======\nselect 2;\n>>>>>>> b\n", .conflictMarkers, 1, 1),
      ("#carnet 1\ntables\n#= rows 1\n=======\n", .conflictMarkers, 4, 1),
      ("#carnet 2\ntables\n<<<<<<< a\n#= rows 1\n=======\n#= rows 2\n", .conflictMarkers, 3, 1),
      ("#carnet 2\nselect 1,\n>>>>>>> a\n2;\n#end\n", .conflictMarkers, 3, 1),
      ("tables\n||||||| a\n", .conflictMarkers, 2, 1),
      (
        "#carnet 2\nnote\na\n<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n.\n#end\n",
        .conflictMarkers, 4, 1
      ),
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
          expected format 2 at most
          open it with the version of Carnet that wrote it, or a later one
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

  @Test("signs that only look like a merge's are text")
  func noConflict() throws {
    let text = """
      #carnet 2
      note
      A heading
      =======
      <<<<<<< is how a merge begins its mark
      .
      /* a banner
      =======
      */
      select '
      ========
      <<<<<<<< 8
      ';
      # =======
      #=======
      #end

      """
    #expect(try SessionFile(text).entries.count == 2)
  }

  @Test("rules of signs and words behind a # are comments")
  func rules() throws {
    let file = try SessionFile("#carnet 2\ntables\n#====\n#xml\n#~~\n#||\n## a\n#\n#end")
    #expect(file.closingRemarks == ["#====", "#xml", "#~~", "#||", "## a", "#"])
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
      seed: draws.bits(), carnet: draws.nastyText(), libm: draws.nastyText(),
      sqlite: draws.nastyText(), folder: draws.nastyText())
    if draws.below(4) == 0 {
      header = SessionHeader(
        seed: draws.bits(), kernel: draws.nastyText(), pseudonyms: draws.nastyText(),
        others: [.init("by", draws.nastyText()), .init("", "x")], format: 1)
    }
    if draws.below(2) == 0 {
      header.rules = (0..<draws.below(6)).map { RuleSetting("rule \($0)", Double($0) / 4 - 1) }
    }
    var file = SessionFile(header: header)
    for _ in 0..<draws.below(6) {
      var facts = FactSet()
      for _ in 0..<draws.below(3) { facts.beginGroup([FactTests.fact(&draws)]) }
      if header.format == 1 {
        let groups = facts.groups.map { $0.filter { !$0.value.isOfFormat2 } }
        facts = FactSet(groups: groups)
      }
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
