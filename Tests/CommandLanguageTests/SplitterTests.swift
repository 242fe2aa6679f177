import CommandLanguage
import Testing

@Suite("Statements are found without a grammar")
struct SplitterTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var why: String
    var text: String
    var parts: [String]
    var testDescription: String { why }
  }

  /// Each part is `kind|content`, with the result name in front of `=` where there is one.
  static let rows = [
    Row(
      why: "a command ends with its line", text: "tables\nrules", parts: ["c|tables", "c|rules"]),
    Row(why: "a command may end with ;", text: "tables; rules;", parts: ["c|tables", "c|rules"]),
    Row(why: "a ; in quotes is text", text: "load \"a;b\" as x", parts: ["c|load \"a;b\" as x"]),
    Row(
      why: "a doubled quote does not close", text: "load 'a'';b'; tables",
      parts: ["c|load 'a'';b'", "c|tables"]),
    Row(why: "a comment after a blank is left out", text: "tables # ; x", parts: ["c|tables"]),
    Row(why: "a # within a word is part of it", text: "load a#b", parts: ["c|load a#b"]),
    Row(
      why: "a # in quotes is text", text: "load \"a # b\"", parts: ["c|load \"a # b\""]),
    Row(
      why: "whole-line comments stand between", text: "# a\n-- b\n/* c\n */ tables",
      parts: ["c|tables"]),
    Row(why: "lone ; are nothing", text: ";; ;tables;;", parts: ["c|tables"]),
    Row(why: "CR LF ends a line", text: "tables\r\nrules\r\n", parts: ["c|tables", "c|rules"]),
    Row(why: "a byte order mark is skipped", text: "\u{FEFF}tables", parts: ["c|tables"]),
    Row(
      why: "SQL spans lines", text: "select *\nfrom a;\ntables",
      parts: ["s|select *\nfrom a", "c|tables"]),
    Row(
      why: "what follows a ; on the line is the next statement", text: "SELECT 1; tables",
      parts: ["s|SELECT 1", "c|tables"]),
    Row(
      why: "a ; in an SQL string does not end it", text: "select 'a;', \"b;\", [c;], `d;`; x",
      parts: ["s|select 'a;', \"b;\", [c;], `d;`", "c|x"]),
    Row(
      why: "a ; in an SQL comment does not end it", text: "select 1 -- ;\n+ /* ; */ 2; x",
      parts: ["s|select 1 -- ;\n+ /* ; */ 2", "c|x"]),
    Row(
      why: "a trigger's body holds ;",
      text: "create trigger t after insert on a begin select 1; select 2; end; tables",
      parts: [
        "s|create trigger t after insert on a begin select 1; select 2; end", "c|tables",
      ]),
    Row(
      why: "with and values are SQL", text: "values(1);with a as (select 1) select 2;",
      parts: ["s|values(1)", "s|with a as (select 1) select 2"]),
    Row(
      why: "explain query plan is SQLite's, explain plan is not",
      text: "explain query plan select 1;\nexplain plan a",
      parts: ["s|explain query plan select 1", "c|explain plan a"]),
    Row(
      why: "replace into is SQL, replace alone is not",
      text: "replace into a values(1);\nreplace x",
      parts: ["s|replace into a values(1)", "c|replace x"]),
    Row(
      why: "a refused word ends with its line", text: "begin\ntables\nPRAGMA x;vacuum\n",
      parts: ["s|begin", "c|tables", "s|PRAGMA x", "s|vacuum"]),
    Row(
      why: "rollback agent is a command", text: "rollback agent\nrollback\nrollback to a",
      parts: ["c|rollback agent", "s|rollback", "s|rollback to a"]),
    Row(
      why: "a word that only begins like SQL is none", text: "selected x\nselect_ y\ndropé",
      parts: ["c|selected x", "c|select_ y", "c|dropé"]),
    Row(
      why: "a result name stands before SQL and commands", text: "busy = select 1;\nx=tables",
      parts: ["busy=s|select 1", "x=c|tables"]),
    Row(
      why: "a result name may be quoted", text: "\"my x\" = select 1;",
      parts: ["\"my x\"=s|select 1"]),
    Row(
      why: "an = within SQL names nothing", text: "update t set a = 1;\nselect a = 1;",
      parts: ["s|update t set a = 1", "s|select a = 1"]),
    Row(why: "== names nothing", text: "a == b", parts: ["c|a == b"]),
    Row(
      why: "a name without a statement ends with its line", text: "a =\ntables",
      parts: ["a=c|", "c|tables"]),
    Row(
      why: "a quoted note spans lines", text: "note \"a;\n\"\"b\"\" # c\n.\"\ntables",
      parts: ["n|note \"a;\n\"\"b\"\" # c\n.\"", "c|tables"]),
    Row(
      why: "a note's block ends at a dot", text: "NOTE\n# head; x\n..\n. \ntables",
      parts: ["n|NOTE\n# head; x\n..\n.", "c|tables"]),
    Row(
      why: "a note's block without its dot goes to the text's end", text: "note # c\na\nb",
      parts: ["n|note # c\na\nb"]),
    Row(
      why: "an unclosed quote in a command ends with the line", text: "load \"a; x\ntables",
      parts: ["c|load \"a; x", "c|tables"]),
    Row(why: "the text's end ends SQL", text: "select 1 -- c", parts: ["s|select 1"]),
    Row(why: "blanks are no statement", text: " \t\r\n\n # x", parts: []),
  ]

  @Test("each statement is found with its kind and content", arguments: rows)
  func parts(row: Row) {
    let source = SourceText(row.text)
    let parts = StatementSplitter.split(row.text, isFinal: true).map { slice in
      let kind =
        switch slice.kind {
        case .command: "c"
        case .sql: "s"
        case .note: "n"
        }
      let name = slice.resultName.map { source[$0] + "=" } ?? ""
      return "\(name)\(kind)|\(source[slice.content])"
    }
    #expect(parts == row.parts)
  }

  @Test(
    "a note without its dot is unfinished at the text's end, told at its `note`",
    arguments: [
      ("note\nhello\nselect 1;\n", SourceSpan(0, 4)),
      ("tables\nnote # c\na\n..", SourceSpan(7, 11)),
    ])
  func unfinishedNote(text: String, place: SourceSpan) throws {
    let slice = try #require(StatementSplitter.split(text, isFinal: true).last)
    #expect(!slice.isComplete && slice.opening == .noteBlock && slice.openingSpan == place)
  }

  @Test("a span holds the result name and the ;, and the next statement is looked for after it")
  func spans() throws {
    let slices = StatementSplitter.split("  a = select 1 ; tables ;", isFinal: true)
    #expect(slices.map(\.span) == [SourceSpan(2, 16), SourceSpan(17, 25)])
    #expect(slices.map(\.nextOffset) == [16, 25])
    #expect(slices.map(\.isTerminated) == [true, true])
  }

  @Test(
    "only SQL and notes ask for more lines",
    arguments: [
      ("", Completeness.empty), ("  # x\n", .empty), ("tables", .complete),
      ("load \"a", .complete), ("a =", .complete), ("select 1", .needsMore(.sql)),
      ("x = select 'a;", .needsMore(.sqlQuote)), ("select 1 /* ;", .needsMore(.sqlComment)),
      ("/* a", .needsMore(.sqlComment)), ("select 1; tables", .complete),
      ("tables\nselect 1", .needsMore(.sql)), ("begin", .complete),
      ("create trigger t begin select 1;", .needsMore(.trigger)),
      ("create trigger t begin select 1; end", .needsMore(.sql)),
      ("note \"a\n", .needsMore(.noteQuote)), ("note", .needsMore(.noteBlock)),
      ("note\nabc\n", .needsMore(.noteBlock)), ("note\nabc\n.", .complete),
      ("note \"a\"", .complete),
    ])
  func completeness(text: String, expected: Completeness) {
    #expect(Completeness.of(text) == expected)
  }
}
