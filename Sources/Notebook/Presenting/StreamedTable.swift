import Store
import TerminalText

/// A table of more rows than memory should hold, drawn in one piece from two passes over them.
///
/// The first pass finds each column's widest cell. Every batch of rows is then laid out together with
/// a row of those, which itself is not shown, so that all batches have the same columns.
struct StreamedTable {
  let presenter: OutcomePresenter
  let table: ResultTable
  let relation: String

  /// Tables of more rows are drawn so.
  static let leastRows = 5_000
  private static let batchRows = 1_000

  /// Writes the table's lines, from its heads to the remarks under it.
  ///
  /// - Throws: `StoreError` where the rows cannot be read, or Ctrl-C stops it.
  /// - Complexity: O(cells); memory does not grow with the rows.
  func write(_ output: (ScreenLine) -> Void) throws {
    let widest = try widestCells()
    var batch: [[SQLValue]] = []
    var isFirst = true
    func flush(isLast: Bool) throws {
      // Between two batches nothing of SQLite's runs that would hear Ctrl-C.
      if presenter.database.isInterrupted() { throw StoreError.interrupted }
      let lines = try presenter.textTable(of: table, rows: [widest] + batch).lines(
        on: presenter.canvas)
      let heads = 2
      let body = heads + 1
      if isFirst { lines.prefix(heads).forEach(output) }
      lines.dropFirst(body).prefix(batch.count).forEach(output)
      if isLast { lines.dropFirst(body + batch.count).forEach(output) }
      isFirst = false
      batch.removeAll(keepingCapacity: true)
    }
    try presenter.database.forEachRow(of: relation) { row in
      if batch.count == Self.batchRows { try flush(isLast: false) }
      batch.append(row)
    }
    try flush(isLast: true)
  }

  private func widestCells() throws -> [SQLValue] {
    var widest = [SQLValue](repeating: .null, count: table.columns.count)
    var widths = widest.map { _ in 0 }
    try presenter.database.forEachRow(of: relation) { row in
      for (column, value) in row.enumerated() where column < widths.count {
        let width = presenter.width(of: value)
        guard width > widths[column] else { continue }
        widths[column] = width
        widest[column] = value
      }
    }
    return widest
  }
}
