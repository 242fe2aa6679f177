import GRDBSQLite
import Glibc
import Synchronization

/// SQLite's files with a clock that counts who reads it.
///
/// SQL reads the clock by many spellings, also within a view or by a value that only the run gives;
/// SQLite asks its files for all of them. The files are its default ones but for that.
/// Source: sqlite.org/c3ref/vfs.html.
enum WatchedClock {
  /// The name of a disk's files for `sqlite3_open_v2`, or nil where there are none to watch.
  static let name: String? = registered ? ownName : nil

  private static let ownName = "carnet-disk"

  /// Registers the files once in the life of the process.
  private static let registered: Bool = {
    guard let disk = sqlite3_vfs_find(nil), let name = strdup(ownName) else { return false }
    // Both live as long as the process: SQLite keeps the pointers.
    let files = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    files.initialize(to: disk.pointee)
    files.pointee.pNext = nil
    files.pointee.zName = UnsafePointer(name)
    watch(files)
    return sqlite3_vfs_register(files, 0) == SQLITE_OK
  }()

  /// Puts the counting clock into files that are not registered yet.
  static func watch(_ files: UnsafeMutablePointer<sqlite3_vfs>) {
    files.pointee.xCurrentTimeInt64 = { _, time in
      WatchedClock.note()
      guard let disk = sqlite3_vfs_find(nil), let read = disk.pointee.xCurrentTimeInt64 else {
        return SQLITE_ERROR
      }
      return read(disk, time)
    }
  }

  /// How often each thread has read the clock: a statement runs on the thread that asks for it.
  private static let reads = Mutex<[Int: Int]>([:])
  private static var thread: Int { pthread_self().hashValue }

  private static func note() { reads.withLock { $0[thread, default: 0] += 1 } }

  /// How often this thread has read the clock so far.
  static var readCount: Int { reads.withLock { $0[thread] ?? 0 } }
}
