import GRDBSQLite
import Glibc

/// SQLite's files of a notebook in memory: the notebook itself there, what is temporary on the disk.
///
/// SQLite's own way to a named database in memory keeps temporary tables and sorts there too, so that
/// a result of many rows would fill the memory.
/// Source: sqlite.org/vfs.html; `memdb` in SQLite's source.
enum MemoryFiles {
  /// The name to put behind `vfs=` in a database's address.
  static let name: String = registered ? ownName : memoryName

  private static let ownName = "carnet-memory"
  private static let memoryName = "memdb"

  /// Registers the files once in the life of the process; false where SQLite has no such files.
  private static let registered: Bool = {
    guard let memory = sqlite3_vfs_find(memoryName), let disk = sqlite3_vfs_find(nil),
      let name = strdup(ownName)
    else { return false }
    // Both live as long as the process: SQLite keeps the pointers.
    let files = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    files.initialize(to: memory.pointee)
    files.pointee.pNext = nil
    files.pointee.zName = UnsafePointer(name)
    files.pointee.szOsFile = max(memory.pointee.szOsFile, disk.pointee.szOsFile)
    files.pointee.mxPathname = max(memory.pointee.mxPathname, disk.pointee.mxPathname)
    files.pointee.xOpen = { _, path, file, flags, opened in
      let isNotebook = flags & SQLITE_OPEN_MAIN_DB != 0
      guard let files = sqlite3_vfs_find(isNotebook ? "memdb" : nil),
        let open = files.pointee.xOpen
      else { return SQLITE_CANTOPEN }
      return open(files, path, file, flags, opened)
    }
    WatchedClock.watch(files)
    return sqlite3_vfs_register(files, 0) == SQLITE_OK
  }()
}
