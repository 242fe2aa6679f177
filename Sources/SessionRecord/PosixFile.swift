#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An open file, by the system's own calls: the only place of this room that knows them.
///
/// Foundation is left out because opening it costs start-up time and it hides what was synced.
struct PosixFile {
  let path: String
  private let descriptor: CInt

  private init(path: String, descriptor: CInt) {
    self.path = path
    self.descriptor = descriptor
  }

  // MARK: Opening

  static func reading(_ path: String) throws(SessionRecordError) -> PosixFile {
    let descriptor = retrying { open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else {
      throw failure(.unreadableFile, "cannot open the file", path)
    }
    return PosixFile(path: path, descriptor: descriptor)
  }

  /// Creates a file that must not exist yet, readable by its owner alone; nil where it exists.
  static func creating(_ path: String) throws(SessionRecordError) -> PosixFile? {
    let descriptor = retrying {
      open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    }
    if descriptor < 0 {
      if errno == EEXIST { return nil }
      throw failure(.unwritableFile, "cannot create the file", path)
    }
    return PosixFile(path: path, descriptor: descriptor)
  }

  static func appending(_ path: String) throws(SessionRecordError) -> PosixFile {
    let descriptor = retrying { open(path, O_RDWR | O_APPEND | O_CLOEXEC) }
    guard descriptor >= 0 else {
      throw failure(.unwritableFile, "cannot open the file for writing", path)
    }
    return PosixFile(path: path, descriptor: descriptor)
  }

  func close() {
    #if canImport(Glibc)
      _ = Glibc.close(descriptor)
    #else
      _ = Darwin.close(descriptor)
    #endif
  }

  // MARK: Reading and writing

  var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The next bytes, at most `count`; empty at the end.
  func read(upTo count: Int) throws(SessionRecordError) -> [UInt8] {
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
    guard result >= 0 else { throw Self.failure(.unreadableFile, "cannot read the file", path) }
    return bytes
  }

  /// All bytes from an offset to the end.
  func readAll(from offset: Int = 0) throws(SessionRecordError) -> [UInt8] {
    guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else {
      throw Self.failure(.unreadableFile, "cannot read the file", path)
    }
    var bytes: [UInt8] = []
    while true {
      let piece = try read(upTo: 1 << 16)
      if piece.isEmpty { return bytes }
      bytes += piece
    }
  }

  /// Appends bytes; a disk that takes a part only is undone before it is reported.
  func append(_ bytes: [UInt8]) throws(SessionRecordError) {
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
        let error = Self.failure(.unwritableFile, "cannot write to the file", path)
        if done > 0 { _ = ftruncate(descriptor, off_t(before)) }
        throw error
      }
      // A short write is told why by the next one, which fails.
      done += written
    }
  }

  /// Waits until what was appended is on the disk.
  func sync() throws(SessionRecordError) {
    #if canImport(Glibc)
      let result = Self.retrying { fdatasync(descriptor) }
    #else
      let result = Self.retrying { fsync(descriptor) }
    #endif
    // A file system that cannot sync (EINVAL) is one whose user chose so.
    guard result == 0 || errno == EINVAL else {
      throw Self.failure(.unwritableFile, "cannot sync the file to the disk", path)
    }
  }

  // MARK: Locks

  /// Takes the file's advisory lock for its writer, without waiting; false where another holds it.
  func lockExclusively() -> Bool { Self.retrying { flock(descriptor, LOCK_EX | LOCK_NB) } == 0 }

  /// Takes the file's advisory lock for its writer, waiting for a reader that is only looking.
  func waitForExclusiveLock() -> Bool { Self.retrying { flock(descriptor, LOCK_EX) } == 0 }

  /// Says whether a living session holds the file's lock.
  var isLockedByAnother: Bool {
    if Self.retrying({ flock(descriptor, LOCK_SH | LOCK_NB) }) != 0 { return true }
    _ = flock(descriptor, LOCK_UN)
    return false
  }

  // MARK: Folders

  /// Makes a folder and those above it, for the owner alone where they are new.
  static func makeFolder(_ path: String) throws(SessionRecordError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += part + "/"
      if mkdir(made, 0o700) != 0 && errno != EEXIST {
        throw failure(.unwritableFile, "cannot make the folder", path)
      }
    }
  }

  /// Syncs a folder, so that a file just made in it survives a loss of power.
  static func syncFolder(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    PosixFile(path: path, descriptor: descriptor).close()
  }

  /// The names in a folder, sorted by their bytes; none where there is no such folder.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  // MARK: Failures

  private static func failure(
    _ code: SessionRecordError.Code, _ headline: String, _ path: String
  ) -> SessionRecordError {
    SessionRecordError(code, "\(headline): \(String(cString: strerror(errno)))", file: path)
  }

  private static func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
      let result = call()
      if result != -1 || errno != EINTR { return result }
    }
  }
}
