extension TextTable {
  /// The table in the Markdown of GitHub, every row that it holds at full width.
  ///
  ///     // | driver | rides |
  ///     // | --- | ---: |
  ///     // | Giuseppe | 81 |
  ///
  /// `|` and the characters that begin markup are escaped, line breaks become `<br>`, and NULL is
  /// written in italics, so that it is told from the text NULL.
  ///
  /// - Complexity: O(*rows* × *columns*).
  public func markdownLines() -> [String] {
    guard !columns.isEmpty else { return [] }
    let titles = columns.map { markdownEscaped($0.name) }
    let rules = columns.map { $0.alignment == .trailing ? "---:" : "---" }
    return [markdownRow(titles), markdownRow(rules)]
      + rows.map { row in markdownRow(columns.indices.map { markdownCell(row, $0) }) }
  }

  private func markdownCell(_ row: [TextCell], _ column: Int) -> String {
    guard column < row.count else { return "" }
    switch row[column] {
    case .null: return "*NULL*"
    case .text(let text): return markdownEscaped(text)
    }
  }

  private func markdownRow(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }
}

/// A text that Markdown shows letter by letter inside a table's cell.
func markdownEscaped(_ text: String) -> String {
  var result = ""
  var afterReturn = false
  for scalar in text.unicodeScalars {
    if scalar == "\n" && afterReturn {
      afterReturn = false
      continue
    }
    afterReturn = scalar == "\r"
    switch scalar {
    case "\n", "\r": result += "<br>"
    case "|", "\\", "`", "*", "_", "<", "[", "~": result += "\\" + String(scalar)
    case "&": result += "&amp;"
    default: result += visible(String(scalar))
    }
  }
  return result
}
