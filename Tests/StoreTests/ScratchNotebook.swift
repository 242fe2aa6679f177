import Files
import Glibc
import Store
import Testing

/// An empty file for a notebook, in a folder of its own, removed with its owner.
final class ScratchNotebook {
  let path: String
  private let folder: String

  init() throws {
    var template = Array("/tmp/carnet-store-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = folder + "/n.sqlite"
    let file = try #require(fopen(path, "we"))
    fclose(file)
  }

  deinit {
    for ending in ["", "-wal", "-shm", "-journal"] { unlink(path + ending) }
    rmdir(folder)
  }
}

extension NotebookDatabase {
  /// Opens a notebook through a gate of the test's own.
  convenience init(_ location: NotebookLocation) throws {
    try self.init(location, through: FileGate())
  }
}
