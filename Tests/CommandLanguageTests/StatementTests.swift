import CivilTime
import CommandLanguage
import Testing

@Suite("Statements are read into one canonical spelling")
struct StatementTests {
  @Test(
    "each statement has its canonical text",
    arguments: [
      (
        "LOAD  datasets/october-2025.xlsx   as October # c",
        "load \"datasets/october-2025.xlsx\" as October"
      ),
      (
        "load 'it''s.csv' replace as x sheet \"a \"\"b\"\"\";",
        "load \"it's.csv\" sheet \"a \"\"b\"\"\" as x replace"
      ),
      ("load ./x.csv as \"sheet\"", "load \"./x.csv\" as \"sheet\""),
      ("load x as \"a-b\"", "load \"x\" as \"a-b\""),
      (
        "dispatch october on 22.10.2025 with Greedy as wednesday",
        "dispatch october on 2025-10-22 with greedy as wednesday"
      ),
      ("dispatch october with agent 'v1'", "dispatch october with agent v1"),
      ("show plan wednesday", "show plan wednesday"),
      ("show wednesday limit +7", "show wednesday limit 7"),
      ("show \"plan\" limit 007", "show \"plan\" limit 7"),
      ("show _", "show _"),
      ("split october holdout 30% seed 7", "split october holdout 30% seed 7"),
      ("split october holdout +0.30", "split october holdout 0.30"),
      (
        "compare recorded,greedy , agent v1 on october holdout",
        "compare recorded, greedy, agent v1 on october holdout"
      ),
      ("set rule SPEED 2.5e1", "set rule speed 2.5e1"),
      ("set seed 0", "set seed 0"),
      ("plot line episode,gap of curve( v2 )", "plot line episode, gap of curve(v2)"),
      ("plot line a, b of c", "plot line a, b of c"),
      ("rollback agent", "rollback agent"),
      ("busy = show x", "busy = show x"),
      ("\"my x\"=tables", "\"my x\" = tables"),
      ("shell a  'b c' , d # e", "shell a  'b c' , d"),
      ("x = SELECT  1", "x = SELECT  1;"),
      ("select 1 -- c\n;", "select 1;"),
      ("note \"a \"\"b\"\"\"", "note \"a \"\"b\"\"\""),
      ("Note\r\na\r\nb\r\n.\r\n", "note\na\nb\n."),
      ("note 'a\n.\nb'", "note \"a\n.\nb\""),
      ("note\none line\n.", "note \"one line\""),
    ])
  func canonical(text: String, expected: String) throws {
    #expect(try TestGrammar.readings(text) == [expected])
  }

  @Test("slots keep typed values, keywords are asked for by name")
  func values() throws {
    let load = try #require(try TestGrammar.command("load x.csv as a replace"))
    #expect(load.verb == "load")
    #expect(load.string("FILE") == "x.csv")
    #expect(load["NAME"]?.value == .name("a"))
    #expect(load.has("replace") && !load.has("sheet"))
    #expect(load["SHEET"] == nil)
    #expect(load.span("NAME") == SourceSpan(14, 15))
    #expect(load.span("SHEET") == SourceSpan(0, 4))

    let dispatch = try #require(
      try TestGrammar.command("dispatch october on 2025-10-22 with agent v1"))
    #expect(dispatch.date("DAY") == CivilDate(year: 2025, month: 10, day: 22))
    guard case .phrase("agent", let agent)? = dispatch["METHOD"]?.value else {
      Issue.record("no phrase")
      return
    }
    #expect(agent?.string == "v1")

    let split = try #require(try TestGrammar.command("split october holdout 30% seed 7"))
    #expect(split.number("SHARE") == 0.3)
    #expect(split.integer("SEED") == 7)

    let compare = try #require(try TestGrammar.command("compare greedy, agent v2 on october"))
    #expect(compare.list("METHOD").map(\.string) == ["greedy", "agent"])
  }

  @Test("the form that a command takes is told by its id")
  func forms() throws {
    #expect(try TestGrammar.command("show plan x")?.formID == "show plan")
    #expect(try TestGrammar.command("show x")?.formID == "show")
    #expect(try TestGrammar.command("show \"plan\"")?.formID == "show")
    #expect(try TestGrammar.command("set seed 3")?.syntax.usage == "set seed SEED")
  }

  @Test("verbs may be cut at the prompt, not in scripts")
  func cutVerbs() throws {
    #expect(try TestGrammar.readings("sho x", .prompt) == ["show x"])
    #expect(try TestGrammar.readings("note \"a\"; not", .prompt).last == "!unknown command `not`")
    #expect(
      try TestGrammar.readings("s x", .prompt) == ["!`s` is the start of more than one command"])
    #expect(try TestGrammar.readings("sho x", .script) == ["!`sho` is abbreviated"])
    #expect(try TestGrammar.readings("sel 1", .prompt) == ["!unknown command `sel`"])
  }

  @Test("a mistake costs its own statement only")
  func recovery() throws {
    #expect(
      try TestGrammar.readings("tables\nlod x y z; tables\nshow \"x\ntables\nselect 1;\nlimit 3")
        == [
          "tables", "!unknown command `lod`", "tables", "!the quote is not closed", "tables",
          "select 1;", "!unknown command `limit`",
        ])
  }

  @Test("statements are equal when they say the same, wherever they stand")
  func equality() throws {
    let parser = try TestGrammar.parser()
    let statements = parser.statements(of: SourceText("show x limit 5\n  SHOW   x limit 05;"))
    #expect(statements.count == 2)
    #expect(statements[0] == statements[1])
  }

  @Test("a command's values are listed with their slots, lists and phrases taken apart")
  func bindings() throws {
    let compare = try #require(
      try TestGrammar.command("compare greedy, agent v1 on october holdout"))
    let bindings = try Grammar(TestGrammar.commands).bindings(of: compare)
    #expect(
      bindings.map { "\($0.parameter.name) \($0.argument.canonical)" } == [
        "METHOD greedy", "METHOD agent v1", "AGENT v1", "DATASET october",
      ])
  }

  @Test(
    "a command swallowed by SQL without its ; is found",
    arguments: [
      ("select 1\n  show x;", SourceSpan(11, 17)), ("select 1\n, 2;", nil),
      ("select 1 from x\nwhere a\ntables\nfrom;", SourceSpan(24, 30)),
      ("tables\nshow x", nil),
    ])
  func strayCommand(text: String, span: SourceSpan?) throws {
    let parser = try TestGrammar.parser()
    let source = SourceText(text)
    let statement = try #require(parser.statements(of: source).first).get()
    #expect(parser.strayCommand(in: statement, of: source) == span)
  }

  @Test("SQL tells its first word")
  func sqlVerb() throws {
    let parser = try TestGrammar.parser()
    let verbs = parser.statements(of: SourceText("BEGIN\nvalues(1);tables")).map {
      try? $0.get().sqlVerb
    }
    #expect(verbs == ["begin", "values", nil])
  }
}
