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
    try connection.transaction(.immediate) {
      for table in counted {
        try connection.execute(
          """
          UPDATE main.\(table) SET sequence =
            (SELECT coalesce(max(sequence), 0) FROM main.\(table) WHERE sequence < \(highest)) +
            (SELECT count(*) FROM main.\(table) o
              WHERE o.sequence >= \(highest) AND o.sequence <= main.\(table).sequence)
          WHERE sequence >= \(highest)
          """)
        try connection.execute(
          """
          UPDATE main.sqlite_sequence SET seq =
            (SELECT coalesce(max(sequence), 0) FROM main.\(table)) WHERE name = '\(table)'
          """)
      }
    }
  }
}
