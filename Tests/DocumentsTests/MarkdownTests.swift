import TerminalText
import Testing

@testable import Documents

@Suite("Markdown of notes")
struct MarkdownTests {
  private static func html(_ text: String) -> String {
    var markdown = MarkdownText(ScreenText(text))
    var outline = HeadingOutline()
    markdown.blocks = outline.levelled(markdown.blocks)
    return MarkdownHTML.html(of: markdown)
  }

  @Test(
    "a note's Markdown becomes the elements that it means",
    arguments: [
      ("plain", "<p>plain</p>", "a paragraph"),
      ("# Loads", "<h2>Loads</h2>", "a heading, below the document's own"),
      ("###### deep", "<h2>deep</h2>", "no level is left out"),
      (
        "# a\n## b\n### c\n#### d\n##### e\n###### f",
        "<h2>a</h2>\n<h3>b</h3>\n<h4>c</h4>\n<h5>d</h5>\n<h6>e</h6>\n<h6>f</h6>",
        "no heading is lower than the sixth"
      ),
      ("#no", "<p>#no</p>", "a heading needs a blank"),
      ("Loads\n=====", "<h2>Loads</h2>", "a heading by its underline"),
      ("a &amp; b &eacute;", "<p>a &amp; b é</p>", "references to characters"),
      (
        "&#27;[1m&#x202e;a", "<p>&#92;u{1B}[1m&#92;u{202E}a</p>",
        "references to what steers or hides"
      ),
      (
        "[x][1]\n\n[1]: https://x.ch",
        "<p><a href=\"https://x.ch\" rel=\"noreferrer\">x</a></p>", "a link by reference"
      ),
      (
        "[x](https://x.ch/&#x202e;a)",
        "<p>[x](<a href=\"https://x.ch/\" rel=\"noreferrer\">https://x.ch/</a>&#92;u{202E}a)</p>",
        "an address that hides something"
      ),
      ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>", "emphasis"),
      ("***both***", "<p><em><strong>both</strong></em></p>", "both at once"),
      ("snake_case_name", "<p>snake_case_name</p>", "underscores within a word"),
      ("2 * 3 * 4", "<p>2 * 3 * 4</p>", "stars between blanks"),
      ("*open", "<p>*open</p>", "emphasis that nothing closes"),
      ("`a *b*`", "<p><code>a *b*</code></p>", "no emphasis in code"),
      ("``a ` b``", "<p><code>a ` b</code></p>", "a backtick in code"),
      ("\\*no\\*", "<p>*no*</p>", "escapes"),
      ("a  \nb", "<p>a<br>\nb</p>", "a broken line"),
      ("a\nb", "<p>a\nb</p>", "lines of one paragraph"),
      ("a\n\nb", "<p>a</p>\n<p>b</p>", "two paragraphs"),
      ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "a list"),
      ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>", "a numbered list"),
      (
        "- a\n  - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul></li>\n</ul>", "a list in a list"
      ),
      ("In\n1986. A year", "<p>In\n1986. A year</p>", "a year is no list"),
      ("> a\n> b", "<blockquote>\n<p>a\nb</p>\n</blockquote>", "a quote"),
      ("---", "<hr>", "a rule"),
      (
        "```\n<a> *b*\n```",
        "<pre tabindex=\"0\" role=\"group\" aria-label=\"code\"><code>&lt;a&gt; *b*</code></pre>",
        "fenced code"
      ),
      (
        "[text](https://x.ch/a?b=1&c)",
        "<p><a href=\"https://x.ch/a?b=1&amp;c\" rel=\"noreferrer\">text</a></p>", "a link"
      ),
      (
        "see https://x.ch/a.",
        "<p>see <a href=\"https://x.ch/a\" rel=\"noreferrer\">https://x.ch/a</a>.</p>",
        "a bare address"
      ),
      ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>", "no other scheme"),
      ("[x](data:text/html,a)", "<p>[x](data:text/html,a)</p>", "no data"),
      (
        "[x](https://a\"b)",
        "<p>[x](<a href=\"https://a\" rel=\"noreferrer\">https://a</a>&quot;b)</p>",
        "no quote in an address"
      ),
      (
        "<script>alert('a')</script>",
        "<p>&lt;script&gt;alert(&#39;a&#39;)&lt;/script&gt;</p>", "raw HTML is text"
      ),
      (
        "![x](https://a.ch/b.png)",
        "<p>!<a href=\"https://a.ch/b.png\" rel=\"noreferrer\">x</a></p>",
        "no picture is fetched"
      ),
      ("", "", "nothing"),
    ])
  func elements(markdown: String, html: String, reason: String) {
    #expect(Self.html(markdown) == html, "\(reason)")
  }

  @Test("any text becomes HTML of known elements alone, each closed in order", arguments: 0..<6)
  func anyText(seed: UInt64) throws {
    var draws = Draws(seed: seed)
    let pieces = [
      "*", "**", "_", "__", "`", "``", "```", "[", "](", ")", "https://a.ch", "<b>", "</p>", "&lt;",
      "\n", "\n\n", "> ", "- ", "1. ", "  ", "    ", "# ", "\\", "é", "👩‍👧", "\u{0}", "\u{202E}", "'",
      "\"", "~~~", "---", "{{a.b}}", "word", "\t", "\r\n", "<https://b.ch>", "<!--", "javascript:",
    ]
    for _ in 0..<400 {
      let text = (0..<draws.below(60)).map { _ in draws.pick(pieces) }.joined()
      let html = Self.html(text)
      try #expect(HTMLCheck.isBalanced(html), "seed \(seed): \(text.debugDescription)")
      for address in html.matches(of: /href="([^"]*)"/) {
        #expect(address.output.1.hasPrefix("https://"), "seed \(seed): \(text.debugDescription)")
      }
      #expect(!html.contains("\u{202E}") && !html.contains("\u{0}"))
    }
  }

  @Test("a title is taken with its underline, and a longer text than is parsed is one paragraph")
  func ends() {
    #expect(MarkdownText(ScreenText("\n\nA\n===\nb")).firstBlockLines == 4)
    let long = String(repeating: "*a* ", count: 20_000)
    #expect(MarkdownText(ScreenText(long)).blocks == [.paragraph([.text(long)])])
  }

  @Test("long runs of marks that nothing closes are read in a moment's steps")
  func pathological() throws {
    for mark in [
      "*a ", "_a ", "`a ", "[", "[a](", "<", "**a*", "> ", "- ", "``` ", "[a](h", "![[]()",
    ] {
      let text = String(repeating: mark, count: 4_000)
      try #expect(HTMLCheck.isBalanced(Self.html(text)), "\(mark)")
    }
  }

  /// A note as Markdown and notebook exports hold it.
  private static func written(_ text: String) -> String {
    MarkdownWriter.text(of: MarkdownText(ScreenText(text)))
  }

  @Test(
    "a note that is exported as Markdown holds what its HTML shows, and nothing that runs",
    arguments: [
      ("a <b>c</b>", "a &lt;b>c&lt;/b>", "elements are text"),
      ("`<b>`", "`<b>`", "code is code"),
      ("x < y, `a <= b`", "x < y, `a <= b`", "comparisons"),
      ("see https://x.ch/a.", "see <https://x.ch/a>.", "addresses"),
      ("[a](<https://x.ch/(b>)", "[a](<https://x.ch/(b>)", "links"),
      ("[a](https://x.ch/(b)", #"\[a\](<https://x.ch/(b>)"#, "a bracket that nothing closes"),
      ("```\n<b>\n```\n<i>", "```\n<b>\n```\n\n&lt;i>", "fenced code"),
      ("````\n```\n````\n<i>", "````\n```\n````\n\n&lt;i>", "a fence in a longer one"),
      ("<!-- a -->", "&lt;!-- a -->", "comments"),
      ("[x](javascript:alert(1))", #"\[x\](javascript:alert(1))"#, "another scheme"),
      ("[x](JaVa\tScript:alert(1))", #"\[x\](JaVa    Script:alert(1))"#, "a scheme with a tab"),
      ("[x](&#106;avascript:a)", #"\[x\](javascript:a)"#, "a scheme with references"),
      ("[x](data:text/html,a)", #"\[x\](data:text/html,a)"#, "data"),
      ("[x][1]\n\n[1]: vbscript:a", #"\[x\](vbscript:a)"#, "link references"),
      ("<javascript:alert(1)>", "&lt;javascript:alert(1)>", "bracketed addresses"),
      ("![p](https://x.ch/p.png)", #"\![p](<https://x.ch/p.png>)"#, "pictures are links"),
      ("![p](data:image/png,a)", #"!\[p\](data:image/png,a)"#, "pictures in data"),
      ("<img src=x onerror=a>", "&lt;img src=x onerror=a>", "raw pictures"),
      ("a\u{1B}]0;t\u{7}b\u{202E}c", #"a\\u{1B}\]0;t\\u{07}b\\u{202E}c"#, "controls"),
      ("- a\n  - b\n- c", "- a\n  - b\n- c", "lists"),
      ("3. a\n4. b", "3. a\n4. b", "numbered lists"),
      ("> a\n> b", "> a\n> b", "quotes"),
      ("# A\nb\n\n---", "# A\n\nb\n\n---", "headings and rules"),
      ("In\n1986. A year", "In\n1986\\. A year", "a year that is no list"),
      ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |", "tables stay"),
      ("a *b* **c** snake_case", "a *b* **c** snake_case", "emphasis"),
    ])
  func writes(note: String, exported: String, reason: String) {
    #expect(Self.written(note) == exported, "\(reason)")
  }

  @Test("any note that is written again is read as it was", arguments: 0..<6)
  func writtenAgain(seed: UInt64) {
    var draws = Draws(seed: seed)
    let pieces = [
      "*", "**", "`", "[", "](", ")", "https://a.ch", "<b>", "&lt;", "\n", "\n\n", "> ", "- ",
      "1. ", "# ", "\\", "word", " ", "![x](https://b.ch)", "javascript:", "<https://b.ch>", "!",
      "[1]: ", "_", "~~~\n", "```\n", "\u{9B}", "\u{200B}", "=", "+ ", "\t",
    ]
    for _ in 0..<400 {
      let text = (0..<draws.below(40)).map { _ in draws.pick(pieces) }.joined()
      let once = Self.written(text)
      #expect(
        MarkdownHTML.links(of: MarkdownText(ScreenText(once)))
          == MarkdownHTML.links(of: MarkdownText(ScreenText(text))),
        "seed \(seed): \(text.debugDescription) → \(once.debugDescription)")
    }
  }
}

extension MarkdownHTML {
  /// The addresses that a note leads to, in order.
  fileprivate static func links(of text: MarkdownText) -> [String] {
    html(of: text).matches(of: /href="([^"]*)"/).map { String($0.output.1) }
  }
}
