import CommandLanguage
import Testing

@Suite("Completion within SQL knows which select the cursor is in")
struct SQLScopeTests {
  /// The references whose columns may stand at 1️⃣, each with what the statement itself gives it.
  static func offers(_ marked: String) throws -> [String] {
    let marked = MarkedText(marked)
    let context = try TestGrammar.parser(.prompt).completions(
      of: marked.text, cursor: marked.offsets.first ?? 0)
    let sql = try #require(context.sql)
    return sql.columnReferences.map { reference in
      let own = reference.columns + reference.origins.map { $0 + ".*" }
      let name = [reference.name, reference.alias ?? ""].filter { !$0.isEmpty }
        .joined(separator: " ")
      return own.isEmpty ? name : "\(name)(\(own.joined(separator: " ")))"
    }
  }

  @Test(
    "the tables of the select at the cursor stand first, then those around it",
    arguments: [
      ("select 1️⃣ from a, b c", ["a", "b c"], "from may stand behind the cursor"),
      ("select x.1️⃣ from a x, b y", ["a x"], "an alias leads to its table"),
      ("select Y.1️⃣ from a x, b y", ["b y"], "case does not count"),
      ("select z.1️⃣ from a x", ["z"], "a name that is none of them may be a table"),
      (
        "select * from a where k in (select 1️⃣ from b)", ["b", "a"],
        "a select within another sees both, its own first"
      ),
      (
        "select * from a where k in (select k from b) and 1️⃣", ["a"],
        "behind a select in parentheses its tables are gone"
      ),
      ("select (1️⃣ + 1) from a", ["a"], "a parenthesis alone is no select"),
      ("select max(1️⃣) from a", ["a"], "nor are a function's"),
      ("select k from a union select 1️⃣ from b", ["b"], "each part of a compound has its own"),
      ("select 1️⃣ from a union all select k from b", ["a"], "the first part too"),
      (
        "select 1️⃣ from (select k, max(n) as most from b) d", ["d(k most)"],
        "a select in from gives the columns that it names"
      ),
      (
        "select d.1️⃣ from (select * from b, c) d", ["d(b.* c.*)"],
        "a star gives those of its tables"
      ),
      (
        "with t as (select k as key from a) select 1️⃣ from t", ["t(key)"],
        "with names a table"
      ),
      (
        "with t(u, v) as (select 1, 2), w as (select * from t) select 1️⃣ from w", ["w(u v)"],
        "one of with may stand on one before it"
      ),
      ("update a set 1️⃣", ["a"], "update names its table"),
      ("insert into a (1️⃣", ["a"], "so does insert, within its columns"),
      ("delete from a where 1️⃣", ["a"], "so does delete"),
      ("select 1️⃣", [], "no table is named yet"),
    ])
  func scopes(marked: String, expected: [String], reason: String) throws {
    #expect(try Self.offers(marked) == expected, "\(reason)")
  }

  @Test(
    "a text in quotes is completed where a column is known that it is held against",
    arguments: [
      ("select * from a where day = '20251️⃣", "day"),
      ("select * from a where day in ('x', 'y1️⃣", "day"),
      ("select * from a where a.day <> '1️⃣", "day"),
      ("select * from a where day like '1️⃣", "day"),
    ])
  func comparedTexts(marked: String, column: String) throws {
    let marked = MarkedText(marked)
    let context = try TestGrammar.parser(.prompt).completions(
      of: marked.text, cursor: marked.offsets[0])
    #expect(context.sql?.comparedColumn == column)
    #expect(context.quote == "'")
  }

  @Test("whatever stands in a statement, asking for its completions ends")
  func neverTraps() throws {
    let pieces = [
      "select", "(", ")", "with", "as", "from", ",", "union", "a", ".", "*", "'", "\"b", "t(", "in",
      "not", "values", "=", "join", "on", "--", "/*", "\n", "é",
    ]
    let parser = try TestGrammar.parser(.prompt)
    var state: UInt64 = 11
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for round in 0..<2_000 {
      let text =
        "select " + (0..<draw(14)).map { _ in pieces[draw(pieces.count)] }.joined(separator: " ")
      let cursor = draw(text.utf8.count + 1)
      let context = parser.completions(of: text, cursor: cursor)
      #expect(context.replaced.end <= cursor || context.replaced.isEmpty, "round \(round): \(text)")
    }
  }
}
