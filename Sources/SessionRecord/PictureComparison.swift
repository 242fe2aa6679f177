import TerminalText

/// A recorded picture against that of now, of a statement whose facts and blocks hold.
struct PictureComparison {
  private let recorded: [String]
  private let found: [String]

  /// Takes two pictures; blanks at the ends of their lines are left aside.
  init(_ recorded: [ScreenLine], _ found: [ScreenLine]) {
    self.recorded = recorded.map { Self.trimmed($0.text) }
    self.found = found.map { Self.trimmed($0.text) }
  }

  /// Finds the first line that is not what the statement shows.
  ///
  /// On the version that recorded, lines are equal, but for pseudonyms, which change the width of
  /// columns and may have been known later. Another version may draw otherwise: each word of the picture
  /// that is a cell's must stand beside the others of its line now, or in a row of the blocks: labels may be
  /// others, cells may not.
  ///
  /// - Parameters:
  ///   - isSameVersion: Whether this version made the record.
  ///   - isMultiset: Whether rows may stand in any order.
  ///   - blocks: The blocks of the record.
  /// - Returns: The line, from 1; nil where all are as shown, and where the record holds no picture.
  /// - Complexity: O(characters), O(n log n) in the lines where rows may stand in any order.
  func firstDifference(
    isSameVersion: Bool, isMultiset: Bool, beside blocks: [RecordedBlock]
  ) -> Int? {
    guard !recorded.isEmpty, !recorded.elementsEqual(found, by: Self.isEqual) else { return nil }
    let holdsAll = blocks.allSatisfy { block in
      if case .table(let table) = block { table.rowCount <= recorded.count } else { true }
    }
    if !isSameVersion || isMultiset && !holdsAll { return firstUnknownWord(beside: blocks) }
    let (left, right) =
      isMultiset ? (recorded.sorted(), found.sorted()) : (recorded, found)
    let known = Set((found + blocks.map(\.line)).flatMap { Self.words($0) })
    let same = zip(left, right).prefix { Self.isSame($0, $1, known) }.count
    return same == left.count && same == right.count ? nil : same + 1
  }

  /// Whether two lines are the same but for pseudonyms, each of which is known.
  private static func isSame(_ was: String, _ now: String, _ known: Set<Substring>) -> Bool {
    if isEqual(was, now) || Pseudonyms.covers(was, now) { return true }
    // What is hidden has another width than what it hides, and so has the rule below it.
    if isRule(was), isRule(now) { return true }
    guard words(was).contains(where: { !isOpen($0) }) || Pseudonyms.isHidden(now),
      words(was).allSatisfy({ isOpen($0) || $0.last == "…" || holds(known, $0) })
    else { return false }
    var counts = openWords(now).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    return openWords(was).allSatisfy { word in
      counts[word, default: 0] -= 1
      return counts[word, default: 0] >= 0
    }
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
    let lines = found.map { Set(Self.words($0)) }
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

  /// The words of a line without pseudonyms.
  private static func openWords(_ line: String) -> [Substring] {
    words(line).filter(isOpen)
  }

  /// Whether a word is no pseudonym, and none that was cut off.
  private static func isOpen(_ word: Substring) -> Bool {
    !Pseudonyms.prefixes.contains { prefix in
      word.hasPrefix(prefix) || word.last == "…" && word.dropLast() == prefix.dropLast()
    }
  }

  private static func isRule(_ line: String) -> Bool {
    line.contains("─") && line.allSatisfy { $0 == "─" || $0 == " " }
  }

  private static func isEqual(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
  }

  private static func trimmed(_ line: String) -> String {
    guard let last = line.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(line[...last])
  }
}
