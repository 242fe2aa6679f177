/// Brings back a notebook whose counters were set to SQLite's last number, after which nothing can be
/// written: "database or disk is full".
enum SequenceRepair {
  /// The tables whose rows are numbered in order, by their column `sequence`.
  private static let counted = ["carnet_statement", "carnet_promotion"]
  /// No notebook comes near by itself: at a million statements a second it would take 146,000 years.
  private static let highest: Int64 = 1 << 62

  /// Numbers the last rows anew where a counter is near its end; nothing is written where none is.
  ///
  /// - Throws: ``StoreError`` where the notebook cannot be read or written.
  /// - Complexity: O(1) where all is well.
  static func run(on connection: AnalystConnection) throws {
    let worn = "typeof(seq) <> 'integer' OR seq NOT BETWEEN 0 AND \(highest)"
    guard
      try RawStatement(
        "SELECT 1 FROM main.sqlite_sequence WHERE name LIKE 'carnet%' AND (\(worn))",
        on: connection.pointer
      ).step()
    else { return }
    do {
      try repair(on: connection)
    } catch StoreError.locked, StoreError.cannotWrite {
      // Whoever may only read needs no numbers; the next opening tries again.
    }
  }

  private static func repair(on connection: AnalystConnection) throws {
    try connection.transaction(.immediate) {
      for table in counted {
        try renumber(table, on: connection)
        try connection.execute(
          """
          UPDATE main.sqlite_sequence SET seq =
            (SELECT coalesce(max(sequence), 0) FROM main.\(table)) WHERE name = '\(table)'
          """)
      }
    }
  }

  /// Gives the rows at the end of all numbers the next ones behind the others, in their order.
  private static func renumber(_ table: String, on connection: AnalystConnection) throws {
    let rows = try RawStatement(
      """
      SELECT sequence, (SELECT coalesce(max(sequence), 0) FROM main.\(table)
        WHERE sequence < \(highest))
      FROM main.\(table) WHERE sequence >= \(highest) ORDER BY sequence
      """, on: connection.pointer
    ).rows()
    for (place, row) in rows.enumerated() {
      try connection.execute(
        "UPDATE main.\(table) SET sequence = ? + ? WHERE sequence = ?",
        [row[1], .integer(Int64(place + 1)), row[0]])
    }
  }
}
