import TerminalText

/// Horizontal bars with their exact numbers: label, series where there are several, number, bar.
///
///     // Giuseppe  6 ██████████
///     // Marc      2 ███▍
///
/// Panels stand beside each other where the width allows, else under each other.
struct TextBars: TextDrawing {
  private let bars: Bars
  private let canvas: TextCanvas
  private let labels: [String]
  private let names: [String]
  private let valueWidth: Int

  /// Longer bars say no more, and are hard to follow across a wide screen.
  private static let longestBar = 60
  /// Labels give way before a bar is shorter than this.
  private static let shortestBar = 4
  /// Shorter bars beside each other cannot be compared by eye.
  private static let shortestPanelBar = 8
  private static let longestPanelBar = 40

  init(_ bars: Bars, on canvas: TextCanvas) {
    self.bars = bars
    self.canvas = canvas
    labels = canvas.visibleLabels(bars.rows)
    names = canvas.visibleLabels(bars.series.map(\.name))
    valueWidth = widest(bars.series.flatMap { $0.bars.map(\.text) })
  }

  var lines: [StyledLine] {
    guard let ends = bars.ends else { return grouped }
    let endWidth = max(widest(ends.texts), displayWidth(of: ends.name))
    let labelWidth = canvas.labelColumns(for: labels, beside: canvas.width * 2 / 3)
    let beside = labelWidth + names.count * (2 + valueWidth + 1) + 2 + endWidth
    let barWidth = min((canvas.width - beside) / names.count, Self.longestPanelBar)
    guard barWidth >= Self.shortestPanelBar else { return stacked(ends.texts, endWidth) }
    let scale = scale(columns: barWidth)
    let heads = names.map { canvas.cell($0, columns: valueWidth + 1 + barWidth, style: .heading) }
    let end = canvas.cell(ends.name, columns: endWidth, alignment: .trailing, style: .heading)
    return [.row([.blank(labelWidth)] + heads + [end])]
      + labels.indices.map { row in
        .row(
          [canvas.cell(labels[row], columns: labelWidth)]
            + names.indices.map { bar(row, $0, scale) } + [cell(ends.texts[row], endWidth)])
      }
  }

  /// The series of a row under each other.
  private var grouped: [StyledLine] {
    let beside = 2 + valueWidth + 1 + Self.shortestBar
    let wantedName = names.count > 1 ? widest(names) + 2 : 0
    let labelWidth = canvas.labelColumns(
      for: labels, beside: beside + min(wantedName, canvas.width / 4))
    let nameWidth = canvas.labelColumns(wanted: wantedName, beside: labelWidth + beside)
    let room = canvas.width - labelWidth - nameWidth - 2 - valueWidth - 1
    let scale = scale(columns: min(room, Self.longestBar))
    return labels.indices.flatMap { row in
      names.indices.map { series in
        let name = canvas.cell(names[series], columns: nameWidth - 2, style: .muted)
        return .row(
          [canvas.cell(series == 0 ? labels[row] : "", columns: labelWidth)]
            + (nameWidth > 2 ? [name] : []) + [bar(row, series, scale)])
      }
    }
  }

  /// The panels under each other, the last of which also holds the texts at the rows' ends.
  private func stacked(_ ends: [String], _ endWidth: Int) -> [StyledLine] {
    let beside = 2 + valueWidth + 1 + endWidth + 1
    let labelWidth = canvas.labelColumns(for: labels, beside: beside + Self.shortestBar)
    let scale = scale(columns: min(canvas.width - labelWidth - beside, Self.longestBar))
    return names.indices.flatMap { series in
      let name = truncated(names[series], to: canvas.width, glyphs: canvas.glyphs)
      let rows = labels.indices.map { row in
        let end = cell(series == names.count - 1 ? ends[row] : "", endWidth)
        return StyledLine.row([
          canvas.cell(labels[row], columns: labelWidth), bar(row, series, scale, behind: end),
        ])
      }
      return [StyledLine(name, style: .heading)] + rows
    }
  }

  private func scale(columns: Int) -> BarScale {
    BarScale(
      values: bars.series.flatMap { $0.bars.map(\.length) }.finite, columns: columns,
      glyphs: canvas.glyphs)
  }

  /// A bar behind its number, and behind another cell where there is one.
  private func bar(
    _ row: Int, _ series: Int, _ scale: BarScale, behind cell: StyledLine? = nil
  ) -> StyledLine {
    let bar = bars.series[series].bars[row]
    let number = canvas.cell(
      bar.text, columns: valueWidth, alignment: .trailing,
      style: bar.length == nil ? .muted : .plain)
    let picture = StyledLine(scale.bar(bar.length), style: .series(series))
    return .row([number] + (cell.map { [$0] } ?? []) + [picture], gap: " ")
  }

  private func cell(_ end: String, _ columns: Int) -> StyledLine {
    canvas.cell(end, columns: columns, alignment: .trailing, style: end == "0" ? .muted : .accent)
  }
}
