#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What stands at a path, links followed.
enum FileKind: Equatable {
  case file
  case folder
  /// A device, a pipe or a socket: opening one may wait for ever, reading it may never end.
  case other(String)

  /// The kind that a status states.
  init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    case S_IFIFO: self = .other("a pipe")
    case S_IFSOCK: self = .other("a socket")
    default: self = .other("a device")
    }
  }

  /// What stands at a path, or nil where nothing does.
  init?(at path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// The error of whoever wanted a file there, or nil for a file.
  func refusal(_ code: FileError.Code, of path: String) -> FileError? {
    switch self {
    case .file: nil
    case .folder:
      FileError(
        code, "is a folder, not a file", file: path, remedy: "name a file", reason: .folder)
    case .other(let name):
      FileError(
        code, "is \(name), not a file", file: path,
        remedy: code == .unreadable ? "copy its content to a file first" : "name a file",
        reason: .notAFile)
    }
  }
}

/// Which file a path leads to, whatever its name: two paths of one file have equal identities.
public struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let inode: UInt64

  /// The file at a path, links followed; nil where there is none.
  public init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
