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
  public func markdownLines() -> [ScreenLine] {
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

  private func markdownRow(_ cells: [String]) -> ScreenLine {
    ScreenLine("| " + cells.joined(separator: " | ") + " |")
  }
}

/// A text that Markdown shows letter by letter inside a table's cell.
public func markdownEscaped(_ text: String) -> String {
  text.split(omittingEmptySubsequences: false, whereSeparator: { $0.isNewline })
    .map { line in
      var result = ""
      for scalar in visible(String(line)).unicodeScalars {
        switch scalar {
        // GitHub reads formulas between dollar signs.
        case "|", "\\", "`", "*", "_", "<", "[", "~", "$": result += "\\" + String(scalar)
        case "&": result += "&amp;"
        default: result.unicodeScalars.append(scalar)
        }
      }
      return result
    }.joined(separator: "<br>")
}
