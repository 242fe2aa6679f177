import Store
import Tabular

/// A relation that goes into a file.
struct ExportedTable {
  /// What the file calls it.
  let name: String
  let relation: String
  /// Its columns; their kinds may not be known before it is written.
  var columns: [ResultColumn]
  /// How many rows it has, as far as that is known before it is written.
  var rowCount: Int?
  /// The fingerprint of its rows, once it was written as text.
  var fingerprint: TableFingerprint?
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
      try tell(done, of: table)
      try body(row)
      done += 1
    }
  }

  /// Reads a table's rows into text, and takes its columns, its size and its fingerprint.
  ///
  /// - Parameters:
  ///   - table: Is read.
  ///   - text: Takes its rows.
  ///   - body: Is given the text behind each row.
  /// - Throws: `StoreError.interrupted` on Ctrl-C, and what the body throws.
  /// - Complexity: O(cells).
  func write(
    _ table: inout ExportedTable, to text: inout WrittenTable,
    _ body: (inout WrittenTable) throws -> Void
  ) throws {
    let read = try session.database.write(table.relation, to: &text) { [table] text, row in
      try tell(row, of: table)
      try body(&text)
    }
    table.columns = read.columns
    table.rowCount = read.rows
    table.fingerprint = text.fingerprint
  }

  private func tell(_ done: Int, of table: ExportedTable) throws {
    guard !session.context.isInterrupted() else { throw StoreError.interrupted }
    guard done % Self.interval == 0, done > 0 else { return }
    session.context.progress(
      "exporting \(table.name): row \(done)" + (table.rowCount.map { " of \($0)" } ?? ""))
  }
}
