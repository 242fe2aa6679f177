import Files

/// The record of a living session, written ahead, so that `kill -9` loses nothing that finished.
///
///     let journal = try Journal.begin(in: folder, begin, sync: .everyLine, through: gate)
///     let number = try journal.willRun("select 1;")
///     try journal.didRun(number, JournalOutcome(.succeeded, isRecorded: true))
///     try journal.end()
///
/// One file a session, `STARTED-PROCESS.journal`, for its owner's eyes alone. A line is written
/// with one `write` and synced: `begin` with what the session stands on, `statement` before each
/// statement runs, `outcome` after it, `end` when the session ends in order. The format of a line
/// is that of `JournalLine`. An advisory lock on the file marks the session as alive: a file
/// without `end` and without lock is one that a crash left. One that ended moves to the folder
/// `ended`, so that those which wait for somebody are found however many others there are.
public final class Journal {
  /// When a line must have reached the disk.
  public enum SyncPolicy: Hashable, Sendable {
    /// Before the call returns: a loss of power takes nothing that finished.
    case everyLine
    /// When the system likes: a crash of the program takes nothing, a loss of power may.
    case never
  }

  /// Where the journal stands; another place once it has ended.
  public private(set) var path: String
  private let file: OpenFile
  private let sync: SyncPolicy
  private let files: FileGate
  private var lastNumber = 0
  private var isOpen = true

  static let nameSuffix = ".journal"
  /// The folder, below that of the living, of journals that have ended.
  static let endedFolder = "ended"

  /// How many sessions of one process and moment may stand in one folder.
  private static let mostNamesakes = 1000

  private init(path: String, file: OpenFile, sync: SyncPolicy, through files: FileGate) {
    self.path = path
    self.file = file
    self.sync = sync
    self.files = files
  }

  deinit { if isOpen { file.close() } }

  /// Begins a session's journal in a folder, which is made where it is missing.
  ///
  /// - Parameters:
  ///   - folder: where the journals live.
  ///   - begin: what the session stands on; its `started` and `process` make the file's name.
  ///   - sync: when lines must have reached the disk.
  ///   - files: the gate that it is written through.
  /// - Returns: the journal, locked until it ends or goes.
  /// - Throws: `SessionRecordError` where the folder or file cannot be made or written.
  public static func begin(
    in folder: String, _ begin: JournalBegin, sync: SyncPolicy = .everyLine,
    through files: FileGate
  ) throws(SessionRecordError) -> Journal {
    let stem = name(started: begin.started, process: begin.process)
    for namesake in 1...mostNamesakes {
      let suffix = namesake == 1 ? "" : "-\(namesake)"
      let path = "\(folder)/\(stem)\(suffix)\(nameSuffix)"
      let made = try SessionRecordError.translating { () throws(FileError) in
        try files.create(path)
      }
      guard let file = made else { continue }
      guard file.waitForExclusiveLock() else {
        file.close()
        throw SessionRecordError(
          .journalInUse, "cannot lock the new journal", file: path,
          remedy: "keep the notebook on a file system that supports locks")
      }
      let journal = Journal(path: path, file: file, sync: sync, through: files)
      try journal.append(begin.line)
      if sync == .everyLine { OpenFile.syncFolder(folder) }
      return journal
    }
    throw SessionRecordError(
      .unwritableFile, "the folder contains too many journals with this time", file: folder)
  }

  /// A name that sorts by time and can stand in any folder.
  private static func name(started: String, process: Int32) -> String {
    let safe = started.unicodeScalars.map { scalar -> Character in
      switch scalar {
      case "0"..."9", "A"..."Z", "a"..."z": Character(scalar)
      default: "-"
      }
    }
    return String(safe) + "-\(process)"
  }

  /// Writes a statement before it runs, and gives its number.
  ///
  /// - Parameters:
  ///   - source: the statement as given.
  ///   - settings: the settings in force, as `name=value`.
  /// - Returns: the statement's number, from 1.
  /// - Throws: `SessionRecordError` where it cannot be written.
  public func willRun(
    _ source: String, settings: [String] = []
  ) throws(SessionRecordError) -> Int {
    let number = lastNumber + 1
    try append(JournalStatement(number: number, source: source, settings: settings).line)
    lastNumber = number
    return number
  }

  /// Writes what came of a statement.
  ///
  /// - Parameters:
  ///   - number: what `willRun` gave.
  ///   - outcome: what came of it.
  /// - Throws: `SessionRecordError` where it cannot be written.
  public func didRun(_ number: Int, _ outcome: JournalOutcome) throws(SessionRecordError) {
    try append(outcome.line(number: number))
  }

  /// Writes that the session ended in order and lets the file go; a second call does nothing.
  public func end() throws(SessionRecordError) {
    guard isOpen else { return }
    try append(JournalLine.bytes("end"))
    // Before the lock goes: nobody must take it for one that a crash left. Where it cannot be moved
    // a later start tries again.
    path = Self.moveToEnded(path, through: files) ?? path
    close()
  }

  /// Lets the file go without an end, as a crash does.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    file.close()
  }

  private func append(_ line: [UInt8]) throws(SessionRecordError) {
    guard isOpen else {
      throw SessionRecordError(.closedJournal, "the session's journal has ended", file: path)
    }
    try SessionRecordError.translating { () throws(FileError) in
      try file.append(line)
      if sync == .everyLine { try file.sync() }
    }
  }
}
