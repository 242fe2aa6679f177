import Files
import GRDB

/// Opening a notebook's file: to change it, or to read it alone.
extension NotebookDatabase {
  /// A notebook's two connections, and what stands in the way of changing it.
  struct Opened {
    let path: String
    let queue: DatabaseQueue
    let connection: AnalystConnection
    var readOnlyReason: String?
  }

  /// Opens a file to change it, or to read it alone where it may not be written.
  ///
  /// - Throws: ``StoreError``; ``StoreError/interrupted`` where somebody asks for it during the wait
  ///   for another program.
  static func open(
    _ file: String, through files: FileGate, isInterrupted: @escaping @Sendable () -> Bool
  ) throws -> Opened {
    do {
      return try opened(file, through: files, isInterrupted)
    } catch StoreError.locked where isInterrupted() {
      throw StoreError.interrupted
    }
  }

  private static func opened(
    _ file: String, through files: FileGate, _ isInterrupted: @escaping @Sendable () -> Bool
  ) throws -> Opened {
    let location = NotebookLocation.file(file)
    do {
      let header = try header(ofFileAt: location)
      if header != nil, !OpenFile.mayBeWritten(file) {
        return try openToRead(file, because: "its file is not writable", isInterrupted)
      }
      do {
        try files.prepareNotebook(at: file)
        return try openToWrite(file, with: header, isInterrupted)
      } catch {
        // A full disk has no room for what SQLite keeps beside a notebook while it is open.
        guard header?.userVersion == Schema.version, let reason = reasonOfDisk(error),
          let opened = try? openToRead(file, because: reason, isInterrupted)
        else { throw error }
        return opened
      }
    } catch let error as FileError {
      throw StoreError.cannotOpen(path: file, reason: error.headline)
    } catch let error as DatabaseError {
      throw openingError(error, at: location)
    }
  }

  private static func openToWrite(
    _ file: String, with header: FileHeader?, _ isInterrupted: @escaping @Sendable () -> Bool
  ) throws -> Opened {
    let path = databasePath(of: .file(file))
    let queue = try queue(path: path, isInterrupted: isInterrupted)
    try prepareFile(of: queue, with: header)
    // With a connection of its own: what one has read of an earlier format stays with it.
    let connection = try AnalystConnection(path: path, isInterrupted: isInterrupted)
    if try !Schema.isCurrent(on: connection), try !Schema.create(on: connection) {
      try Schema.migrator.migrate(queue)
    }
    let opened = Opened(
      path: path, queue: queue,
      connection: try AnalystConnection(path: path, isInterrupted: isInterrupted))
    try Schema.check(on: opened.connection, path: file)
    try SequenceRepair.run(on: opened.connection)
    return opened
  }

  /// What an error says of the disk; nil for one that has another cause.
  private static func reasonOfDisk(_ error: any Error) -> String? {
    switch error {
    case let error as DatabaseError:
      switch error.resultCode {
      case .SQLITE_FULL, .SQLITE_IOERR:
        return fullDisk(error.message ?? "\(error.resultCode)")
      case .SQLITE_CANTOPEN, .SQLITE_READONLY: return error.message ?? "\(error.resultCode)"
      default: return nil
      }
    case StoreError.cannotWrite(let reason): return fullDisk(reason)
    case StoreError.cannotOpen(_, let reason): return reason
    case StoreError.readOnly: return "its file is not writable"
    default: return nil
    }
  }

  private static func fullDisk(_ reason: String) -> String {
    "SQLite cannot write its files beside it (\(reason))"
  }

  /// Opens a file to read it and to leave no trace beside it.
  ///
  /// - Throws: ``StoreError`` where it has an earlier format, which would have to be changed.
  private static func openToRead(
    _ file: String, because reason: String, _ isInterrupted: @escaping @Sendable () -> Bool
  ) throws -> Opened {
    let uri = readingURI(of: file)
    let queue = try queue(path: uri, isInterrupted: isInterrupted)
    let connection = try AnalystConnection(path: uri, isInterrupted: isInterrupted)
    guard try Schema.isCurrent(on: connection) else {
      throw StoreError.cannotOpen(
        path: file,
        reason: "it has the format of an earlier Carnet and cannot be changed; "
          + "copy it to a folder of your own and open the copy")
    }
    try Schema.check(on: connection, path: file)
    return Opened(path: uri, queue: queue, connection: connection, readOnlyReason: reason)
  }

  /// SQLite's name of a file that is only read.
  ///
  /// Without a log beside it nothing but the file itself is needed, and none is made: the folder may
  /// be somebody else's. With one, the log holds what was changed last.
  ///
  /// Source: "Write-Ahead Logging", section 5, "Read-Only Databases", sqlite.org/wal.html.
  private static func readingURI(of file: String) -> String {
    let hasLog = OpenFile.byteCount(of: file + "-wal").map { $0 > 0 } ?? false
    return uri(of: file, immutable: !hasLog)
  }

  /// SQLite's name of a file that is read, and that nothing changes meanwhile where it is immutable.
  static func uri(of file: String, immutable: Bool) -> String {
    let encoded = file.utf8.map { byte -> String in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        String(UnicodeScalar(byte))
      default:
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }.joined()
    let path = file.hasPrefix("/") ? encoded : "./" + encoded
    return "file:\(path)?mode=ro" + (immutable ? "&immutable=1" : "")
  }
}
