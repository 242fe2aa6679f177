#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The bytes of a file on disk or in memory, read at any offset and from any thread.
///
/// Files are read and never mapped: mapped pages would count as the process's memory.
/// `@unchecked Sendable`: the bytes are never written after `init`, and `pread` keeps no position.
final class ByteSource: @unchecked Sendable {
  /// The name shown in errors.
  let name: String
  /// The path to open again, or nil for bytes in memory.
  let path: String?
  let byteCount: Int
  /// The bytes where they are in memory.
  let memory: UnsafeRawBufferPointer?
  private let descriptor: Int32
  /// Whether the bytes in memory are `malloc`'s.
  private let isAdopted: Bool
  private let modified: Stamp?

  private struct Stamp: Equatable {
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  /// Opens a regular file, refusing folders, pipes and what cannot be read.
  init(path: String) throws(TabularError) {
    name = path
    self.path = path
    memory = nil
    isAdopted = false
    let opened = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard opened >= 0 else { throw Self.openFailure(path, errno) }
    var status = stat()
    guard fstat(opened, &status) == 0 else {
      close(opened)
      throw Self.openFailure(path, errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw TabularError(
        .unreadable, isFolder ? "is a folder, not a file" : "is not a regular file", file: path,
        remedy: isFolder ? "name a file inside it" : "copy its content to a file first")
    }
    descriptor = opened
    byteCount = Int(status.st_size)
    modified = Self.stamp(opened)
  }

  /// Copies bytes that are read as if they were a file of that name.
  init(bytes: some Collection<UInt8>, name: String) {
    self.name = name
    path = nil
    descriptor = -1
    modified = nil
    isAdopted = false
    byteCount = bytes.count
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    copy.copyBytes(from: bytes)
    memory = UnsafeRawBufferPointer(copy)
  }

  /// Takes bytes over that were allocated by `malloc`.
  init(adopting bytes: UnsafeRawBufferPointer, name: String) {
    self.name = name
    path = nil
    descriptor = -1
    modified = nil
    byteCount = bytes.count
    memory = bytes
    isAdopted = true
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if isAdopted {
      free(UnsafeMutableRawPointer(mutating: memory?.baseAddress))
    } else {
      memory?.deallocate()
    }
  }

  /// Reads bytes from an offset on into a buffer; fewer than its size only at the end.
  func read(
    at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(TabularError) -> Int {
    if let memory {
      let count = max(0, min(buffer.count, memory.count - offset))
      guard count > 0 else { return 0 }
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[offset..<(offset + count)]))
      return count
    }
    var filled = 0
    while filled < buffer.count, let start = buffer.baseAddress {
      let got = pread(descriptor, start + filled, buffer.count - filled, off_t(offset + filled))
      if got < 0 {
        if errno == EINTR { continue }
        throw Self.readFailure(name, errno)
      }
      if got == 0 { break }
      filled += got
    }
    return filled
  }

  /// The first bytes, at most `count`.
  func head(_ count: Int) throws(TabularError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(count, byteCount))
    var failure: TabularError?
    let got = bytes.withUnsafeMutableBytes { buffer in
      do throws(TabularError) {
        return try read(at: 0, into: buffer)
      } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    bytes.removeLast(bytes.count - got)
    return bytes
  }

  /// Throws where the file was written to since it was opened: two passes must see the same bytes.
  func checkUnchanged() throws(TabularError) {
    guard descriptor >= 0, Self.stamp(descriptor) != modified else { return }
    throw changedError
  }

  var changedError: TabularError {
    TabularError(
      .changed, "changed while it was being read", file: name,
      remedy: "load it again once nothing writes to it")
  }

  private static func stamp(_ descriptor: Int32) -> Stamp? {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return Stamp(size: Int(status.st_size), seconds: time.tv_sec, nanoseconds: time.tv_nsec)
  }

  private static func openFailure(_ path: String, _ number: Int32) -> TabularError {
    switch number {
    case ENOENT, ENOTDIR:
      TabularError(
        .unreadable, "does not exist", file: path,
        remedy: "check the path; it is relative to the current folder")
    case EACCES, EPERM:
      TabularError(
        .unreadable, "cannot be read: permission denied", file: path,
        remedy: "ask for permission to read it")
    default:
      readFailure(path, number)
    }
  }

  private static func readFailure(_ path: String, _ number: Int32) -> TabularError {
    let reason = strerror(number).map { String(cString: $0) } ?? "error \(number)"
    return TabularError(.unreadable, "cannot be read: \(reason)", file: path)
  }
}
