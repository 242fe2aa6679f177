import Files

/// Reading journals: one, the ones that a crash left, and what was typed in all of them.
extension Journal {
  /// Reads a journal, of a session dead or alive.
  ///
  /// A torn or damaged line is counted and passed over; bytes that are not UTF-8 are repaired.
  ///
  /// - Parameter path: the journal's file.
  /// - Returns: all that was written whole.
  /// - Throws: `SessionRecordError` where the file cannot be read.
  public static func read(_ path: String) throws(SessionRecordError) -> JournalContents {
    let bytes = try SessionRecordError.translating { () throws(FileError) in
      let file = try OpenFile.reading(path)
      defer { file.close() }
      return try file.readAll()
    }
    return JournalContents(path: path, bytes: bytes)
  }

  /// The journals of a folder and of those that ended below it, the newest first by their names.
  public static func paths(in folder: String) -> [String] {
    (names(in: folder) + names(in: "\(folder)/\(endedFolder)").map { "\(endedFolder)/\($0)" })
      .map { (path: "\(folder)/\($0)", name: $0.split(separator: "/").last ?? "") }
      .sorted { $1.name.utf8.lexicographicallyPrecedes($0.name.utf8) }
      .map(\.path)
  }

  static func names(in folder: String) -> [String] {
    OpenFile.names(in: folder).filter { $0.hasSuffix(nameSuffix) }
  }

  /// The journals that a crash left: without an end, not settled, and of no living session.
  ///
  /// Each of them is found, however old: those that ended lie in a folder of their own. Of one that
  /// does not, only the last bytes are read to see whether it ended.
  ///
  /// - Parameter folder: where the journals live.
  /// - Returns: the paths, the newest first; those without any statement are left out.
  /// - Complexity: O(journals that have not ended), and their size.
  public static func unfinished(in folder: String) -> [String] {
    names(in: folder).reversed().map { "\(folder)/\($0)" }.filter { state(of: $0) == .waiting }
  }

  /// What a journal is, by its last line and its lock.
  enum State {
    case living
    /// A crash left it, and somebody may want its statements.
    case waiting
    /// It ended or was settled.
    case ended
    /// It has no statement, and nobody holds it: a crash left it, or it begins at this moment.
    case empty
    /// It cannot be read.
    case unknown
  }

  static func state(of path: String) -> State {
    guard let file = try? OpenFile.reading(path) else { return .unknown }
    defer { file.close() }
    if hasEnd(file) { return .ended }
    if file.isLockedByAnother { return .living }
    guard let bytes = try? file.readAll() else { return .unknown }
    let contents = JournalContents(path: path, bytes: bytes)
    if contents.isEnded || contents.isSettled { return .ended }
    return contents.statements.isEmpty ? .empty : .waiting
  }

  /// Looks for `end` or `settled` on the last whole line.
  private static func hasEnd(_ file: OpenFile) -> Bool {
    // An `end` or `settled` line is far shorter than this.
    let tail = 256
    guard let bytes = try? file.readAll(from: max(0, file.size - tail)) else { return false }
    let last = JournalLine.lines(of: bytes).lines.last
    return last?.kind == "end" || last?.kind == "settled"
  }

  /// Marks a crashed session as dealt with, so that no start offers it again.
  ///
  /// - Parameters:
  ///   - path: the journal.
  ///   - decision: what was done, such as `recovered` or `declined`.
  ///   - files: the gate that it is written through.
  /// - Throws: `SessionRecordError` where a living session or another recovery holds it.
  public static func settle(
    _ path: String, decision: String = "recovered", through files: FileGate
  ) throws(SessionRecordError) {
    guard let claim = try JournalClaim(path, through: files) else {
      throw SessionRecordError(
        .journalInUse, "this journal belongs to a session that is still running", file: path,
        remedy: "end that session first")
    }
    try claim.settle(decision)
  }

  /// What was typed last over all sessions, for the line editor's history.
  ///
  /// - Parameters:
  ///   - folder: where the journals live.
  ///   - count: how many statements at most.
  ///   - fileLimit: how many of the newest journals are opened at most.
  /// - Returns: the sources, the newest last, none twice in a row.
  /// - Complexity: reads the newest journals until there is enough, of each the last MiB.
  public static func history(
    in folder: String, last count: Int, fileLimit: Int = 200
  ) -> [String] {
    var newestFirst: [String] = []
    for path in paths(in: folder).prefix(max(0, fileLimit)) {
      for source in sources(in: path).reversed() where newestFirst.last != source {
        guard newestFirst.count < count else { return newestFirst.reversed() }
        newestFirst.append(source)
      }
    }
    return newestFirst.reversed()
  }

  private static func sources(in path: String) -> [String] {
    let tail = 1 << 20
    guard let file = try? OpenFile.reading(path) else { return [] }
    defer { file.close() }
    guard let bytes = try? file.readAll(from: max(0, file.size - tail)) else { return [] }
    return JournalLine.lines(of: bytes).lines.compactMap { JournalStatement($0)?.source }
  }
}

/// The sole right to recover a crashed session, held while it lives.
///
/// Two starts that both find the journal cannot both recover it.
public final class JournalClaim {
  public let contents: JournalContents
  private let file: OpenFile

  /// Claims a journal; nil where a living session or another recovery holds it.
  public init?(_ path: String, through files: FileGate) throws(SessionRecordError) {
    let file = try SessionRecordError.translating { () throws(FileError) in
      try files.append(to: path)
    }
    guard file.lockExclusively() else {
      file.close()
      return nil
    }
    do throws(FileError) {
      contents = JournalContents(path: path, bytes: try file.readAll())
    } catch {
      file.close()
      throw SessionRecordError(error)
    }
    self.file = file
  }

  deinit { file.close() }

  /// Marks the session as dealt with, so that no start offers it again.
  ///
  /// - Parameter decision: what was done, such as `recovered` or `declined`.
  /// - Throws: `SessionRecordError` where it cannot be written.
  public func settle(_ decision: String = "recovered") throws(SessionRecordError) {
    try SessionRecordError.translating { () throws(FileError) in
      // The line feed in front ends a torn line, so that this one stands alone.
      try file.append(
        [UInt8(ascii: "\n")] + JournalLine.bytes("settled", [("by", JournalLine.text(decision))]))
      try file.sync()
    }
  }
}
