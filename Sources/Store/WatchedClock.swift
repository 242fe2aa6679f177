import CSQLiteHooks
import GRDBSQLite
import Glibc
import Synchronization

/// SQLite's files with a clock that counts who reads it, and a count of who reads the time zone.
///
/// SQL reads the clock by many spellings, also within a view or by a value that only the run gives;
/// SQLite asks its files for all of them. The files are its default ones but for that. The time zone of
/// the machine it asks for where a date is made `localtime` or `utc`.
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
    watchTimeZone()
    return sqlite3_vfs_register(files, 0) == SQLITE_OK
  }()

  /// Puts the counting clock into files that are not registered yet.
  static func watch(_ files: UnsafeMutablePointer<sqlite3_vfs>) {
    files.pointee.xCurrentTimeInt64 = { _, time in
      WatchedClock.note(\.clock)
      guard let disk = sqlite3_vfs_find(nil), let read = disk.pointee.xCurrentTimeInt64 else {
        return SQLITE_ERROR
      }
      return read(disk, time)
    }
  }

  private static func watchTimeZone() {
    csqlite_watch_local_time { time, parts in
      WatchedClock.note(\.timeZone)
      guard let time, let parts else { return SQLITE_ERROR }
      let found = localtime_r(
        time.assumingMemoryBound(to: time_t.self), parts.assumingMemoryBound(to: tm.self))
      return found == nil ? SQLITE_ERROR : SQLITE_OK
    }
  }

  /// How often the clock and the machine's time zone were read.
  struct Reads: Sendable {
    var clock = 0
    var timeZone = 0
  }

  /// What each thread has read: a statement runs on the thread that asks for it.
  private static let reads = Mutex<[Int: Reads]>([:])
  private static var thread: Int { pthread_self().hashValue }

  private static func note(_ what: WritableKeyPath<Reads, Int>) {
    reads.withLock { $0[thread, default: Reads()][keyPath: what] += 1 }
  }

  /// What this thread has read so far.
  static var readCount: Reads { reads.withLock { $0[thread] ?? Reads() } }
}
