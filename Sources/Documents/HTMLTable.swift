import TerminalText

/// Writes a table as an HTML table that its own box scrolls.
struct HTMLTable {
  private let table: DocumentTable

  /// A table of more rows scrolls within the height of a screen, under its names.
  private static let mostRowsAtOnce = 40

  /// Viewers of notebooks typeset formulas with MathJax, which makes links of `\href`: versions 2 and
  /// 3 of it leave elements of these classes alone.
  private static let untypeset = "tex2jax_ignore mathjax_ignore"

  init(_ table: DocumentTable) { self.table = table }

  /// A `figure` with title, table and remark.
  ///
  /// - Complexity: linear in the cells.
  var html: String {
    let label = HTMLText.escaped(table.title ?? "table of \(table.rowCount) rows")
    let tall = table.rows.count > Self.mostRowsAtOnce ? " tall" : ""
    var lines = ["<figure class=\"table \(Self.untypeset)\">"]
    if let title = table.title {
      lines.append("<figcaption>\(HTMLText.escaped(title))</figcaption>")
    }
    lines.append(
      "<div class=\"scroll\(tall)\" role=\"region\" aria-label=\"\(label)\" tabindex=\"0\">")
    lines += ["<table>", "<thead>", head, "</thead>", "<tbody>"]
    lines += table.rows.map(row)
    lines += ["</tbody>", "</table>", "</div>"]
    if let remark = table.remark {
      lines.append("<p class=\"remark\">\(HTMLText.escaped(remark))</p>")
    }
    return (lines + ["</figure>"]).joined(separator: "\n")
  }

  private var head: String {
    let cells = table.columns.map {
      "<th scope=\"col\"\(Self.attribute($0))>\(HTMLText.escaped($0.name))</th>"
    }
    return "<tr>\(cells.joined())</tr>"
  }

  /// A row; its first cell names it.
  private func row(_ row: [ScreenLine?]) -> String {
    let cells = zip(table.columns, row).enumerated().map { place, pair in
      let (column, cell) = pair
      let tag = place == 0 ? "th" : "td"
      let scope = place == 0 ? " scope=\"row\"" : ""
      let text = cell.map { HTMLText.escaped($0) } ?? "<em class=\"null\">NULL</em>"
      return "<\(tag)\(scope)\(Self.attribute(column))>\(text)</\(tag)>"
    }
    return "<tr>\(cells.joined())</tr>"
  }

  private static func attribute(_ column: DocumentTable.Column) -> String {
    column.isNumber ? " class=\"number\"" : ""
  }
}
