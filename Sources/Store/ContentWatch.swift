import CSQLiteHooks
import GRDBSQLite

/// Notes what a statement takes from tables and adds to them, row by row, as SQLite writes.
///
/// Source: sqlite.org/c3ref/preupdate_count.html. It must be there when a statement is compiled: SQLite
/// else drops all rows at once where all are deleted.
final class ContentWatch {
  private let connection: AnalystConnection
  private let registered = UnsafeMutablePointer<csqlite_watch>.allocate(capacity: 1)
  private var isWatching = true
  /// The tables that the statement may change, by folded name.
  private var shapes: [String: TableShape] = [:]
  /// The tables that changed, by folded name.
  private(set) var changes: [String: Change] = [:]
  private var lastName: UnsafePointer<CChar>?
  private var last: Change?

  /// What became of one table.
  final class Change {
    let name: String
    /// What was added less what was taken; nil where that cannot be told.
    fileprivate(set) var sums: ContentSums?
    fileprivate let isReal: [Bool]

    fileprivate init(_ name: String, _ shape: TableShape?) {
      self.name = name
      isReal = shape?.isReal ?? []
      sums = shape.map { ContentSums(columnCount: $0.columns.count) }
    }
  }

  /// Watches a connection until ``end()``.
  init(on connection: AnalystConnection) {
    self.connection = connection
    registered.initialize(
      to: csqlite_watch(
        note: { context, action, schema, table in
          // There is `main` and `temp`, and nothing may be attached.
          guard let context, let table, schema?.pointee == CChar(UInt8(ascii: "m")) else { return }
          Unmanaged<ContentWatch>.fromOpaque(context).takeUnretainedValue().note(action, table)
        }, context: Unmanaged.passUnretained(self).toOpaque()))
    csqlite_watch_changes(connection.pointer, registered)
  }

  deinit {
    end()
    registered.deallocate()
  }

  /// Notes nothing more.
  func end() {
    guard isWatching else { return }
    isWatching = false
    csqlite_watch_changes(connection.pointer, nil)
  }

  /// Looks at the tables that a statement may change.
  ///
  /// - Complexity: O(tables named × their columns).
  func expect(_ names: Set<String>) throws {
    for name in names.sorted() {
      shapes[name] = try TableShape(of: name, on: connection)
    }
  }

  private func note(_ action: Int32, _ name: UnsafePointer<CChar>) {
    let change = change(of: name)
    let (pointer, isReal) = (connection.pointer, change.isReal)
    if action != SQLITE_INSERT {
      change.sums?.add(isTaken: true) { column in
        ContentSums.Value(csqlite_old_value(pointer, Int32(column)), isReal: isReal[column])
      }
    }
    if action != SQLITE_DELETE {
      change.sums?.add { column in
        ContentSums.Value(csqlite_new_value(pointer, Int32(column)), isReal: isReal[column])
      }
    }
  }

  private func change(of name: UnsafePointer<CChar>) -> Change {
    if name == lastName, let last { return last }
    let text = String(cString: name)
    let folded = AccessPolicy.folded(text)
    let change =
      changes[folded] ?? Change(text, shapes[folded].flatMap { $0.isIrregular ? nil : $0 })
    changes[folded] = change
    (lastName, last) = (name, change)
    return change
  }
}
