/// How wide each column of a table is drawn, and which are left out.
///
/// Pure arithmetic, apart from drawing so that its promises can be tested alone: the shown columns
/// and the gaps between them never take more than the width, and at least one column is shown.
struct TableLayout: Equatable {
  /// Blanks between two columns.
  static let gap = 2
  /// A text column shrinks to so many columns before any is left out: a date stays whole.
  static let smallestText = 10
  /// The first column names its row, so it keeps more.
  static let smallestFirst = 16
  /// A number is useless when cut, so its column keeps its width up to that of most numbers.
  static let smallestNumber = 12

  let natural: [Int]
  private(set) var widths: [Int]
  /// The columns drawn, in order.
  private(set) var shown: [Int]
  /// The columns left out, in order.
  private(set) var omitted: [Int] = []

  /// - Parameters:
  ///   - natural: The width that each column's texts take.
  ///   - isNumeric: Whether each column holds numbers.
  ///   - isKey: Whether each column is left out only after all others; empty for none.
  ///   - width: What there is room for.
  init(natural: [Int], isNumeric: [Bool], isKey: [Bool] = [], width: Int) {
    self.natural = natural
    widths = natural
    shown = Array(natural.indices)
    let minimums = natural.indices.map { column in
      let smallest = isNumeric[column] ? Self.smallestNumber : Self.smallestText
      return min(natural[column], column == 0 ? max(smallest, Self.smallestFirst) : smallest)
    }
    while shown.count > 1, taken(minimums) > width { leaveOutMiddle(keeping: isKey) }
    omitted.sort()
    shrink(to: width - gaps, minimums: minimums)
  }

  /// What lies between the shown columns: the gaps, and the marks of left-out columns.
  private var gaps: Int {
    var columns = max(0, shown.count - 1) * Self.gap
    for (place, column) in shown.enumerated() where place > 0 {
      if column > shown[place - 1] + 1 { columns += 1 + Self.gap }
    }
    return columns
  }

  private func taken(_ widths: [Int]) -> Int {
    shown.reduce(gaps) { $0 + widths[$1] }
  }

  /// The first columns name a row and the last ones hold its result, so the middle goes first; what
  /// a table is read for stays longest.
  private mutating func leaveOutMiddle(keeping isKey: [Bool]) {
    let middle = shown.count / 2
    let others = shown.indices.dropFirst().filter {
      !(isKey.indices.contains(shown[$0]) && isKey[shown[$0]])
    }
    let place = others.min { (abs($0 - middle), $0) < (abs($1 - middle), $1) } ?? middle
    omitted.append(shown.remove(at: place))
  }

  /// Lowers the widest columns to one common width that fits, no column below its minimum.
  private mutating func shrink(to available: Int, minimums: [Int]) {
    func total(cap: Int) -> Int {
      shown.reduce(0) { $0 + max(min(natural[$1], cap), minimums[$1]) }
    }
    guard shown.reduce(0, { $0 + natural[$1] }) > available else { return }
    var low = 0
    var high = shown.reduce(0) { max($0, natural[$1]) }
    while low < high {
      let middle = (low + high + 1) / 2
      if total(cap: middle) <= available { low = middle } else { high = middle - 1 }
    }
    for column in shown { widths[column] = max(min(natural[column], low), minimums[column]) }
    if let only = shown.first, shown.count == 1 { widths[only] = min(widths[only], available) }
    spend(available - shown.reduce(0) { $0 + widths[$1] })
  }

  /// Gives what is left of the width, less than one column each, to the first columns that lack it.
  private mutating func spend(_ left: Int) {
    var left = left
    for column in shown where left > 0 && widths[column] < natural[column] {
      widths[column] += 1
      left -= 1
    }
  }
}
