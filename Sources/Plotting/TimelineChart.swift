import TerminalText

/// Lanes of time: each driver's rides, ways without a client, idle times and delays.
///
///     //           08       09       10       11
///     // Giuseppe  ▐███──···▐████         2 rides
struct TimelineChart: TextDrawing {
  let data: TimelineData

  func lines(on canvas: TextCanvas) -> [StyledLine] {
    guard !data.lanes.isEmpty else { return [StyledLine("no data", style: .muted)] }
    let layout = TimelineLayout(data: data, canvas: canvas)
    return [layout.head] + data.lanes.indices.map(layout.line(lane:)) + layout.legend
  }
}

/// The columns of a timeline on one canvas.
private struct TimelineLayout {
  private let data: TimelineData
  private let canvas: TextCanvas
  private let names: [String]
  private let notes: [String]
  private let nameWidth: Int
  private let noteWidth: Int
  private let columns: Int
  private let hours: (from: Int, to: Int)

  private static let longest = 200

  init(data: TimelineData, canvas: TextCanvas) {
    self.data = data
    self.canvas = canvas
    hours = data.hours
    names = visibleLabels(data.lanes.map(\.name), on: canvas)
    notes = visibleLabels(data.lanes.map(\.note), on: canvas)
    // Time has two thirds of the width; remarks give way before names do.
    nameWidth = labelColumns(wanted: widest(names), beside: canvas.width * 2 / 3, of: canvas.width)
    let wanted = widest(notes)
    let left = canvas.width - nameWidth - 2
    noteWidth = wanted > 0 && left - wanted - 2 >= canvas.width / 2 ? wanted : 0
    columns = max(1, min(Self.longest, left - (noteWidth > 0 ? noteWidth + 2 : 0)))
  }

  /// The hours over the lanes, as many as there is room for.
  var head: StyledLine {
    var cells = [Character](repeating: " ", count: columns)
    let span = hours.to - hours.from
    let step = [60, 120, 180, 240, 360, 720].first { columns * $0 / span >= 4 } ?? 1_440
    for minute in stride(from: hours.from, to: hours.to, by: step) {
      let start = (minute - hours.from) * columns / span
      let text = Self.hour(minute)
      guard start + text.count <= columns else { continue }
      for (place, character) in text.enumerated() { cells[start + place] = character }
    }
    var line = StyledLine(String(repeating: " ", count: nameWidth + 2))
    line.append(String(cells), style: .muted)
    return line
  }

  private static func hour(_ minute: Int) -> String {
    let hour = minute / 60
    return (0..<10).contains(hour) ? "0\(hour)" : "\(hour)"
  }

  func line(lane: Int) -> StyledLine {
    var line = StyledLine()
    line.append(cell: names[lane], columns: nameWidth, glyphs: canvas.glyphs)
    line.append("  ")
    for cell in cells(of: lane) {
      guard let cell else {
        line.append(" ")
        continue
      }
      line.append(
        TimelineMarks.character(cell.kind, isStart: cell.isStart, glyphs: canvas.glyphs),
        style: TimelineMarks.style(cell.kind))
    }
    if noteWidth > 0 {
      line.append("  ")
      line.append(cell: notes[lane], columns: noteWidth, style: .muted, glyphs: canvas.glyphs)
    }
    return line
  }

  /// What stands in each column: of several things the one that matters most.
  private func cells(of lane: Int) -> [(kind: TimelineData.Kind, isStart: Bool)?] {
    var cells = [(kind: TimelineData.Kind, isStart: Bool)?](repeating: nil, count: columns)
    let order = TimelineData.Kind.allCases
    for kind in order {
      for span in data.spans where span.lane == lane && span.kind == kind {
        let first = column(of: span.from)
        let last = max(first, column(of: span.to - 1))
        for column in first...last { cells[column] = (kind, column == first) }
      }
    }
    return cells
  }

  private func column(of minute: Int) -> Int {
    min(columns - 1, max(0, (minute - hours.from) * columns / (hours.to - hours.from)))
  }

  var legend: [StyledLine] {
    let present = TimelineData.Kind.allCases.filter { kind in
      data.spans.contains { $0.kind == kind }
    }
    let texts = present.reversed().map {
      TimelineMarks.character($0, isStart: false, glyphs: canvas.glyphs) + " "
        + TimelineMarks.name($0)
    }
    guard !texts.isEmpty else { return [] }
    let minutes = (hours.to - hours.from) / columns
    let unit = minutes > 1 ? ["1 column is about \(minutes) min"] : []
    return wrapped((texts + unit).joined(separator: ", "), to: canvas.width, indent: 2)
      .map { StyledLine($0, style: .muted) }
  }
}

/// How each kind of time looks and what it is called.
enum TimelineMarks {
  static func character(_ kind: TimelineData.Kind, isStart: Bool, glyphs: Glyphs) -> String {
    switch (kind, glyphs) {
    case (.ride, .unicode): isStart ? "▐" : "█"
    case (.hop, .unicode): "─"
    case (.idle, .unicode): "·"
    case (.late, .unicode): "▒"
    case (.broken, .unicode): "✕"
    case (.ride, .ascii): isStart ? "[" : "#"
    case (.hop, .ascii): "-"
    case (.idle, .ascii): "."
    case (.late, .ascii): "~"
    case (.broken, .ascii): "X"
    }
  }

  static func style(_ kind: TimelineData.Kind) -> TextStyle {
    switch kind {
    case .idle, .hop: .muted
    case .ride: .firstSeries
    case .late: .warning
    case .broken: .bad
    }
  }

  static func name(_ kind: TimelineData.Kind) -> String {
    switch kind {
    case .idle: "idle"
    case .hop: "empty leg"
    case .ride: "ride"
    case .late: "late: from the booked time to the start"
    case .broken: "breaks a rule"
    }
  }
}
