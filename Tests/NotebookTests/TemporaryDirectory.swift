import Glibc

/// A folder of a test's own, removed with all that is in it.
final class TemporaryDirectory {
  let path: String

  init() throws {
    var template = Array("/tmp/carnet-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TemporaryDirectoryError.notMade }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Self.remove(path) }

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let target = path + "/" + name
    guard let file = fopen(target, "we") else { throw TemporaryDirectoryError.notWritten(target) }
    defer { fclose(file) }
    let bytes = Array(bytes)
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
      throw TemporaryDirectoryError.notWritten(target)
    }
    return target
  }

  /// Makes a folder in this one.
  func makeFolder(_ name: String) throws {
    let target = path + "/" + name
    guard mkdir(target, 0o755) == 0 else { throw TemporaryDirectoryError.notWritten(target) }
  }

  /// The names in a folder below this one, sorted.
  func names(in folder: String = "") -> [String] { Self.names(in: path + "/" + folder) }

  static func names(in folder: String) -> [String] {
    guard let entries = opendir(folder) else { return [] }
    defer { closedir(entries) }
    var names: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  static func bytes(of path: String) throws -> [UInt8] {
    guard let file = fopen(path, "re") else { throw TemporaryDirectoryError.notRead(path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&block, 1, block.count, file)
      if count == 0 { return bytes }
      bytes += block[..<count]
    }
  }

  static func text(of path: String) throws -> String {
    String(decoding: try bytes(of: path), as: UTF8.self)
  }

  private static func remove(_ path: String) {
    for name in names(in: path) { remove(path + "/" + name) }
    if rmdir(path) != 0 { unlink(path) }
  }
}

enum TemporaryDirectoryError: Error {
  case notMade
  case notWritten(String)
  case notRead(String)
}
