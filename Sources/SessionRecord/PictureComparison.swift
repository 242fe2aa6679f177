import TerminalText

/// A recorded picture against what the blocks of its record draw, which hold.
struct PictureComparison {
  private let recorded: [String]
  private let drawn: [String]

  /// Takes two pictures; blanks at the ends of their lines are left aside.
  init(_ recorded: [ScreenLine], _ drawn: [ScreenLine]) {
    self.recorded = recorded.map { Self.trimmed($0.text) }
    self.drawn = drawn.map { Self.trimmed($0.text) }
  }

  /// Finds the first line that is not what the blocks show.
  ///
  /// On the version that recorded, lines are equal. Another version may draw otherwise: each word of the
  /// picture that is a cell's must stand beside the others of its line now, or in a row of the blocks:
  /// labels may be others, cells may not.
  ///
  /// - Parameters:
  ///   - isSameVersion: Whether this version made the record.
  ///   - blocks: The blocks of the record.
  /// - Returns: The line, from 1; nil where all are as shown, and where the record holds no picture.
  /// - Complexity: O(characters).
  func firstDifference(isSameVersion: Bool, beside blocks: [RecordedBlock]) -> Int? {
    guard !recorded.isEmpty, !recorded.elementsEqual(drawn, by: Self.isEqual) else { return nil }
    guard isSameVersion else { return firstUnknownWord(beside: blocks) }
    return zip(recorded, drawn).prefix { Self.isEqual($0, $1) }.count + 1
  }

  /// The first line that holds cells which stand together neither in a line that is drawn now nor in
  /// a row of the blocks.
  ///
  /// A word is a cell's where it has a digit or stands in a block; any other is a label, and counts only
  /// where a cell is missing from the picture.
  private func firstUnknownWord(beside blocks: [RecordedBlock]) -> Int? {
    let rows = blocks.flatMap(Self.rows)
    let cells = rows.reduce(into: Set()) { $0.formUnion($1) }
    let absent = cells.subtracting(recorded.flatMap { Self.words($0) })
    let lines = drawn.map { Set(Self.words($0)) }
    let isMissing = lines.contains { !$0.isDisjoint(with: absent) }
    var counts: [[Substring]: Int] = [:]
    return recorded.firstIndex { line in
      let words = Self.words(line).filter { word in
        isMissing || cells.contains(word) || word.contains(where: \.isNumber)
      }
      guard !words.isEmpty else { return false }
      let count = counts[words, default: 0] + 1
      counts[words] = count
      return ![lines, rows].contains { units in
        units.count { unit in words.allSatisfy { Self.holds(unit, $0) } } >= count
      }
    }.map { $0 + 1 }
  }

  /// Whether a word is among those of a line; of one that was cut off, whether one begins so.
  private static func holds(_ unit: Set<Substring>, _ word: Substring) -> Bool {
    if unit.contains(word) { return true }
    guard word.last == "…" else { return false }
    return unit.contains { $0.hasPrefix(word.dropLast()) }
  }

  /// The words of each row of a table, and of any other block.
  private static func rows(of block: RecordedBlock) -> [Set<Substring>] {
    guard case .table(let table) = block else { return [Set(words(block.line))] }
    let head = table.columns.map(\.name).joined(separator: " ") + " " + table.title
    return [Set(words(head))]
      + table.rows.map { row in
        Set(words(row.flatMap { [$0.whole, $0.drawn] }.joined(separator: " ")))
      }
  }

  /// The words of a line that hold a letter or a digit, without marks around them.
  private static func words(_ line: String) -> [Substring] {
    line.split { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "-" && $0 != "…" }
      .filter { $0.contains { $0.isLetter || $0.isNumber } }
  }

  private static func isEqual(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
  }

  private static func trimmed(_ line: String) -> String {
    guard let last = line.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(line[...last])
  }
}
