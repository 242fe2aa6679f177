import Glibc

/// Which program holds a notebook's write lock, as far as the system tells.
///
/// SQLite's locks are record locks: on the file itself, or, with a write-ahead log, on byte 120 of
/// the file beside it (sqlite.org/walformat.html, section 2.3.1). Linux lists all in `/proc/locks`.
enum LockHolder {
  /// The program with its process number, or nil where no other one holds the lock by now.
  static func name(ofFile path: String) -> String? {
    let wanted = [path, path + "-shm"].compactMap(Inode.init(path:))
    guard let text = text(of: "/proc/locks") else { return nil }
    for line in text.split(separator: "\n") {
      // 1: POSIX  ADVISORY  WRITE 4711 08:01:131 120 120
      let fields = line.split(separator: " ")
      guard fields.count == 8, fields[3] == "WRITE", let process = pid_t(fields[4]),
        process > 0, process != getpid(), let inode = Inode(field: fields[5]),
        wanted.contains(inode)
      else { continue }
      return "\(command(of: process) ?? "another program") (process \(process))"
    }
    return nil
  }

  private static func command(of process: pid_t) -> String? {
    text(of: "/proc/\(process)/comm")?.split(separator: "\n").first.map(String.init)
  }

  /// What a file of the system says, at most a megabyte of it.
  private static func text(of path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 14)
    while bytes.count < 1 << 20 {
      let count = block.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      bytes += block[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A file as `/proc/locks` names it.
  private struct Inode: Equatable {
    let number: UInt64

    init?(path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      number = UInt64(status.st_ino)
    }

    /// Reads `08:01:131`; the device is left out, as some file systems state another one there.
    init?(field: Substring) {
      guard let last = field.split(separator: ":").last, let number = UInt64(last) else {
        return nil
      }
      self.number = number
    }
  }
}
