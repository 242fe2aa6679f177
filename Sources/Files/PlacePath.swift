#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a path leads, links and `..` resolved as the system would; what is missing may be made.
///
/// Two paths that lead to one place have equal texts.
struct PlacePath: Hashable {
  let text: String

  /// - Complexity: a call of the system for each part that is missing.
  init(_ path: String) {
    // The longest part that is there is resolved, so that a `..` behind a link means its target's
    // parent; of the rest nothing can be a link.
    var parts = path.split(separator: "/").filter { $0 != "." }
    let start = path.hasPrefix("/") ? "/" : "./"
    var missing: [Substring] = []
    while true {
      if let real = realpath(start + parts.joined(separator: "/"), nil) {
        defer { free(real) }
        text = Self.joined(String(cString: real), missing.reversed())
        return
      }
      guard let last = parts.popLast() else {
        text = Self.joined("/", missing.reversed())
        return
      }
      missing.append(last)
    }
  }

  private static func joined(_ base: String, _ rest: [Substring]) -> String {
    var parts = base.split(separator: "/")
    for part in rest {
      if part == ".." {
        _ = parts.popLast()
      } else {
        parts.append(part)
      }
    }
    return "/" + parts.joined(separator: "/")
  }
}
