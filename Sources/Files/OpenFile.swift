#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An open file, by the system's own calls.
///
/// Whoever reads opens it here; whoever writes asks a ``FileGate`` for one. Foundation is left out
/// because opening it costs start-up time and it hides what was synced.
public struct OpenFile: Sendable {
  public let path: String
  private let descriptor: CInt

  init(path: String, descriptor: CInt) {
    self.path = path
    self.descriptor = descriptor
  }

  // MARK: Opening

  /// Opens a file to read.
  ///
  /// - Throws: `FileError` where there is none, where it is a folder, a device, a pipe or a socket,
  ///   and where it may not be read. None of these is waited for.
  public static func reading(_ path: String) throws(FileError) -> OpenFile {
    // Without waiting: a pipe that nobody writes to would hang the program while it is opened.
    let descriptor = retrying { open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
    guard descriptor >= 0 else {
      let number = errno
      if let refusal = FileKind(at: path)?.refusal(.unreadable, of: path) { throw refusal }
      errno = number
      // That a file is not there needs no words on what could not be done with it.
      guard number != ENOENT else {
        throw FileError(
          .unreadable, String(cString: strerror(number)), file: path, reason: .missing)
      }
      throw failure(.unreadable, "cannot open the file", path)
    }
    let file = OpenFile(path: path, descriptor: descriptor)
    var status = stat()
    if fstat(descriptor, &status) == 0,
      let refusal = FileKind(status).refusal(.unreadable, of: path)
    {
      file.close()
      throw refusal
    }
    return file
  }

  /// Creates a file that must not exist yet, readable by its owner alone; nil where it exists.
  static func creating(_ path: String) throws(FileError) -> OpenFile? {
    let descriptor = retrying {
      open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    }
    if descriptor < 0 {
      if errno == EEXIST { return nil }
      throw failure(.unwritable, "cannot create the file", path)
    }
    return OpenFile(path: path, descriptor: descriptor)
  }

  /// Opens a file that is there, to read it and to write behind its end.
  static func appending(_ path: String) throws(FileError) -> OpenFile {
    let descriptor = retrying { open(path, O_RDWR | O_APPEND | O_NONBLOCK | O_CLOEXEC) }
    guard descriptor >= 0 else {
      throw failure(.unwritable, "cannot open the file for writing", path)
    }
    return OpenFile(path: path, descriptor: descriptor)
  }

  /// Lets the file go; its locks go with it.
  public func close() {
    #if canImport(Glibc)
      _ = Glibc.close(descriptor)
    #else
      _ = Darwin.close(descriptor)
    #endif
  }

  // MARK: Reading and writing

  /// Bytes that it has now.
  public var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The next bytes, at most `count`; empty at the end.
  public func read(upTo count: Int) throws(FileError) -> [UInt8] {
    var result = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      result = Self.retrying {
        #if canImport(Glibc)
          Glibc.read(descriptor, buffer.baseAddress, count)
        #else
          Darwin.read(descriptor, buffer.baseAddress, count)
        #endif
      }
      initialized = max(0, result)
    }
    guard result >= 0 else { throw Self.failure(.unreadable, "cannot read the file", path) }
    return bytes
  }

  /// All bytes from an offset to the end.
  public func readAll(from offset: Int = 0) throws(FileError) -> [UInt8] {
    guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else {
      throw Self.failure(.unreadable, "cannot read the file", path)
    }
    var bytes: [UInt8] = []
    while true {
      let piece = try read(upTo: 1 << 16)
      if piece.isEmpty { return bytes }
      bytes += piece
    }
  }

  /// Appends bytes; a disk that takes a part only is undone before it is reported.
  public func append(_ bytes: [UInt8]) throws(FileError) {
    let before = size
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
        return Self.retrying {
          #if canImport(Glibc)
            Glibc.write(descriptor, rest.baseAddress, rest.count)
          #else
            Darwin.write(descriptor, rest.baseAddress, rest.count)
          #endif
        }
      }
      guard written > 0 else {
        let error = Self.failure(.unwritable, "cannot write to the file", path)
        if done > 0 { _ = ftruncate(descriptor, off_t(before)) }
        throw error
      }
      // A short write is told why by the next one, which fails.
      done += written
    }
  }

  /// Waits until what was appended is on the disk.
  public func sync() throws(FileError) {
    #if canImport(Glibc)
      let result = Self.retrying { fdatasync(descriptor) }
    #else
      let result = Self.retrying { fsync(descriptor) }
    #endif
    // A file system that cannot sync (EINVAL) is one whose user chose so.
    guard result == 0 || errno == EINVAL else {
      throw Self.failure(.unwritable, "cannot sync the file to the disk", path)
    }
  }

  // MARK: Locks

  /// Takes the file's advisory lock for its writer, without waiting; false where another holds it.
  public func lockExclusively() -> Bool {
    Self.retrying { flock(descriptor, LOCK_EX | LOCK_NB) } == 0
  }

  /// Takes the file's advisory lock for its writer, waiting for a reader that is only looking.
  public func waitForExclusiveLock() -> Bool { Self.retrying { flock(descriptor, LOCK_EX) } == 0 }

  /// Whether another one holds the file's lock.
  public var isLockedByAnother: Bool {
    if Self.retrying({ flock(descriptor, LOCK_SH | LOCK_NB) }) != 0 { return true }
    _ = flock(descriptor, LOCK_UN)
    return false
  }

  // MARK: Folders

  /// Makes a folder and those above it where they are missing.
  static func makeFolder(_ path: String, for readers: FileReaders) throws(FileError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += part + "/"
      if mkdir(made, readers.folderMode) != 0 && errno != EEXIST {
        throw failure(.unwritable, "cannot create the folder", path)
      }
    }
  }

  /// Syncs a folder, so that a file just made in it survives a loss of power.
  public static func syncFolder(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    OpenFile(path: path, descriptor: descriptor).close()
  }

  /// Whether a path is a link, wherever it leads.
  public static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// The names in a folder, sorted by their bytes; none where there is no such folder.
  public static func names(in folder: String) -> [String] {
    unsortedNames(in: folder).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The names in a folder as the system gives them, for whoever only counts them.
  public static func unsortedNames(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// Whether a file may be written by whoever asks; one that nobody may write is left alone even by
  /// a user who may do anything.
  public static func mayBeWritten(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return status.st_mode & 0o222 != 0 && access(path, W_OK) == 0
  }

  /// Bytes of a file; nil where there is none.
  public static func byteCount(of path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// When a file was last written to, in seconds since 1970; nil where there is none.
  public static func changeTime(of path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      return status.st_mtimespec.tv_sec
    #else
      return status.st_mtim.tv_sec
    #endif
  }

  // MARK: Failures

  static func failure(
    _ code: FileError.Code, _ headline: String, _ path: String
  ) -> FileError {
    FileError(code, "\(headline): \(String(cString: strerror(errno)))", file: path)
  }

  /// How many names the file still has: 0 once it was removed.
  var linkCount: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_nlink) : 0
  }

  static func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
      let result = call()
      if result != -1 || errno != EINTR { return result }
    }
  }
}

/// Who may read what is made.
public enum FileReaders: Sendable {
  case owner
  case everyone

  var folderMode: mode_t { self == .owner ? 0o700 : 0o755 }
}
