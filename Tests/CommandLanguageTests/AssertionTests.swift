import LanguageHarness
import Testing

@testable import CommandLanguage

@Suite("Assertions as statements")
struct AssertionTests {
  let parser: StatementParser

  init() throws {
    let assert = CommandSyntax(
      usage: "assert [MESSAGE] SQL", summary: "",
      parameters: [
        CommandParameter(name: "MESSAGE", kind: .text, help: ""),
        CommandParameter(name: "SQL", kind: .rest, help: ""),
      ])
    let tables = CommandSyntax(usage: "tables", summary: "")
    parser = StatementParser(grammar: try Grammar([assert, tables]), mode: .script)
  }

  private func statements(_ text: String) throws -> [Statement] {
    try parser.statements(of: SourceText(text)).map { try $0.get() }
  }

  @Test("one ends at its `;`, over lines and comments, and the next command follows")
  func endsAsSQLDoes() throws {
    let text = "assert select 1 -- not yet;\n  = 1;\ntables"
    let found = try statements(text)
    #expect(found.map(\.canonical) == ["assert select 1 -- not yet;\n  = 1;", "tables"])
    guard case .command(let command) = found[0].body else {
      Issue.record("no command")
      return
    }
    #expect(command.verb == "assert")
    #expect(command.string("SQL") == "select 1 -- not yet;\n  = 1")
    #expect(command["MESSAGE"] == nil)
  }

  /// A text, the message that it has, and the SQL.
  static let forms: [(text: String, message: String?, sql: String)] = [
    ("assert \"a \"\"b\"\"\" select 1;", "a \"b\"", "select 1"),
    ("ASSERT 'text' select 1", "text", "select 1"),
    ("assert 'a' = 'a';", nil, "'a' = 'a'"),
    ("assert 'x' not in (select 1);", nil, "'x' not in (select 1)"),
    ("assert \"claim\" not exists(select 1);", "claim", "not exists(select 1)"),
    ("assert /* why */ (1);", nil, "(1)"),
  ]

  @Test("a message is a text in double quotes, or one in single quotes before a query")
  func messages() throws {
    for (text, message, sql) in Self.forms {
      guard case .command(let command)? = try statements(text).first?.body else {
        Issue.record("no command: \(text)")
        continue
      }
      #expect(command.string("MESSAGE") == message, "\(text)")
      #expect(command.string("SQL") == sql, "\(text)")
    }
  }

  @Test("the canonical form reads as the same statement")
  func canonical() throws {
    for (text, _, _) in Self.forms {
      let first = try statements(text)
      #expect(try statements(first[0].canonical) == first, "\(text)")
    }
  }

  @Test("without SQL it is a mistake at the verb, and the prompt asks for more")
  func nothingToCheck() {
    for text in ["assert", "assert;", "assert \"only\""] {
      guard case .failure(let mistake)? = parser.statements(of: SourceText(text)).first else {
        Issue.record("no mistake: \(text)")
        continue
      }
      #expect(mistake.code == .syntax)
      #expect(SourceText(text)[mistake.span] == "assert")
    }
    #expect(Completeness.of("assert select 1") == .needsMore(.sql))
    #expect(Completeness.of("assert select 1;") == .complete)
  }

  @Test("within one, SQL is completed: the tables after from, then their columns")
  func completes() {
    let text = "assert select count(*) = 0 from "
    #expect(parser.completions(of: text, cursor: text.utf8.count).sql?.expectsTable == true)
    let named = "assert \"all\" select  from october;"
    #expect(parser.completions(of: named, cursor: 20).sql?.columnTables == ["october"])
  }

  @Test("the verb may be cut at the prompt, and its line is the assertion")
  func cutVerb() throws {
    let prompt = StatementParser(grammar: parser.grammar, mode: .prompt)
    let statement = try prompt.statements(of: SourceText("ass \"one\" select 1"))[0].get()
    #expect(statement.canonical == "assert \"one\" select 1;")
    let commented = try prompt.statements(of: SourceText("ass select 1 -- why"))[0].get()
    #expect(commented.canonical == "assert select 1;")
  }

  @Test("any text around one keeps what must hold of statements and of values put into it")
  func properties() {
    let pieces = [
      "assert ", "ass ", "select 1", "'", "\"", "[", "`", "--", "/*", "*/", "#", ";", "\n", " ",
      "$X",
      "\"$X\"", "${X}", "= ", "x", "tables", "note ", "explain ", "replace ", "into ", "(", ",",
      "é",
    ]
    var state: UInt64 = 3
    for round in 0..<20_000 {
      var text = ""
      for _ in 0..<(round % 9 + 1) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count]
      }
      let violation = CommandLanguageFuzzing.violation(
        bytes: Array(text.utf8), grammar: parser.grammar)
      #expect(violation == nil, "\(text)")
    }
  }
}
