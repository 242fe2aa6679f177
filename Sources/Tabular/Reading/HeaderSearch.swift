/// Finds the row that names the columns: below title lines, or none where the first row is data.
struct HeaderSearch {
  /// What a cell looks like.
  enum Look: Hashable {
    case blank
    case text(String)
    /// A number, date, time or truth value: its kinds and its text.
    case value(ValueKinds, String)

    static func == (left: Look, right: Look) -> Bool { left.text == right.text }
    func hash(into hasher: inout Hasher) { hasher.combine(text) }

    var text: String {
      switch self {
      case .blank: ""
      case .text(let text), .value(_, let text): text
      }
    }
  }

  /// A row that holds something.
  struct Row {
    let number: Int
    /// Of the first columns alone.
    let looks: [Look]
    let cellCount: Int
    /// The cells that hold something.
    let filled: Int
    /// The columns whose cells stand in quotes.
    let quoted: Set<Int>

    init(
      number: Int, looks: [Look], cellCount: Int, beyond: Int = 0, quoted: Set<Int> = []
    ) {
      self.quoted = quoted
      self.number = number
      self.looks = looks
      self.cellCount = cellCount
      filled = looks.count { $0.text != "" } + beyond
    }
  }

  /// What was found.
  struct Result {
    /// The index of the row among those that were given.
    let index: Int
    /// Rows above it that hold something.
    let titleRows: Int
    /// Whether the row is data and nothing names the columns.
    let isData: Bool
    /// Whether it numbers the columns, `1;2;3`, which data may do too.
    var isCount = false
  }

  /// Rows that are looked at.
  static let mostRows = 200
  /// Columns that are looked at.
  static let mostColumns = 512
  /// Titles above the header; what is lower is no title.
  private static let mostTitles = 20

  private let rows: [Row]
  /// The width of most rows.
  private let width: Int

  init(_ rows: [Row]) {
    self.rows = rows.filter { $0.filled > 0 }
    var counts: [Int: Int] = [:]
    for row in self.rows { counts[row.filled, default: 0] += 1 }
    // Of several widths that are as frequent the largest: short rows leave cells out.
    width = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
    all = rows
  }

  private let all: [Row]

  var result: Result? {
    guard !rows.isEmpty else { return nil }
    var titles = 0
    while titles < Self.mostTitles, titles + 1 < rows.count, isTitle(titles) { titles += 1 }
    // What ends in nothing but titles had none.
    if titles + 1 >= rows.count, rows.count > 1, isTitle(titles) { titles = 0 }
    let index = all.firstIndex { $0.number == rows[titles].number } ?? 0
    return Result(
      index: index, titleRows: titles, isData: looksLikeData(titles),
      isCount: isCount(rows[titles]))
  }

  /// Whether a row holds so little, beside those below it, that it names no columns.
  private func isTitle(_ index: Int) -> Bool {
    let row = rows[index]
    let widest = max(
      width, tableWidth(below: index), rows[(index + 1)...].prefix(3).map(\.filled).max() ?? 0)
    if row.filled == 2, widest > 2, isLabelled(row) { return true }
    guard widest >= 2, row.filled == 1 || row.filled * 2 < widest else { return false }
    guard row.filled == 1 else { return row.cellCount < widest || row.filled * 3 <= widest }
    // One of two names may be missing; one of two cells is a title where names follow.
    if widest == 2, row.cellCount >= 2 { return namesFollow(index) }
    return true
  }

  /// Whether a row is a label with its value, as exports have them above their table: `Account:`.
  private func isLabelled(_ row: Row) -> Bool {
    row.looks.first { $0.text != "" }?.text.hasSuffix(":") ?? false
  }

  /// The width of the table that begins below lines of one cell, 0 where none does.
  private func tableWidth(below index: Int) -> Int {
    let isWide = { (row: Row) in row.filled > 2 || row.filled > 1 && !isLabelled(row) }
    guard let first = rows[(index + 1)...].firstIndex(where: isWide),
      first <= Self.mostTitles
    else { return 0 }
    let table = rows[first...]
    return table.count { $0.filled > 1 } * 2 > table.count ? table[first].filled : 0
  }

  /// Whether the next row is of texts alone, with other values below one of them.
  private func namesFollow(_ index: Int) -> Bool {
    guard index + 2 < rows.count, rows[index + 1].filled == 2,
      rows[index + 1].looks.allSatisfy({ Self.isText($0) })
    else { return false }
    return rows[(index + 2)...].contains { row in row.looks.contains { Self.isValue($0) } }
  }

  private static func isText(_ look: Look) -> Bool {
    if case .text = look { true } else { false }
  }

  private static func isValue(_ look: Look) -> Bool {
    if case .value = look { true } else { false }
  }

  // MARK: Data in the first row

  private func looksLikeData(_ index: Int) -> Bool {
    let first = rows[index]
    let below = rows[(index + 1)...]
    guard !below.isEmpty, !isCount(first), !isYears(first, below), !isCross(first, below) else {
      return false
    }
    var votes = 0
    for (column, look) in first.looks.enumerated() {
      let others = below.compactMap { $0.looks.indices.contains(column) ? $0.looks[column] : nil }
        .filter { $0.text != "" }
      guard !others.isEmpty else { continue }
      let typed = others.count { Self.isValue($0) }
      switch look {
      case .blank: continue
      case .text:
        // A text above values names them.
        if typed * 2 > others.count { return false }
      case .value(let kinds, _):
        // Quotes around a value above values without them make it a name.
        if first.quoted.contains(column), !below.contains(where: { $0.quoted.contains(column) }) {
          return false
        }
        let alike = others.count { other in
          if case .value(let found, _) = other { return !found.isDisjoint(with: kinds) }
          return false
        }
        if alike * 5 >= others.count * 4 { votes += 1 }
      }
    }
    return votes > 0
  }

  /// Whether a row counts its columns, as some programs name them: `0,1,2`.
  ///
  /// Two columns named `1` and `2` are as likely data.
  private func isCount(_ row: Row) -> Bool {
    let numbers = row.looks.map { Int($0.text) }
    guard numbers.count > 1, let first = numbers[0],
      first == 0 || first == 1 && numbers.count > 2
    else { return false }
    return numbers.enumerated().allSatisfy { $1 == first + $0 }
  }

  /// Whether a row holds a text and then growing numbers, above rows whose numbers do not grow: the
  /// head of a table of two ways, such as `client;101;102`.
  private func isCross(_ row: Row, _ below: ArraySlice<Row>) -> Bool {
    guard let first = row.looks.first, !Self.isValue(first), grows(row) else { return false }
    return below.contains { !grows($0) }
  }

  private func grows(_ row: Row) -> Bool {
    let numbers = row.looks.dropFirst().map { Int($0.text) }
    guard numbers.count > 1, numbers.allSatisfy({ $0 != nil }) else { return false }
    let known = numbers.compactMap { $0 }
    return zip(known, known.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// Whether the values of a row are years that stand above other numbers.
  private func isYears(_ row: Row, _ below: ArraySlice<Row>) -> Bool {
    var columns: [Int] = []
    for (column, look) in row.looks.enumerated() {
      guard case .value(_, let text) = look else { continue }
      guard Self.isYear(text) else { return false }
      columns.append(column)
    }
    return columns.contains { column in
      below.contains { row in
        row.looks.indices.contains(column) && Self.isValue(row.looks[column])
          && !Self.isYear(row.looks[column].text)
      }
    }
  }

  private static func isYear(_ text: String) -> Bool {
    text.utf8.count == 4 && Int(text).map { (1900...2100).contains($0) } ?? false
  }
}
