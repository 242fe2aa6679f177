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
  /// must be one that is drawn now, or stand in the blocks.
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
    guard !recorded.isEmpty, recorded != found else { return nil }
    let holdsAll = blocks.allSatisfy { block in
      if case .table(let table) = block { table.rowCount <= recorded.count } else { true }
    }
    if !isSameVersion || isMultiset && !holdsAll { return firstUnknownWord(beside: blocks) }
    let (left, right) =
      isMultiset ? (recorded.sorted(), found.sorted()) : (recorded, found)
    let same = zip(left, right).prefix { Self.isSame($0, $1) }.count
    return same == left.count && same == right.count ? nil : same + 1
  }

  private static func isSame(_ was: String, _ now: String) -> Bool {
    if was == now { return true }
    guard [was, now].contains(where: Pseudonyms.isHidden) else { return false }
    var counts = words(now).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    return words(was).allSatisfy { word in
      counts[word, default: 0] -= 1
      return counts[word, default: 0] >= 0
    }
  }

  private func firstUnknownWord(beside blocks: [RecordedBlock]) -> Int? {
    let known = Set((found + blocks.map(\.line)).flatMap(Self.words))
    return recorded.firstIndex { !Self.words($0).allSatisfy(known.contains) }.map { $0 + 1 }
  }

  /// The words of a line that hold a letter or a digit, without marks around them and pseudonyms.
  private static func words(_ line: String) -> [Substring] {
    line.split { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "-" }
      .filter { word in
        word.contains { $0.isLetter || $0.isNumber }
          && !Pseudonyms.prefixes.contains { word.hasPrefix($0) }
      }
  }

  private static func trimmed(_ line: String) -> String {
    guard let last = line.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(line[...last])
  }
}
