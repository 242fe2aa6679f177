extension TextTable {
  /// The lines of the table: names, a rule, rows, and remarks on what is not shown.
  ///
  /// Columns that do not fit shrink, the widest first; where that is not enough whole columns are
  /// left out, from the middle. No line is wider than the canvas.
  ///
  /// - Parameters:
  ///   - canvas: Width, characters and colours.
  ///   - rowLimit: The most rows to draw; nil draws all that the table holds.
  ///   - remarks: What is said under the table beside what is not shown.
  /// - Returns: Lines without their ends.
  /// - Complexity: O(*rows* × *columns*).
  public func lines(
    on canvas: TextCanvas, rowLimit: Int? = nil, remarks: TableRemarks = TableRemarks()
  ) -> [ScreenLine] {
    guard !columns.isEmpty else { return [remark("no columns", on: canvas)] }
    let shown = rows.prefix(max(0, rowLimit ?? rows.count))
    let drawing = TableDrawing(table: self, rows: shown, canvas: canvas)
    return drawing.head + drawing.body + footer(of: drawing, on: canvas, remarks)
  }

  private func footer(
    of drawing: TableDrawing, on canvas: TextCanvas, _ wanted: TableRemarks
  ) -> [ScreenLine] {
    var remarks: [String] = []
    func add(_ fact: String, _ remedy: String = "") {
      remarks.append(remedy.isEmpty ? fact : fact + "; " + remedy)
    }
    if totalRowCount == 0 {
      add("no rows")
    } else if drawing.rowCount < totalRowCount {
      let count = NumberText.grouped(drawing.rowCount)
      add("first \(count) of \(NumberText.counted(totalRowCount, "row"))", wanted.remedyForRows)
    } else if wanted.countsRows, totalRowCount > 1 {
      add(NumberText.counted(totalRowCount, "row"))
    }
    let isFolded = !drawing.layout.omitted.isEmpty
    if isFolded { add(omission(drawing, on: canvas), wanted.remedyForColumns) }
    if drawing.truncatedColumnCount > 0 {
      add(
        "\(NumberText.counted(drawing.truncatedColumnCount, "column")) truncated",
        isFolded ? "" : wanted.remedyForColumns)
    }
    return remarks.flatMap { wrapped($0, to: canvas.width, indent: 2) }
      .map { remark($0, on: canvas) }
  }

  private func omission(_ drawing: TableDrawing, on canvas: TextCanvas) -> String {
    let omitted = drawing.layout.omitted
    let names = omitted.prefix(Self.mostNamesInRemark)
      .map { visible(columns[$0].name, glyphs: canvas.glyphs) }
    let rest = omitted.count - names.count
    let list = names.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    return "\(omitted.count) of \(NumberText.counted(columns.count, "column")) not shown: \(list)"
  }

  private func remark(_ text: String, on canvas: TextCanvas) -> ScreenLine {
    StyledLine(text, style: .muted).rendered(on: canvas)
  }

  /// A remark names so many columns that were left out and counts the rest, so that a table of
  /// hundreds of columns does not end in a page of names.
  private static let mostNamesInRemark = 20
}

/// A table laid out for one canvas, its texts made safe and its columns measured.
private struct TableDrawing {
  let canvas: TextCanvas
  let columns: [TextColumn]
  let names: [String]
  let cells: [[String]]
  let nulls: [[Bool]]
  let layout: TableLayout

  var rowCount: Int { cells.count }

  init(table: TextTable, rows: ArraySlice<[TextCell]>, canvas: TextCanvas) {
    self.canvas = canvas
    let columns = table.columns
    self.columns = columns
    names = columns.map { visible($0.name, glyphs: canvas.glyphs) }
    cells = rows.map { row in
      columns.indices.map { column in
        guard column < row.count else { return "" }
        switch row[column] {
        case .null: return "NULL"
        case .text(let text): return visible(text, glyphs: canvas.glyphs)
        }
      }
    }
    nulls = rows.map { row in row.map { $0 == .null } }
    var widths = names.map { max(1, displayWidth(of: $0)) }
    for row in cells {
      for (column, cell) in row.enumerated() {
        widths[column] = max(widths[column], displayWidth(of: cell))
      }
    }
    layout = TableLayout(
      natural: widths, isNumeric: columns.map { $0.alignment == .trailing },
      isKey: columns.map(\.isKey), width: canvas.width)
  }

  var head: [ScreenLine] {
    let titles = line { column, width in
      (truncated(names[column], to: width, glyphs: canvas.glyphs), .heading)
    }
    let rules = line { _, width in (String(repeating: canvas.glyphs.rule, count: width), .muted) }
    return [titles, rules]
  }

  var body: [ScreenLine] {
    cells.indices.flatMap { row -> [ScreenLine] in
      let lines = columns.indices.map { column in
        layout.shown.contains(column) ? texts(row, column) : []
      }
      return (0..<max(1, lines.map(\.count).max() ?? 1)).map { index in
        line { column, _ in
          let isNull = column < nulls[row].count && nulls[row][column]
          let text = index < lines[column].count ? lines[column][index] : ""
          return (text, isNull ? .muted : .plain)
        }
      }
    }
  }

  /// A cell's lines: one, but for a column whose texts are shown whole.
  private func texts(_ row: Int, _ column: Int) -> [String] {
    let width = layout.widths[column]
    guard columns[column].isWhole, width < layout.natural[column] else {
      return [truncated(cells[row][column], to: width, glyphs: canvas.glyphs)]
    }
    return wrapped(cells[row][column], to: width)
  }

  var truncatedColumnCount: Int {
    layout.shown.count { column in
      layout.widths[column] < layout.natural[column] && !columns[column].isWhole
    }
  }

  private func line(_ cell: (_ column: Int, _ width: Int) -> (String, TextStyle)) -> ScreenLine {
    var line = StyledLine()
    for (place, column) in layout.shown.enumerated() {
      if place > 0 { line.append(gap(before: column, after: layout.shown[place - 1])) }
      let width = layout.widths[column]
      let (text, style) = cell(column, width)
      let blanks = String(repeating: " ", count: max(0, width - displayWidth(of: text)))
      if columns[column].alignment == .trailing { line.append(blanks) }
      line.append(text, style: style)
      if columns[column].alignment == .leading { line.append(blanks) }
    }
    return line.rendered(on: canvas)
  }

  /// Two blanks, with the ellipsis between them where columns are left out.
  private func gap(before column: Int, after previous: Int) -> StyledLine {
    let blanks = String(repeating: " ", count: TableLayout.gap)
    guard column > previous + 1 else { return StyledLine(blanks) }
    var line = StyledLine(blanks)
    line.append(canvas.glyphs.ellipsis, style: .muted)
    line.append(blanks)
    return line
  }
}
