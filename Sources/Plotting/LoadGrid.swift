import TerminalText

/// Rows by series as a grid of small numbers and bars, with the gap of each row at its end.
///
///     //             Giuseppe  Marc    Ana     gap
///     // 2025-10-22  6 █████▉  2 █▉    2 █▉      4
///
/// Series that do not fit beside each other go into further blocks below, each with its labels.
struct LoadGrid: TextDrawing {
  let data: PlotTable

  static let gapName = "gap"

  func lines(on canvas: TextCanvas) -> [StyledLine] {
    let layout = GridLayout(data: data, canvas: canvas)
    return layout.blocks.enumerated().flatMap { place, block in
      (place > 0 ? [StyledLine()] : []) + layout.lines(of: block)
    }
  }

  /// The most minus the least of a row, over the series that count; nil where it holds no numbers.
  func gap(row: Int) -> Double? {
    let values = data.series.filter(\.countsForGap).compactMap { $0.values[row] }.filter(\.isFinite)
    guard let least = values.min(), let most = values.max() else { return nil }
    return most - least
  }
}

/// The columns of a grid on one canvas.
private struct GridLayout {
  private let data: PlotTable
  private let canvas: TextCanvas
  private let labels: [String]
  private let names: [String]
  private let gaps: [String]
  private let labelWidth: Int
  private let gapWidth: Int
  private let numberWidth: Int
  private let cellWidth: Int
  private let scale: BarScale
  /// The series of each block.
  let blocks: [Range<Int>]

  /// Names are cut to no fewer columns, so that drivers stay apart.
  private static let smallestCell = 3
  private static let shortestBar = 3
  private static let longestBar = 16

  init(data: PlotTable, canvas: TextCanvas) {
    self.data = data
    self.canvas = canvas
    let grid = LoadGrid(data: data)
    labels = visibleLabels(data.labels, on: canvas)
    names = visibleLabels(data.series.map(\.name), on: canvas)
    gaps = data.labels.indices.map { grid.gap(row: $0).map { NumberText.display($0) } ?? "" }
    gapWidth = max(widest(gaps), LoadGrid.gapName.count)
    numberWidth = max(1, widest(data.series.flatMap { $0.values.compactMap { $0.map(valueText) } }))
    let smallest = max(numberWidth, Self.smallestCell)
    labelWidth = labelColumns(
      wanted: widest(labels), beside: 2 + smallest + 2 + gapWidth, of: canvas.width)
    let room = canvas.width - labelWidth - 2 - gapWidth
    let most = max(1, room / (smallest + 2))
    let count = data.series.count
    let blockCount = (count + most - 1) / most
    let size = (count + blockCount - 1) / blockCount
    blocks = stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    let widestCell = max(widest(names), numberWidth + 1 + Self.longestBar)
    cellWidth = max(1, min(widestCell, room / size - 2))
    let barWidth = min(cellWidth - numberWidth - 1, Self.longestBar)
    scale = BarScale(
      values: data.finiteValues, columns: barWidth >= Self.shortestBar ? barWidth : 0,
      glyphs: canvas.glyphs)
  }

  func lines(of block: Range<Int>) -> [StyledLine] {
    var head = StyledLine(String(repeating: " ", count: labelWidth))
    for series in block {
      head.append("  ")
      head.append(
        cell: names[series], columns: cellWidth,
        alignment: scale.columns > 0 ? .leading : .trailing,
        style: .heading, glyphs: canvas.glyphs)
    }
    appendGap(LoadGrid.gapName, style: .heading, to: &head)
    return [head] + data.labels.indices.map { line(row: $0, block: block) }
  }

  private func line(row: Int, block: Range<Int>) -> StyledLine {
    var line = StyledLine()
    line.append(cell: labels[row], columns: labelWidth, glyphs: canvas.glyphs)
    for series in block {
      line.append("  ")
      appendCell(data.series[series].values[row], to: &line)
    }
    appendGap(gaps[row], style: .plain, to: &line)
    return line
  }

  private func appendCell(_ value: Double?, to line: inout StyledLine) {
    let number = value.map(valueText) ?? ""
    guard scale.columns > 0 else {
      line.append(
        cell: number, columns: cellWidth, alignment: .trailing, style: style(of: value),
        glyphs: canvas.glyphs)
      return
    }
    var cell = StyledLine()
    cell.append(
      cell: number, columns: numberWidth, alignment: .trailing, style: style(of: value),
      glyphs: canvas.glyphs)
    cell.append(" ")
    cell.append(scale.bar(value), style: .firstSeries)
    cell.pad(to: cellWidth)
    line.append(cell)
  }

  private func style(of value: Double?) -> TextStyle { value == 0 ? .muted : .plain }

  private func appendGap(_ text: String, style: TextStyle, to line: inout StyledLine) {
    line.append("  ")
    line.append(
      cell: text, columns: gapWidth, alignment: .trailing, style: style, glyphs: canvas.glyphs)
  }
}
