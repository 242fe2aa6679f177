#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder of this process alone, which goes with all that is in it.
public final class ScratchFolder: Sendable {
  /// The folder, absolute and without links, so that ways from it to others hold.
  public let path: String
  private let list: UnfinishedList?

  /// How the names of such folders begin.
  static let beginning = "carnet-scratch-"

  /// Makes a folder where the system keeps what is temporary.
  ///
  /// - Throws: `FileError` where it cannot be made.
  init(in list: UnfinishedList?) throws(FileError) {
    let home = Self.home
    var template = Array("\(home)/\(Self.beginning)XXXXXX".utf8CString)
    guard let made = mkdtemp(&template), let real = realpath(made, nil) else {
      throw Self.failure(at: home)
    }
    defer { free(real) }
    path = String(cString: real)
    self.list = list
    list?.add(path)
  }

  deinit {
    Self.remove(path)
    list?.remove(path)
  }

  /// Where the system keeps what is temporary.
  static var home: String {
    guard let folder = getenv("TMPDIR").map({ String(cString: $0) }), !folder.isEmpty else {
      return "/tmp"
    }
    return folder
  }

  /// The error of a place where nothing temporary can be made.
  static func failure(at home: String) -> FileError {
    FileError(
      .unwritable, "cannot create a temporary folder: \(String(cString: strerror(errno)))",
      file: home, remedy: "set TMPDIR to an existing, writable folder",
      reason: .noScratchFolder)
  }

  /// Removes a file, or a folder with all in it; a link goes, and what it leads to stays.
  static func remove(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      unlink(path)
      return
    }
    for name in OpenFile.names(in: path) { remove("\(path)/\(name)") }
    rmdir(path)
  }
}

/// A file of this process alone, for another program to change; it goes with its owner.
public final class TemporaryFile {
  public let path: String
  private let list: UnfinishedList?

  /// Makes a file that only the user may read.
  ///
  /// - Throws: `FileError` where it cannot be made or written.
  init(_ bytes: [UInt8], ending: String, in list: UnfinishedList?) throws(FileError) {
    let home = ScratchFolder.home
    var template = Array("\(home)/\(ScratchFolder.beginning)XXXXXX\(ending)".utf8CString)
    let descriptor = mkstemps(&template, CInt(ending.utf8.count))
    guard descriptor >= 0 else {
      throw ScratchFolder.failure(at: home)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    self.list = list
    list?.add(path)
    let file = OpenFile(path: path, descriptor: descriptor)
    defer { file.close() }
    try file.append(bytes)
  }

  deinit {
    unlink(path)
    list?.remove(path)
  }
}
