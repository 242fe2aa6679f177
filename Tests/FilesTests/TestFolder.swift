import Files

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder of a test's own, removed with all that is in it.
final class TestFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/files-test-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template), let real = realpath(made, nil) else {
      throw TestFolderError()
    }
    defer { free(real) }
    path = String(cString: real)
  }

  deinit { Self.remove(path) }

  private static func remove(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      for name in OpenFile.names(in: path) { remove("\(path)/\(name)") }
      rmdir(path)
    } else {
      unlink(path)
    }
  }

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let target = path + "/" + name
    guard let file = fopen(target, "we") else { throw TestFolderError() }
    defer { fclose(file) }
    guard fputs(text, file) >= 0 else { throw TestFolderError() }
    return target
  }

  func makeFolder(_ name: String) { mkdir(path + "/" + name, 0o755) }

  func link(_ name: String, to target: String) { symlink(target, path + "/" + name) }

  /// The text of a file, or nil where there is none.
  static func text(of path: String) -> String? {
    (try? WholeFile.read(path, upTo: 1 << 20)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Every file below, by its path from here, with what it holds; links by what they lead to.
  func contents(of folder: String = "") -> [String: String] {
    var all: [String: String] = [:]
    for name in OpenFile.names(in: path + "/" + folder) {
      let inner = folder.isEmpty ? name : folder + "/" + name
      var status = stat()
      lstat(path + "/" + inner, &status)
      if status.st_mode & S_IFMT == S_IFDIR {
        all[inner + "/"] = ""
        all.merge(contents(of: inner)) { first, _ in first }
      } else {
        all[inner] = Self.text(of: path + "/" + inner) ?? "not a file"
      }
    }
    return all
  }

  static func mode(of path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }
}

struct TestFolderError: Error {}
