import Glibc

/// The files and folders that a beginning of a path may go on to.
struct PathCompletion {
  let folder: String

  /// The paths, folders ending in `/`, hidden files only where a dot is typed; sorted.
  ///
  /// - Complexity: O(entries of one folder).
  func candidates(for partial: String) -> [String] {
    let slash = partial.lastIndex(of: "/")
    let front = slash.map { String(partial[...$0]) } ?? ""
    let start = slash.map { String(partial[partial.index(after: $0)...]) } ?? partial
    let place = FilePath.absolute(front.isEmpty ? "." : front, in: folder)
    return names(in: place)
      .filter { $0.hasPrefix(start) && (!$0.hasPrefix(".") || start.hasPrefix(".")) }
      .sorted()
      .map { front + $0 + (isFolder(place + "/" + $0) ? "/" : "") }
  }

  private func names(in place: String) -> [String] {
    guard let directory = opendir(place) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
