import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What this process has begun and not finished, on disk, so that a later one clears it away.
///
/// One file a process in `unfinished` of the folder of states, locked while the process lives, its
/// paths ended by NUL. It is there only while something is unfinished. Where it cannot be written
/// nothing else suffers: what a crash leaves then stays.
final class UnfinishedList: Sendable {
  private let folder: String
  private let state = Mutex(State())

  private struct State {
    var file: OpenFile?
    var paths: Set<String> = []
  }

  init(stateFolder: String) { folder = stateFolder + "/unfinished" }

  /// Notes a path before anything is made there.
  func add(_ path: String) {
    guard let path = Self.absolute(path) else { return }
    state.withLock { state in
      if state.file == nil { state.file = begin() }
      state.paths.insert(path)
      // A list that cannot be written is done without.
      try? state.file?.append(Array(path.utf8) + [0])
    }
  }

  /// Strikes a path out; the list goes with its last one.
  func remove(_ path: String) {
    guard let path = Self.absolute(path) else { return }
    state.withLock { state in
      state.paths.remove(path)
      guard state.paths.isEmpty, let file = state.file else { return }
      unlink(file.path)
      file.close()
      state.file = nil
    }
  }

  private func begin() -> OpenFile? {
    // A list that cannot be made is done without.
    guard (try? OpenFile.makeFolder(folder, for: .owner)) != nil else { return nil }
    for number in 1...Self.mostNamesakes {
      guard let made = try? OpenFile.creating("\(folder)/\(getpid())-\(number)") else { continue }
      // Another program that clears away may have been faster than the lock.
      if made.lockExclusively(), made.linkCount > 0 { return made }
      made.close()
    }
    return nil
  }

  /// How many lists processes of one number may have in one folder.
  private static let mostNamesakes = 100

  private static func absolute(_ path: String) -> String? {
    if path.hasPrefix("/") { return path }
    guard let folder = getcwd(nil, 0) else { return nil }
    defer { free(folder) }
    return String(cString: folder) + "/" + path
  }

  // MARK: What dead processes left

  /// Removes what processes that are gone have left unfinished.
  ///
  /// - Complexity: O(lists), of which there are as many as programs that write or crashed.
  func sweep() {
    for name in OpenFile.names(in: folder) {
      let path = "\(folder)/\(name)"
      // A list that is gone by now was cleared by another.
      guard let file = try? OpenFile.appending(path) else { continue }
      defer { file.close() }
      guard file.lockExclusively(), let bytes = try? file.readAll() else { continue }
      for piece in bytes.split(separator: 0) {
        let left = String(decoding: piece, as: UTF8.self)
        if Self.isMade(left) { ScratchFolder.remove(left) }
      }
      unlink(path)
    }
  }

  /// Whether a path is one that this program gives: nothing else is removed, whatever a list says.
  private static func isMade(_ path: String) -> Bool {
    guard path.hasPrefix("/"), let name = path.split(separator: "/").last else { return false }
    if name.hasPrefix(ScratchFolder.beginning) { return true }
    guard name.hasSuffix(DraftFile.ending) else { return false }
    let stem = name.dropLast(DraftFile.ending.count)
    guard let dot = stem.lastIndex(of: "."), dot > stem.startIndex else { return false }
    return Int32(stem[stem.index(after: dot)...]) != nil && FileKind(at: path) == .file
  }
}
