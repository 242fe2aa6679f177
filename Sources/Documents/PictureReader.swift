import TerminalText

/// Reads what a picture shows: tables, plots, and lines that stay as they are.
struct PictureReader {
  private let lines: [String]
  private var index = 0
  private var plain: [String] = []
  private var outputs: [StatementOutput] = []

  /// The outputs of a picture, in order.
  ///
  /// A plot takes the place of the lines that its text is; one whose text is not found comes last.
  ///
  /// - Complexity: O(lines × plots).
  static func outputs(
    of picture: [ScreenLine], plots: [String], drawing: PlotDrawing
  ) -> [StatementOutput] {
    var rest = picture.map(\.text)[...]
    var outputs: [StatementOutput] = []
    var missing: [DocumentPlot] = []
    for json in plots {
      let drawn = (drawing.lines(json) ?? []).map { withoutTrailingBlanks($0.text) }
      let text = rest.map(withoutTrailingBlanks)
      guard !drawn.isEmpty, let place = Self.place(of: drawn, in: text) else {
        missing.append(DocumentPlot(json: json, lines: drawn.map { ScreenLine($0) }))
        continue
      }
      let start = rest.startIndex + place
      outputs += read(Array(rest[..<start]))
      outputs.append(.plot(DocumentPlot(json: json, lines: drawn.map { ScreenLine($0) })))
      rest = rest[(start + drawn.count)...]
    }
    return outputs + read(Array(rest)) + missing.map(StatementOutput.plot)
  }

  private static func place(of part: [String], in whole: [String]) -> Int? {
    guard part.count <= whole.count else { return nil }
    return (0...(whole.count - part.count)).first { whole[$0...].starts(with: part) }
  }

  private static func withoutTrailingBlanks(_ line: String) -> String {
    guard let last = line.lastIndex(where: { $0 != " " }) else { return "" }
    return String(line[...last])
  }

  // MARK: Tables

  private static func read(_ lines: [String]) -> [StatementOutput] {
    var reader = PictureReader(lines)
    return reader.read()
  }

  private init(_ lines: [String]) { self.lines = lines }

  private mutating func read() -> [StatementOutput] {
    while index < lines.count {
      if let table = table() {
        outputs.append(.table(table))
      } else {
        plain.append(lines[index])
        index += 1
      }
    }
    flush()
    return outputs
  }

  /// Ends the plain lines so far, without the empty ones at both ends.
  private mutating func flush() {
    let kept = plain.drop { $0.isEmpty }
    if let last = kept.lastIndex(where: { !$0.isEmpty }) {
      outputs.append(.lines(kept[...last].map { ScreenLine($0) }))
    }
    plain = []
  }

  private mutating func table() -> PictureTable? {
    let hasHeading = isTitled(at: index)
    let head = index + (hasHeading ? 2 : 0)
    guard head + 1 < lines.count, let rule = TableRule(lines[head + 1]),
      let names = rule.cells(of: lines[head]), !lines[head].isEmpty
    else { return nil }
    let heading = hasHeading ? lines[index + 1] : nil
    flush()
    index = head + 2
    var rows: [[String]] = []
    while index < lines.count, !isRemark(lines[index]), !endsTable(at: index, rule),
      let cells = rule.cells(of: lines[index])
    {
      rows.append(cells)
      index += 1
    }
    return PictureTable(
      heading: heading, columns: Self.columns(names, rows, rule),
      rows: rows.map { $0.map(Self.trimmed) }, remarks: remarks())
  }

  /// Whether an empty line, a heading and a table begin here.
  private func isTitled(at index: Int) -> Bool {
    index + 3 < lines.count && lines[index].isEmpty && !lines[index + 1].isEmpty
      && TableRule(lines[index + 3]) != nil
  }

  /// Whether an empty line ends the table; between rows it is a row of empty cells.
  private func endsTable(at index: Int, _ rule: TableRule) -> Bool {
    guard lines[index].isEmpty else { return false }
    guard let next = lines[index...].first(where: { !$0.isEmpty }) else { return true }
    return isTitled(at: index) || rule.cells(of: next) == nil
  }

  // MARK: Columns

  private static func columns(
    _ names: [String], _ rows: [[String]], _ rule: TableRule
  ) -> [TextColumn] {
    names.indices.map { column in
      let width = rule.extents[column].count
      let cells = ([names] + rows).map { $0[column] }.filter { !trimmed($0).isEmpty }
      // A line's last blanks are cut, so that a cell ends at the right where it fills its column.
      let isTrailing = cells.allSatisfy { displayWidth(of: $0) == width && $0.last != " " }
      let isPadded = cells.contains { $0.first == " " }
      let areNumbers = cells.dropFirst().allSatisfy { Double($0) != nil || $0 == "NULL" }
      return TextColumn(
        trimmed(names[column]),
        alignment: isTrailing && (isPadded || (cells.count > 1 && areNumbers))
          ? .trailing : .leading)
    }
  }

  private static func trimmed(_ text: String) -> String {
    withoutTrailingBlanks(String(text.drop { $0 == " " }))
  }

  // MARK: Remarks

  private mutating func remarks() -> [String] {
    var remarks: [String] = []
    while index < lines.count {
      let line = lines[index]
      if isRemark(line) {
        remarks.append(line)
      } else if let last = remarks.last, line.hasPrefix("  "), last.contains(" not shown: ") {
        remarks[remarks.count - 1] += " " + Self.trimmed(line)
      } else {
        break
      }
      index += 1
    }
    return remarks
  }

  /// The remarks that stand under a table, in the words that `TextTable` has for them.
  private func isRemark(_ line: String) -> Bool {
    line == "no rows" || line.wholeMatch(of: /first [\d,]+ of [\d,]+ rows?(;.*)?/) != nil
      || line.wholeMatch(of: /\d+ of [\d,]+ columns? not shown:.*/) != nil
      || line.wholeMatch(of: /[\d,]+ columns? truncated(;.*)?/) != nil
  }
}
