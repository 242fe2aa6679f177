import CommandLanguage
import Testing

@Suite("A usage is the grammar")
struct UsageTests {
  @Test(
    "a malformed usage is refused with its reason",
    arguments: [
      ("", "a usage begins with its verb in lower case"),
      ("LOAD x", "a usage begins with its verb in lower case"),
      ("load [FILE", "a [ is not closed"),
      ("load FILE]", "a closing bracket has no opening bracket"),
      ("load (FILE | x", "a ( is not closed"),
      ("load FILE )", "a closing bracket has no opening bracket"),
      ("load FILE []", "an optional clause is empty"),
      ("load (FILE | )", "an alternative is empty"),
      ("load FILE NAME", "the slot NAME has no parameter"),
      ("load x", "the parameter FILE is not in the usage"),
      ("load File", "`File` mixes upper and lower case"),
      ("load FILE, x", "a list is written SLOT, …"),
      ("load , … FILE", "`, …` must follow a slot"),
      ("load FILE '(", "a literal mark is written as '('"),
      ("load FILE '+'", "'+' is not a mark of the language"),
      ("select FILE", "`select` begins SQL"),
      ("begin FILE", "`begin` begins SQL"),
    ])
  func malformed(usage: String, reason: String) {
    let syntax = CommandSyntax(
      usage: usage, summary: "", parameters: [.init(name: "FILE", kind: .path, help: "a file")])
    #expect(throws: GrammarError(usage: usage, reason: reason)) { try Grammar([syntax]) }
  }

  @Test("two forms of a verb need two ids, a phrase's slots and a flag's word must exist")
  func forms() {
    let tables = CommandSyntax(usage: "tables", summary: "")
    #expect(throws: GrammarError(usage: "tables", reason: "there is already a form `tables`")) {
      try Grammar([tables, tables])
    }
    let phrase = CommandSyntax(
      usage: "with-it X", summary: "",
      parameters: [.init(name: "X", kind: .phrase(["agent AGENT"]), help: "")])
    #expect(
      throws: GrammarError(usage: "with-it X", reason: "the phrase slot AGENT has no parameter")
    ) { try Grammar([phrase]) }
    let flag = CommandSyntax(
      usage: "load", summary: "", parameters: [.init(name: "log", kind: .flag, help: "")])
    #expect(
      throws: GrammarError(usage: "load", reason: "the parameter log is not in the usage")
    ) { try Grammar([flag]) }
  }

  @Test("a form may be given an id of its own")
  func ownID() throws {
    let grammar = try Grammar([
      CommandSyntax(usage: "show", summary: ""),
      CommandSyntax(id: "show all", usage: "show [everything]", summary: ""),
    ])
    #expect(grammar.verbs == ["show"])
    #expect(grammar.syntaxes(of: "show").count == 2)
  }

  @Test("optional clauses stand in any order, each at most once")
  func optionals() throws {
    #expect(
      try TestGrammar.readings("load a replace as b sheet c\nload a sheet c replace as b")
        == Array(repeating: "load \"a\" sheet \"c\" as b replace", count: 2))
  }

  @Test("the examples of a grammar are checked against it")
  func examples() throws {
    #expect(try Grammar(TestGrammar.commands).exampleMistakes().isEmpty)
    let wrong = CommandSyntax(usage: "tables", summary: "", examples: ["tables;\ntabels"])
    let mistakes = try Grammar([wrong]).exampleMistakes()
    #expect(mistakes.map(\.diagnostic.headline) == ["unknown command `tabels`"])
  }
}
