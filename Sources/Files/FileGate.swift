import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The one way by which files are written, folders made, and files renamed or removed.
///
///     let draft = try gate.draft(of: path, replacing: false)
///
/// The program makes one and hands it down; a replay gets one of its own (``forReplay()``). What the
/// statements of a replay write leads into a scratch folder, which goes with the gate, and what they
/// read of it comes from there; journals, notebooks and temporary files of programs are refused to
/// it. Nobody else decides: what a gate does not do, is not done.
public final class FileGate: Sendable {
  /// The gate around the replay; nil for the world's.
  private let parent: FileGate?
  private let list: UnfinishedList?
  private let scratch = Mutex(Scratch())

  private struct Scratch {
    var folder: ScratchFolder?
    /// Files of the scratch folder by the places that they stand in for.
    var stands: [PlacePath: String] = [:]
  }

  /// Makes the world's gate.
  ///
  /// - Parameter stateFolder: Where it keeps what is unfinished, so that what a crash leaves is
  ///   cleared away; nil where nothing is kept.
  public init(stateFolder: String? = nil) {
    parent = nil
    list = stateFolder.map(UnfinishedList.init(stateFolder:))
  }

  private init(around parent: FileGate) {
    self.parent = parent
    list = parent.list
  }

  /// The gate of a replay inside what this one serves.
  public func forReplay() -> FileGate { FileGate(around: self) }

  /// Whether what is written leads into a scratch folder.
  public var isReplay: Bool { parent != nil }

  // MARK: Reading

  /// Where to read a file: what this replay wrote, or one around it, else the file itself.
  public func pathToRead(_ path: String) -> String {
    guard let parent else { return path }
    let place = PlacePath(path)
    return scratch.withLock { $0.stands[place] } ?? parent.pathToRead(path)
  }

  /// The places of the files that this replay wrote, or one around it, links resolved.
  var writtenPlaces: [String] {
    guard let parent else { return [] }
    return scratch.withLock { $0.stands.keys.map(\.text) } + parent.writtenPlaces
  }

  // MARK: Writing

  /// Begins a file; its folder is made where it is missing.
  ///
  /// - Parameters:
  ///   - path: Where it will stand.
  ///   - replacing: Whether a file of that name may be written over.
  ///   - readers: Whom a folder that is made is for; the file is for everyone.
  /// - Returns: The draft, which takes the name when it is kept.
  /// - Throws: `FileError` where a file is there already, where what is there is no file, and where
  ///   none can be made.
  public func draft(
    of path: String, replacing: Bool, for readers: FileReaders = .owner
  ) throws(FileError) -> DraftFile {
    try requirePlace(path, replacing: replacing)
    return try DraftFile(of: path, at: try placeToWrite(path), for: readers, in: list)
  }

  /// Writes a file, whole or not at all: to a draft beside it, which is synced and takes the name.
  ///
  /// - Parameters:
  ///   - bytes: What it holds.
  ///   - path: The file's path; its folder is made where it is missing.
  ///   - replacing: Whether a file of that name may be written over.
  ///   - readers: Whom a folder that is made is for; the file is for everyone.
  /// - Throws: `FileError` where the file exists already or cannot be written.
  public func write(
    _ bytes: [UInt8], to path: String, replacing: Bool, for readers: FileReaders = .owner
  ) throws(FileError) {
    let draft = try draft(of: path, replacing: replacing, for: readers)
    try draft.append(bytes)
    try draft.keep()
  }

  /// Refuses a place that has a file already, or something that is none.
  ///
  /// - Throws: `FileError` that names the file.
  public func requirePlace(_ path: String, replacing: Bool) throws(FileError) {
    if let refusal = FileKind(at: path)?.refusal(.unwritable, of: path) { throw refusal }
    // What stood in the world when the session was recorded is not known: only what this replay
    // wrote is in its way.
    let place: String? =
      isReplay ? scratch.withLock { [path] in $0.stands[PlacePath(path)] } : path
    guard !replacing, let place, FileKind(at: place) != nil else { return }
    throw DraftFile.inTheWay(path)
  }

  private func placeToWrite(_ path: String) throws(FileError) -> String {
    guard isReplay else { return path }
    let place = PlacePath(path)
    if let stand = scratch.withLock({ $0.stands[place] }) { return stand }
    let folder = try stands()
    // A folder a file keeps its name, which tells its format.
    let name = place.text.split(separator: "/").last.map(String.init) ?? "file"
    return scratch.withLock {
      let stand = "\(folder.path)/\($0.stands.count + 1)/\(name)"
      $0.stands[place] = stand
      return stand
    }
  }

  private func stands() throws(FileError) -> ScratchFolder {
    if let folder = scratch.withLock({ $0.folder }) { return folder }
    let made = try ScratchFolder(in: list)
    scratch.withLock { $0.folder = made }
    return made
  }

  // MARK: What is temporary

  /// A folder that goes with its owner.
  ///
  /// - Throws: `FileError` where none can be made.
  public func scratchFolder() throws(FileError) -> ScratchFolder { try ScratchFolder(in: list) }

  /// A file for another program to change, readable by the user alone; it goes with its owner.
  ///
  /// - Throws: `FileError` where it cannot be made, and in a replay, which starts no program.
  public func temporaryFile(_ bytes: [UInt8], ending: String) throws(FileError) -> TemporaryFile {
    try requireWorld("a replay does not start programs", ScratchFolder.home)
    return try TemporaryFile(bytes, ending: ending, in: list)
  }

  /// Removes what programs that are gone have left half-written: drafts and scratch folders.
  public func sweep() {
    guard !isReplay else { return }
    list?.sweep()
  }

  // MARK: What only the world has

  /// Creates a file that must not exist yet, readable by its owner alone, and its folder with it.
  ///
  /// - Returns: The file, open to append to; nil where there is one already.
  /// - Throws: `FileError` where it cannot be made, and in a replay.
  public func create(_ path: String) throws(FileError) -> OpenFile? {
    try requireWorld("a replay does not start a journal", path)
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try OpenFile.makeFolder(String(path[..<slash]), for: .owner)
    }
    return try OpenFile.creating(path)
  }

  /// Opens a file that is there, to read it and to write behind its end.
  ///
  /// - Throws: `FileError` where it cannot be opened, and in a replay.
  public func append(to path: String) throws(FileError) -> OpenFile {
    try requireWorld("a replay does not write to a journal", path)
    if let refusal = FileKind(at: path)?.refusal(.unwritable, of: path) { throw refusal }
    return try OpenFile.appending(path)
  }

  /// Gives a file another name; the folder of that name is made where it is missing.
  ///
  /// - Throws: `FileError` where that fails, and in a replay.
  public func rename(_ path: String, to other: String) throws(FileError) {
    try requireWorld("a replay does not rename files", path)
    if let slash = other.lastIndex(of: "/"), slash > other.startIndex {
      try OpenFile.makeFolder(String(other[..<slash]), for: .owner)
    }
    #if canImport(Glibc)
      let result = Glibc.rename(path, other)
    #else
      let result = Darwin.rename(path, other)
    #endif
    guard result == 0 else {
      throw OpenFile.failure(.unwritable, "cannot rename the file", path)
    }
  }

  /// Removes a file.
  ///
  /// - Throws: `FileError` where that fails, and in a replay.
  public func remove(_ path: String) throws(FileError) {
    try requireWorld("a replay does not remove files", path)
    guard unlink(path) == 0 else {
      throw OpenFile.failure(.unwritable, "cannot remove the file", path)
    }
  }

  /// Readies the place of a notebook for SQLite, which opens it by itself: a new file is its owner's
  /// alone, and so are the ones that SQLite puts beside it.
  ///
  /// - Throws: `FileError` where none can be made, and in a replay.
  public func prepareNotebook(at path: String) throws(FileError) {
    try requireWorld("a replay's notebook is in memory", path)
    guard FileKind(at: path) == nil else { return }
    try OpenFile.creating(path)?.close()
  }

  private func requireWorld(_ reason: String, _ path: String) throws(FileError) {
    if isReplay { throw FileError(.unwritable, reason, file: path) }
  }
}
