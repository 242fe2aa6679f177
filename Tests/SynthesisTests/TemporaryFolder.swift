#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Makes a folder for a test and removes it with the files in it.
func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  var template = Array("/tmp/synthesis-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw FolderError.notMade }
  let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer { remove(folder) }
  try body(folder)
}

private enum FolderError: Error {
  case notMade
}

private func remove(_ folder: String) {
  guard let entries = opendir(folder) else { return }
  while let entry = readdir(entries) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { unlink(folder + "/" + name) }
  }
  closedir(entries)
  rmdir(folder)
}
