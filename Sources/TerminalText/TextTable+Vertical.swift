extension TextTable {
  /// The table with each row as a list of its columns, for rows that are wider than any screen.
  ///
  ///     ─ row 1 of 2 ─
  ///     driver  Giuseppe
  ///     rides   81
  ///
  /// - Parameters:
  ///   - canvas: Width, characters and colours; long texts go on under themselves.
  ///   - rowLimit: The most rows to draw; nil draws all that the table holds.
  /// - Returns: Lines without their ends.
  /// - Complexity: O(*rows* × *columns*).
  public func verticalLines(on canvas: TextCanvas, rowLimit: Int? = nil) -> [ScreenLine] {
    let names = columns.map { visible($0.name, glyphs: canvas.glyphs) }
    let widest = names.reduce(0) { max($0, displayWidth(of: $1)) }
    let width = min(widest, max(1, canvas.width / 2))
    let shown = rows.prefix(max(0, rowLimit ?? rows.count))
    var lines: [ScreenLine] = []
    for (index, row) in shown.enumerated() {
      let rule = canvas.glyphs.rule
      let title =
        "\(rule) row \(NumberText.grouped(index + 1)) of \(NumberText.grouped(totalRowCount)) \(rule)"
      lines.append(StyledLine(title, style: .muted).rendered(on: canvas))
      for (column, name) in names.enumerated() {
        let cell = column < row.count ? row[column] : .text("")
        lines += verticalLines(of: cell, under: name, width: width, on: canvas)
      }
    }
    guard shown.count < totalRowCount || totalRowCount == 0 else { return lines }
    let remark =
      totalRowCount == 0
      ? "no rows"
      : "first \(NumberText.grouped(shown.count)) of \(NumberText.counted(totalRowCount, "row"))"
    return lines + [StyledLine(remark, style: .muted).rendered(on: canvas)]
  }

  private func verticalLines(
    of cell: TextCell, under name: String, width: Int, on canvas: TextCanvas
  ) -> [ScreenLine] {
    let text: String
    switch cell {
    case .null: text = "NULL"
    case .text(let value): text = visible(value, glyphs: canvas.glyphs)
    }
    let room = max(2, canvas.width - width - 2)
    return wrapped(text, to: room).enumerated().map { index, piece in
      var line = StyledLine()
      let head = index == 0 ? truncated(name, to: width, glyphs: canvas.glyphs) : ""
      line.append(padded(head, to: width), style: .heading)
      line.append("  ")
      line.append(piece, style: cell == .null ? .muted : .plain)
      return line.rendered(on: canvas)
    }
  }
}
