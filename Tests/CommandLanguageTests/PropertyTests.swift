import CommandLanguage
import LanguageHarness
import Testing

@Suite("Nothing that is typed traps, and reading keeps its promises")
struct PropertyTests {
  /// Fragments that meet the splitter's and the parser's special cases.
  static let fragments = [
    " ", " ", " ", "\n", "\r\n", "\r", "\t", ";", ",", "(", ")", "=", "#", "# c", "--", "-- c\n",
    "/*", "*/", "\"", "'", "''", "\"\"", "[", "]", "`", ".", "\n.\n", "\u{0}", "é", "日本", "🙂",
    "\u{301}", "\u{A0}", "load", "as", "replace", "show", "plan", "limit", "x", "_", "rides", "5",
    "-1", "30%", "2025-10-22", "select", "create trigger t begin", "end", "explain",
    "query plan", "note", "note\n", "note \"", "compare", "greedy", "agent", "on", "begin",
    "rollback", "shell", "a.csv", "plot line a, b of curve(v)", "set rule speed 30", "from",
    "update", "tables", "split october holdout 30%",
  ]

  static func soup(_ generator: inout TestGenerator) -> String {
    (0..<generator.below(14)).map { _ in
      generator.pick(fragments) + (generator.below(3) > 0 ? " " : "")
    }.joined()
  }

  @Test("token soups keep every promise of splitting, reading and completion", arguments: 1...6)
  func soups(seed: UInt64) throws {
    let grammar = try Grammar(TestGrammar.commands)
    var generator = TestGenerator(state: seed)
    for _ in 0..<250 {
      let text = Self.soup(&generator)
      let violation = CommandLanguageFuzzing.violation(bytes: Array(text.utf8), grammar: grammar)
      #expect(violation == nil, "\(text.debugDescription)")
    }
  }

  @Test("random bytes keep every promise", arguments: 1...4)
  func bytes(seed: UInt64) throws {
    let grammar = try Grammar(TestGrammar.commands)
    var generator = TestGenerator(state: seed)
    for _ in 0..<150 {
      let bytes = (0..<generator.below(40)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      let violation = CommandLanguageFuzzing.violation(bytes: bytes, grammar: grammar)
      #expect(violation == nil, "\(bytes)")
    }
  }

  @Test("what stands between statements is blanks, ; and comments only", arguments: 1...4)
  func coverage(seed: UInt64) {
    var generator = TestGenerator(state: seed)
    for _ in 0..<400 {
      let text = Self.soup(&generator)
      let source = SourceText(text)
      var end = 0
      for slice in StatementSplitter.split(text, isFinal: true) {
        expectNothing(source, SourceSpan(end, slice.span.start))
        end = slice.span.end
      }
      expectNothing(source, SourceSpan(end, source.bytes.count))
    }
  }

  /// A gap holds no statement: alone, it splits into none.
  private func expectNothing(_ source: SourceText, _ gap: SourceSpan) {
    // A comment needs the blank before it, which may be the last byte of the span before.
    let alone = StatementSplitter.split(source[gap], isFinal: true)
    #expect(alone.isEmpty, "\(source.text.debugDescription) at \(gap)")
  }

  @Test("a text cut where a statement ends splits into the same statements", arguments: 1...4)
  func halves(seed: UInt64) {
    var generator = TestGenerator(state: seed)
    for _ in 0..<400 {
      let text = Self.soup(&generator)
      let source = SourceText(text)
      let whole = StatementSplitter.split(text, isFinal: true)
      for slice in whole where slice.isTerminated {
        let cut = slice.nextOffset
        let first = StatementSplitter.split(source[SourceSpan(0, cut)], isFinal: true)
        let second = StatementSplitter.split(
          source[SourceSpan(cut, source.bytes.count)], isFinal: true)
        let joined =
          first.map { [$0.content.start, $0.content.end, $0.nextOffset] }
          + second.map { [$0.content.start + cut, $0.content.end + cut, $0.nextOffset + cut] }
        #expect(
          joined == whole.map { [$0.content.start, $0.content.end, $0.nextOffset] },
          "\(text.debugDescription) cut at \(cut)")
      }
    }
  }

  @Test("a statement is the same alone as among others", arguments: 1...4)
  func alone(seed: UInt64) throws {
    let parser = try TestGrammar.parser()
    var generator = TestGenerator(state: seed)
    for _ in 0..<300 {
      let source = SourceText(Self.soup(&generator))
      for slice in StatementSplitter.split(source, isFinal: true) where slice.isTerminated {
        let among = parser.parse(slice, in: source)
        let alone = parser.statements(of: SourceText(source[slice.span]))
        #expect(alone.count == 1, "\(source.text.debugDescription)")
        switch (among, alone.first) {
        case (.success(let left), .success(let right)?): #expect(left == right)
        case (.failure(let left), .failure(let right)?):
          #expect(left == right.shifted(by: slice.span.start), "\(source.text.debugDescription)")
        default: Issue.record("differs: \(source.text.debugDescription)")
        }
      }
    }
  }

  @Test("a page of one letter, of quotes or of brackets costs no more than its length")
  func longTexts() throws {
    let parser = try TestGrammar.parser(.prompt)
    for piece in ["a", "a ", "'", "\"\" ", "(", "compare greedy,", "/*", "x = ", "note ", "\n"] {
      let text = String(repeating: piece, count: 20_000)
      #expect(!parser.statements(of: SourceText(text)).isEmpty || piece == "\n")
    }
  }
}
