import TerminalText

/// The marks that tell the groups of a plot apart, without colour too.
struct GroupMarks {
  private let marks: [String]
  /// What stands where several groups meet.
  let several: String

  /// How many groups have a mark of their own; further ones begin again.
  static let count = 8

  init(glyphs: Glyphs) {
    marks = glyphs == .unicode ? ["●", "▲", "■", "◆", "○", "△", "□", "◇"] : Self.plain
    several = glyphs == .unicode ? "✕" : "?"
  }

  private static let plain = ["*", "+", "o", "x", "#", "@", "%", "="]

  subscript(group: Int) -> String { marks[group % marks.count] }

  /// The lines that say which mark is whose.
  func legend(_ names: [String], on canvas: TextCanvas, hasSeveral: Bool) -> [StyledLine] {
    var lines: [StyledLine] = []
    var line = StyledLine()
    func add(_ mark: String, _ name: String, _ style: TextStyle) {
      let name = truncated(name, to: max(1, canvas.width - 2), glyphs: canvas.glyphs)
      if line.width > 0, line.width + 4 + displayWidth(of: name) > canvas.width {
        lines.append(line)
        line = StyledLine()
      }
      if line.width > 0 { line.append("  ") }
      line.append(mark, style: style)
      line.append(" " + name)
    }
    for (group, name) in names.enumerated() { add(self[group], name, .series(group)) }
    if hasSeveral { add(several, "several", .muted) }
    return line.width > 0 ? lines + [line] : lines
  }
}

/// A picture of cells in which groups leave their marks.
struct MarkRaster {
  /// A cell's group; nil in an empty one, -1 where groups meet.
  private var cells: [Int?]
  private let columns: Int
  private(set) var hasSeveral = false

  init(columns: Int, rows: Int) {
    self.columns = columns
    cells = Array(repeating: nil, count: columns * rows)
  }

  mutating func mark(row: Int, column: Int, group: Int) {
    let place = row * columns + column
    guard let taken = cells[place] else {
      cells[place] = group
      return
    }
    guard taken != group else { return }
    cells[place] = -1
    hasSeveral = true
  }

  /// A row of marks.
  func line(row: Int, marks: GroupMarks) -> StyledLine {
    var line = StyledLine()
    for cell in cells[row * columns..<(row + 1) * columns] {
      switch cell {
      case .none: line.append(" ")
      case .some(-1): line.append(marks.several, style: .muted)
      case .some(let group): line.append(marks[group], style: .series(group))
      }
    }
    return line
  }
}
