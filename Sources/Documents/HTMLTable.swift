import TerminalText

/// Writes a picture's table as an HTML table that its own box scrolls.
struct HTMLTable {
  private let table: PictureTable

  init(_ table: PictureTable) { self.table = table }

  /// A `figure` with heading, table and remarks.
  ///
  /// - Complexity: linear in the cells.
  var html: String {
    let label = HTMLText.escaped(table.heading ?? "table of \(table.rows.count) rows")
    var lines = ["<figure class=\"table\">"]
    if let heading = table.heading {
      lines.append("<figcaption>\(HTMLText.escaped(heading))</figcaption>")
    }
    lines.append("<div class=\"scroll\" role=\"region\" aria-label=\"\(label)\" tabindex=\"0\">")
    lines += ["<table>", "<thead>", head, "</thead>", "<tbody>"]
    lines += table.rows.map(row)
    lines += ["</tbody>", "</table>", "</div>"]
    lines += table.remarks.map { "<p class=\"remark\">\(HTMLText.escaped($0))</p>" }
    return (lines + ["</figure>"]).joined(separator: "\n")
  }

  private var head: String {
    let cells = table.columns.map {
      "<th scope=\"col\"\(Self.attribute($0))>\(HTMLText.escaped($0.name))</th>"
    }
    return "<tr>\(cells.joined())</tr>"
  }

  /// A row; its first cell names it.
  private func row(_ row: [String]) -> String {
    let cells = zip(table.columns, row).enumerated().map { place, pair in
      let (column, text) = pair
      let tag = place == 0 ? "th" : "td"
      let scope = place == 0 ? " scope=\"row\"" : ""
      return "<\(tag)\(scope)\(Self.attribute(column))>\(HTMLText.escaped(text))</\(tag)>"
    }
    return "<tr>\(cells.joined())</tr>"
  }

  private static func attribute(_ column: TextColumn) -> String {
    column.alignment == .trailing ? " class=\"number\"" : ""
  }
}
