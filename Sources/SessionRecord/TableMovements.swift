/// What moved between a recorded table and the one found now, cell by cell.
///
/// Rows are matched by a key: the first column of texts whose values differ from row to row in both
/// tables, else by their numbers.
struct TableMovements {
  private let was: RecordedTable
  private let now: RecordedTable
  /// Whether the order of rows is open, so that only the rows themselves count.
  private let isMultiset: Bool
  private let ignoresNewColumns: Bool
  private let accepts: (RecordedValue, RecordedValue) -> Bool

  /// Takes two tables.
  ///
  /// - Parameters:
  ///   - was: The recorded one.
  ///   - now: The one found now.
  ///   - isMultiset: Whether rows may stand in any order.
  ///   - ignoresNewColumns: Whether columns that the record does not name are left aside.
  ///   - accepts: Whether a recorded cell and a cell found now are the same.
  init(
    from was: RecordedTable, to now: RecordedTable, isMultiset: Bool = false,
    ignoresNewColumns: Bool = false,
    accepts: @escaping (RecordedValue, RecordedValue) -> Bool = { $0 == $1 }
  ) {
    self.was = was
    self.now = now
    self.isMultiset = isMultiset
    self.ignoresNewColumns = ignoresNewColumns
    self.accepts = accepts
  }

  /// The movements: columns, then cells, then rows that came or went, then counts and order.
  ///
  /// - Complexity: O(cells), O(n log n) in the rows where their order is open.
  var all: [Movement] {
    let title = was.title.isEmpty ? "" : "\(was.title): "
    let cells = cells
    // Rows that came or went by name are counted by whoever reads them.
    let isNamed = cells.contains { $0.recorded == nil && $0.found == nil }
    return (columns + cells + (isNamed ? [] : counts)).map { movement in
      var movement = movement
      movement.subject = title + movement.subject
      return movement
    }
  }

  private var names: NamePairs { NamePairs(was.columns.map(\.name), now.columns.map(\.name)) }

  private var pairs: [(was: Int, now: Int)] {
    names.places.enumerated().compactMap { index, place in place.map { (index, $0) } }
  }

  private var columns: [Movement] {
    let names = names
    let gone = zip(was.columns, names.places).compactMap { column, place -> Movement? in
      guard let place else { return Movement("column \(column.name) is missing") }
      let kind = now.columns[place].kind
      return column.kind == kind
        ? nil : Movement("type of \(column.name)", .text(column.kind), .text(kind))
    }
    let fresh = ignoresNewColumns ? [] : names.fresh
    return gone + fresh.map { Movement("column \(now.columns[$0].name) is new") }
  }

  private var counts: [Movement] {
    guard was.rowCount != now.rowCount else { return [] }
    return [Movement("rows", .integer(Int64(was.rowCount)), .integer(Int64(now.rowCount)))]
  }

  // MARK: Cells

  private var cells: [Movement] {
    let pairs = pairs
    guard !pairs.isEmpty else { return [] }
    let (left, right) = (
      was.rows.map { row in pairs.map { row[$0.was] } },
      now.rows.map { row in pairs.map { row[$0.now] } }
    )
    guard !isSame(left, right) else { return [] }
    let names = pairs.map { was.columns[$0.was].name }
    if left.count == right.count, Self.counts(left) == Self.counts(right) {
      return isMultiset ? [] : [order(left, right, names)]
    }
    if let key = RecordedTable.keyColumn(of: [left, right]) {
      let named = keyed(by: key, left, right, names)
      // Of the beginnings of longer tables, rows that are on one side alone have no names.
      if !named.isEmpty || isMultiset { return named }
    }
    if isMultiset { return rowsOnlyOnOneSide(left, right) }
    return numbered(left, right, names)
  }

  private func isSame(_ left: [[RecordedValue]], _ right: [[RecordedValue]]) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { zip($0, $1).allSatisfy { accepts($0, $1) } }
  }

  private static func counts(_ rows: [[RecordedValue]]) -> [[RecordedValue]: Int] {
    rows.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// The first row whose place another one has taken.
  private func order(
    _ left: [[RecordedValue]], _ right: [[RecordedValue]], _ names: [String]
  ) -> Movement {
    let row = zip(left, right).prefix { $0 == $1 }.count
    let column = zip(left[row], right[row]).prefix { $0 == $1 }.count
    return Movement(
      "the same rows in another order: \(names[column]) of row \(row + 1)", left[row][column],
      right[row][column])
  }

  private func keyed(
    by key: Int, _ left: [[RecordedValue]], _ right: [[RecordedValue]], _ names: [String]
  ) -> [Movement] {
    let found = Dictionary(right.map { ($0[key], $0) }, uniquingKeysWith: { first, _ in first })
    let keys = Set(left.map { $0[key] })
    var (moved, gone): ([Movement], [Movement]) = ([], [])
    for row in left {
      let name = row[key].brief
      guard let other = found[row[key]] else {
        if isWhole { gone.append(Movement("\(names[key]) \(name) is missing")) }
        continue
      }
      for column in names.indices where !accepts(row[column], other[column]) {
        moved.append(Movement("\(names[column]) of \(name)", row[column], other[column]))
      }
    }
    let fresh = right.filter { isWhole && !keys.contains($0[key]) }
      .map { Movement("\(names[key]) \($0[key].brief) is new") }
    return moved + gone + fresh
  }

  /// Whether both tables hold all of their rows, so that a row that is not there is gone.
  private var isWhole: Bool {
    was.rows.count == was.rowCount && now.rows.count == now.rowCount
  }

  private func numbered(
    _ left: [[RecordedValue]], _ right: [[RecordedValue]], _ names: [String]
  ) -> [Movement] {
    zip(left, right).enumerated().flatMap { index, rows in
      names.indices.compactMap { column in
        accepts(rows.0[column], rows.1[column])
          ? nil
          : Movement("\(names[column]) of row \(index + 1)", rows.0[column], rows.1[column])
      }
    }
  }

  /// Rows without a key in no order: those of the record that are not found, and the reverse.
  private func rowsOnlyOnOneSide(
    _ left: [[RecordedValue]], _ right: [[RecordedValue]]
  ) -> [Movement] {
    guard isWhole else { return [] }
    var counts = Self.counts(left)
    var fresh: [Movement] = []
    for row in right {
      if let count = counts[row], count > 0 {
        counts[row] = count - 1
      } else {
        fresh.append(Movement("row \(Movement.text(ofRow: row)) is new"))
      }
    }
    var gone: [Movement] = []
    for row in left.reversed() {
      guard let count = counts[row], count > 0 else { continue }
      counts[row] = count - 1
      gone.append(Movement("row \(Movement.text(ofRow: row)) is missing"))
    }
    return gone.reversed() + fresh
  }
}
