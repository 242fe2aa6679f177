import Files
import GRDB
import GRDBSQLite
import Synchronization

/// A notebook's database: its records through GRDB, and an analyst's SQL beside them.
///
/// Two connections to one database. GRDB keeps the authorizer slot of its connection for itself,
/// and analyst SQL needs one of its own, which refuses a statement before it runs.
public final class NotebookDatabase {
  public let location: NotebookLocation
  let analystConnection: AnalystConnection
  /// GRDB's connection; a notebook in memory opens it when records are first asked for, since that
  /// is a sixth of the time that `carnet -c "select 1;"` would take.
  private var openQueue: DatabaseQueue?
  /// The names of the schema, once somebody asked for them.
  var keptNames: SchemaNames?
  /// SQLite's name of the database.
  private let path: String

  /// The names of the built-in tables.
  public static let builtInNames = reservedNames.sorted()

  /// How long a writer waits for another one before it gives up, in seconds.
  public static let lockWaitSeconds = 5

  /// The most bytes that one cell holds in analysts' SQL, far above any use of one.
  static let largestCell = 50_000_000

  /// Asked often while analysts' SQL or a pass over its rows runs; true stops it.
  public var isInterrupted: @Sendable () -> Bool {
    get { analystConnection.isInterrupted }
    set { analystConnection.isInterrupted = newValue }
  }

  /// Marks a file as a notebook in SQLite's header: "Crnt" in ASCII.
  static let applicationID: Int32 = 0x4372_6e74

  /// Why the notebook is open for reading only; nil where it may be changed.
  public let readOnlyReason: String?

  /// Opens a notebook, creating it where there is none, for its owner alone.
  ///
  /// One that may not be written, or whose disk is full, is opened for reading only.
  ///
  /// - Parameters:
  ///   - location: Where it is.
  ///   - files: The gate that makes its file.
  ///   - isInterrupted: Asked while another program holds it; what ``isInterrupted`` is at first.
  /// - Throws: ``StoreError`` for a file that is no notebook, a later one, or one that is locked.
  public init(
    _ location: NotebookLocation, through files: FileGate,
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws {
    self.location = location
    guard case .file(let file) = location else {
      path = Self.databasePath(of: location)
      readOnlyReason = nil
      analystConnection = try AnalystConnection(path: path, isInterrupted: isInterrupted)
      _ = try Schema.create(on: analystConnection)
      analystConnection.isOpening = false
      return
    }
    let opened = try Self.open(file, through: files, isInterrupted: isInterrupted)
    path = opened.path
    openQueue = opened.queue
    analystConnection = opened.connection
    readOnlyReason = opened.readOnlyReason
    analystConnection.isOpening = false
  }

  /// Reads records.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translatingErrors { try queue().read(body) }
  }

  /// Writes records in one transaction, undone where the body throws.
  func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translatingErrors {
      try queue().writeWithoutTransaction { database in
        let settles = try ForeignReferences.exist(in: database)
        if settles { try database.execute(sql: "PRAGMA foreign_keys = OFF") }
        // Outside any transaction it cannot fail, and a failed body has said more already.
        defer { if settles { try? database.execute(sql: "PRAGMA foreign_keys = ON") } }
        var result: Result?
        var keep: () throws -> Void = {}
        try database.inTransaction(.immediate) {
          let place = try database.sqliteConnection.map { try SchemaPlace(on: $0) }
          result = try body(database)
          if settles { try ForeignReferences.settle(in: database) }
          if let place, let connection = database.sqliteConnection {
            keep = try addedNames(since: place, on: connection)
          }
          return .commit
        }
        guard let result else { throw StoreError.interrupted }
        try keep()
        return result
      }
    }
  }

  private func queue() throws -> DatabaseQueue {
    if let openQueue { return openQueue }
    let queue = try Self.queue(path: path, isInterrupted: isInterrupted)
    openQueue = queue
    return queue
  }

  static func queue(
    path: String, isInterrupted: @escaping @Sendable () -> Bool
  ) throws -> DatabaseQueue {
    var configuration = Configuration()
    let wait = Mutex(LockWait())
    configuration.busyMode = .callback { attempts in
      let wait = wait.withLock {
        if attempts == 0 { $0 = LockWait() }
        return $0
      }
      guard !isInterrupted(), wait.seconds < Double(lockWaitSeconds) else { return false }
      wait.pause()
      return true
    }
    configuration.label = "notebook"
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  private func translatingErrors<Result>(_ body: () throws -> Result) throws -> Result {
    let wait = LockWait()
    do {
      return try body()
    } catch is RowDecodingError {
      throw StoreError.damaged(path: "the notebook", reason: "a row contains an invalid value")
    } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED:
        if isInterrupted() { throw StoreError.interrupted }
        throw StoreError.locked(
          path: "the notebook", seconds: wait.wholeSeconds,
          holder: LockHolder.name(ofFile: path))
      case .SQLITE_CORRUPT, .SQLITE_NOTADB:
        throw StoreError.damaged(
          path: "the notebook", reason: error.message ?? "\(error.resultCode)")
      case .SQLITE_READONLY: throw StoreError.readOnly
      case .SQLITE_FULL, .SQLITE_IOERR:
        throw StoreError.cannotWrite(reason: error.message ?? "\(error.resultCode)")
      case .SQLITE_INTERRUPT: throw StoreError.interrupted
      default:
        throw StoreError.sql(
          message: error.message ?? "\(error.resultCode)", offset: nil,
          code: error.extendedResultCode.rawValue)
      }
    }
  }
}

// MARK: - Opening

extension NotebookDatabase {
  /// SQLite's name of a location; a notebook in memory has a name of its own in this process, so
  /// that both connections meet in it.
  static func databasePath(of location: NotebookLocation) -> String {
    switch location {
    case .file(let path): path.hasPrefix("/") ? path : "./" + path
    case .memory: "file:/carnet-\(memoryNotebooks.next())?vfs=\(MemoryFiles.name)"
    }
  }

  /// The header of a notebook's file, or nil where there is none yet.
  ///
  /// Refuses another program's database before anything touches it.
  static func header(ofFileAt location: NotebookLocation) throws -> FileHeader? {
    guard case .file(let path) = location, let header = try FileHeader(path: path) else {
      return nil
    }
    guard header.byteCount > 0 else { return nil }
    guard header.isSQLite else { throw StoreError.notADatabase(path: path) }
    guard header.applicationID == applicationID else {
      throw StoreError.foreignDatabase(path: path)
    }
    guard !header.isTruncated else {
      throw StoreError.damaged(path: path, reason: "its end is missing: the file is truncated")
    }
    guard header.userVersion <= Schema.version else {
      throw StoreError.newerNotebook(
        path: path, version: Int(header.userVersion), supported: Int(Schema.version))
    }
    return header
  }

  static func prepareFile(of queue: DatabaseQueue, with header: FileHeader?) throws {
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
      // A file that is as it should be is not written to: opening it would wait for another writer.
      guard header?.userVersion != Schema.version || header?.hasWriteAheadLog != true else {
        return
      }
      // Before the write-ahead log: what marks the file as a notebook must stand in the file itself,
      // or a program killed before the first checkpoint would leave one that nobody takes for its own.
      try database.execute(
        sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(Schema.version)")
      // Readers never block: a second shell reads while this one writes.
      try database.execute(sql: "PRAGMA journal_mode = WAL")
    }
  }

  static func openingError(_ error: DatabaseError, at location: NotebookLocation)
    -> StoreError
  {
    guard case .file(let path) = location else {
      return .sql(
        message: error.message ?? "\(error.resultCode)", offset: nil,
        code: error.extendedResultCode.rawValue)
    }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return .locked(
        path: path, seconds: lockWaitSeconds, holder: LockHolder.name(ofFile: path))
    case .SQLITE_NOTADB: return .notADatabase(path: path)
    case .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_CONSTRAINT:
      return .damaged(path: path, reason: error.message ?? "\(error.resultCode)")
    default: return .cannotOpen(path: path, reason: error.message ?? "\(error.resultCode)")
    }
  }
}
