import GRDBSQLite

extension NotebookDatabase {
  /// The version of SQLite that the program runs with, such as `3.40.1`, which records name.
  public static var sqliteVersion: String { String(cString: sqlite3_libversion()) }
}
