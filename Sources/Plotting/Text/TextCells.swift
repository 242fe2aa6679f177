import TerminalText

/// Rows by columns: numbers with shades where there is room for them, else shades alone; or numbers
/// with bars where there is room for them.
///
///     //            08   09   10              Giuseppe  Marc    gap
///     // Monday    12▓   3░    ·  2025-10-22  6 █████▉  2 █▉      4
///
/// Columns that do not fit beside each other go into further blocks below, each with its labels.
struct TextCells: TextDrawing {
  private let cells: Cells
  private let canvas: TextCanvas
  private let form: (any CellForm)?

  init(_ cells: Cells, on canvas: TextCanvas) {
    var cells = cells
    cells.rows = canvas.visibleLabels(cells.rows)
    cells.columns = canvas.visibleLabels(cells.columns)
    self.cells = cells
    self.canvas = canvas
    form = cells.areLengths ? BarCells(cells, on: canvas) : ShadeCells(cells, on: canvas)
  }

  var lines: [StyledLine] {
    guard let form else { return [.noData] }
    let count = cells.columns.count
    var lines: [StyledLine] = []
    for start in stride(from: 0, to: count, by: form.blockSize) {
      let block = start..<min(start + form.blockSize, count)
      if start > 0 { lines.append(StyledLine()) }
      var head = StyledLine.blank(form.labelWidth)
      for column in block { head.append(form.head(cells.columns[column])) }
      lines.append(head + form.end(row: nil))
      for row in cells.rows.indices {
        var line = canvas.cell(cells.rows[row], columns: form.labelWidth)
        for column in block { line.append(form.cell(cells.values[row][column])) }
        lines.append(line + form.end(row: row))
      }
    }
    return lines
  }

  var key: [StyledLine] { form?.key ?? [] }
}

extension Cells {
  /// The columns that the widest number takes.
  fileprivate var widestNumber: Int {
    widest(values.joined().compactMap { $0.map { NumberText.display($0) } })
  }
}

/// How a number stands in its cell, and the columns that cells of that form take.
private protocol CellForm {
  var labelWidth: Int { get }
  /// Columns of cells beside each other, at least 1.
  var blockSize: Int { get }
  var key: [StyledLine] { get }
  func head(_ name: String) -> StyledLine
  func cell(_ value: Double?) -> StyledLine
  /// What stands behind a row, or at the head of these.
  func end(row: Int?) -> StyledLine
}

/// Numbers with a shade behind each, or shades alone.
private struct ShadeCells: CellForm {
  let labelWidth: Int
  let blockSize: Int
  private let canvas: TextCanvas
  private let shades: Shades
  private let cellWidth: Int
  private let hasNumbers: Bool

  /// Two columns of shade are about a square.
  private static let square = 2
  private static let widestHead = 6

  /// The layout of numbers; nil where none has a shade.
  init?(_ cells: Cells, on canvas: TextCanvas) {
    guard let shades = Shades(cells.values.joined().finite) else { return nil }
    self.canvas = canvas
    self.shades = shades
    let head = min(widest(cells.columns), Self.widestHead)
    let wanted = max(cells.widestNumber + 1, head) + 1
    let count = cells.columns.count
    labelWidth = canvas.labelColumns(for: cells.rows, beside: count * min(wanted, head + 1))
    let room = max(1, canvas.width - labelWidth)
    // Numbers are worth a second block, but not a third.
    hasNumbers = wanted <= room && (count * wanted + room - 1) / room <= 2
    cellWidth =
      hasNumbers ? wanted : min(room, max(Self.square, min(head + 1, room / max(1, count))))
    blockSize = max(1, room / cellWidth)
  }

  func head(_ name: String) -> StyledLine {
    let name =
      cellWidth > Self.square
      ? truncated(name, to: cellWidth - 1, glyphs: canvas.glyphs) : String(name.suffix(1))
    return canvas.cell(" " + name, columns: cellWidth, alignment: .trailing, style: .heading)
  }

  func cell(_ value: Double?) -> StyledLine {
    var cell = StyledLine()
    if let value, value.isFinite {
      let level = shades.level(of: value)
      if hasNumbers, level > 0 || value != 0 { cell.append(NumberText.display(value)) }
      let repeats = hasNumbers || level == 0 ? 1 : max(1, cellWidth - 1)
      cell.append(
        String(repeating: character(level), count: repeats),
        style: level == 0 ? .muted : .firstSeries)
    }
    return .blank(cellWidth - cell.width) + cell
  }

  func end(row: Int?) -> StyledLine { StyledLine() }

  /// What each shade stands for: `░ up to 5, ▒ up to 10`.
  var key: [StyledLine] {
    canvas.remarks([
      shades.steps.enumerated().map { character($0) + " " + $1 }.joined(separator: ", ")
    ])
  }

  private func character(_ level: Int) -> String {
    (canvas.glyphs == .unicode ? ["·", "░", "▒", "▓", "█"] : [".", ":", "+", "*", "#"])[level]
  }
}

/// Numbers with a bar behind each where there is room for them, else numbers alone.
private struct BarCells: CellForm {
  let labelWidth: Int
  let blockSize: Int
  private let canvas: TextCanvas
  private let endName: String
  private let ends: [String]
  private let endWidth: Int
  private let numberWidth: Int
  private let cellWidth: Int
  private let scale: BarScale

  /// Names are cut to no fewer columns, so that drivers stay apart.
  private static let smallestCell = 3
  private static let shortestBar = 3
  private static let longestBar = 16

  init(_ cells: Cells, on canvas: TextCanvas) {
    self.canvas = canvas
    endName = cells.ends?.name ?? ""
    ends = cells.ends?.values.map { $0.map { NumberText.display($0) } ?? "" } ?? []
    endWidth = max(widest(ends), endName.count)
    numberWidth = max(1, cells.widestNumber)
    let smallest = max(numberWidth, Self.smallestCell)
    labelWidth = canvas.labelColumns(for: cells.rows, beside: 2 + smallest + 2 + endWidth)
    let room = canvas.width - labelWidth - 2 - endWidth
    let most = max(1, room / (smallest + 2))
    let count = cells.columns.count
    let blocks = (count + most - 1) / most
    blockSize = (count + blocks - 1) / blocks
    let widestCell = max(widest(cells.columns), numberWidth + 1 + Self.longestBar)
    cellWidth = max(1, min(widestCell, room / blockSize - 2))
    let barWidth = min(cellWidth - numberWidth - 1, Self.longestBar)
    scale = BarScale(
      values: cells.values.joined().finite, columns: barWidth >= Self.shortestBar ? barWidth : 0,
      glyphs: canvas.glyphs)
  }

  func head(_ name: String) -> StyledLine {
    let alignment = scale.columns > 0 ? TextAlignment.leading : .trailing
    return StyledLine("  ")
      + canvas.cell(name, columns: cellWidth, alignment: alignment, style: .heading)
  }

  func cell(_ value: Double?) -> StyledLine {
    var cell = canvas.cell(
      value.map { NumberText.display($0) } ?? "",
      columns: scale.columns > 0 ? numberWidth : cellWidth, alignment: .trailing,
      style: value == 0 ? .muted : .plain)
    if scale.columns > 0 {
      cell.append(" ")
      cell.append(scale.bar(value), style: .firstSeries)
      cell.pad(to: cellWidth)
    }
    return StyledLine("  ") + cell
  }

  func end(row: Int?) -> StyledLine {
    StyledLine("  ")
      + canvas.cell(
        row.map { ends[$0] } ?? endName, columns: endWidth, alignment: .trailing,
        style: row == nil ? .heading : .plain)
  }

  var key: [StyledLine] { [] }
}
