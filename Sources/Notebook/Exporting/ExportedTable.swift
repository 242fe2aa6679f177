import Store

/// A relation that goes into a file.
struct ExportedTable {
  /// What the file calls it.
  let name: String
  let relation: String
  let columns: [ResultColumn]
  let rowCount: Int
}

/// Reads the rows of tables for an export, stopped by Ctrl-C and telling how far it is.
struct ExportReader {
  let session: NotebookSession

  /// Rows between two looks of the progress line.
  private static let interval = 4_096

  /// Calls a body with each row, in the relation's own order.
  ///
  /// - Throws: `StoreError.interrupted` on Ctrl-C, and what the body throws.
  /// - Complexity: O(rows); one of them is held.
  func forEachRow(of table: ExportedTable, _ body: ([SQLValue]) throws -> Void) throws {
    var done = 0
    try session.database.forEachRow(of: table.relation) { row in
      guard !session.context.isInterrupted() else { throw StoreError.interrupted }
      if done % Self.interval == 0, done > 0 {
        session.context.progress(
          "exporting \(table.name): row \(done) of \(table.rowCount)")
      }
      try body(row)
      done += 1
    }
  }
}
