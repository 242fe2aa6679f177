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
    let file = try PosixFile.reading(path)
    defer { file.close() }
    return JournalContents(path: path, bytes: try file.readAll())
  }

  /// The journals of a folder, the newest first by their names.
  public static func paths(in folder: String) -> [String] {
    PosixFile.names(in: folder).filter { $0.hasSuffix(nameSuffix) }.reversed()
      .map { "\(folder)/\($0)" }
  }

  /// The journals that a crash left: without an end, not settled, and of no living session.
  ///
  /// Only the last bytes of a file are read to see whether it ended.
  ///
  /// - Parameters:
  ///   - folder: where the journals live.
  ///   - limit: how many of the newest files are looked at.
  /// - Returns: the paths, the newest first; those without any statement are left out.
  /// - Complexity: O(limit) opened files, and the size of those that did not end.
  public static func unfinished(in folder: String, limit: Int = 200) -> [String] {
    paths(in: folder).prefix(max(0, limit)).filter(isLeftBehind)
  }

  private static func isLeftBehind(_ path: String) -> Bool {
    guard let file = try? PosixFile.reading(path) else { return false }
    defer { file.close() }
    guard !hasEnd(file), !file.isLockedByAnother, let bytes = try? file.readAll() else {
      return false
    }
    let contents = JournalContents(path: path, bytes: bytes)
    return !contents.isEnded && !contents.isSettled && !contents.statements.isEmpty
  }

  /// Looks for `end` or `settled` on the last whole line.
  private static func hasEnd(_ file: PosixFile) -> Bool {
    // An `end` or `settled` line is far shorter than this.
    let tail = 256
    guard let bytes = try? file.readAll(from: max(0, file.size - tail)) else { return true }
    let last = JournalLine.lines(of: bytes).lines.last
    return last?.kind == "end" || last?.kind == "settled"
  }

  /// Marks a crashed session as dealt with, so that no start offers it again.
  ///
  /// - Parameters:
  ///   - path: the journal.
  ///   - decision: what was done, such as `recovered` or `declined`.
  /// - Throws: `SessionRecordError` where a living session or another recovery holds it.
  public static func settle(
    _ path: String, decision: String = "recovered"
  ) throws(SessionRecordError) {
    guard let claim = try JournalClaim(path) else {
      throw SessionRecordError(
        .journalInUse, "a living session holds this journal", file: path,
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
    guard let file = try? PosixFile.reading(path) else { return [] }
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
  private let file: PosixFile

  /// Claims a journal; nil where a living session or another recovery holds it.
  public init?(_ path: String) throws(SessionRecordError) {
    let file = try PosixFile.appending(path)
    guard file.lockExclusively() else {
      file.close()
      return nil
    }
    do throws(SessionRecordError) {
      contents = JournalContents(path: path, bytes: try file.readAll())
    } catch {
      file.close()
      throw error
    }
    self.file = file
  }

  deinit { file.close() }

  /// Marks the session as dealt with, so that no start offers it again.
  ///
  /// - Parameter decision: what was done, such as `recovered` or `declined`.
  /// - Throws: `SessionRecordError` where it cannot be written.
  public func settle(_ decision: String = "recovered") throws(SessionRecordError) {
    // The line feed in front ends a torn line, so that this one stands alone.
    try file.append([UInt8(ascii: "\n")] + JournalLine("settled", [("by", decision)]).bytes)
    try file.sync()
  }
}
