import TerminalText

/// Lays a table out as lines of a width, with no cell cut.
///
/// Texts that are too wide wrap within their column; blank lines set such a row apart. Where even
/// that leaves no room, the table goes on in a further one, led by the first column again.
struct TextGrid {
  private let table: DocumentTable
  private let width: Int

  /// A column of text is not made narrower than this to fit beside others.
  private static let narrowest = 20
  private static let gap = 2

  private struct Column {
    var place: Int
    var width: Int
  }

  init(_ table: DocumentTable, width: Int) {
    self.table = table
    self.width = max(2 * Self.narrowest, width)
  }

  /// The lines without the remark on rows that are left out.
  ///
  /// - Complexity: linear in the cells' text.
  var lines: [ScreenLine] {
    let groups = groups
    var lines: [ScreenLine] = []
    for (number, group) in groups.enumerated() {
      if groups.count > 1 {
        let own = number == 0 ? group : Array(group.dropFirst())
        let first = (own.first?.place ?? 0) + 1
        let last = (own.last?.place ?? 0) + 1
        let range = first == last ? "column \(first)" : "columns \(first) to \(last)"
        lines += (number > 0 ? [.empty] : []) + ["\(range) of \(table.columns.count):"]
      }
      lines += self.lines(of: group)
    }
    return lines
  }

  // MARK: Columns

  /// The columns that stand beside one another, each with its width.
  private var groups: [[Column]] {
    guard !table.columns.isEmpty else { return [] }
    let widths = table.widths
    if let fitted = fitted(widths) {
      return [zip(widths.indices, fitted).map { Column(place: $0, width: $1) }]
    }
    let first = min(widths[0], max(width / 3, floor(of: 0, widths[0])))
    var groups: [[Column]] = [[Column(place: 0, width: first)]]
    var used = first
    for place in widths.indices.dropFirst() {
      let own = min(widths[place], width - Self.gap - first)
      if used + Self.gap + own > width, groups[groups.count - 1].count > 1 {
        groups.append([Column(place: 0, width: first)])
        used = first
      }
      groups[groups.count - 1].append(Column(place: place, width: own))
      used += Self.gap + own
    }
    return groups
  }

  /// The widths at which all columns stand side by side, or nil where they cannot.
  private func fitted(_ widths: [Int]) -> [Int]? {
    let room = width - Self.gap * (widths.count - 1)
    func capped(at cap: Int) -> [Int] {
      widths.enumerated().map { place, own in max(floor(of: place, own), min(own, cap)) }
    }
    if widths.reduce(0, +) <= room { return widths }
    let caps = (Self.narrowest...width).reversed()
    return caps.lazy.map(capped).first { $0.reduce(0, +) <= room }
  }

  /// The least that a column is narrowed to: numbers are not broken.
  private func floor(of place: Int, _ own: Int) -> Int {
    min(own, table.columns[place].isNumber ? 2 * Self.narrowest : Self.narrowest)
  }

  // MARK: Rows

  private func lines(of group: [Column]) -> [ScreenLine] {
    let names = group.map { Self.pieces(table.columns[$0.place].name.text, $0.width) }
    let rule = group.map { String(repeating: "─", count: $0.width) }
      .joined(separator: String(repeating: " ", count: Self.gap))
    var lines = drawn(names, group) + [ScreenLine(rule)]
    var isApart = true
    for (number, row) in table.rows.enumerated() {
      let cells = group.map { Self.pieces($0.place < row.count ? row[$0.place] : "", $0.width) }
      let isTall = cells.contains { $0.count > 1 }
      if isTall, !isApart { lines.append(.empty) }
      lines += drawn(cells, group)
      isApart = isTall && number + 1 < table.rows.count
      if isApart { lines.append(.empty) }
    }
    return lines
  }

  private func drawn(_ cells: [[String]], _ group: [Column]) -> [ScreenLine] {
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { line in
      var drawn = ScreenLine.empty
      // Blanks wait for what follows them, so that no line ends in any.
      var blanks = 0
      for (column, pieces) in zip(group, cells) {
        let piece = line < pieces.count ? pieces[line] : ""
        let room = max(0, column.width - displayWidth(of: piece))
        let isNumber = table.columns[column.place].isNumber
        if isNumber { blanks += room }
        if !piece.isEmpty {
          drawn = drawn + ScreenLine(String(repeating: " ", count: blanks)) + ScreenLine(piece)
          blanks = 0
        }
        blanks += (isNumber ? 0 : room) + Self.gap
      }
      return drawn
    }
  }

  private static func pieces(_ cell: ScreenText?, _ width: Int) -> [String] {
    DocumentTable.plain(cell).lines.flatMap { pieces($0.text, width) }
  }

  private static func pieces(_ line: String, _ width: Int) -> [String] {
    displayWidth(of: line) <= width ? [line] : wrapped(line, to: width)
  }
}
