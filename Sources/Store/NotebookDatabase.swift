import GRDB
import GRDBSQLite

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
  /// SQLite's name of the database.
  private let path: String

  /// The names of the built-in tables.
  public static let builtInNames = reservedNames.sorted()

  /// How long a writer waits for another one before it gives up, in seconds.
  public static let lockWaitSeconds = 5

  /// Marks a file as a notebook in SQLite's header: "Crnt" in ASCII.
  static let applicationID: Int32 = 0x4372_6e74

  /// Opens a notebook, creating it where there is none.
  ///
  /// - Throws: ``StoreError`` for a file that is no notebook, a later one, or one that is locked.
  public init(_ location: NotebookLocation) throws {
    self.location = location
    path = Self.databasePath(of: location)
    if location == .memory {
      analystConnection = try AnalystConnection(path: path)
      _ = try Schema.create(on: analystConnection)
      return
    }
    do {
      let header = try Self.header(ofFileAt: location)
      let queue = try Self.queue(path: path)
      openQueue = queue
      try Self.prepareFile(of: queue, with: header)
      // With a connection of its own: what one has read of an earlier format stays with it.
      let connection = try AnalystConnection(path: path)
      if try !Schema.isCurrent(on: connection), try !Schema.create(on: connection) {
        try Schema.migrator.migrate(queue)
      }
      analystConnection = try AnalystConnection(path: path)
    } catch let error as DatabaseError {
      throw Self.openingError(error, at: location)
    }
  }

  /// Reads records.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translatingErrors { try queue().read(body) }
  }

  /// Writes records in one transaction, undone where the body throws.
  func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translatingErrors { try queue().write(body) }
  }

  private func queue() throws -> DatabaseQueue {
    if let openQueue { return openQueue }
    let queue = try Self.queue(path: path)
    openQueue = queue
    return queue
  }

  private static func queue(path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(Double(lockWaitSeconds))
    configuration.label = "notebook"
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  private func translatingErrors<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED:
        throw StoreError.locked(
          path: "the notebook", seconds: Self.lockWaitSeconds,
          holder: LockHolder.name(ofFile: path))
      case .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_IOERR:
        throw StoreError.cannotWrite(reason: error.message ?? "\(error.resultCode)")
      case .SQLITE_INTERRUPT: throw StoreError.interrupted
      default: throw StoreError.sql(message: error.message ?? "\(error.resultCode)", offset: nil)
      }
    }
  }
}

// MARK: - Opening

extension NotebookDatabase {
  /// SQLite's name of a location; a notebook in memory has a name of its own in this process, so
  /// that both connections meet in it.
  private static func databasePath(of location: NotebookLocation) -> String {
    switch location {
    case .file(let path): path.hasPrefix("/") ? path : "./" + path
    case .memory: "file:/carnet-\(memoryNotebooks.next())?vfs=memdb"
    }
  }

  /// The header of a notebook's file, or nil where there is none yet.
  ///
  /// Refuses another program's database before anything touches it.
  private static func header(ofFileAt location: NotebookLocation) throws -> FileHeader? {
    guard case .file(let path) = location, let header = FileHeader(path: path) else { return nil }
    guard header.byteCount > 0 else { return nil }
    guard header.isSQLite else { throw StoreError.notADatabase(path: path) }
    guard header.applicationID == applicationID else {
      throw StoreError.foreignDatabase(path: path)
    }
    guard header.userVersion <= Schema.version else {
      throw StoreError.newerNotebook(
        path: path, version: Int(header.userVersion), supported: Int(Schema.version))
    }
    return header
  }

  private static func prepareFile(of queue: DatabaseQueue, with header: FileHeader?) throws {
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

  private static func openingError(_ error: DatabaseError, at location: NotebookLocation)
    -> StoreError
  {
    guard case .file(let path) = location else {
      return .sql(message: error.message ?? "\(error.resultCode)", offset: nil)
    }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return .locked(
        path: path, seconds: lockWaitSeconds, holder: LockHolder.name(ofFile: path))
    case .SQLITE_NOTADB, .SQLITE_CORRUPT: return .notADatabase(path: path)
    default: return .cannotOpen(path: path, reason: error.message ?? "\(error.resultCode)")
    }
  }
}
