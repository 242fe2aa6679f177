import TerminalText

/// Writes a table as an HTML table that its own box scrolls, and that is printed whole.
struct HTMLTable {
  private let table: DocumentTable
  /// Whether styles stand at the cells, for viewers of notebooks, which know no stylesheet of ours.
  private let isInline: Bool
  private let widths: [Int]

  /// A table of more rows scrolls within the height of a screen, under its names.
  private static let mostRowsAtOnce = 40
  /// A column of wider texts wraps them.
  private static let widestLine = 32
  /// The letters beside one another that a page holds, upright and on its side.
  private static let (uprightPage, sidePage) = (95, 230)
  /// A first column of at most that many letters stays in sight while the others scroll.
  private static let widestLead = 16

  /// Viewers of notebooks typeset formulas with MathJax, which makes links of `\href`: versions 2 and
  /// 3 of it leave elements of these classes alone.
  private static let untypeset = "tex2jax_ignore mathjax_ignore"

  init(_ table: DocumentTable, isInline: Bool = false) {
    self.table = table
    self.isInline = isInline
    widths = table.widths
  }

  /// A `figure` with title, table and remark.
  ///
  /// - Complexity: linear in the cells.
  var html: String {
    let label = MarkupText.escaped(table.title ?? summary)
    let tall = table.rows.count > Self.mostRowsAtOnce ? " tall" : ""
    let lead = widths.count > 1 && widths[0] <= Self.widestLead ? " lead" : ""
    let hidden = table.title == nil ? " class=\"unseen\"" : ""
    var lines = ["<figure class=\"table\(paper) \(Self.untypeset)\">"]
    lines.append(
      "<div class=\"scroll\(tall)\(lead)\" role=\"region\" aria-label=\"\(label)\" tabindex=\"0\">")
    lines.append("<table>")
    if table.title != nil || !isInline { lines.append("<caption\(hidden)>\(label)</caption>") }
    lines += ["<thead>", head, "</thead>", "<tbody>"]
    lines += table.rows.map(row)
    lines += ["</tbody>", "</table>", "</div>"]
    if let remark = table.remark {
      lines.append("<p class=\"remark\">\(MarkupText.escaped(remark))</p>")
    }
    return (lines + ["</figure>"]).joined(separator: "\n")
  }

  /// What a table without a title is.
  private var summary: ScreenLine {
    let names = table.columns.prefix(4).map(\.name.text).joined(separator: ", ")
    return "\(NumberText.counted(table.rowCount, "row")) of \(names)"
      + (table.columns.count > 4 ? ", …" : "")
  }

  /// How the table is printed: upright, on the page's side, or each row as a list.
  private var paper: String {
    let letters = widths.reduce(0) { $0 + min($1, Self.widestLine / 2) + 2 }
    if letters > Self.sidePage { return " listed" }
    return letters > Self.uprightPage ? " sideways" : ""
  }

  private var isListed: Bool { paper == " listed" }

  private var head: String {
    let cells = table.columns.indices.map {
      "<th scope=\"col\"\(attributes($0))>\(MarkupText.escaped(table.columns[$0].name))</th>"
    }
    return "<tr>\(cells.joined())</tr>"
  }

  /// A row; its first cell names it.
  private func row(_ row: [ScreenText?]) -> String {
    let cells = zip(table.columns, row).enumerated().map { place, pair in
      let tag = place == 0 ? "th" : "td"
      let scope = place == 0 ? " scope=\"row\"" : ""
      let name =
        isListed && !isInline ? " data-name=\"\(MarkupText.escaped(pair.0.name))\"" : ""
      let text = pair.1.map { MarkupText.escaped($0) } ?? "<em class=\"null\">NULL</em>"
      return "<\(tag)\(scope)\(name)\(attributes(place))>\(text)</\(tag)>"
    }
    return "<tr>\(cells.joined())</tr>"
  }

  private func attributes(_ place: Int) -> String {
    let isNumber = table.columns[place].isNumber
    if isInline {
      return " style=\"text-align: \(isNumber ? "right" : "left"); white-space: pre-wrap\""
    }
    if isNumber { return " class=\"number\"" }
    return widths[place] > Self.widestLine ? " class=\"long\"" : ""
  }
}
