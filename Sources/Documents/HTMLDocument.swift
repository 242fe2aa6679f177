import TerminalText

/// Writes a document as one HTML file: nothing in it runs, and nothing is fetched.
///
/// It stands on a phone as on paper: what is wide scrolls in its own box.
struct HTMLDocument {
  private let document: Document
  private let plots: PlotDrawing

  init(_ document: Document, plots: PlotDrawing = .none) {
    self.document = document
    self.plots = plots
  }

  var text: String {
    let title = MarkupText.escaped(document.title)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="carnet">
      <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
      <title>\(title)</title>
      <style>
      \(HTMLStylesheet.text)
      </style>
      </head>
      <body>
      <main>
      <article>
      <h1\(language)>\(title)</h1>
      \(warning)\(zip(document.parts, document.notes).map(html).joined(separator: "\n"))
      </article>
      </main>
      \(footer)
      </body>
      </html>

      """
  }

  /// Nothing but the styles in the file itself, whoever opens it.
  static let policy = "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"

  /// What must not be overlooked stands on top as well as in the footer.
  private var warning: String {
    guard document.provenance.isDoubtful else { return "" }
    var reasons: [String] = []
    if document.provenance.hasDiverged { reasons.append(document.provenance.verdict) }
    let stale = document.provenance.staleFigures
    if stale > 0 { reasons.append("\(stale) stale figure\(stale == 1 ? "" : "s")") }
    let text = MarkupText.escaped(reasons.joined(separator: "; "))
    return "<p class=\"warning\"><strong>Take care:</strong> \(text)</p>\n"
  }

  // MARK: Parts

  /// The attribute of what somebody wrote in a language that they declared.
  private var language: String {
    document.language.map { " lang=\"\(MarkupText.escaped($0))\"" } ?? ""
  }

  private func html(of part: Document.Part, _ markdown: MarkdownText?) -> String {
    switch part {
    case .note(let note):
      let text = markdown.map { MarkdownHTML.html(of: $0) } ?? ""
      let mark = note.verdict.flatMap { $0.remark == nil ? nil : "\n" + Self.mark($0) } ?? ""
      return "<div class=\"note\"\(language)>\n\(text)\n</div>\(mark)"
    case .statement(let statement):
      let source = MarkupText.escaped(statement.source)
      let code =
        "<pre class=\"source\" lang=\"zxx\"><code>\(source)</code></pre>"
      let outputs = statement.outputs.map(html)
      let error = statement.error.map { [self.error($0)] } ?? []
      let mark = statement.verdict.map { [Self.mark($0)] } ?? []
      let pieces = [code] + mark + outputs + error
      return "<section aria-label=\"statement \(statement.number)\">\n"
        + "\(pieces.joined(separator: "\n"))\n</section>"
    }
  }

  private func html(of output: StatementOutput) -> String {
    switch output {
    case .table(let table): return HTMLTable(table).html
    case .lines(let lines): return Self.drawn(lines)
    case .picture(let lines):
      let remark = MarkupText.escaped(DocumentMessage.picture.text)
      return Self.drawn(lines) + "\n<p class=\"remark\">\(remark)</p>"
    case .message(let message):
      let text = MarkupText.escaped(message.text)
      return message.isWarning
        ? "<p class=\"said warning\"><strong>Warning:</strong> \(text)</p>"
        : "<p class=\"said\">\(text)</p>"
    case .plot(let plot):
      guard let svg = plots.svg(plot.json, "plot-\(plot.number)", .themed) else {
        return Self.drawn(plot.lines)
      }
      return "<figure class=\"plot\">\n<div class=\"scroll\">\n\(svg)\n</div>\n</figure>"
    }
  }

  private static func drawn(_ lines: [ScreenLine]) -> String {
    "<pre class=\"drawn\" tabindex=\"0\" role=\"group\" aria-label=\"output\">\(MarkupText.escaped(ScreenText(lines: lines)))</pre>"
  }

  private static func mark(_ verdict: DocumentVerdict) -> String {
    let word = MarkupText.escaped(verdict.word)
    let text = verdict.because.isEmpty ? "" : ": " + MarkupText.escaped(verdict.because)
    return switch verdict.kind {
    case .verified: "<p class=\"mark\">✓ \(word)</p>"
    case .prose: ""
    case .weaker: "<p class=\"mark\">✓ \(word)\(text)</p>"
    case .open: "<p class=\"mark\">\(word)\(text)</p>"
    case .broken: "<p class=\"warning\"><strong>\(word)</strong>\(text)</p>"
    }
  }

  private func error(_ error: DocumentError) -> String {
    let message = error.message.isEmpty ? "" : ": " + MarkupText.escaped(error.message)
    return "<p class=\"error\"><strong>Expected error</strong> "
      + "<code>\(MarkupText.escaped(error.code))</code>\(message)</p>"
  }

  private var footer: String {
    let rows = document.provenance.lines.map {
      "<div><dt>\(MarkupText.escaped($0.label))</dt><dd>\(MarkupText.escaped($0.value))</dd></div>"
    }
    return "<footer>\n<h2>Provenance</h2>\n<dl>\n\(rows.joined(separator: "\n"))\n</dl>\n</footer>"
  }
}
