import Glibc
import SessionRecord

/// A folder of this process alone, for files that nobody keeps.
struct ScratchFolder {
  /// The folder, absolute and without links, so that ways from it to others hold.
  let path: String

  /// Makes a folder where the system keeps what is temporary.
  ///
  /// - Throws: `SessionRecordError` where it cannot be made.
  init() throws(SessionRecordError) {
    let home = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(home)/carnet-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template), let real = realpath(made, nil) else {
      throw SessionRecordError(
        .unwritableFile, String(cString: strerror(errno)), file: home,
        remedy: "set TMPDIR to a folder that can be written")
    }
    defer { free(real) }
    path = String(cString: real)
  }

  /// Removes the folder with the files directly in it.
  func remove() {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { unlink("\(path)/\(name)") }
    }
    closedir(folder)
    rmdir(path)
  }
}
