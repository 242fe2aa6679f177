import Testing

@testable import CommandLanguage

@Suite("Parameters of scripts")
struct ParameterTests {
  /// A script, and the same with the value put in.
  static func replaced(_ text: String, _ value: String) throws -> String {
    let source = SourceText(text)
    let uses = ParameterScanner.uses(in: source)
    var written: [ParameterUse: String] = [:]
    for use in uses { written[use] = try use.written(value) }
    return ParameterScanner.replacing(uses, in: source) { written[$0] ?? "" }
  }

  /// A script with `$X`, a value, what comes of it, and why.
  static let places: [(text: String, value: String, result: String, reason: String)] = [
    ("select $X;", "5", "select 5;", "a number is a number"),
    ("select $X;", "007", "select '007';", "leading zeros would be lost"),
    ("select 1 -$X;", "-3", "select 1 -(-3);", "two minus signs begin a comment"),
    ("select $X;", "1.5e3", "select 1.5e3;", "a number with an exponent"),
    ("select $X;", "2025-10-22", "select '2025-10-22';", "a date is a text"),
    ("select $X;", "a';drop table t", "select 'a'';drop table t';", "it cannot leave its quotes"),
    ("select '$X', $X;", "a", "select '$X', 'a';", "single quotes keep a text as it is"),
    ("select \"$X\";", "a\"b", "select \"a\"\"b\";", "double quotes hold a name"),
    ("select [$X], `$X`, x$X;", "a", "select [$X], `$X`, x$X;", "other quotes and longer names"),
    ("select 1; -- $X", "a", "select 1; -- $X", "a comment of SQL"),
    ("select /* $X */ 1;", "a", "select /* $X */ 1;", "a long comment"),
    ("tables # $X", "a", "tables # $X", "a comment of a command"),
    ("load \"a-$X.csv\"", "b c", "load \"a-b c.csv\"", "a part of a quoted text"),
    ("load \"a-${X}y.csv\"", "b", "load \"a-by.csv\"", "braces part it from what follows"),
    ("load 'a-$X.csv'", "b", "load 'a-$X.csv'", "single quotes in a command"),
    ("load $X", "a b", "load \"a b\"", "a word with a blank is quoted"),
    ("load $X as y_$X", "2025", "load 2025 as y_2025", "plain words stay bare"),
    ("$X = select 1;", "a b", "\"a b\" = select 1;", "a result's name"),
    ("note \"day $X\"", "a\"b", "note \"day a\"\"b\"", "a note in quotes"),
    ("note\n$X\n.", "a", "note\n$X\n.", "the lines of a note are prose"),
    ("select json('$.a'), $1, '$';", "a", "select json('$.a'), $1, '$';", "no names"),
    ("assert \"$X\" select $X;", "b", "assert \"b\" select 'b';", "an assertion"),
  ]

  @Test("a value is written as its place asks")
  func places() throws {
    for (text, value, result, reason) in Self.places {
      #expect(try Self.replaced(text, value) == result, "\(reason)")
    }
  }

  @Test("a value with a line break, a broken word and a verb are refused")
  func refusals() {
    #expect(throws: ParameterUse.Refusal.controlCharacter) {
      try Self.replaced("select $X;", "a\nb")
    }
    #expect(throws: ParameterUse.Refusal.brokenWord) { try Self.replaced("load a$X", "b c") }
    #expect(throws: ParameterUse.Refusal.verb) { try Self.replaced("$X october", "forget") }
    #expect(throws: ParameterUse.Refusal.verb) { try Self.replaced("a = $X october", "show") }
    #expect(throws: ParameterUse.Refusal.verb) { try Self.replaced("explain $X p", "query") }
  }

  @Test("whatever a value holds, the script keeps its statements, and each its kind")
  func cannotInject() throws {
    let script = "load $X as \"$X\"\nr = select $X, \"$X\", 1-$X from t;\nnote \"$X\"\ntables"
    let pieces = [
      "'", "\"", ";", "--", "#", "/*", "*/", "\t", "a", "0", "-", " ", "$X", "`", "[", "(", ",",
      "=",
      "é", "\\", ")", "drop table t", "\u{A0}",
    ]
    var state: UInt64 = 7
    for round in 0..<2_000 {
      var value = ""
      for _ in 0..<(round % 7) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        value += pieces[Int(state >> 33) % pieces.count]
      }
      let text = try Self.replaced(script, value)
      let slices = StatementSplitter.split(text, isFinal: true)
      #expect(slices.map(\.kind) == [.command, .sql, .note, .command], "\(value)")
      #expect(slices.allSatisfy { $0.isComplete }, "\(value)")
      // Within SQL too: outside its quotes nothing has been added.
      let source = SourceText(text)
      let words = CommandLexer.tokens(of: source, in: slices[0].content)
      #expect(words.map(\.text).suffix(2) == ["as", value], "\(value)")
    }
  }
}
