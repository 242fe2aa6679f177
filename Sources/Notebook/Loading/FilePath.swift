import Glibc

/// Paths as text: joined, made plain, and told from one folder to another.
enum FilePath {
  /// A path made absolute from a folder, without `.` and `..`.
  static func absolute(_ path: String, in folder: String) -> String {
    normalised(path.hasPrefix("/") ? path : folder + "/" + path)
  }

  /// An absolute path without empty parts, `.` and `..`.
  static func normalised(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        _ = parts.popLast()
      } else {
        parts.append(part)
      }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// The folder that a file lies in.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The way from one absolute folder to an absolute path: `../datasets/x.csv`, or `.` for itself.
  static func relative(_ path: String, from folder: String) -> String {
    let target = normalised(path).split(separator: "/")
    let base = normalised(folder).split(separator: "/")
    let common = zip(target, base).prefix { $0 == $1 }.count
    let parts =
      Array(repeating: "..", count: base.count - common) + target.dropFirst(common).map(String.init)
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }

  /// Whether something stands at a path.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether a file stands at a path, links followed, and no folder, pipe or device.
  static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
