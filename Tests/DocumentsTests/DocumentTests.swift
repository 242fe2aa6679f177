import Foundation
import SessionRecord
import TerminalText
import Testing

@testable import Documents

@Suite("Documents")
struct DocumentTests {
  static let record = """
    #carnet 1
    #: seed 7, carnet 0.1.0, rules speed=30, kernel Zen, folder ..
    note
    # Wednesday & more

    Giuseppe falls to **{{after.max}}** rides, see <b>here</b>.
    .
    #= figure(after.max) 4
    load "/home/bea/data/october.xlsx" as october
    #= file sha256:3f9a0b1c2d3e4f50
    select driver, count(*) as rides from october where 1 < 2;
    #= rows 2
    #| driver    rides
    #| ────────  ─────
    #| Giuseppe     81
    #| <Dris>        4
    #| first 2 of 23 rows
    #^ {"message":{"severity":"talk","text":"2 drivers"}}
    #^ {"table":{"columns":[["driver","text"],["rides","integer"]],"rows":[["Giuseppe",81],["<Dris>",4]],"count":2300}}
    #^ {"message":{"severity":"warning","text":"2 <rejected>"}}
    plot load of october
    #| Giuseppe ██
    #^ {"plot":{"mark":"bars"}}
    delete from october;
    #x E-refused: october is imported and read-only
    """

  static let plots = PlotDrawing(
    svg: { _, _, _ in "<svg><title>loads</title></svg>" }, lines: { _ in ["Giuseppe ██"] })

  static func document(_ verification: Provenance.Verification = .notVerified) throws -> Document {
    let file = try SessionFile(record)
    var pseudonyms = Pseudonyms()
    pseudonyms.register([])
    return DocumentMaker(
      veil: NameVeil(pseudonyms: pseudonyms, folders: ["/home/anna"]), plots: plots
    ).document(
      of: file, named: "october",
      provenance: Provenance(
        data: [.init(name: "october.xlsx", hash: .sha256(of: "x").shortened())],
        seed: file.header.seed, rules: file.header.rules?.map(\.description),
        carnet: file.header.carnet, kernel: file.header.kernel, date: "2026-11-28",
        verification: verification, pseudonyms: "client-1"))
  }

  static func replay(_ words: [(String, DocumentVerdict.Kind)]) -> Provenance.Verification {
    let verdicts = words.map {
      DocumentVerdict(
        ScreenLine($0.0), because: $0.1 == .verified ? "1 fact" : "rides 4 → 5", kind: $0.1)
    }
    return .replayed(
      Provenance.Replay(
        verdicts, of: words.count, holds: !words.contains { $0.1 == .broken }, date: "2026-11-28",
        carnet: "0.2.0"))
  }

  static let verified = replay(Array(repeating: ("verified", .verified), count: 5))

  @Test("Markdown has prose, fenced statements, tables, pictures, errors and a footer")
  func markdown() throws {
    let text = DocumentFormat.markdown.text(of: try Self.document(), plots: Self.plots)
    let hash = ContentHash.sha256(of: "x").shortened()
    #expect(
      text
        == """
        # Wednesday & more

        Giuseppe falls to **4** rides, see &lt;b>here&lt;/b>.

        ```carnet
        load "october.xlsx" as october
        ```

        ```sql
        select driver, count(*) as rides from october where 1 < 2;
        ```

        > 2 drivers

        | driver | rides |
        | --- | ---: |
        | Giuseppe | 81 |
        | \\<Dris> | 4 |

        *first 2 of 2,300 rows*

        > **warning:** 2 \\<rejected\\>

        ```carnet
        plot load of october
        ```

        ```text
        Giuseppe ██
        ```

        ```sql
        delete from october;
        ```

        > **expected error** E-refused: october is imported and read-only

        ---

        ## Provenance

        - data: october.xlsx \(hash)
        - root seed: 7
        - rules: speed=30
        - carnet: 0.1.0
        - math library: Zen
        - names: pseudonyms client-1
        - exported: 2026-11-28
        - record: not verified

        """.replacing("Wednesday & more", with: "Wednesday &amp; more"))
  }

  @Test("text has prompts, pictures as they were drawn and the same footer")
  func text() throws {
    let text = DocumentFormat.text.text(of: try Self.document(Self.verified))
    #expect(text.hasPrefix("Wednesday & more\n════════════════\n\nGiuseppe falls to **4** rides"))
    #expect(
      text.contains(
        """
        carnet> select driver, count(*) as rides from october where 1 < 2;
        · 2 drivers
        driver    rides
        ────────  ─────
        Giuseppe     81
        <Dris>        4
        first 2 of 2,300 rows
        ! 2 <rejected>

        carnet> plot load of october
        Giuseppe ██

        carnet> delete from october;
        expected error E-refused: october is imported and read-only
        """))
    #expect(
      text.hasSuffix("record        verified: 5 of 5 statements, 2026-11-28, by carnet 0.2.0\n"))
  }

  @Test("HTML is one balanced file without scripts, styles or pictures from outside")
  func html() throws {
    let html = HTMLDocument(try Self.document(), plots: .none).text
    #expect(try HTMLCheck.isBalanced(html))
    for word in ["<script", "src=", "@import", "url(", "<link", "onclick", "<img", "<b>"] {
      #expect(!html.contains(word), "\(word)")
    }
    #expect(html.contains("<th scope=\"col\" class=\"number\">rides</th>"))
    #expect(html.contains("<th scope=\"row\">&lt;Dris&gt;</th><td class=\"number\">4</td>"))
    #expect(html.contains("<strong>Expected error</strong> <code>E-refused</code>: october"))
    #expect(html.contains("<h1>Wednesday &amp; more</h1>"))
    #expect(html.contains("<dt>record</dt><dd>not verified</dd>"))
  }

  @Test("a plot is drawn in HTML as SVG and its text is not said again")
  func plotInHTML() throws {
    let html = HTMLDocument(try Self.document(), plots: Self.plots).text
    #expect(html.contains("<svg><title>loads</title></svg>"))
    #expect(!html.contains("██"))
  }

  @Test("a document that diverged says so above everything")
  func diverged() throws {
    let document = try Self.document(
      Self.replay([
        ("verified", .verified), ("verified", .verified), ("diverged", .broken),
        ("resumed", .open), ("verified", .verified),
      ]))
    let html = HTMLDocument(document, plots: .none).text
    let line = "diverged: 3 of 5 statements verified, 1 diverged, 1 resumed, 2026-11-28"
    #expect(html.contains("<p class=\"warning\"><strong>Take care:</strong> \(line)</p>"))
    #expect(html.contains("<dd>\(line), by carnet 0.2.0</dd>"))
    #expect(html.contains("<p class=\"warning\"><strong>diverged</strong>: rides 4 → 5</p>"))
    #expect(html.contains("<p class=\"mark\">resumed: rides 4 → 5</p>"))
    #expect(html.contains("<p class=\"mark\">✓ verified</p>"))
    let markdown = MarkdownDocument(document).text
    #expect(markdown.contains("> **warning:** diverged: rides 4 → 5"))
    #expect(!markdown.contains("1 fact"))
  }

  @Test("a notebook is JSON of nbformat 4.5: unique ids made of the content, code with its outputs")
  func notebook() throws {
    let text = JupyterDocument(try Self.document(), plots: Self.plots).text
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(root["nbformat"] as? Int == 4 && root["nbformat_minor"] as? Int == 5)
    let cells = try #require(root["cells"] as? [[String: Any]])
    #expect(
      cells.compactMap { $0["cell_type"] as? String }
        == ["markdown", "markdown", "code", "code", "code", "code", "markdown"])
    let ids = cells.compactMap { $0["id"] as? String }
    #expect(Set(ids).count == cells.count)
    #expect(ids.allSatisfy { $0.wholeMatch(of: /[a-zA-Z0-9_-]{1,64}/) != nil })
    let code = cells.filter { $0["cell_type"] as? String == "code" }
    #expect(code.compactMap { $0["execution_count"] as? Int } == [1, 2, 3, 4])
    let kinds = code.map {
      ($0["outputs"] as? [[String: Any]] ?? []).compactMap { $0["output_type"] as? String }
    }
    #expect(kinds == [[], ["stream", "display_data", "stream"], ["display_data"], ["error"]])
    #expect(text.contains("image/svg+xml"))
    #expect(text == JupyterDocument(try Self.document(), plots: Self.plots).text)
  }

  @Test("a cell that is a formula of TeX is typeset by no viewer")
  func formulas() {
    let formula = #"$\href{javascript:alert(1)}{x}$ \(y\)"#
    let html = HTMLTable(
      DocumentTable(
        RecordedTable(
          title: formula, columns: [.init(formula, kind: "text")], rows: [[.text(formula)]])
      ) { $0 }
    ).html
    #expect(html.hasPrefix("<figure class=\"table tex2jax_ignore mathjax_ignore\">"))
    #expect(!html.contains("$") && !html.contains("\\"))
    #expect(
      html.contains(
        "<th scope=\"row\" class=\"long\">&#36;&#92;href{javascript:alert(1)}{x}&#36; &#92;(y&#92;)</th>"
      ))
  }

  @Test("headings are in order below one of level 1, whatever levels the notes use")
  func outline() throws {
    let file = try SessionFile(
      "note\n### One\n.\nnote\n###### Two\n.\nnote\n> ## Three\n\n### Four\n.\nnote \"# Five\"\n")
    let document = DocumentMaker().document(
      of: file, title: "T", named: "x", provenance: Provenance(date: "d"))
    let html = HTMLDocument(document).text
    let levels = html.matches(of: /<h([1-6])/).map { String($0.1) }
    #expect(levels == ["1", "2", "3", "2", "3", "2", "2"])
    #expect(
      MarkdownDocument(document).text.contains(
        "\n## One\n\n### Two\n\n> ## Three\n\n### Four\n\n## Five\n"))
  }

  @Test("numbers on a heat map have a contrast of at least 4.5 on every shade, light and dark")
  func shades() {
    for theme in [HTMLStylesheet.light, HTMLStylesheet.dark] {
      let ground = Self.channels(theme.ground)
      let colour = Self.channels(theme.plots[0])
      for share in HTMLStylesheet.shades {
        let mixed = zip(ground, colour).map { $0 * (1 - share) + $1 * share }
        let (left, right) = (Self.luminance(theme.text), Self.luminance(mixed))
        #expect((max(left, right) + 0.05) / (min(left, right) + 0.05) >= 4.5, "\(share)")
      }
    }
  }

  @Test("text has a contrast of at least 4.5 on its ground, plots of 3, light and dark")
  func contrast() {
    for theme in [HTMLStylesheet.light, HTMLStylesheet.dark] {
      for (text, ground) in theme.pairs {
        let (left, right) = (Self.luminance(text), Self.luminance(ground))
        let contrast = (max(left, right) + 0.05) / (min(left, right) + 0.05)
        #expect(contrast >= 4.5, "\(text) on \(ground): \(contrast)")
      }
      for colour in theme.plots + [theme.alert] {
        let (left, right) = (Self.luminance(colour), Self.luminance(theme.ground))
        let contrast = (max(left, right) + 0.05) / (min(left, right) + 0.05)
        #expect(contrast >= 3, "\(colour) on \(theme.ground): \(contrast)")
      }
    }
  }

  /// Relative luminance, WCAG 2.2.
  private static func luminance(_ colour: String) -> Double { luminance(channels(colour)) }

  /// Red, green and blue, 0 to 1.
  private static func channels(_ colour: String) -> [Double] {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0
    return [value >> 16, (value >> 8) & 255, value & 255].map { Double($0) / 255 }
  }

  private static func luminance(_ channels: [Double]) -> Double {
    let parts = channels.map { share -> Double in
      share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  @Test(
    "a file's ending says the format",
    arguments: [
      ("a.md", DocumentFormat.markdown), ("a.HTML", .html), ("x/a.ipynb", .notebook),
      ("a.txt", .text), ("a.pdf", nil), ("a.md/x", nil), ("html", nil),
    ] as [(String, DocumentFormat?)])
  func format(path: String, format: DocumentFormat?) {
    #expect(DocumentFormat(path: path) == format)
  }
}
