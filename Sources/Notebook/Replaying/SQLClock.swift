import CommandLanguage

/// Whether SQL reads the clock, so that it gives something else on another day.
enum SQLClock {
  private static let words: Set<String> = [
    "current_timestamp", "current_date", "current_time",
  ]
  private static let functions: Set<String> = [
    "date", "time", "datetime", "julianday", "unixepoch", "strftime",
  ]

  /// Looks for SQLite's words and functions of the clock.
  ///
  /// - Complexity: O(pieces).
  static func isRead(in pieces: [SQLPieces.Piece]) -> Bool {
    var hasFunction = false
    for index in pieces.indices {
      let keyword = pieces[index].keyword
      if words.contains(keyword) { return true }
      if pieces[index].quote == "'" {
        if hasFunction, NameRules.folded(pieces[index].content) == "now" { return true }
      } else if functions.contains(keyword) {
        hasFunction = true
        // `date()` alone is today too.
        if index + 2 < pieces.count, pieces[index + 1].isMark("("), pieces[index + 2].isMark(")") {
          return true
        }
      }
    }
    return false
  }
}
