import GRDBSQLite

/// The rows that a statement inserts or updates, noted as SQLite writes them.
///
/// Source: sqlite.org/c3ref/update_hook.html. Tables without row numbers and new tables are not
/// told of.
final class ChangeLog {
  private(set) var rows: [String: [Int64]] = [:]
  private var overflown: Set<String> = []
  private var lastName: UnsafePointer<CChar>?
  private var lastTable = ""

  /// More rows than this are read again with their whole table.
  private static let mostRows = 10_000

  func note(_ action: Int32, _ name: UnsafePointer<CChar>, _ row: Int64) {
    if name != lastName {
      lastName = name
      lastTable = AccessPolicy.folded(String(cString: name))
    }
    guard !overflown.contains(lastTable) else { return }
    if action == SQLITE_DELETE {
      if rows[lastTable] == nil { rows[lastTable] = [] }
      return
    }
    rows[lastTable, default: []].append(row)
    guard (rows[lastTable]?.count ?? 0) > Self.mostRows else { return }
    overflown.insert(lastTable)
    rows[lastTable] = nil
  }
}

extension AnalystConnection {
  /// Notes from here on which rows change.
  func watchChanges() {
    changeLog = ChangeLog()
    sqlite3_update_hook(
      pointer,
      { context, action, _, name, row in
        guard let context, let name else { return }
        Unmanaged<AnalystConnection>.fromOpaque(context).takeUnretainedValue()
          .changeLog?.note(action, name, row)
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// What changed since, by table in lower case; nothing more is noted.
  @discardableResult
  func endWatchingChanges() -> [String: [Int64]] {
    guard let log = changeLog else { return [:] }
    changeLog = nil
    sqlite3_update_hook(pointer, nil, nil)
    return log.rows
  }
}
