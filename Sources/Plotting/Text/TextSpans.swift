import TerminalText

/// Lanes of time, each span as long as its minutes.
///
///     //           08       09       10       11
///     // Giuseppe  ▐███──···▐████         2 rides
struct TextSpans: TextDrawing {
  private let spans: Spans
  private let canvas: TextCanvas
  private let names: [String]
  private let notes: [String]
  private let nameWidth: Int
  private let noteWidth: Int
  private let columns: Int

  private static let longest = 200

  init(_ spans: Spans, on canvas: TextCanvas) {
    self.spans = spans
    self.canvas = canvas
    names = canvas.visibleLabels(spans.lanes.map(\.name))
    notes = canvas.visibleLabels(spans.lanes.map(\.note))
    // Time has two thirds of the width; remarks give way before names do.
    nameWidth = canvas.labelColumns(for: names, beside: canvas.width * 2 / 3)
    let wanted = widest(notes)
    let left = canvas.width - nameWidth - 2
    noteWidth = wanted > 0 && left - wanted - 2 >= canvas.width / 2 ? wanted : 0
    columns = max(1, min(Self.longest, left - (noteWidth > 0 ? noteWidth + 2 : 0)))
  }

  var lines: [StyledLine] { [head] + names.indices.map(line) }

  private var minutes: Int { spans.hours.to - spans.hours.from }

  /// The hours over the lanes, as many as there is room for.
  private var head: StyledLine {
    var cells = [Character](repeating: " ", count: columns)
    let step = [60, 120, 180, 240, 360, 720].first { columns * $0 / minutes >= 4 } ?? 1_440
    for minute in stride(from: spans.hours.from, to: spans.hours.to, by: step) {
      let start = (minute - spans.hours.from) * columns / minutes
      let hour = minute / 60
      let text = (0..<10).contains(hour) ? "0\(hour)" : "\(hour)"
      guard start + text.count <= columns else { continue }
      for (place, character) in text.enumerated() { cells[start + place] = character }
    }
    return .blank(nameWidth + 2) + StyledLine(String(cells), style: .muted)
  }

  private func line(lane: Int) -> StyledLine {
    var time = StyledLine()
    for cell in cells(of: lane) {
      if let cell {
        time.append(character(cell.form, isStart: cell.isStart), style: style(cell.form))
      } else {
        time.append(" ")
      }
    }
    let note = canvas.cell(notes[lane], columns: noteWidth, style: .muted)
    return .row(
      [canvas.cell(names[lane], columns: nameWidth), time] + (noteWidth > 0 ? [note] : []))
  }

  /// What stands in each column: of several spans the one on top.
  private func cells(of lane: Int) -> [(form: Spans.Form, isStart: Bool)?] {
    var cells = [(form: Spans.Form, isStart: Bool)?](repeating: nil, count: columns)
    for span in spans.spans where span.lane == lane {
      let first = column(of: span.from)
      let last = max(first, column(of: span.to - 1))
      for column in first...last { cells[column] = (span.form, column == first) }
    }
    return cells
  }

  private func column(of minute: Int) -> Int {
    min(columns - 1, max(0, (minute - spans.hours.from) * columns / minutes))
  }

  var key: [StyledLine] {
    guard !spans.key.isEmpty else { return [] }
    let texts = spans.key.map { character($0.form, isStart: false) + " " + $0.name }
    let unit = minutes / columns
    return canvas.remarks([
      (texts + (unit > 1 ? ["1 column is about \(unit) min"] : [])).joined(separator: ", ")
    ])
  }

  private func character(_ form: Spans.Form, isStart: Bool) -> String {
    switch (form, canvas.glyphs) {
    case (.box, .unicode): isStart ? "▐" : "█"
    case (.line, .unicode): "─"
    case (.dotted, .unicode): "·"
    case (.dashed, .unicode): "▒"
    case (.crossed, .unicode): "✕"
    case (.box, .ascii): isStart ? "[" : "#"
    case (.line, .ascii): "-"
    case (.dotted, .ascii): "."
    case (.dashed, .ascii): "~"
    case (.crossed, .ascii): "X"
    }
  }

  private func style(_ form: Spans.Form) -> TextStyle {
    switch form {
    case .dotted, .line: .muted
    case .box: .firstSeries
    case .dashed: .warning
    case .crossed: .bad
    }
  }
}
