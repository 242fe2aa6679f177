import CommandLanguage
import Testing

@Suite("Completion offers what the parser would take")
struct CompletionTests {
  /// What is offered where 1️⃣ stands: words, slots as `<NAME>`, and what would be replaced.
  static func offers(_ marked: String) throws -> (items: [String], replaced: String) {
    let marked = MarkedText(marked)
    let context = try TestGrammar.parser(.prompt).completions(
      of: marked.text, cursor: marked.offsets.first ?? 0)
    let items = context.items.compactMap { item -> String? in
      switch item {
      case .verb(let word), .keyword(let word): context.matchingWords.contains(word) ? word : nil
      case .value(let parameter): "<\(parameter.name)>"
      }
    }
    return (items, SourceText(marked.text)[context.replaced])
  }

  @Test(
    "at each place the same words and slots as in the usage",
    arguments: [
      ("lo1️⃣", ["load"], "lo"),
      ("sh1️⃣ october", ["show", "shell"], "sh"),
      ("tables; sh1️⃣", ["show", "shell"], "sh"),
      ("load 1️⃣", ["<FILE>"], ""),
      ("load dat1️⃣", ["<FILE>"], "dat"),
      ("load \"da ta1️⃣", ["<FILE>"], "\"da ta"),
      ("load x 1️⃣", ["sheet", "as", "replace"], ""),
      ("lo x a1️⃣", ["as"], "a"),
      ("load x as y 1️⃣", ["sheet", "replace"], ""),
      ("load x as 1️⃣", ["<NAME>"], ""),
      ("show 1️⃣", ["<NAME>", "plan"], ""),
      ("show plan 1️⃣", ["<NAME>"], ""),
      ("show x 1️⃣ 5", ["limit"], ""),
      ("dispatch october with 1️⃣", ["recorded", "nearest", "greedy", "agent"], ""),
      ("dispatch october with agent 1️⃣", ["<AGENT>"], ""),
      ("dispatch october with greedy 1️⃣", ["as"], ""),
      ("compare greedy, 1️⃣", ["recorded", "nearest", "greedy", "agent"], ""),
      ("compare greedy 1️⃣", ["on"], ""),
      ("set rule 1️⃣", ["speed", "margin"], ""),
      ("set rule s1️⃣", ["speed"], "s"),
      ("plot line a, 1️⃣", ["<Y>"], ""),
      ("x = ta1️⃣", ["tables"], "ta"),
      ("x = pl1️⃣", ["plot"], "pl"),
      ("explain 1️⃣", ["plan", "query"], ""),
      ("x = not1️⃣", [], "not"),
      ("sel1️⃣", ["select"], "sel"),
      ("select1️⃣", ["select"], "select"),
      ("tables 1️⃣", [], ""),
      ("tables # sh1️⃣", [], ""),
      ("# sh1️⃣", [], ""),
      ("note \"sh1️⃣", [], ""),
      ("note\nsh1️⃣", [], ""),
      ("nonsense 1️⃣", [], ""),
      ("show x limit many 1️⃣", [], ""),
    ])
  func places(marked: String, items: [String], replaced: String) throws {
    let offers = try Self.offers(marked)
    #expect(offers.items == items)
    #expect(offers.replaced == replaced)
  }

  @Test("an empty line offers every verb and what begins SQL")
  func emptyLine() throws {
    let offers = try Self.offers("  1️⃣").items
    #expect(offers.prefix(2) == ["load", "dispatch"])
    #expect(offers.contains("select") && offers.contains("note"))
    #expect(offers.filter { $0 == "explain" }.count == 1)
  }

  struct SQLRow: CustomTestStringConvertible, Sendable {
    var marked: String
    var expectsTable: Bool
    var tables: [String]
    var partial = ""
    var testDescription: String { marked }
  }

  @Test(
    "within SQL tables stand after from and its like, columns of the named tables elsewhere",
    arguments: [
      SQLRow(marked: "select * from 1️⃣", expectsTable: true, tables: []),
      SQLRow(marked: "select * from ri1️⃣", expectsTable: true, tables: ["ri"], partial: "ri"),
      SQLRow(marked: "select 1️⃣ from rides", expectsTable: false, tables: ["rides"]),
      SQLRow(
        marked: "select dr1️⃣\nfrom rides r, drivers as d where 1", expectsTable: false,
        tables: ["rides", "drivers"], partial: "dr"),
      SQLRow(marked: "select * from rides, 1️⃣", expectsTable: true, tables: ["rides"]),
      SQLRow(
        marked: "select a from x join 1️⃣ on 1", expectsTable: true, tables: ["x"]),
      SQLRow(
        marked: "select d.na1️⃣ from rides r join drivers d on 1", expectsTable: false,
        tables: ["drivers"], partial: "na"),
      SQLRow(
        marked: "select * from rides where a = b and 1️⃣", expectsTable: false, tables: ["rides"]),
      SQLRow(
        marked: "x = select * from \"m y1️⃣", expectsTable: true, tables: ["m y"],
        partial: "m y"),
      SQLRow(marked: "insert into 1️⃣", expectsTable: true, tables: []),
      SQLRow(marked: "update t set 1️⃣", expectsTable: false, tables: ["t"]),
      SQLRow(marked: "drop table if exists 1️⃣", expectsTable: true, tables: []),
      SQLRow(marked: "select a, 1️⃣ from t; tables", expectsTable: false, tables: ["t"]),
    ])
  func sql(row: SQLRow) throws {
    let marked = MarkedText(row.marked)
    let context = try TestGrammar.parser(.prompt).completions(
      of: marked.text, cursor: marked.offsets[0])
    let sql = try #require(context.sql)
    #expect(sql.expectsTable == row.expectsTable)
    #expect(sql.columnTables == row.tables)
    #expect(context.partial == row.partial)
  }

  @Test(
    "strings and comments of SQL offer nothing",
    arguments: [
      "select 'a1️⃣", "select 1 -- a1️⃣", "select /* a1️⃣",
    ])
  func sqlText(marked: String) throws {
    let marked = MarkedText(marked)
    let context = try TestGrammar.parser(.prompt).completions(
      of: marked.text, cursor: marked.offsets[0])
    #expect(context.sql == nil && context.items.isEmpty)
  }

  @Test("every word offered after a prefix of an example is one that the parser goes on with")
  func agreement() throws {
    let parser = try TestGrammar.parser()
    for text in ["load x ", "dispatch october ", "show ", "set rule ", "compare greedy on x "] {
      let context = parser.completions(of: text, cursor: text.utf8.count)
      for word in context.matchingWords {
        guard case .failure(let diagnostic)? = parser.statements(of: SourceText(text + word)).first
        else { continue }
        // The word itself is taken; only what must follow it may be missing.
        #expect(diagnostic.span.start >= (text + word).utf8.count, "\(text)\(word)")
      }
    }
  }
}

extension SQLCompletion {
  /// The tables of the notebook whose columns may stand at the cursor.
  var columnTables: [String] {
    columnReferences.flatMap { reference in
      reference.columns.isEmpty && reference.origins.isEmpty
        ? [reference.name] : reference.origins
    }.filter { !$0.isEmpty }
  }
}
